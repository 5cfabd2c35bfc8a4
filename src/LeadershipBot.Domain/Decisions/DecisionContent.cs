using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Decisions;

/// <summary>How much is at stake.</summary>
public enum DecisionRisk
{
    /// <summary>Such as can be undone without harm.</summary>
    Usual,

    /// <summary>Then there must be a plan B.</summary>
    High,
}

/// <summary>What a decision says: its card is made of this. Texts are as they were typed, trimmed; empty where nothing was.</summary>
public sealed record DecisionContent
{
    /// <summary>Nothing yet.</summary>
    public static DecisionContent Empty { get; } = new();

    /// <summary>What was decided.</summary>
    public string What { get; init; } = "";

    /// <summary>Why.</summary>
    public string Why { get; init; } = "";

    /// <summary>Who decided.</summary>
    public string DecidedBy { get; init; } = "";

    /// <summary>Which options were considered.</summary>
    public string Options { get; init; } = "";

    /// <summary>What it costs practices, or how else it affects them.</summary>
    public string Effect { get; init; } = "";

    /// <summary>The keys of what was asked before, at most <see cref="DecisionLimits.LinkedMax"/>: who was asked, and how they answered.</summary>
    public IReadOnlyList<string> Linked { get; init; } = [];

    /// <summary>Which interests were declared, and what was done about them; empty for none.</summary>
    public string Conflicts { get; init; } = "";

    /// <summary>What those said who were against it, in neutral words; empty for nobody.</summary>
    public string Dissent { get; init; } = "";

    /// <summary>What would change it.</summary>
    public string WouldChange { get; init; } = "";

    /// <summary>The day on which it is looked at again; null while it isn't said.</summary>
    public DateOnly? ReviewOn { get; init; }

    /// <summary>How much is at stake.</summary>
    public DecisionRisk Risk { get; init; }

    /// <summary>What is done if it goes wrong; only of use where <see cref="Risk"/> is high.</summary>
    public PlanB PlanB { get; init; } = PlanB.None;

    /// <summary>Each text by itself.</summary>
    public IEnumerable<(string Text, int CharactersMax)> Texts =>
    [
        (What, DecisionLimits.WhatCharactersMax),
        (Why, DecisionLimits.TextCharactersMax),
        (DecidedBy, DecisionLimits.ShortCharactersMax),
        (Options, DecisionLimits.TextCharactersMax),
        (Effect, DecisionLimits.TextCharactersMax),
        (Conflicts, DecisionLimits.TextCharactersMax),
        (Dissent, DecisionLimits.TextCharactersMax),
        (WouldChange, DecisionLimits.TextCharactersMax),
        (PlanB.Fallback, DecisionLimits.TextCharactersMax),
        (PlanB.Trigger, DecisionLimits.TextCharactersMax),
    ];
}

/// <summary>What is done if a decision goes wrong.</summary>
/// <param name="Fallback">What is done instead.</param>
/// <param name="Trigger">What shows that it went wrong.</param>
/// <param name="Owner">Who watches for it, and gets a card on the day; null while nobody is named.</param>
/// <param name="OwnerName">Their name then.</param>
/// <param name="On">The day on which they look; null while it isn't said.</param>
public sealed record PlanB(string Fallback, string Trigger, MemberId? Owner, string OwnerName, DateOnly? On)
{
    /// <summary>There is none.</summary>
    public static PlanB None { get; } = new("", "", null, "", null);
}
