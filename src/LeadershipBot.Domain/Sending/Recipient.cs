namespace LeadershipBot.Domain.Sending;

/// <summary>Where one message to one recipient stands.</summary>
public enum RecipientState
{
    /// <summary>To be sent as soon as the pace allows, or at <see cref="Recipient.DueAt"/> after a try that did not succeed.</summary>
    Waiting,

    /// <summary>Held until <see cref="Recipient.DueAt"/>: quiet hours, a pause, the week's digest, or the bot is just being installed for them.</summary>
    Held,

    /// <summary>Being sent. One that is found so after a crash may have arrived: it is sent again.</summary>
    Trying,

    /// <summary>Sent.</summary>
    Sent,

    /// <summary>Nothing was sent, since it didn't concern them any more, as when they had answered already.</summary>
    NotNeeded,

    /// <summary>Teams has no way to them, or they blocked the bot.</summary>
    Unreachable,

    /// <summary>Every try went wrong, or the message can't be sent at all.</summary>
    Failed,

    /// <summary>The sending was stopped before their turn came.</summary>
    Cancelled,

    /// <summary>It was sent, and then taken away again.</summary>
    Withdrawn,
}

/// <summary>One message to one recipient: what is kept of it.</summary>
public sealed record Recipient
{
    /// <summary>Where it stands.</summary>
    public required RecipientState State { get; init; }

    /// <summary>Why it stands so, as a short name of letters; empty where there is nothing to explain.</summary>
    public string Why { get; init; } = "";

    /// <summary>When it is to be looked at again; null for at once, or never.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Which version of the content was sent; 0 for none.</summary>
    public int Version { get; init; }

    /// <summary>In which round of tries it got where it stands, from 1.</summary>
    public int Round { get; init; } = 1;

    /// <summary>Tries in this round that did not succeed.</summary>
    public int Tries { get; init; }

    /// <summary>
    /// A try may have arrived without our hearing of it. With <see cref="RecipientState.Sent"/> the message possibly
    /// stands twice.
    /// </summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>Names the message in its conversation, to change it or take it away; empty where it is not known, or not yet.</summary>
    public string ActivityId { get; init; } = "";

    /// <summary>When it was sent; null if it wasn't.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Sent, perhaps twice.</summary>
    public bool IsPossiblyTwice => State is RecipientState.Sent or RecipientState.Withdrawn && MayHaveArrived;

    /// <summary>Whether it is to be listed by name: not reached, or possibly reached twice.</summary>
    public bool IsToBeListed => IsPossiblyTwice || State is RecipientState.Unreachable or RecipientState.Failed;
}

/// <summary>What is wanted of a sending at this moment.</summary>
/// <param name="Version">The version of the content, from 1: who got an older one gets this in its place.</param>
/// <param name="Round">The round of tries, from 1: who could not be reached in an earlier one is tried again.</param>
/// <param name="IsCancelled">Who has not got it yet doesn't get it.</param>
/// <param name="IsWithdrawn">Who got it has it taken away.</param>
public readonly record struct Wanted(int Version, int Round, bool IsCancelled, bool IsWithdrawn)
{
    /// <summary>Whether nothing new is sent to anybody.</summary>
    public bool IsStopped => IsCancelled || IsWithdrawn;
}
