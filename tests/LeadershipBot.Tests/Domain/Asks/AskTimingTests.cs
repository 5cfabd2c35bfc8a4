using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.Asks;

public sealed class AskTimingTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private static readonly TimeZoneInfo[] Zones = [London, TimeZoneInfo.Utc, .. new[] { "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu" }.Select(TimeZoneInfo.FindSystemTimeZoneById)];

    private static readonly PersonalSettings NeverQuiet = new() { Quiet = new QuietHours(TimeOnly.MinValue, TimeOnly.MinValue, Weekends: false) };

    private static readonly Gen<PersonalSettings> AnySettings =
        from quarterFrom in Gen.Choose(0, 95)
        from quarterUntil in Gen.Choose(0, 95)
        from weekends in Gen.Elements(true, false)
        from minutes in Gen.Elements<int?>(null, 0, 1, 10, 60)
        from pause in Gen.Elements<int?>(null, -5, 0, 30, 2_000)
        select new PersonalSettings
        {
            Quiet = new QuietHours(Quarter(quarterFrom), Quarter(quarterUntil), weekends),
            WeeklyMinutes = minutes,
            PausedUntil = pause is { } hours ? At("2026-03-27T12:00Z").AddHours(hours) : null,
        };

    private static readonly Gen<Case> AnyCase =
        from settings in AnySettings
        from weight in Gen.Elements(AskWeight.Ask, AskWeight.Notice)
        from minutes in Gen.Choose(1, 15)
        from closes in Gen.Elements<int?>(null, -1, 1, 10, 100, 1_000)
        from given in Gen.Choose(0, 12)
        from minute in Gen.Choose(0, 60 * 24 * 300)
        from zone in Gen.Elements(Zones)
        let now = At("2026-03-20T00:00Z").AddMinutes(minute)
        select new Case(new Ask(weight, minutes, closes is { } hours ? now.AddHours(hours) : null), settings, given, now, zone);

    [Theory]
    [InlineData("2026-03-02T09:00", "2026-03-02T09:00")] // Monday morning: at once
    [InlineData("2026-03-02T18:59", "2026-03-02T18:59")]
    [InlineData("2026-03-02T19:00", "2026-03-03T07:30")] // from 19:00, inclusive
    [InlineData("2026-03-03T03:00", "2026-03-03T07:30")] // over midnight
    [InlineData("2026-03-03T07:30", "2026-03-03T07:30")] // until 07:30, exclusive
    [InlineData("2026-03-06T20:00", "2026-03-09T07:30")] // Friday evening: Monday morning
    [InlineData("2026-03-07T12:00", "2026-03-09T07:30")] // Saturday noon
    [InlineData("2026-03-27T20:00", "2026-03-30T07:30")] // over the night in which the clocks go forward
    [InlineData("2026-10-23T20:00", "2026-10-26T07:30")] // and back
    public void Usual_quiet_hours_hold_in_the_evening_at_night_and_at_weekends(string local, string free)
        => Assert.Equal(InLondon(free), AskTiming.FreeFrom(PersonalSettings.Usual, InLondon(local), London));

    [Theory]
    [InlineData("2026-03-29T00:45Z", "2026-03-29T01:00Z")] // 01:30 is left out: quiet ends as the clocks go forward
    [InlineData("2026-10-25T00:00Z", "2026-10-25T00:30Z")] // 01:30 comes twice: the first counts
    [InlineData("2026-10-25T01:10Z", "2026-10-25T01:30Z")] // and the hour that comes again is quiet again
    public void Quiet_that_ends_in_the_hour_of_the_clock_change_ends_by_the_clock_on_the_wall(string now, string free)
    {
        var settings = new PersonalSettings { Quiet = new QuietHours(new TimeOnly(22, 0), new TimeOnly(1, 30), Weekends: false) };
        Assert.Equal(At(free), AskTiming.FreeFrom(settings, At(now), London));
    }

    [Theory]
    [InlineData(0, 10, typeof(AskDecision.SendNow))]
    [InlineData(7, 3, typeof(AskDecision.SendNow))]
    [InlineData(8, 3, typeof(AskDecision.InDigest))]
    [InlineData(0, 11, typeof(AskDecision.InDigest))]
    public void Ten_minutes_a_week_are_asked_for_and_no_more(int given, int minutes, Type decision)
        => Assert.IsType(decision, Decide(new Ask(AskWeight.Ask, minutes, null), PersonalSettings.Usual, given, InLondon("2026-03-02T09:00")));

    [Fact]
    public void Who_gives_no_minutes_gets_every_ask_in_the_digest_but_no_notice()
    {
        var settings = new PersonalSettings { WeeklyMinutes = 0 };
        Assert.Equal(new AskDecision.InDigest(InLondon("2026-03-05T12:30")), Decide(new Ask(AskWeight.Ask, 1, null), settings, 0, InLondon("2026-03-02T09:00")));
        Assert.IsType<AskDecision.SendNow>(Decide(new Ask(AskWeight.Notice, 30, null), settings, 99, InLondon("2026-03-02T09:00")));
    }

    [Theory]
    [InlineData("2026-03-05T12:29", "2026-03-05T12:30")]
    [InlineData("2026-03-05T12:30", "2026-03-12T12:30")] // the one of this moment has gone
    [InlineData("2026-03-27T09:00", "2026-04-02T12:30")] // in summer time
    public void The_digest_goes_on_Thursday_at_half_past_twelve_of_the_person(string now, string digest)
        => Assert.Equal(InLondon(digest), AskTiming.NextDigest(PersonalSettings.Usual, InLondon(now), London));

    [Fact]
    public void A_digest_waits_for_the_end_of_quiet_hours_and_of_a_pause()
    {
        var quietAtNoon = new PersonalSettings { Quiet = new QuietHours(new TimeOnly(12, 0), new TimeOnly(14, 0), Weekends: true) };
        Assert.Equal(InLondon("2026-03-05T14:00"), AskTiming.NextDigest(quietAtNoon, InLondon("2026-03-02T09:00"), London));
        var paused = new PersonalSettings { PausedUntil = InLondon("2026-03-06T09:00") };
        Assert.Equal(InLondon("2026-03-12T12:30"), AskTiming.NextDigest(paused, InLondon("2026-03-02T09:00"), London));
    }

    [Theory]
    [InlineData("2026-03-05T12:30", typeof(AskDecision.SendNow))] // it closes as the digest goes
    [InlineData("2026-03-05T12:31", typeof(AskDecision.InDigest))]
    public void An_ask_that_closes_before_the_digest_is_not_held_for_it(string closes, Type decision)
        => Assert.IsType(decision, Decide(new Ask(AskWeight.Ask, 5, InLondon(closes)), PersonalSettings.Usual, 8, InLondon("2026-03-02T09:00")));

    [Theory]
    [InlineData("2026-03-03T07:30", true)]
    [InlineData("2026-03-03T07:31", false)]
    public void An_ask_that_closes_in_quiet_hours_is_never_sent_one_that_closes_after_is_sent_when_they_end(string closes, bool dropped)
        => Assert.Equal(
            dropped ? new AskDecision.Dropped(AskDrop.ClosesWhileHeld) : new AskDecision.Held(InLondon("2026-03-03T07:30"), AskHold.Quiet),
            Decide(new Ask(AskWeight.Ask, 1, InLondon(closes)), PersonalSettings.Usual, 0, InLondon("2026-03-02T20:00")));

    [Fact]
    public void A_pause_holds_asks_and_no_notices()
    {
        var paused = new PersonalSettings { PausedUntil = InLondon("2026-03-06T20:00") };
        var now = InLondon("2026-03-02T09:00");
        Assert.Equal(new AskDecision.Held(InLondon("2026-03-09T07:30"), AskHold.Pause), Decide(new Ask(AskWeight.Ask, 1, null), paused, 0, now));
        Assert.IsType<AskDecision.SendNow>(Decide(new Ask(AskWeight.Notice, 1, null), paused, 0, now));
    }

    [Theory]
    [InlineData("2026-03-01T23:59", "2026-02-23")]
    [InlineData("2026-03-02T00:00", "2026-03-02")]
    [InlineData("2026-03-29T23:59", "2026-03-23")]
    [InlineData("2026-03-30T00:00", "2026-03-30")]
    public void A_week_begins_on_Monday_at_midnight_of_the_person(string now, string monday)
        => Assert.Equal(DateOnly.Parse(monday, System.Globalization.CultureInfo.InvariantCulture), AskTiming.WeekOf(InLondon(now), London));

    [Fact]
    public void Nothing_is_sent_in_quiet_hours_in_a_pause_or_after_it_has_closed()
        => Prop.ForAll(AnyCase.ToArbitrary(), one => one.Decision is not AskDecision.SendNow
            || (!QuietTime.Holds(one.Settings.Quiet!, one.Now, one.Zone)
                && (one.Ask.Weight is AskWeight.Notice || !(one.Settings.PausedUntil > one.Now))
                && !one.Ask.IsClosedAt(one.Now))).QuickCheckThrowOnFailure();

    [Fact]
    public void An_ask_over_the_minutes_is_sent_only_if_it_closes_before_the_digest()
        => Prop.ForAll(AnyCase.ToArbitrary(), one => one.Decision is not AskDecision.SendNow
            || one.Ask.Weight is AskWeight.Notice
            || one.Given + one.Ask.Minutes <= (one.Settings.WeeklyMinutes ?? 10)
            || one.Ask.ClosesAt <= AskTiming.NextDigest(one.Settings, one.Now, one.Zone)).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_held_is_held_to_a_later_moment_that_is_free_and_open_and_then_held_no_more()
        => Prop.ForAll(AnyCase.ToArbitrary(), one =>
        {
            if (one.Decision is not AskDecision.Held held)
                return true;
            var then = AskTiming.Decide(one.Ask, one.Settings, one.Given, held.Until, one.Zone);
            return held.Until > one.Now && then is AskDecision.SendNow or AskDecision.InDigest;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_digest_comes_after_now_within_nine_days_or_after_the_pause_and_before_the_ask_closes()
        => Prop.ForAll(AnyCase.ToArbitrary(), one => one.Decision is not AskDecision.InDigest digest
            || (digest.At > one.Now
                && digest.At <= (one.Settings.PausedUntil > one.Now ? one.Settings.PausedUntil.Value : one.Now).AddDays(12)
                && !one.Ask.IsClosedAt(digest.At)
                && !QuietTime.Holds(one.Settings.Quiet!, digest.At, one.Zone))).QuickCheckThrowOnFailure();

    [Fact]
    public void Quiet_lasts_without_a_gap_until_it_ends()
        => Prop.ForAll(AnyCase.ToArbitrary(), one =>
        {
            var end = QuietTime.EndOf(one.Settings.Quiet!, one.Now, one.Zone);
            for (var at = one.Now; at < end; at = at.AddMinutes(15))
            {
                if (!QuietTime.Holds(one.Settings.Quiet!, at, one.Zone) && !IsHourOfChange(at, one.Zone))
                    return false;
            }

            return !QuietTime.Holds(one.Settings.Quiet!, end, one.Zone);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_person_who_is_never_quiet_is_free_at_every_moment()
        => Prop.ForAll(AnyCase.ToArbitrary(), one => AskTiming.FreeFrom(NeverQuiet, one.Now, one.Zone) == one.Now).QuickCheckThrowOnFailure();

    private static bool IsHourOfChange(DateTimeOffset at, TimeZoneInfo zone)
        => zone.IsAmbiguousTime(TimeZoneInfo.ConvertTime(at, zone).DateTime) || zone.IsAmbiguousTime(TimeZoneInfo.ConvertTime(at.AddHours(-1), zone).DateTime);

    private static AskDecision Decide(Ask ask, PersonalSettings settings, int given, DateTimeOffset now) => AskTiming.Decide(ask, settings, given, now, London);

    private static TimeOnly Quarter(int quarter) => TimeOnly.MinValue.AddMinutes(15 * quarter);

    private static DateTimeOffset At(string utc) => DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset InLondon(string local)
    {
        var time = DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture);
        return new DateTimeOffset(time, London.GetUtcOffset(time));
    }

    private sealed record Case(Ask Ask, PersonalSettings Settings, int Given, DateTimeOffset Now, TimeZoneInfo Zone)
    {
        public AskDecision Decision { get; } = AskTiming.Decide(Ask, Settings, Given, Now, Zone);
    }
}
