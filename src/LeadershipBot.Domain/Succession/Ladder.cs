using LeadershipBot.Domain.Applying;

namespace LeadershipBot.Domain.Succession;

/// <summary>How somebody found what they did on a rung.</summary>
public enum Experience
{
    /// <summary>They have not said.</summary>
    NotSaid,

    /// <summary>Good: they would like to go on.</summary>
    Good,

    /// <summary>Some of it.</summary>
    Mixed,

    /// <summary>It isn't for them.</summary>
    NotForMe,
}

/// <summary>What somebody did on the ladder: shadowed a meeting, worked on a project, was an associate.</summary>
/// <param name="Id">Lower-case letters and digits.</param>
/// <param name="Who">Who did it.</param>
/// <param name="Rung">Which rung it was.</param>
/// <param name="What">What it was, in one line.</param>
/// <param name="From">On which day, or the first of several.</param>
/// <param name="Until">The last day; null where it was one day.</param>
public sealed record LadderStep(string Id, Person Who, Rung Rung, string What, DateOnly From, DateOnly? Until)
{
    /// <summary>Who recorded it; null where they asked to be forgotten.</summary>
    public Person? RecordedBy { get; init; }

    /// <summary>How they found it.</summary>
    public Experience Experience { get; init; }

    /// <summary>When it is asked how it was: the day after.</summary>
    public DateOnly AskedOn => (Until ?? From).AddDays(1);

    /// <summary>The rung that is offered next: after a good experience, and never before; null where there is none.</summary>
    public Rung? Next => Experience is Experience.Good && Rung < Rung.Seat ? Rung + 1 : null;
}

/// <summary>The rules of recording what somebody did.</summary>
public static class Ladder
{
    /// <summary>The longest line that says what it was, in characters.</summary>
    public const int WhatCharactersMax = 120;

    /// <summary>The rungs that are recorded; a seat is a tenure.</summary>
    public static IReadOnlyList<Rung> Recorded { get; } = [Rung.Ask, Rung.Shadow, Rung.Project, Rung.Associate];

    /// <summary>The step as it may be kept, or why not.</summary>
    public static Ruling<LadderStep> Check(LadderStep step, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (Text.PatientData.FindIn(step.What, today) is not null)
            return new Refusal("shell.refused.patientData");
        if (!Recorded.Contains(step.Rung) || !PostDraft.Shows(step.What) || step.What.Length > WhatCharactersMax)
            return new Refusal("posts.refused.step");
        return step.Until < step.From || step.From > today.AddYears(1) || step.From < today.AddYears(-5) ? new Refusal("posts.refused.stepDays") : step;
    }
}
