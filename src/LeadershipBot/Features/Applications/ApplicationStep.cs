using LeadershipBot.Domain.Applying;

namespace LeadershipBot.Features.Applications;

/// <summary>What was done in a step.</summary>
internal enum StepKind
{
    /// <summary>The applicant sent it, the first time or again.</summary>
    Sent,

    /// <summary>The applicant changed it.</summary>
    Changed,

    /// <summary>The applicant withdrew it.</summary>
    Withdrawn,

    /// <summary>Those who decide moved it on.</summary>
    Moved,

    /// <summary>The applicant took the place that they were offered.</summary>
    Accepted,

    /// <summary>The applicant said no to it, or gave it up.</summary>
    Declined,

    /// <summary>The time for their answer passed.</summary>
    Lapsed,

    /// <summary>The waiting list came to them.</summary>
    Offered,

    /// <summary>Waiting was over.</summary>
    Ended,

    /// <summary>What they were offered, or waited for, isn't offered any more.</summary>
    Voided,

    /// <summary>The time for their answer got shorter, since the place begins earlier.</summary>
    Shortened,
}

/// <summary>One step in the life of an application.</summary>
internal sealed record ApplicationStep(StepKind What, Stage Stage, DateTimeOffset At)
{
    /// <summary>The version of the application that it made.</summary>
    public int Version { get; init; }

    /// <summary>What the applicant was told.</summary>
    public string Words { get; init; } = "";

    /// <summary>Who moved it; null for the applicant.</summary>
    public Person? By { get; init; }

    /// <summary>Whether the applicant gets a card of its own: what they changed themselves stands on the card from which they did, and that it isn't offered any more they hear from what offered it.</summary>
    public bool TellsApplicant => What is StepKind.Sent or StepKind.Moved or StepKind.Offered or StepKind.Lapsed or StepKind.Ended or StepKind.Shortened;
}
