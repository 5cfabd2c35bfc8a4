using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Polls;

/// <summary>Whether a poll was kept open longer, since too few had written something for anybody to read it.</summary>
public enum ExtensionChoice
{
    /// <summary>Nobody has decided.</summary>
    NotMade,

    /// <summary>It stays open longer: once.</summary>
    Extended,

    /// <summary>It closes as planned.</summary>
    Declined,
}

/// <summary>
/// That a confidential or anonymous poll may be kept open longer, once, while it is still open: afterwards words that too few
/// wrote are deleted, and an anonymous poll can't be opened again.
/// </summary>
public static class PollExtension
{
    /// <summary>By how many days it can be kept open longer.</summary>
    public static IReadOnlyList<int> Days { get; } = [3, 7, 14];

    /// <summary>Whether there is something to decide: it takes words that are read only if enough wrote some.</summary>
    public static bool IsUndecided(Poll poll)
    {
        ArgumentNullException.ThrowIfNull(poll);
        return poll is { HidesWho: true, Privacy.TakesComments: true, Extension: ExtensionChoice.NotMade, Withdrawal: null };
    }

    /// <summary>
    /// When its owner is offered to keep it open longer: a day before it closes, or at half time where it is open for less
    /// than two days; null where there is nothing to decide, it is closed by hand, or it is open for less than four hours.
    /// </summary>
    public static DateTimeOffset? OfferAt(Poll poll)
    {
        if (!IsUndecided(poll) || poll.ClosesAt is not { } closes || closes - poll.OpenedAt < PollReminders.ShortestOpen)
            return null;
        return closes - poll.OpenedAt >= PollReminders.DayBeforeFrom ? closes.AddDays(-1) : poll.OpenedAt + ((closes - poll.OpenedAt) / 2);
    }

    /// <summary>Keeps it open longer: from the time at which it would close, or from now where it is closed by hand. Again it changes nothing.</summary>
    /// <param name="poll">The poll.</param>
    /// <param name="actor">Who wants it.</param>
    /// <param name="days">One of <see cref="Days"/>.</param>
    /// <param name="now">The moment.</param>
    public static Ruling<Poll> Extend(Poll poll, Actor actor, int days, DateTimeOffset now)
    {
        if (WhyNot(poll, actor, now) is { } refusal)
            return refusal;
        if (poll.Extension is ExtensionChoice.Extended)
            return poll;
        return Days.Contains(days)
            ? poll with { Extension = ExtensionChoice.Extended, ClosesAt = (poll.ClosesAt ?? now).AddDays(days), Revision = poll.Revision + 1 }
            : new Refusal("polls.extend.refused.days");
    }

    /// <summary>Lets it close as planned. Once it was kept open longer this changes nothing.</summary>
    /// <param name="poll">The poll.</param>
    /// <param name="actor">Who wants it.</param>
    /// <param name="now">The moment.</param>
    public static Ruling<Poll> Decline(Poll poll, Actor actor, DateTimeOffset now)
    {
        if (WhyNot(poll, actor, now) is { } refusal)
            return refusal;
        return poll.Extension is ExtensionChoice.NotMade ? poll with { Extension = ExtensionChoice.Declined } : poll;
    }

    private static Refusal? WhyNot(Poll poll, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(poll);
        if (!poll.MayBeManagedBy(actor))
            return new Refusal("polls.manage.refused.role", ("asker", poll.AskedByName));
        if (!poll.IsOpenAt(now))
            return new Refusal("polls.manage.refused.closed");
        return poll.HidesWho && poll.Privacy.TakesComments ? null : new Refusal("polls.extend.refused.noComments");
    }
}
