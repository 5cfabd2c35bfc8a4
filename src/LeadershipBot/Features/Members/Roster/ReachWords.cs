using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>Why somebody can't be reached, in words.</summary>
internal static class ReachWords
{
    private const int NamesMax = 6;

    /// <summary>The reasons, in the order in which an organiser can do something about them.</summary>
    public static IReadOnlyList<Reach> Reasons { get; } =
    [
        Reach.FoundNotConfirmed, Reach.NotInstalled, Reach.LeftTeam, Reach.RemovedBot, Reach.Refused, Reach.NotFound, Reach.SaidNotMe, Reach.Guest, Reach.OtherTenant,
    ];

    public static string ReasonOf(this TextFile text, Reach reach) => text.Plain(reach switch
    {
        Reach.FoundNotConfirmed => "roster.reach.found",
        Reach.LeftTeam => "roster.reach.left",
        Reach.RemovedBot => "roster.reach.removed",
        Reach.Refused => "roster.reach.blocked",
        Reach.NotFound => "roster.reach.notFound",
        Reach.SaidNotMe => "roster.reach.notMe",
        Reach.Guest => "roster.reach.guest",
        Reach.OtherTenant => "roster.reach.otherTenant",
        _ => "roster.reach.notInstalled",
    }).Words;

    /// <summary>What an organiser can do about it.</summary>
    public static string RemedyOf(this TextFile text, Reach reach) => text.Plain(reach switch
    {
        Reach.FoundNotConfirmed => "roster.reach.found.do",
        Reach.LeftTeam => "roster.reach.left.do",
        Reach.RemovedBot => "roster.reach.removed.do",
        Reach.Refused => "roster.reach.blocked.do",
        Reach.NotFound => "roster.reach.notFound.do",
        Reach.SaidNotMe => "roster.reach.notMe.do",
        Reach.Guest => "roster.reach.guest.do",
        Reach.OtherTenant => "roster.reach.otherTenant.do",
        _ => "roster.reach.notInstalled.do",
    }).Words;

    /// <summary>The first names of a list, and how many more there are.</summary>
    public static string NamesOf(this TextFile text, IReadOnlyList<string> names)
    {
        var shown = string.Join(", ", names.Take(NamesMax));
        return names.Count <= NamesMax ? shown : text.Plain("roster.reach.more", ("names", shown), ("more", names.Count - NamesMax)).Words;
    }
}
