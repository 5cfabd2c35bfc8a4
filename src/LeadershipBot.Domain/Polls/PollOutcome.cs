namespace LeadershipBot.Domain.Polls;

/// <summary>What became of what people answered.</summary>
public enum OutcomeKind
{
    /// <summary>It was done.</summary>
    ActedOn,

    /// <summary>It will be done.</summary>
    WillBeActedOn,

    /// <summary>It won't be done, and why.</summary>
    NotActedOn,

    /// <summary>It isn't decided yet.</summary>
    Considering,
}

/// <summary>What came of a poll, for all who answered it. Only <see cref="OutcomeDraft"/> makes a new one.</summary>
/// <param name="Kind">In a word.</param>
/// <param name="Words">What exactly, or why not.</param>
/// <param name="SaidBy">Who says so, as it is shown: a person or a body.</param>
/// <param name="SaidById">Object id of whoever wrote it; empty once they are forgotten.</param>
/// <param name="SaidAt">When.</param>
/// <param name="ReviewOn">When it is looked at again; null for never.</param>
public sealed record PollOutcome(OutcomeKind Kind, string Words, string SaidBy, string SaidById, DateTimeOffset SaidAt, DateOnly? ReviewOn)
{
    /// <summary>Counts its changes, from 1: cards show which of them they hold by this.</summary>
    public int Version { get; init; } = 1;

    /// <summary>
    /// How often people were told of it by a message of its own, from 1: once at first, and once more when something that was
    /// open came to an end. A correction changes the messages that stand.
    /// </summary>
    public int Tellings { get; init; } = 1;

    /// <summary>Whether no more is to be expected.</summary>
    public bool IsFinal => Kind is OutcomeKind.ActedOn or OutcomeKind.NotActedOn;
}
