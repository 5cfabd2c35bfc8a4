namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>What is to be done next about a followed calendar.</summary>
public abstract record SyncStep
{
    private SyncStep()
    {
    }

    /// <summary>Begin to read the whole window.</summary>
    public sealed record ReadAll : SyncStep;

    /// <summary>Begin to read what has changed.</summary>
    public sealed record ReadChanges : SyncStep;

    /// <summary>Read the next page.</summary>
    public sealed record ReadOn : SyncStep;

    /// <summary>Find what the whole window doesn't have any more.</summary>
    public sealed record Compare : SyncStep;

    /// <summary>Bring meetings in line.</summary>
    public sealed record Settle : SyncStep;

    /// <summary>Ask to be told of changes.</summary>
    public sealed record Subscribe : SyncStep;

    /// <summary>Have it last longer.</summary>
    public sealed record Renew : SyncStep;

    /// <summary>Confirm it.</summary>
    public sealed record Reauthorize : SyncStep;

    /// <summary>Nothing before this moment.</summary>
    public sealed record Wait(DateTimeOffset Until) : SyncStep;
}

/// <summary>
/// Decides what is to be done next about a followed calendar: from what was read and asked, and the time. What lies far in the future
/// by a clock that was set back holds nothing up.
/// </summary>
/// <param name="Wish">What is asked for and not taken up yet.</param>
/// <param name="IsTold">Whether Microsoft can tell this deployment of changes.</param>
/// <param name="NightAt">The next moment of the nightly reading, after now.</param>
/// <param name="NightBefore">The last one, not after now.</param>
public sealed record SyncPlan(Wish Wish, bool IsTold, DateTimeOffset NightAt, DateTimeOffset NightBefore)
{
    /// <summary>So long before its time a subscription is renewed where it is to be confirmed in any case: one call for both.</summary>
    private static readonly TimeSpan RenewedBefore = TimeSpan.FromDays(1);

    /// <summary>No wait of ours is longer, with its jitter.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromHours(30);

    /// <summary>Whether meetings wait until the whole window was read, since what was read is doubtful: nobody is told of what may not be so.</summary>
    public static bool WaitsForAll(SyncState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.IsDoubtful;
    }

    /// <summary>The next step.</summary>
    public SyncStep Next(SyncState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Phase is SyncPhase.Comparing)
            return new SyncStep.Compare();
        if (state.Phase is SyncPhase.Settling)
            return new SyncStep.Settle();
        if (HeldUntil(state, now) is { } held)
            return Keeping(state, now) ?? new SyncStep.Wait(IsKept(state, now) && state.RenewAt > now && state.RenewAt < held ? state.RenewAt.Value : held);
        if (state.Phase is SyncPhase.Reading)
            return new SyncStep.ReadOn();
        if (ReadingDue(state, now) is { } due && due <= now)
            return IsFullDue(state, now) ? new SyncStep.ReadAll() : new SyncStep.ReadChanges();
        return Subscribing(state, now) ?? new SyncStep.Wait(Until(state, now));
    }

    /// <summary>When it is read next, as far as is known: now where that is under way.</summary>
    public DateTimeOffset ReadsAt(SyncState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Phase is SyncPhase.Comparing or SyncPhase.Settling)
            return now;
        if (HeldUntil(state, now) is { } held)
            return held;
        var due = state.Phase is SyncPhase.Reading ? now : ReadingDue(state, now) ?? UnaskedAt(state, now);
        return due < now ? now : due;
    }

    /// <summary>Until when Graph is left alone; null where it may be asked.</summary>
    private DateTimeOffset? HeldUntil(SyncState state, DateTimeOffset now)
    {
        if (state.NotBefore is not { } until || until <= now || until > now + WaitMax)
            return null;
        return Wish.HasFlag(Wish.TryAgain) && (state.IsSilent || state.Problem is CalendarProblem.Unproven) ? null : until;
    }

    /// <summary>When the next reading may begin; null where none is wanted yet.</summary>
    private DateTimeOffset? ReadingDue(SyncState state, DateTimeOffset now)
    {
        if (!IsReadingWanted(state, now))
            return null;
        return state.BeganAt <= now ? state.BeganAt + CalendarLimits.ReadingsApart : now;
    }

    private bool IsReadingWanted(SyncState state, DateTimeOffset now)
        => Wish.HasFlag(Wish.Look) || state.WantsLook || IsFullWanted(state, now) || PollAt(state, now) <= now;

    /// <summary>Whether a reading that begins reads the whole window. That the window is old is no reason to begin one: the night's is, so that this costs no call of its own.</summary>
    private static bool IsFullDue(SyncState state, DateTimeOffset now)
        => IsFullWanted(state, now) || state.WindowAt?.AddDays(CalendarLimits.WindowDays) <= now;

    private static bool IsFullWanted(SyncState state, DateTimeOffset now)
        => state.DeltaLink.Length == 0 || state.WantsFull || IsDoubtDue(state, now) || state.WindowAt is not { } made || made > now.AddDays(1);

    /// <summary>Whether the whole window is to be read since what was read contradicts itself; not at once again where it did so, too.</summary>
    private static bool IsDoubtDue(SyncState state, DateTimeOffset now)
        => state.IsDoubtful && !(state.FullBeganAt <= now && state.FullBeganAt + CalendarLimits.DoubtsApart > now);

    /// <summary>When it is read without anybody's asking: once a night where we are told of changes, else every few hours.</summary>
    private DateTimeOffset PollAt(SyncState state, DateTimeOffset now)
    {
        if (state.BeganAt is not { } began || began > now || began < NightBefore)
            return now;
        var untold = began + CalendarLimits.UntoldEvery;
        return state.IsLiveAt(now) || untold > NightAt ? NightAt : untold;
    }

    private SyncStep? Subscribing(SyncState state, DateTimeOffset now)
    {
        if (!IsTold || state.ReadAt is null || (state.SubscribeNotBefore > now && state.SubscribeNotBefore <= now + WaitMax))
            return null;
        return state.IsLiveAt(now) ? Keeping(state, now) : new SyncStep.Subscribe();
    }

    /// <summary>What keeps a subscription alive, which waits for no reading: while it isn't confirmed, Microsoft tells nothing.</summary>
    private SyncStep? Keeping(SyncState state, DateTimeOffset now)
    {
        if (!IsKept(state, now))
            return null;
        var isAsked = state.WantsReauthorizing || (Wish.HasFlag(Wish.Reauthorize) && !Wish.HasFlag(Wish.SubscribeAnew));
        if (state.RenewAt <= (isAsked ? now + RenewedBefore : now))
            return new SyncStep.Renew(); // which confirms it, too
        return isAsked ? new SyncStep.Reauthorize() : null;
    }

    private bool IsKept(SyncState state, DateTimeOffset now) => IsTold && state.IsLiveAt(now) && state.Problem is not CalendarProblem.NotListed;

    /// <summary>When it is read though nobody asks for it, after now.</summary>
    private DateTimeOffset UnaskedAt(SyncState state, DateTimeOffset now)
        => new[] { PollAt(state, now), state.IsDoubtful ? state.FullBeganAt + CalendarLimits.DoubtsApart : null }.Where(at => at > now).Min() ?? NightAt;

    private DateTimeOffset Until(SyncState state, DateTimeOffset now)
    {
        DateTimeOffset?[] moments = [ReadingDue(state, now), UnaskedAt(state, now), .. IsTold ? new[] { state.RenewAt, state.SubscriptionEndsAt, state.SubscribeNotBefore } : []];
        return moments.Where(at => at > now).Min() ?? NightAt;
    }
}
