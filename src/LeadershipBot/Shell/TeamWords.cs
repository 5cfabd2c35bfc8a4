using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell;

/// <summary>Teams and chats in words, where people choose among them and where it is told whom something went to.</summary>
public static class TeamWords
{
    /// <summary>So many are offered for a choice.</summary>
    public const int ListedMax = 60;

    /// <summary>So many may be chosen together.</summary>
    public const int ChosenMax = 8;

    private const int IdCharactersMax = 120;

    /// <summary>Whether these could be ids of teams; they came from outside.</summary>
    public static bool AreIds(IReadOnlyList<string> teams)
    {
        ArgumentNullException.ThrowIfNull(teams);
        return teams.Count <= ChosenMax && teams.All(id => id.Length <= IdCharactersMax && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'));
    }

    /// <summary>As somebody who belongs to the organisation's leaders chooses it: a chat by some of those in it.</summary>
    public static PlainText TitleOf(this TextFile text, KnownTeam team)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(team);
        if (team.Some.Count > 0)
            return text.Plain("teams.title.chat", ("names", string.Join(", ", team.Some)), ("count", team.People));
        return text.Plain("teams.title.team", ("team", NameOf(text, team)), ("count", team.People));
    }

    /// <summary>
    /// What some teams of an organisation are called, for a sentence; a chat has no name, and never that of people. Null where
    /// one of them isn't the organisation's, or the bot isn't in it.
    /// </summary>
    public static async Task<string?> NameTeamsAsync(this TextFile text, ITeams teams, string organisationId, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(teams);
        ArgumentNullException.ThrowIfNull(ids);
        var known = (await teams.ListAsync(organisationId, cancellationToken)).ToDictionary(team => team.Id, StringComparer.Ordinal);
        var names = new List<string>();
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if ((known.GetValueOrDefault(id) ?? await teams.FindGatheringAsync(organisationId, id, cancellationToken)) is not { } team)
                return null;
            names.Add(NameOf(text, team));
        }

        return string.Join(text.Plain("teams.or").Words, names);
    }

    /// <summary>The teams that are offered for a choice, and besides those that are chosen already, however old a gathering is: else a form would lose them, and everybody would be asked.</summary>
    public static async Task<IReadOnlyList<KnownTeam>> OfferedAsync(this ITeams teams, string organisationId, IReadOnlyList<string> chosen, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(teams);
        ArgumentNullException.ThrowIfNull(chosen);
        var offered = (await teams.ListAsync(organisationId, cancellationToken)).Take(ListedMax).ToList();
        foreach (var id in chosen.Where(id => !offered.Exists(team => team.Id == id)).ToList())
        {
            if (await teams.FindGatheringAsync(organisationId, id, cancellationToken) is { } gathering)
                offered.Add(gathering);
        }

        return offered;
    }

    /// <summary>A channel, with its team.</summary>
    public static string NameOf(this TextFile text, KnownChannel channel)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(channel);
        var name = channel.Name.Length > 0 ? channel.Name : text.Plain("teams.channel.general").Words;
        return channel.Team.Length > 0 ? text.Plain("teams.channel", ("team", channel.Team), ("channel", name)).Words : name;
    }

    private static string NameOf(TextFile text, KnownTeam team)
        => team.Name.Length > 0 ? team.Name : text.Plain(team.IsTeam ? "teams.name.team" : "teams.name.chat").Words;
}
