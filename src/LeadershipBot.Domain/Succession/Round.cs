namespace LeadershipBot.Domain.Succession;

/// <summary>One time at which a post is open for applications.</summary>
/// <param name="Number">From 1.</param>
/// <param name="OpensAt">From when applications are taken, inclusive.</param>
/// <param name="ClosesAt">Until when, exclusive.</param>
/// <param name="Places">How many are to be appointed.</param>
public sealed record Round(int Number, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, int Places)
{
    /// <summary>The day of the interviews; null if not known.</summary>
    public DateOnly? InterviewOn { get; init; }

    /// <summary>When it was extended, which happens once; null before.</summary>
    public DateTimeOffset? ExtendedAt { get; init; }

    /// <summary>When it was looked at halfway; null before.</summary>
    public DateTimeOffset? LookedAt { get; init; }

    /// <summary>Whether nobody stood against anybody when it was looked at halfway.</summary>
    public bool WasUncontested { get; init; }

    /// <summary>When those were invited who had expressed interest; null before.</summary>
    public DateTimeOffset? InvitedAt { get; init; }

    /// <summary>When all places were taken; null before.</summary>
    public DateTimeOffset? FilledAt { get; init; }

    /// <summary>Whether applications are taken at this moment.</summary>
    public bool IsOpenAt(DateTimeOffset now) => FilledAt is null && OpensAt <= now && now < ClosesAt;

    /// <summary>Whether it is over, or was filled.</summary>
    public bool IsOverAt(DateTimeOffset now) => FilledAt is not null || now >= ClosesAt;

    /// <summary>The next moment at which it opens or closes; null where neither is to come.</summary>
    public DateTimeOffset? NextChangeAfter(DateTimeOffset now) => now < OpensAt ? OpensAt : now < ClosesAt ? ClosesAt : null;
}
