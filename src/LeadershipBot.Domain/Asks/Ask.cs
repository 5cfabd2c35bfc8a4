namespace LeadershipBot.Domain.Asks;

/// <summary>What the bot would bring to one person by itself.</summary>
/// <param name="Weight">Whether it counts against the person's minutes.</param>
/// <param name="Minutes">How long it takes them.</param>
/// <param name="ClosesAt">When it is too late for it, exclusive; null for never.</param>
public sealed record Ask(AskWeight Weight, int Minutes, DateTimeOffset? ClosesAt)
{
    /// <summary>The longest that one ask may take, in minutes.</summary>
    public const int MinutesMax = 60;

    /// <summary>Whether it is too late for it at this moment.</summary>
    public bool IsClosedAt(DateTimeOffset now) => ClosesAt <= now;
}

/// <summary>What a message asks of a person.</summary>
public enum AskWeight
{
    /// <summary>Asks for their time: within the weekly minutes, and not during a pause.</summary>
    Ask,

    /// <summary>A decision, a ballot, a nomination, an offer, a reply to their own input: outside the minutes and no matter of a pause. Quiet hours hold.</summary>
    Notice,
}

/// <summary>When an ask goes to a person.</summary>
public abstract record AskDecision
{
    private AskDecision()
    {
    }

    /// <summary>At this moment.</summary>
    public sealed record SendNow : AskDecision;

    /// <summary>Not before a time, and then decided again.</summary>
    /// <param name="Until">The end of the quiet hours, or of the pause and the quiet hours in which it ends.</param>
    /// <param name="Why">What holds it.</param>
    public sealed record Held(DateTimeOffset Until, AskHold Why) : AskDecision;

    /// <summary>It is over the week's minutes and waits for the one digest.</summary>
    /// <param name="At">When the digest goes.</param>
    public sealed record InDigest(DateTimeOffset At) : AskDecision;

    /// <summary>Not at all.</summary>
    /// <param name="Why">What came in its way.</param>
    public sealed record Dropped(AskDrop Why) : AskDecision;
}

/// <summary>What holds an ask.</summary>
public enum AskHold
{
    /// <summary>The person's quiet hours.</summary>
    Quiet,

    /// <summary>The person's pause.</summary>
    Pause,
}

/// <summary>Why an ask is never sent.</summary>
public enum AskDrop
{
    /// <summary>It has closed.</summary>
    Closed,

    /// <summary>It closes before the quiet hours or the pause end.</summary>
    ClosesWhileHeld,

    /// <summary>It was answered, closed or withdrawn, as the feature that asks says.</summary>
    NotAskedAnyMore,
}
