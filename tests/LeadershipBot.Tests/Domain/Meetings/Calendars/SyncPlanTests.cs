using LeadershipBot.Domain.Meetings.Calendars;

namespace LeadershipBot.Tests.Domain.Meetings.Calendars;

/// <summary>What is done next about a calendar, and how little is asked of Microsoft where nothing changes.</summary>
public sealed class SyncPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly SyncState Read = new() { DeltaLink = "delta", BeganAt = Now, ReadAt = Now, WindowAt = Now, FullBeganAt = Now };
    private static readonly SyncState Live = Read with { SubscriptionId = "s", SubscriptionEndsAt = Now.AddDays(6), RenewAt = Now.AddDays(3) };

    [Fact]
    public void A_new_calendar_is_read_whole_and_then_subscribed_and_looked_at_once_more()
    {
        Assert.IsType<SyncStep.ReadAll>(Next(new SyncState(), Now));
        var state = new SyncState().Begin(isFull: true, Wish.None, "", Now);
        Assert.IsType<SyncStep.ReadOn>(Next(state, Now));
        state = state.PageTaken("next", null, Now);
        Assert.IsType<SyncStep.ReadOn>(Next(state, Now));
        state = state.PageTaken(null, "delta", Now);
        Assert.IsType<SyncStep.Compare>(Next(state, Now));
        state = state.Compared();
        Assert.IsType<SyncStep.Settle>(Next(state, Now));
        state = state with { Phase = SyncPhase.Idle };
        Assert.IsType<SyncStep.Subscribe>(Next(state, Now));
        state = state.Subscribed("s", Now.AddDays(6), "https://bot.example/", isNew: true, Now);
        Assert.IsType<SyncStep.ReadChanges>(Next(state, Now.AddSeconds(30)));
        state = state.Begin(isFull: false, Wish.None, "", Now.AddSeconds(30)).PageTaken(null, "delta2", Now.AddSeconds(31)) with { Phase = SyncPhase.Idle };
        Assert.IsType<SyncStep.Wait>(Next(state, Now.AddSeconds(31)));
    }

    [Fact]
    public void A_wish_is_served_half_a_minute_after_the_last_reading_and_not_sooner()
    {
        Assert.Equal(Now.AddSeconds(30), Assert.IsType<SyncStep.Wait>(Next(Live, Now.AddSeconds(1), Wish.Look)).Until);
        Assert.IsType<SyncStep.ReadChanges>(Next(Live, Now.AddSeconds(30), Wish.Look));
    }

    [Fact]
    public void Where_nothing_changes_it_is_read_once_a_night_and_untold_every_four_hours()
    {
        var (live, untold, liveReads, untoldReads, renewals) = (Live, Read, 0, 0, 0);
        for (var now = Now; now < Now.AddDays(6); now = now.AddMinutes(10))
        {
            (live, var read, var renewed) = Run(live, now, isTold: true);
            (untold, var other, _) = Run(untold, now, isTold: false);
            (liveReads, untoldReads, renewals) = (liveReads + read, untoldReads + other, renewals + renewed);
        }

        Assert.Equal((6, 1), (liveReads, renewals)); // the second renewal is due at the end of the sixth day
        Assert.InRange(untoldReads, 36, 42);
    }

    [Fact]
    public void The_window_is_made_anew_after_a_month() => Assert.IsType<SyncStep.ReadAll>(Next(Live with { SubscriptionEndsAt = Now.AddDays(60), RenewAt = Now.AddDays(50) }, Now.AddDays(30)));

    [Fact]
    public void A_window_that_is_old_waits_for_the_night_and_costs_no_reading_of_its_own()
    {
        var read = Live with { SubscriptionEndsAt = Now.AddDays(60), RenewAt = Now.AddDays(50), BeganAt = Now.AddDays(30).AddMinutes(-1) };
        var night = Assert.IsType<SyncStep.Wait>(Next(read, Now.AddDays(30))).Until;
        Assert.InRange(night, Now.AddDays(30), Now.AddDays(31));
        Assert.IsType<SyncStep.ReadAll>(Next(read, night));
        Assert.IsType<SyncStep.ReadAll>(Next(read, Now.AddDays(30), Wish.Look)); // where it is read in any case
    }

    [Fact]
    public void What_is_doubtful_has_the_whole_window_read_and_not_again_within_an_hour()
    {
        var doubtful = Live with { IsDoubtful = true, FullBeganAt = Now.AddHours(-2) };
        Assert.IsType<SyncStep.ReadAll>(Next(doubtful, Now.AddSeconds(30)));
        var again = doubtful with { FullBeganAt = Now };
        Assert.Equal(Now.AddHours(1), Assert.IsType<SyncStep.Wait>(Next(again, Now.AddSeconds(30))).Until);
        Assert.IsType<SyncStep.ReadChanges>(Next(again, Now.AddSeconds(30), Wish.Look)); // news don't wait for it
    }

    [Theory]
    [InlineData(CalendarProblem.Throttled, 90, 90)]
    [InlineData(CalendarProblem.Unavailable, 0, 30)]
    [InlineData(CalendarProblem.NoPermission, 0, 300)]
    public void After_a_failure_it_waits_and_a_wish_changes_nothing(CalendarProblem problem, int retryAfter, int seconds)
    {
        var state = Live.Failed(problem, retryAfter == 0 ? null : TimeSpan.FromSeconds(retryAfter), 0, Wish.None, "", Now);
        Assert.Equal(Now.AddSeconds(seconds), Assert.IsType<SyncStep.Wait>(Next(state, Now, Wish.Look)).Until);
        Assert.Equal(problem is CalendarProblem.NoPermission, Next(state with { BeganAt = Now.AddHours(-1) }, Now.AddSeconds(10), Wish.TryAgain) is SyncStep.ReadChanges);
        Assert.Equal(CalendarProblem.None, state.PageTaken(null, "x", Now).Problem);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Where_somebody_must_help_it_is_tried_once_a_day_whatever_the_jitter(double jitter)
    {
        var state = Live.Failed(CalendarProblem.NoPermission, null, jitter, Wish.None, "", Now).Failed(CalendarProblem.NoPermission, null, jitter, Wish.None, "", Now);
        Assert.InRange(Assert.IsType<SyncStep.Wait>(Next(state, Now, Wish.Look)).Until, Now.AddDays(1), Now.AddDays(1.21));
    }

    [Fact]
    public void Waits_grow_to_an_hour()
    {
        var (state, waits) = (Live, new List<double>());
        for (var i = 0; i < 10; i++)
        {
            state = state.Failed(CalendarProblem.Unavailable, null, 0, Wish.None, "", Now);
            waits.Add((state.NotBefore!.Value - Now).TotalSeconds);
        }

        Assert.Equal([30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600], waits);
    }

    [Theory]
    [InlineData(CalendarProblem.Unavailable, true, "15,30,60,120,240,240")]
    [InlineData(CalendarProblem.Throttled, false, "15,30,60,120,240,240")]
    [InlineData(CalendarProblem.NoPermission, true, "15,1440,1440")]
    [InlineData(CalendarProblem.Refused, false, "15,1440,1440")]
    public void Subscribing_and_renewing_are_tried_after_waits_that_grow(CalendarProblem problem, bool isLive, string minutes)
    {
        var (state, waits) = (isLive ? Live : Read, new List<double>());
        foreach (var _ in minutes.Split(','))
        {
            state = state.NotSubscribed(problem, null, Now);
            waits.Add(((isLive ? state.RenewAt : state.SubscribeNotBefore)!.Value - Now).TotalMinutes);
        }

        Assert.Equal(minutes, string.Join(',', waits));
        Assert.Equal(Now.AddHours(9), state.NotSubscribed(CalendarProblem.Throttled, TimeSpan.FromHours(9), Now) is var asked ? asked.RenewAt ?? asked.SubscribeNotBefore : null);
        Assert.Equal(0, state.Subscribed("s", Now.AddDays(6), "https://bot.example/", isNew: false, Now).SubscribeFailures);
    }

    [Fact]
    public void In_doubt_meetings_wait_until_the_whole_window_was_read()
    {
        var doubtful = Live.Begin(isFull: false, Wish.Look, "w", Now) with { IsDoubtful = true, SawSeries = true };
        Assert.Equal(SyncPhase.Idle, doubtful.PageTaken(null, "d", Now).Compared().Phase);
        Assert.Equal(SyncPhase.Settling, doubtful.Begin(isFull: true, Wish.None, "w", Now).PageTaken(null, "d", Now).Compared().Phase);
    }

    [Fact]
    public void When_it_is_read_next_is_known_in_every_state()
    {
        var (before, night) = NightlyReading.Around(60, Now);
        DateTimeOffset At(SyncState state, Wish wish = Wish.None) => new SyncPlan(wish, true, night, before).ReadsAt(state, Now);
        Assert.Equal(Now, At(new SyncState()));
        Assert.Equal(night, At(Live));
        Assert.Equal(Now.AddHours(4), At(Read));
        Assert.Equal(Now.AddSeconds(30), At(Live, Wish.Look));
        Assert.Equal(night, At(Live, Wish.Reauthorize)); // that costs no reading
        Assert.Equal(Now, At(Live with { Phase = SyncPhase.Settling, NotBefore = Now.AddHours(1) }));
        var held = Live.Failed(CalendarProblem.Throttled, TimeSpan.FromMinutes(9), 0, Wish.Look, "w", Now);
        Assert.Equal(Now.AddMinutes(9), At(held, Wish.TryAgain));
    }

    [Fact]
    public void A_lost_link_has_everything_read_at_once_and_a_window_that_is_lost_waits()
    {
        Assert.IsType<SyncStep.ReadAll>(Next(Live.Begin(isFull: false, Wish.Look, "w", Now).Lost(Now), Now));
        Assert.IsType<SyncStep.Wait>(Next(Live.Begin(isFull: true, Wish.Look, "w", Now).Lost(Now), Now));
    }

    [Fact]
    public void What_was_told_while_a_reading_is_held_up_is_looked_at_once_that_is_over()
    {
        var held = Live.Begin(isFull: false, Wish.Look, "a", Now).PageTaken("next", null, Now).Failed(CalendarProblem.Throttled, null, 0, Wish.Look, "b", Now);
        Assert.IsType<SyncStep.Wait>(Next(held, Now)); // not before its time
        var over = held.PageTaken(null, "delta", Now.AddMinutes(1)) with { Phase = SyncPhase.Idle };
        Assert.IsType<SyncStep.ReadChanges>(Next(over, Now.AddMinutes(1)));
        var first = Live.Begin(isFull: false, Wish.Look, "a", Now).Failed(CalendarProblem.Throttled, null, 0, Wish.Look, "b", Now);
        Assert.IsType<SyncStep.Wait>(Next(first.PageTaken(null, "delta", Now.AddMinutes(1)) with { Phase = SyncPhase.Idle }, Now.AddMinutes(1))); // its first page is newer
    }

    [Fact]
    public void A_clock_that_was_set_back_holds_nothing_up()
    {
        var ahead = Live with { BeganAt = Now.AddYears(1), WindowAt = Now.AddYears(1), NotBefore = Now.AddYears(1), FullBeganAt = Now.AddYears(1), SubscribeNotBefore = Now.AddYears(1) };
        Assert.IsType<SyncStep.ReadAll>(Next(ahead, Now));
    }

    [Fact]
    public void A_subscription_that_is_gone_is_made_anew_and_one_to_be_confirmed_is_confirmed()
    {
        var begun = Live.Begin(isFull: false, Wish.SubscribeAnew, "w", Now.AddMinutes(1)).PageTaken(null, "d", Now.AddMinutes(1)) with { Phase = SyncPhase.Idle };
        Assert.IsType<SyncStep.Subscribe>(Next(begun, Now.AddMinutes(1)));
        var confirmed = Live.Begin(isFull: false, Wish.Reauthorize, "w", Now.AddMinutes(1)).PageTaken(null, "d", Now.AddMinutes(1)) with { Phase = SyncPhase.Idle };
        Assert.IsType<SyncStep.Reauthorize>(Next(confirmed, Now.AddMinutes(1)));
        Assert.IsType<SyncStep.Renew>(Next(Live with { BeganAt = Now.AddDays(3) }, Now.AddDays(3)));
        Assert.IsType<SyncStep.Renew>(Next(Live with { BeganAt = Now.AddDays(2) }, Now.AddDays(2), Wish.Reauthorize)); // one call for both
        Assert.IsType<SyncStep.Subscribe>(Next(Live with { BeganAt = Now.AddDays(7) }, Now.AddDays(7)));
    }

    private static (SyncState After, int Reads, int Renewals) Run(SyncState state, DateTimeOffset now, bool isTold)
    {
        var (reads, renewals) = (0, 0);
        for (var step = Next(state, now, isTold: isTold); step is not SyncStep.Wait; step = Next(state, now, isTold: isTold))
        {
            reads += step is SyncStep.ReadChanges ? 1 : 0;
            renewals += step is SyncStep.Renew ? 1 : 0;
            state = step switch
            {
                SyncStep.ReadChanges => state.Begin(isFull: false, Wish.None, "", now),
                SyncStep.ReadOn => state.PageTaken(null, "delta", now),
                SyncStep.Renew => state.Subscribed(state.SubscriptionId, now.AddDays(6), state.ToldAt, isNew: false, now),
                SyncStep.Settle => state with { Phase = SyncPhase.Idle },
                _ => throw new InvalidOperationException(step.ToString()),
            };
        }

        return (state, reads, renewals);
    }

    private static SyncStep Next(SyncState state, DateTimeOffset now, Wish wish = Wish.None, bool isTold = true)
    {
        var (before, next) = NightlyReading.Around(60, now);
        return new SyncPlan(wish, isTold, next, before).Next(state, now);
    }
}
