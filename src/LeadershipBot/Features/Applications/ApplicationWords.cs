using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications;

/// <summary>What is said of applications, in words.</summary>
internal static class ApplicationWords
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>How far it has come; whoever only explores, or would be ready later, was answered and not turned down.</summary>
    /// <param name="text">The sentences.</param>
    /// <param name="application">The application.</param>
    /// <param name="hasBench">Whether what it is for has a bench.</param>
    public static string Of(TextFile text, Application application, bool hasBench = true)
        => application is { IsExploring: true, Stage: Stage.Received or Stage.NotSelected }
            ? text.Plain(application.Stage is Stage.Received ? "applications.stage.exploring" : "applications.stage.answered").Words
            : application is { Stage: Stage.Declined, GivenUpBy: GivenUpBy.Runner or GivenUpBy.Unlisted } ? text.Plain("applications.stage.ended").Words
            : application.IsKeptInMind ? text.Plain(hasBench ? "applications.stage.bench" : "applications.stage.later").Words : Of(text, application.Stage);

    /// <summary>The same for its applicant: whoever was in it when it was withdrawn was turned down by nobody.</summary>
    /// <param name="text">The sentences.</param>
    /// <param name="application">The application.</param>
    /// <param name="opening">What it is for; null where that is gone.</param>
    /// <param name="endedWithIt">Whether it ended with that.</param>
    public static string ForApplicant(TextFile text, Application application, Opening? opening, bool endedWithIt)
        => endedWithIt ? text.Plain("applications.stage.notOffered").Words : Of(text, application, opening?.HasBench ?? true);

    public static string Of(TextFile text, Stage stage) => text.Plain(stage switch
    {
        Stage.Received => "applications.stage.received",
        Stage.Shortlisted => "applications.stage.shortlisted",
        Stage.Interview => "applications.stage.interview",
        Stage.Offered => "applications.stage.offered",
        Stage.Declined => "applications.stage.declined",
        Stage.Lapsed => "applications.stage.lapsed",
        Stage.Appointed => "applications.stage.appointed",
        Stage.Reserve => "applications.stage.reserve",
        Stage.NotShortlisted => "applications.stage.notShortlisted",
        Stage.Withdrawn => "applications.stage.withdrawn",
        _ => "applications.stage.notSelected",
    }).Words;

    public static string Of(TextFile text, Readiness readiness) => text.Plain(readiness switch
    {
        Readiness.Now => "applications.readiness.now",
        Readiness.OneToTwoYears => "applications.readiness.soon",
        _ => "applications.readiness.exploring",
    }).Words;

    public static string Date(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("ddd d MMM yyyy", British);

    public static string Score(double score) => score.ToString("0.#", British);

    /// <summary>To whom somebody can talk.</summary>
    public static string TalkTo(Opening opening) => opening.TalkTo.Length > 0 ? opening.TalkTo : opening.RunBy.Name;

    /// <summary>The names of a list, as in "Ann, Ben and Cat".</summary>
    public static string Names(TextFile text, IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        _ => text.Plain("applications.and", ("first", string.Join(", ", names.SkipLast(1))), ("last", names[^1])).Words,
    };

    /// <summary>What every card about an opening names: the organisation, and which opening.</summary>
    public static CardData About(this CardData data, TextFile text, Opening opening) => data
        .Set("organisation", CardText.FromPerson(text.NameOf(opening.Organisation)))
        .SetId("organisationId", opening.Organisation.Id)
        .SetId("kind", opening.Kind)
        .SetId("opening", opening.Key)
        .Set("openingTitle", CardText.FromPerson(opening.Title));
}
