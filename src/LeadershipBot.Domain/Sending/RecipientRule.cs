namespace LeadershipBot.Domain.Sending;

/// <summary>
/// The rule by which a message reaches a recipient: never lost, and twice only where a try may have arrived. Whoever
/// works on a recipient is the only one at that moment, so one that is found <see cref="RecipientState.Trying"/> was left
/// by a server that died.
/// </summary>
public static class RecipientRule
{
    /// <summary>So many tries that did not succeed, over about three hours, end a round.</summary>
    public const int TriesMax = 12;

    /// <summary>So many tries may have arrived without our hearing of it; over half an hour, since each more may be one too many.</summary>
    public const int UnsureTriesMax = 4;

    /// <summary>Why: no answer ever came, so that they may have it, even several times.</summary>
    public const string NotSure = "notSure";

    /// <summary>Why: nothing is known by which the message could be changed.</summary>
    public const string NoId = "noId";

    /// <summary>Why: held, since the bot is just being installed for them.</summary>
    public const string Installing = "installing";

    /// <summary>Why: Teams gave no answer, or asked to come later, again and again.</summary>
    public const string NoAnswer = "noAnswer";

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan[] UnsurePauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(25)];

    /// <summary>What is to be done now.</summary>
    public static RecipientStep Next(Recipient row, Wanted wanted, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.State switch
        {
            RecipientState.Waiting or RecipientState.Held when wanted.IsStopped => Settled(row with { State = RecipientState.Cancelled, Why = "", DueAt = null }),
            RecipientState.Waiting or RecipientState.Held => AtItsTime(row, new RecipientStep.Send(), now),
            RecipientState.Trying when wanted.IsStopped => Settled(row with { State = RecipientState.Cancelled, MayHaveArrived = true }),
            RecipientState.Trying => new RecipientStep.Send(),
            RecipientState.Unreachable or RecipientState.Failed when row.Round < wanted.Round && !wanted.IsStopped => new RecipientStep.Send(),
            RecipientState.Sent when row.Version < wanted.Version => AtItsTime(row, wanted.IsWithdrawn ? new RecipientStep.Remove() : new RecipientStep.Change(), now),
            _ => new RecipientStep.Nothing(),
        };
    }

    /// <summary>It is being sent from now on, and that is known before it is.</summary>
    public static Recipient Begun(Recipient row, Wanted wanted)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row with
        {
            State = RecipientState.Trying,
            Why = "",
            DueAt = null,
            Tries = row.Round < wanted.Round ? 0 : row.Tries,
            Round = wanted.Round,
            MayHaveArrived = row.MayHaveArrived || row.State is RecipientState.Trying,
        };
    }

    /// <summary>It arrived.</summary>
    /// <param name="row">As it was begun.</param>
    /// <param name="activityId">What names it; empty where Teams told nothing.</param>
    /// <param name="version">Of the content that was sent.</param>
    /// <param name="mayBeTwice">Whether an earlier try of the same call may have arrived, too.</param>
    /// <param name="now">The moment.</param>
    public static Recipient Arrived(Recipient row, string activityId, int version, bool mayBeTwice, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row with
        {
            State = RecipientState.Sent,
            Why = "",
            DueAt = null,
            Tries = 0,
            ActivityId = activityId,
            Version = version,
            SentAt = now,
            MayHaveArrived = row.MayHaveArrived || mayBeTwice,
        };
    }

    /// <summary>They have the message by another way than this, such as their digest; if not in its newest version, it is to be changed at once.</summary>
    /// <param name="row">As it was begun.</param>
    /// <param name="activityId">What names the message; empty where they were only told of it.</param>
    /// <param name="mayBeTwice">Whether it may stand twice.</param>
    /// <param name="wanted">What is wanted now.</param>
    /// <param name="now">The moment.</param>
    public static Recipient GotItAlready(Recipient row, string activityId, bool mayBeTwice, Wanted wanted, DateTimeOffset now)
    {
        // Nobody noted in which version it came: unless there is only one, it is taken for an older one.
        var version = activityId.Length == 0 ? wanted.Version : Math.Max(1, wanted.Version - 1);
        var arrived = Arrived(row, activityId, version, mayBeTwice, now);
        return version < wanted.Version ? arrived with { DueAt = now } : arrived;
    }

    /// <summary>It may have arrived: it is sent again later, and if no answer ever comes, nobody says that it was sent.</summary>
    public static Recipient Unsure(Recipient row, DateTimeOffset now, double jitter)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Tries + 1 < UnsureTriesMax
            ? row with { State = RecipientState.Waiting, MayHaveArrived = true, Tries = row.Tries + 1, DueAt = now + WithJitter(UnsurePauses[row.Tries], jitter) }
            : row with { State = RecipientState.Failed, MayHaveArrived = true, Why = NotSure, DueAt = null };
    }

    /// <summary>It did not arrive, and may later.</summary>
    /// <param name="row">As it was begun.</param>
    /// <param name="after">How long Teams wants to be left alone; null if it didn't say.</param>
    /// <param name="isPatience">Whether nothing went wrong but that Teams wants to be left alone: that is no failed try.</param>
    /// <param name="now">The moment.</param>
    /// <param name="jitter">From 0 up to 1, so that many don't come back at once.</param>
    public static Recipient NotNow(Recipient row, TimeSpan? after, bool isPatience, DateTimeOffset now, double jitter)
    {
        ArgumentNullException.ThrowIfNull(row);
        return !isPatience && row.Tries + 1 >= TriesMax
            ? row with { State = RecipientState.Failed, Why = NoAnswer, DueAt = null }
            : Later(row with { State = RecipientState.Waiting }, after, isPatience, now, jitter);
    }

    /// <summary>It never will arrive.</summary>
    /// <param name="row">As it was begun.</param>
    /// <param name="isOurs">Whether the message is at fault and not the way to the recipient.</param>
    /// <param name="why">The reason.</param>
    public static Recipient Never(Recipient row, bool isOurs, string why)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row with { State = isOurs ? RecipientState.Failed : RecipientState.Unreachable, Why = why, DueAt = null };
    }

    /// <summary>The way was wrong, and another was found: it is tried at once, and no oftener than any other.</summary>
    public static Recipient AnotherWay(Recipient row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Tries + 1 >= TriesMax ? row : row with { State = RecipientState.Waiting, Why = "", DueAt = null, Tries = row.Tries + 1 };
    }

    /// <summary>What was sent could not be changed, or taken away, and may later; in the end it is left as it is.</summary>
    public static Recipient NotChangedNow(Recipient row, int version, TimeSpan? after, bool isPatience, DateTimeOffset now, double jitter)
    {
        ArgumentNullException.ThrowIfNull(row);
        return !isPatience && row.Tries + 1 >= TriesMax
            ? row with { Version = version, Why = NoAnswer, DueAt = null, Tries = 0 }
            : Later(row, after, isPatience, now, jitter);
    }

    /// <summary>What was sent now shows this version; or <paramref name="why"/> it never will.</summary>
    public static Recipient Changed(Recipient row, int version, string why)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row with { Version = version, Why = why, DueAt = null, Tries = 0 };
    }

    private static Recipient Later(Recipient row, TimeSpan? after, bool isPatience, DateTimeOffset now, double jitter)
    {
        var tries = row.Tries + (isPatience ? 0 : 1);
        var usual = isPatience ? FirstPause : TimeSpan.FromTicks(Math.Min(PauseMax.Ticks, FirstPause.Ticks << Math.Min(tries - 1, 10)));
        var pause = after > usual ? after.Value : usual;
        return row with { Tries = tries, DueAt = now + WithJitter(pause, jitter) };
    }

    private static TimeSpan WithJitter(TimeSpan pause, double jitter) => pause * (1 + (jitter / 2));

    private static RecipientStep AtItsTime(Recipient row, RecipientStep step, DateTimeOffset now)
        => row.DueAt > now ? new RecipientStep.Wait(row.DueAt.Value) : step;

    private static RecipientStep.Settle Settled(Recipient after) => new(after);
}
