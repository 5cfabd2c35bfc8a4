using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;

namespace LeadershipBot.Domain.Polls;

/// <summary>Why a poll that was scheduled was not asked, or a series not gone on with.</summary>
public enum NotAsked
{
    /// <summary>Whoever asks isn't listed in the organisation any more, or was forgotten.</summary>
    OwnerGone,

    /// <summary>Whoever asks may not ask people in their own chats any more.</summary>
    RoleGone,

    /// <summary>Its closing had passed before it could be opened.</summary>
    Missed,

    /// <summary>What it promises can't be kept, as where too few are left to be asked anonymously.</summary>
    Promise,

    /// <summary>A team whose people are asked doesn't belong to the organisation any more, or the bot isn't in it.</summary>
    TeamGone,

    /// <summary>Its card can't be posted in the channel: it is gone, the bot isn't in it, or whoever asks isn't in its team any more.</summary>
    NoChannel,
}

/// <summary>What may be done with a poll that has yet to open, and with a series. Nobody but who may manage it knows of such a poll.</summary>
public static class PollSchedule
{
    /// <summary>The latest opening, in days from now.</summary>
    public const int OpensInDaysMax = 366;

    /// <summary>Whether it will open: it has yet to, and nobody cancelled it.</summary>
    public static bool IsWaitingToOpen(this Poll poll)
    {
        ArgumentNullException.ThrowIfNull(poll);
        return poll.IsScheduled && poll.ClosedAt is null;
    }

    /// <summary>Why nothing can be answered or seen yet; null once it has opened.</summary>
    /// <param name="poll">The poll.</param>
    /// <param name="now">The moment.</param>
    /// <param name="zone">The person's, for the words.</param>
    public static Refusal? WhyNotYet(this Poll poll, DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(poll);
        if (!poll.IsScheduled && !(poll.OpensAt > now))
            return null;
        return poll.ClosedAt is null && poll.OpensAt is { } opens
            ? new Refusal("polls.schedule.refused.early", ("when", TimeWords.Moment(opens, zone)))
            : new Refusal("polls.refused.unknown");
    }

    /// <summary>Cancels it, so that it never opens. Again it changes nothing; one that has opened can't be.</summary>
    public static Ruling<Poll> Cancelled(this Poll poll, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(poll);
        if (!poll.MayBeManagedBy(actor))
            return new Refusal("polls.manage.refused.role", ("asker", poll.AskedByName));
        if (!poll.IsScheduled)
            return new Refusal("polls.schedule.refused.opened");
        return poll.ClosedAt is null ? poll with { ClosedAt = now, Revision = poll.Revision + 1 } : poll;
    }

    /// <summary>Has it open now, and not at its time. One that has opened stays as it is.</summary>
    public static Ruling<Poll> OpeningNow(this Poll poll, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(poll);
        if (!poll.MayBeManagedBy(actor))
            return new Refusal("polls.manage.refused.role", ("asker", poll.AskedByName));
        if (poll is { IsScheduled: true, ClosedAt: not null })
            return new Refusal("polls.schedule.refused.cancelled");
        if (!poll.IsScheduled || poll.OpensAt <= now)
            return poll;
        return poll with { OpensAt = now, Revision = poll.Revision + 1, Repeats = poll.Repeats is { } repeats ? repeats with { From = now } : null };
    }

    /// <summary>It opens: people can answer from now on.</summary>
    public static Poll Opened(this Poll poll)
    {
        ArgumentNullException.ThrowIfNull(poll);
        return poll with { IsScheduled = false, Revision = poll.Revision + 1 };
    }

    /// <summary>When the next of its series opens; null where none follows it.</summary>
    /// <param name="poll">The poll.</param>
    /// <param name="zone">The zone of its repetition.</param>
    public static DateTimeOffset? NextOpening(this Poll poll, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(poll);
        return poll is { Repeats: { } repeats, Series: { } series, Withdrawal: null } && !(poll.IsScheduled && poll.ClosedAt is not null && poll.NotAsked is not NotAsked.Missed)
            ? repeats.Next(poll.OpenedAt, series.Number + 1, zone)
            : null;
    }

    /// <summary>Stops the series after this poll. Again it changes nothing.</summary>
    public static Ruling<Poll> NotRepeating(this Poll poll, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(poll);
        if (!poll.MayBeManagedBy(actor))
            return new Refusal("polls.manage.refused.role", ("asker", poll.AskedByName));
        return poll.Repeats is { StoppedAt: null } repeats ? poll with { Repeats = repeats with { StoppedAt = now }, Revision = poll.Revision + 1 } : poll;
    }

    /// <summary>The next poll of a series: the same questions and settings, nothing answered.</summary>
    /// <param name="before">The poll before it.</param>
    /// <param name="id">Its id.</param>
    /// <param name="opens">When it opens.</param>
    /// <param name="zone">The zone of the repetition.</param>
    public static Poll Following(this Poll before, string id, DateTimeOffset opens, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(before);
        return before with
        {
            Id = id,
            AskedAt = opens,
            OpensAt = opens,
            ClosesAt = Repetition.ClosingOf(opens, before, zone),
            ClosedAt = null,
            IsScheduled = false,
            OnRoll = null,
            Revision = 0,
            Edition = 0,
            NotAsked = null,
            Extension = ExtensionChoice.NotMade,
            Series = before.Series is { } series ? series with { Number = series.Number + 1 } : null,
        };
    }
}
