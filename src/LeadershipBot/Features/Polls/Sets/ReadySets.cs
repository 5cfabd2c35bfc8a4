using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Features.Polls.Sets;

/// <summary>All ready-made sets, in the order in which they are offered.</summary>
internal static class ReadySets
{
    private const QuestionKind Scale = QuestionKind.Rating;

    private static readonly string[] Agreement = ["polls.sets.agree.stronglyNot", "polls.sets.agree.not", "polls.sets.agree.neither", "polls.sets.agree.yes", "polls.sets.agree.stronglyYes"];
    private static readonly string[] Often = ["polls.sets.often.never", "polls.sets.often.rarely", "polls.sets.often.sometimes", "polls.sets.often.usually", "polls.sets.often.always"];
    private static readonly string[] Say = ["polls.sets.say.none", "polls.sets.say.little", "polls.sets.say.some", "polls.sets.say.much", "polls.sets.say.great"];
    private static readonly string[] Quality = ["polls.sets.quality.veryPoor", "polls.sets.quality.poor", "polls.sets.quality.neither", "polls.sets.quality.good", "polls.sets.quality.veryGood"];
    private static readonly string[] Who = ["polls.sets.who.members", "polls.sets.who.body", "polls.sets.who.managers", "polls.sets.who.england", "polls.sets.who.trusts"];

    /// <summary>Whether feedback was acted on. The figure for the whole country stands beside its first question, and nowhere else.</summary>
    public static ReadySet Acted { get; } = new("acted", 1, "polls.sets.acted.title", "polls.sets.acted.about", ReasonMode.Optional,
    [
        new("polls.sets.acted.acts", Scale, Often, SetName.Organisation),
        new("polls.sets.acted.easy", Scale, Agreement, SetName.Organisation),
        new("polls.sets.acted.told", Scale, Agreement),
        new("polls.sets.acted.why", Scale, Agreement),
        new("polls.sets.acted.changed", Scale, Agreement, SetName.Practices),
    ]);

    /// <summary>Who shapes what is decided, as people see it.</summary>
    public static ReadySet Sway { get; } = new("sway", 1, "polls.sets.sway.title", "polls.sets.sway.about", ReasonMode.Off,
    [
        new("polls.sets.sway.most", QuestionKind.Single, Who, SetName.Organisation),
        new("polls.sets.sway.members", Scale, Say, SetName.Organisation, SetName.Practices),
        new("polls.sets.sway.body", Scale, Say, SetName.Organisation, SetName.Body),
        new("polls.sets.sway.managers", Scale, Say, SetName.Organisation),
        new("polls.sets.sway.england", Scale, Say, SetName.Organisation),
        new("polls.sets.sway.trusts", Scale, Say, SetName.Organisation),
    ]);

    /// <summary>With what people come to a meeting.</summary>
    public static ReadySet Pulse { get; } = new("pulse", 1, "polls.sets.pulse.title", "polls.sets.pulse.about", ReasonMode.Optional,
    [
        new("polls.sets.pulse.decide", Scale, Agreement),
        new("polls.sets.pulse.matters", Scale, Agreement, SetName.Practices),
        new("polls.sets.pulse.heard", Scale, Agreement),
    ])
    { IsForPeopleHere = true };

    /// <summary>What a meeting was worth to those who came.</summary>
    public static ReadySet Worth { get; } = new("worth", 1, "polls.sets.worth.title", "polls.sets.worth.about", ReasonMode.Optional,
    [
        new("polls.sets.worth.time", Scale, Agreement),
        new("polls.sets.worth.heard", Scale, Agreement),
        new("polls.sets.worth.next", Scale, Agreement),
    ])
    { IsForPeopleHere = true };

    /// <summary>How members and partners see the body, once a year.</summary>
    public static ReadySet Yearly { get; } = new("yearly", 1, "polls.sets.yearly.title", "polls.sets.yearly.about", ReasonMode.Optional,
    [
        new("polls.sets.yearly.working", Scale, Quality, SetName.Organisation),
        new("polls.sets.yearly.early", Scale, Agreement, SetName.Organisation),
        new("polls.sets.yearly.listens", Scale, Agreement, SetName.Organisation),
        new("polls.sets.yearly.acts", Scale, Agreement, SetName.Organisation),
        new("polls.sets.yearly.reasons", Scale, Agreement, SetName.Organisation),
        new("polls.sets.yearly.ours", Scale, Agreement, SetName.Organisation, SetName.Practices),
        new("polls.sets.yearly.leaders", Scale, Agreement, SetName.Organisation),
        new("polls.sets.yearly.raise", Scale, Agreement, SetName.Organisation),
        new("polls.sets.yearly.care", Scale, Agreement, SetName.Organisation),
        new("polls.sets.yearly.lead", Scale, Agreement, SetName.Organisation),
    ]);

    public static IReadOnlyList<ReadySet> All { get; } = [Acted, Sway, Pulse, Worth, Yearly];

    /// <summary>By its id, which came from outside; null if there is none.</summary>
    public static ReadySet? Find(string id) => All.FirstOrDefault(set => set.Id == id);
}
