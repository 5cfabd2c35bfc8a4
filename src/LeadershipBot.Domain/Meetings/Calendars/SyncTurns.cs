namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>How the state of a followed calendar moves on.</summary>
public static class SyncTurns
{
    private const int DoublingsMax = 7;

    /// <summary>So many readings of the whole window lost in a row are a problem that people are told of.</summary>
    private const int LossesMin = 2;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstHelpless = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan UnavailableMax = TimeSpan.FromHours(1);
    private static readonly TimeSpan ThrottledFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ThrottledMax = TimeSpan.FromHours(24);
    private static readonly TimeSpan FirstRenewal = TimeSpan.FromMinutes(15);

    /// <summary>A reading begins, and with it what was asked for is taken up.</summary>
    /// <param name="state">As it was.</param>
    /// <param name="isFull">Whether it reads the whole window.</param>
    /// <param name="wish">What was asked for.</param>
    /// <param name="wishName">The name of that wish; empty for none.</param>
    /// <param name="now">The time.</param>
    public static SyncState Begin(this SyncState state, bool isFull, Wish wish, string wishName, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var begun = state.TakeUp(wish, wishName) with
        {
            Phase = SyncPhase.Reading,
            Round = state.Round + 1,
            IsFull = isFull,
            NextLink = "",
            Cursor = "",
            SawSeries = false,
            WantsLook = false,
            BeganAt = now,
        };
        return isFull ? begun with { DeltaLink = "", IsDoubtful = false, WantsFull = false, FullBeganAt = now, WindowAt = now } : begun;
    }

    /// <summary>A page was taken note of.</summary>
    /// <param name="state">As it was.</param>
    /// <param name="nextLink">Where the next page is; null where this was the last.</param>
    /// <param name="deltaLink">Where later changes are; null where there is another page.</param>
    /// <param name="now">The time.</param>
    public static SyncState PageTaken(this SyncState state, string? nextLink, string? deltaLink, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (nextLink is not null)
            return state.Answered() with { NextLink = nextLink };
        var read = state.Well() with { NextLink = "", Losses = 0, DeltaLink = deltaLink ?? "", Cursor = "", ReadAt = now, Phase = SyncPhase.Comparing };
        return read.IsFull || read.SawSeries ? read : read.Compared();
    }

    /// <summary>What isn't in the window any more was found.</summary>
    public static SyncState Compared(this SyncState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state with { Cursor = "", Phase = SyncPlan.WaitsForAll(state) ? SyncPhase.Idle : SyncPhase.Settling };
    }

    /// <summary>The link that was asked for is known no more: everything is read anew, at once where it was a link, with growing waits where it was the window itself.</summary>
    public static SyncState Lost(this SyncState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var anew = state with { Phase = SyncPhase.Idle, NextLink = "", DeltaLink = "", WantsLook = true };
        if (!state.IsFull)
            return anew with { BeganAt = null };
        var lost = anew with { Losses = state.Losses + 1, NotBefore = now + Growing(state.Losses) };
        return lost.Losses < LossesMin ? lost : lost with { Problem = CalendarProblem.Refused, ProblemSince = state.ProblemSince ?? now };
    }

    /// <summary>It went wrong, and is tried again later.</summary>
    /// <param name="state">As it was.</param>
    /// <param name="problem">What went wrong.</param>
    /// <param name="retryAfter">How long Microsoft wants to be left alone; null where that wasn't said.</param>
    /// <param name="jitter">From 0 to 1: so that many calendars don't come at once again.</param>
    /// <param name="wish">What was asked for: by this it was tried, and isn't again before its time.</param>
    /// <param name="wishName">The name of that wish; empty for none.</param>
    /// <param name="now">The time.</param>
    public static SyncState Failed(this SyncState state, CalendarProblem problem, TimeSpan? retryAfter, double jitter, Wish wish, string wishName, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var wait = problem switch
        {
            CalendarProblem.Throttled => Between(retryAfter ?? ThrottledFor, TimeSpan.FromSeconds(1), ThrottledMax),
            CalendarProblem.Unavailable or CalendarProblem.Unproven => Between(retryAfter ?? TimeSpan.Zero, Growing(state.Failures), UnavailableMax),
            CalendarProblem.Refused or CalendarProblem.NotListed => UnavailableMax,
            CalendarProblem.NoToken => UnavailableMax, // put right by whoever runs the bot, and then nobody presses
            _ when state.Problem != problem => FirstHelpless, // a token may just have run out
            _ => CalendarLimits.HelplessFor,
        };
        return state.TakeUp(wish, wishName) with
        {
            WantsLook = state.WantsLook || (state.NextLink.Length > 0 && wish.HasFlag(Wish.Look)), // the links of this reading are older than what was told
            Problem = problem,
            ProblemSince = state.ProblemSince ?? now,
            Failures = state.Failures + 1,
            NotBefore = now + wait + (wait * (0.2 * Math.Clamp(jitter, 0, 1))),
        };
    }

