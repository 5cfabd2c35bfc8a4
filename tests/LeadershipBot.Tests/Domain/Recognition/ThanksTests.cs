using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Domain.Time;

namespace LeadershipBot.Tests.Domain.Recognition;

public sealed class ThanksTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Person Ann = Named("ann");
    private static readonly Person Ben = Named("ben");

    [Theory]
    [InlineData("@Dr Priya Raman for covering on Friday", "Dr Priya Raman", "covering on Friday")]
    [InlineData("Priya Raman: the rota for May", "Priya Raman", "the rota for May")]
    [InlineData("Priya FOR the rota", "Priya", "the rota")]
    [InlineData("Priya", "Priya", "")]
    [InlineData("", "", "")]
    public void A_command_is_read(string typed, string name, string words) => Assert.Equal(new ThanksCommand(name, words), ThanksCommand.Read(typed));

    [Theory]
    [InlineData("priya raman", "Priya Raman")]
    [InlineData("ram", "Priya Raman,Ramona Raman")]
    [InlineData("raman pri", "Priya Raman")]
    [InlineData("nobody", "")]
    [InlineData(" ", "")]
    public void Those_are_meant_whose_name_begins_so(string typed, string meant)
        => Assert.Equal(meant, string.Join(',', ThanksCommand.Meant(typed, ["Priya Raman", "Ramona Raman", "Ann Example"], one => one)));

    [Theory]
    [InlineData("Priya Raman", "Dr Priya Raman", true)]
    [InlineData("dr priya raman", "Dr Priya Raman", true)]
    [InlineData("Priya", "Dr Priya Raman", false)]
    [InlineData("Pri Raman", "Dr Priya Raman", false)]
    [InlineData("Priya", "Priya", true)]
    public void Only_two_words_of_a_name_or_all_of_it_say_clearly_who_is_meant(string typed, string name, bool isClear) => Assert.Equal(isClear, ThanksCommand.IsClear(typed, name));

    [Theory]
    [InlineData("@Dr Priya Raman for the rota", "Dr Priya Raman", true)]
    [InlineData("Priya for the rota", "Priya", true)]
    [InlineData("Dr Priya Raman, for the rota", "priya", true)]
    [InlineData("Joanna Bell for helping Jo", "Jo", false)]
    [InlineData("Joanna Bell for helping Yusuf Demir", "Yusuf Demir", false)]
    [InlineData("Joanna Bell for helping", "", false)]
    public void A_mention_names_whom_is_thanked_where_it_is_the_name_or_a_word_of_it(string typed, string mentioned, bool names) => Assert.Equal(names, ThanksCommand.Read(typed).Names(mentioned));

    [Fact]
    public void Written_anew_it_is_between_the_two_until_who_is_thanked_agrees_again_and_unchanged_it_stays()
    {
        var isPublic = Holds((Said() with { Difference = "No queue", MayBePublic = true }).Publish(Now));
        Assert.Same(isPublic, isPublic.Rewritten("Covering", "No queue", null, mayBePublic: true));
        Assert.All(
            new[] { isPublic.Rewritten("Hiding", "No queue", null, true), isPublic.Rewritten("Covering", "All", null, true), isPublic.Rewritten("Covering", "No queue", new ThankedFor("decisions", "d", "D"), true), isPublic.Rewritten("Covering", "No queue", null, false), isPublic.KeptBetweenTwo() },
            after => Assert.Null(after.PublicAt));
        Assert.False(isPublic.KeptBetweenTwo().MayBePublic);
        Assert.Equal("Rude", Holds(Said().HideReported(" Rude ", Now, Today)).HiddenBecause);
        Assert.True(Said().Concerns(Ann.Id) && Said().Concerns(Ben.Id) && !Said().Concerns(Named("cho").Id));
    }

    [Fact]
    public void Changes_are_told_at_once_and_then_once_a_day_at_the_most()
    {
        Assert.Null(Said().RetoldAt);
        var first = Said().ToBeRetold(Now);
        Assert.Equal(Now, first.RetoldAt);
        var second = first.ToBeRetold(Now.AddMinutes(1));
        Assert.Equal(Now.AddDays(1), second.RetoldAt);
        Assert.Same(second, second.ToBeRetold(Now.AddHours(23)));
        Assert.Equal(Now.AddDays(2), second.ToBeRetold(Now.AddDays(1)).RetoldAt);
        Assert.Equal(Now.AddDays(2).AddHours(1), second.ToBeRetold(Now.AddDays(2).AddHours(1)).RetoldAt);
    }

    [Fact]
    public void Others_see_it_only_where_both_agree_and_until_it_is_taken_back_or_hidden()
    {
        Assert.Equal("thanks.refused.private", Why(Said().Publish(Now)));
        var offered = Said() with { Difference = "No queue", MayBePublic = true };
        Assert.False(offered.IsPublic);
        var isPublic = Holds(offered.Publish(Now));
        Assert.True(isPublic.IsPublic);
        Assert.Same(isPublic, Holds(isPublic.Publish(Now.AddDays(1))));
        Assert.False(isPublic.TakenBack().IsPublic);
        Assert.Equal("thanks.refused.unknown", Why(offered.Hide("Rude", Now, Today)));
        Assert.Equal("peers.refused.noWords", Why(isPublic.Hide(" \u200b", Now, Today)));
        var hidden = Holds(isPublic.Hide(" Rude ", Now, Today));
        Assert.Equal((false, "Rude"), (hidden.IsPublic, hidden.HiddenBecause));
        Assert.Equal("thanks.refused.hidden", Why(hidden.Publish(Now)));
        Assert.Equal(("thanks.refused.hiddenWords", null), (hidden.WhyNotRewritten?.TextKey, isPublic.WhyNotRewritten?.TextKey));
        Assert.All([hidden.KeptBetweenTwo(), hidden.TakenBack()], one => Assert.Equal("thanks.refused.hiddenWords", one.WhyNotRewritten?.TextKey)); // who decides reads it

        // Shown again it stands where it stood, as far as both still agree; again it changes nothing.
        var again = hidden.ShownAgain(Now.AddDays(1));
        Assert.Equal((true, isPublic.PublicAt, Now.AddDays(1)), (again.IsPublic, again.PublicAt, again.DecidedAt));
        Assert.Same(again, again.ShownAgain(Now.AddDays(2)));
        Assert.False(hidden.KeptBetweenTwo().ShownAgain(Now.AddDays(1)).IsPublic);
        Assert.False(hidden.TakenBack().ShownAgain(Now.AddDays(1)).IsPublic);
    }

    [Fact]
    public void Who_decides_is_reminded_after_ten_working_days_and_the_chair_after_twenty_eight_days()
    {
        Assert.Equal(Now.AddDays(14), ReportDeadlines.RemindedAt(Now)); // a Monday
        Assert.Equal(Now.AddDays(28), ReportDeadlines.ChairAt(Now));
        for (var day = 0; day < 14; day++)
            Assert.True(ReportDeadlines.RemindedAt(Now.AddDays(day)) < ReportDeadlines.ChairAt(Now.AddDays(day)));
    }

    [Theory]
    [InlineData("Covering", "", null)]
    [InlineData("", "", "peers.refused.noWords")]
    [InlineData("Mrs Smith, 3.4.1951", "", "shell.refused.patientData")]
    [InlineData("Covering", "Mrs Smith, 3.4.1951", "shell.refused.patientData")]
    public void Words_are_checked(string words, string difference, string? refused)
        => Assert.Equal(refused, (Said() with { Words = words, Difference = difference }).WhyNot(Today)?.TextKey);

    [Theory]
    [InlineData("No queue", null, null)]
    [InlineData("", "thanks.refused.noDifference", "thanks.refused.noDifferenceYet")]
    [InlineData(" \u200b", "thanks.refused.noDifference", "thanks.refused.noDifferenceYet")]
    public void What_others_may_see_says_what_it_changed_and_what_is_between_two_needn_t(string difference, string? offering, string? agreeing)
    {
        var between = Said() with { Difference = difference };
        Assert.Null(between.WhyNot(Today));
        var offered = between with { MayBePublic = true };
        Assert.Equal((offering, agreeing), (offered.WhyNot(Today)?.TextKey, Why(offered.Publish(Now))));
        var since = offered with { PublicAt = Now }; // agreed to before that was asked for
        Assert.Same(since, Holds(since.Publish(Now.AddDays(1))));
    }

    [Fact]
    public void Nobody_thanks_themselves_or_at_too_great_length()
    {
        Assert.Equal("thanks.refused.self", (Said() with { To = Ann }).WhyNot(Today)?.TextKey);
        Assert.Equal("peers.refused.longWords", (Said() with { Words = new string('x', 501) }).WhyNot(Today)?.TextKey);
    }

    [Fact]
    public void A_month_is_told_on_the_first_Thursday_of_the_next()
    {
        var month = ThanksMonth.Of(new DateTimeOffset(2026, 3, 31, 23, 30, 0, TimeSpan.Zero), TimeZoneInfo.FindSystemTimeZoneById("Europe/London")); // April there
        Assert.Equal("202604", month.Key);
        Assert.Equal(new DateTimeOffset(2026, 5, 7, 11, 30, 0, TimeSpan.Zero), month.DigestAt(TimeZoneInfo.FindSystemTimeZoneById("Europe/London")));
        Assert.True(ThanksMonth.TryRead("202604", out var read) && read == month);
        Assert.False(ThanksMonth.TryRead("20260", out _));
    }

    /// <summary>Every month of ten years: the digest comes once in each, after the month is over, at half past twelve whatever the clocks did.</summary>
    [Fact]
    public void Every_month_s_thanks_are_told_once_in_the_first_week_of_the_next_at_the_same_time_of_day()
    {
        var london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
        for (var month = new ThanksMonth(new DateOnly(2024, 1, 1)); month.First.Year < 2034; month = month.Plus(1))
        {
            var local = TimeZoneInfo.ConvertTime(month.DigestAt(london), london);
            Assert.Equal((DayOfWeek.Thursday, new TimeSpan(12, 30, 0), month.Plus(1).First.Month), (local.DayOfWeek, local.TimeOfDay, local.Month));
            Assert.InRange(local.Day, 1, 7);
            Assert.Equal(month, ThanksMonth.Of(LastMoment(month, london), london));
            Assert.Equal(month.Plus(1), ThanksMonth.Of(LastMoment(month, london).AddSeconds(1), london));
        }

        static DateTimeOffset LastMoment(ThanksMonth month, TimeZoneInfo zone)
        {
            var local = month.First.AddMonths(1).ToDateTime(TimeOnly.MinValue).AddSeconds(-1);
            return new DateTimeOffset(local, zone.GetUtcOffset(local));
        }
    }

    private static ThankYou Said() => new("t1", new OrganisationName("larkford", "Larkford"), Ann, Ben, "Covering", Now);

    private static Person Named(string name) => new(new MemberId("tenant", name), name);

    private static ThankYou Holds(LeadershipBot.Domain.Ruling<ThankYou> ruling) => ruling.IsRefused(out var why, out var fact) ? throw new InvalidOperationException(why.TextKey) : fact;

    private static string? Why(LeadershipBot.Domain.Ruling<ThankYou> ruling) => ruling.IsRefused(out var why, out _) ? why.TextKey : null;
}
