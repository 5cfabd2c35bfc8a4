using System.Globalization;
using LeadershipBot.Domain.Interests;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Interests;

/// <summary>Words that the cards and files of interests share.</summary>
internal static class InterestWords
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>As in "2 Mar 2026": an interest's dates belong to years.</summary>
    public static string Date(DateOnly date) => date.ToString("d MMM yyyy", British);

    /// <summary>The date of a moment where the reader is.</summary>
    public static DateOnly DateOf(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    public static string TypeOf(TextFile text, InterestType type) => text.Plain(type switch
    {
        InterestType.Financial => "interests.type.financial",
        InterestType.Professional => "interests.type.professional",
        InterestType.Personal => "interests.type.personal",
        _ => "interests.type.indirect",
    }).Words;

    public static string RelationOf(TextFile text, Relation relation) => text.Plain(relation switch
    {
        Relation.Partner => "interests.relation.partner",
        Relation.Relative => "interests.relation.relative",
        Relation.Friend => "interests.relation.friend",
        _ => "interests.relation.associate",
    }).Words;

    /// <summary>Type, and for an indirect one whose it is.</summary>
    public static string Kind(TextFile text, Interest interest) => interest.Relation is { } relation
        ? text.Plain("interests.kind.of", ("type", TypeOf(text, interest.Type)), ("relation", RelationOf(text, relation))).Words
        : TypeOf(text, interest.Type);

    /// <summary>As in "since 2 Mar 2026", "2 Mar 2026 to 5 May 2026".</summary>
    public static string When(TextFile text, Interest interest) => interest.Until is { } until
        ? text.Plain("interests.when.fromTo", ("from", Date(interest.From)), ("until", Date(until))).Words
        : text.Plain("interests.when.since", ("from", Date(interest.From))).Words;

    /// <summary>Who sees what this person declares, by the roles that they have now.</summary>
    public static CardText Privacy(TextFile text, Actor actor) => actor.HoldsAny(InterestLimits.Deciders)
        ? text.Format("interests.privacy.decider", ("organisation", text.NameOf(actor.Organisation)))
        : text.Format("interests.privacy.member", ("organisation", text.NameOf(actor.Organisation)));
}