    /// <summary>A page came; whether the whole reading goes well isn't known yet where one was lost before.</summary>
    private static SyncState Answered(this SyncState state) => state.Losses < LossesMin ? state.Well() : state with { Failures = 0, NotBefore = null };

    /// <summary>What was asked for is being seen to; what must not be forgotten of it is noted.</summary>
    private static SyncState TakeUp(this SyncState state, Wish wish, string wishName)
    {
        var taken = state with { Served = wishName, WantsReauthorizing = state.WantsReauthorizing || wish.HasFlag(Wish.Reauthorize) };
        return wish.HasFlag(Wish.SubscribeAnew) ? taken.Unsubscribed() : taken;
    }

    /// <summary>The subscription was seen to: what was asked for besides is noted for the next reading.</summary>
    public static SyncState Confirming(this SyncState state, Wish wish, string wishName)
    {
        ArgumentNullException.ThrowIfNull(state);
        return wish.HasFlag(Wish.Reauthorize) ? state with { Served = wishName, WantsLook = state.WantsLook || wish.HasFlag(Wish.Look) } : state;
    }

    /// <summary>It went well.</summary>
    public static SyncState Well(this SyncState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state with { Problem = CalendarProblem.None, ProblemSince = null, Failures = 0, NotBefore = null };
    }

    /// <summary>We are told of changes from now on; what changed in between is looked for once.</summary>
    /// <param name="state">As it was.</param>
    /// <param name="id">The subscription's id.</param>
    /// <param name="endsAt">When it ends.</param>
    /// <param name="toldAt">The address at which Microsoft tells by it.</param>
    /// <param name="isNew">Whether it begins now, rather than going on.</param>
    /// <param name="now">The time.</param>
    public static SyncState Subscribed(this SyncState state, string id, DateTimeOffset endsAt, string toldAt, bool isNew, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state with
        {
            SubscriptionId = id,
            SubscriptionEndsAt = endsAt,
            ToldAt = toldAt,
            RenewAt = now + ((endsAt - now) / 2),
            SubscribeNotBefore = null,
            SubscribeFailures = 0,
            WantsReauthorizing = false,
            WantsLook = state.WantsLook || isNew,
        };
    }

    /// <summary>Microsoft didn't let us subscribe, renew or confirm: tried again after waits that grow, and once a day where somebody must help.</summary>
    /// <param name="state">As it was.</param>
    /// <param name="problem">What went wrong.</param>
    /// <param name="retryAfter">How long Microsoft wants to be left alone; null where that wasn't said.</param>
    /// <param name="now">The time.</param>
    public static SyncState NotSubscribed(this SyncState state, CalendarProblem problem, TimeSpan? retryAfter, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var isPassing = problem is CalendarProblem.Throttled or CalendarProblem.Unavailable or CalendarProblem.Unproven || state.SubscribeFailures == 0;
        var wait = isPassing ? Between(FirstRenewal * Math.Pow(2, Math.Min(state.SubscribeFailures, DoublingsMax)), FirstRenewal, CalendarLimits.UntoldEvery) : CalendarLimits.HelplessFor;
        var again = now + Between(retryAfter ?? wait, wait, ThrottledMax);
        var after = state with { SubscribeFailures = state.SubscribeFailures + 1, WantsReauthorizing = false }; // a renewal confirms it, too
        return after.SubscriptionId.Length > 0 ? after with { RenewAt = again } : after with { SubscribeNotBefore = again };
    }

    /// <summary>We are told of no changes any more.</summary>
    public static SyncState Unsubscribed(this SyncState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state with { SubscriptionId = "", ToldAt = "", SubscriptionEndsAt = null, RenewAt = null, SecretHash = "", WantsReauthorizing = false, SubscribeNotBefore = null };
    }

    private static TimeSpan Growing(int failures) => Between(FirstWait * Math.Pow(2, Math.Min(failures, DoublingsMax)), FirstWait, UnavailableMax);

    private static TimeSpan Between(TimeSpan wait, TimeSpan min, TimeSpan max) => wait < min ? min : wait > max ? max : wait;
}
