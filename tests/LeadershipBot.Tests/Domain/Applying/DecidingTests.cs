using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.Applying;

/// <summary>Who decides, in which order stages follow, what is counted, and what a practice answers.</summary>
public sealed class DecidingTests
{
    private static readonly DateTimeOffset Later = Some.Now.AddDays(11); // closed
    private static readonly DateOnly Today = new(2026, 3, 13);
    private static readonly Application Ann = Some.Of(new MemberId("tenant", "ann"));
    private static readonly Standing Decides = new(Runs: true, Chairs: false, IsOnPanel: false, Applied: false);

    [Theory]
    [InlineData("run", Roles.Organiser, false, true, true, true, false)]
    [InlineData("chair", Roles.Chair, false, true, true, true, false)]
    [InlineData("p1", Roles.PanelMember, false, true, false, false, true)]
    [InlineData("p1", Roles.Organiser, false, true, false, false, true)]
    [InlineData("p1", Roles.Member, false, false, false, false, false)] // the role was taken away
    [InlineData("p1", Roles.LocalityLead, false, false, false, false, false)]
    [InlineData("p1", Roles.Chair, false, true, true, true, true)]
    [InlineData("other", Roles.Organiser, false, false, false, false, false)]
    [InlineData("run", Roles.Organiser, true, false, false, false, false)]
    [InlineData("run", Roles.Chair, false, true, true, true, false)]
    [InlineData("run", Roles.Member, false, false, false, false, false)]
    [InlineData("run", Roles.LocalityLead, false, false, false, false, false)]
    [InlineData("p1", Roles.Chair, true, false, false, false, false)]
    public void What_somebody_is_to_an_opening_says_what_they_see_and_decide(string id, Roles roles, bool applied, bool reads, bool decides, bool exploring, bool scores)
    {
        var standing = Standing.Of(Some.Opening, Some.Acting(Some.Named(id), roles), applied);
        Assert.Equal((reads, decides, exploring, scores), (standing.MayRead, standing.Decides, standing.SeesExploring, standing.Scores));
    }

    [Theory]
    [InlineData(Roles.Organiser, -1, false)]
    [InlineData(Roles.Organiser, 0, true)]
    [InlineData(Roles.Organiser, 1, true)]
    [InlineData(Roles.Chair, -1, true)]
    public void Who_explored_before_somebody_else_ran_it_is_known_to_the_chairs_alone(Roles roles, int sentDays, bool sees)
    {
        var opening = Some.Opening with { RunBySince = Some.Now };
        var exploring = new Application(Some.Named("x"), Readiness.Exploring, "I wonder", Some.Now.AddDays(sentDays));
        var standing = Standing.Of(opening, Some.Acting(Some.RunBy, roles), applied: false);
        Assert.Equal(sees, standing.Sees(exploring));
        Assert.True(standing.Sees(exploring with { Readiness = Readiness.Now }));
    }

    [Fact]
    public void Who_left_the_organisation_is_nothing_to_it_and_roles_elsewhere_count_for_nothing()
    {
        var gone = Some.Acting(Some.RunBy, Roles.Chair) with { Hat = Hat.Unlisted(Some.Organisation) };
        Assert.False(Standing.Of(Some.Opening, gone, false).MayRead);
        var elsewhere = Some.Acting(Some.Named("x"), Roles.Chair) with { Hat = new Hat(new OrganisationName("other", "Other"), Roles.Chair) };
        Assert.False(Standing.Of(Some.Opening, elsewhere, false).MayRead);
    }

    [Theory]
    [InlineData(Stage.Received, Stage.Shortlisted, "", null)]
    [InlineData(Stage.Received, Stage.NotShortlisted, "Too soon", null)]
    [InlineData(Stage.Received, Stage.NotShortlisted, " ", "applying.refused.noReason")]
    [InlineData(Stage.Received, Stage.Appointed, "", "applying.refused.stage")]
    [InlineData(Stage.Received, Stage.Withdrawn, "", "applying.refused.stage")]
    [InlineData(Stage.Shortlisted, Stage.Interview, "", null)]
    [InlineData(Stage.Shortlisted, Stage.Appointed, "", null)]
    [InlineData(Stage.Interview, Stage.Reserve, "", null)]
    [InlineData(Stage.Interview, Stage.NotSelected, "", "applying.refused.noReason")]
    [InlineData(Stage.Reserve, Stage.Appointed, "", null)]
    [InlineData(Stage.NotShortlisted, Stage.Shortlisted, "", "applying.refused.noReason")]
    [InlineData(Stage.NotShortlisted, Stage.Shortlisted, "We erred", null)]
    [InlineData(Stage.Appointed, Stage.NotSelected, "The references", null)]
    [InlineData(Stage.Appointed, Stage.Withdrawn, "You can't take it up", null)]
    [InlineData(Stage.Appointed, Stage.Withdrawn, "", "applying.refused.noReason")]
    [InlineData(Stage.Appointed, Stage.Reserve, "No", "applying.refused.stage")]
    [InlineData(Stage.Withdrawn, Stage.Shortlisted, "", "applying.refused.withdrew")]
    [InlineData(Stage.Shortlisted, Stage.Interview, "485 777 3457", "shell.refused.patientData")]
    public void Stages_follow_one_another_and_a_no_has_its_reason(Stage from, Stage to, string words, string? why)
    {
        var ruling = new StageMove(to, words).Move(Ann with { Stage = from }, Decides, Some.Opening, 1, Later, Today);
        Assert.Equal(why, ruling.IsRefused(out var refusal, out var after) ? refusal.TextKey : null);
        if (why is null)
            Assert.Equal((to, words.Trim(), Later, 2), (after!.Stage, after.Words, after.MovedAt, after.Version));
    }

    [Theory]
    [InlineData(Stage.Received, Stage.Shortlisted, "applying.refused.moveWithdrawn")]
    [InlineData(Stage.Shortlisted, Stage.Appointed, "applying.refused.moveWithdrawn")]
    [InlineData(Stage.Reserve, Stage.Appointed, "applying.refused.moveWithdrawn")]
    [InlineData(Stage.NotShortlisted, Stage.Shortlisted, "applying.refused.moveWithdrawn")]
    [InlineData(Stage.Received, Stage.NotShortlisted, null)]
    [InlineData(Stage.Interview, Stage.NotSelected, null)]
    [InlineData(Stage.Appointed, Stage.Withdrawn, null)]
    public void What_is_not_offered_any_more_leaves_only_a_no(Stage from, Stage to, string? why)
    {
        var opening = Some.Opening with { Set = OpeningState.Withdrawn };
        var ruling = new StageMove(to, "It ends").Move(Ann with { Stage = from }, Decides, opening, 1, Later, Today);
        Assert.Equal(why, ruling.IsRefused(out var refusal, out _) ? refusal.TextKey : null);
        Assert.Equal(why is null, Stages.NextOf(Ann with { Stage = from }, opening, Later).Contains(to));
    }

    [Theory]
    [InlineData(Stage.Received, null, "2026-03-26", "2026-04-02")] // ten working days after closing on 12 March
    [InlineData(Stage.Shortlisted, null, "2026-03-30", "2026-04-06")] // ten working days after it was moved on 16 March
    [InlineData(Stage.Interview, "2026-03-25", "2026-04-08", "2026-04-15")] // ten working days after the interviews
    [InlineData(Stage.Reserve, null, "2026-04-13", "2026-04-20")] // four weeks
    [InlineData(Stage.Appointed, null, null, null)]
    [InlineData(Stage.NotSelected, null, null, null)]
    [InlineData(Stage.Withdrawn, null, null, null)]
    public void From_each_stage_that_is_open_there_is_a_date_by_which_they_hear_and_a_week_later_the_chair_does(Stage stage, string? interview, string? by, string? chair)
    {
        var opening = Some.Opening with { InterviewOn = interview is null ? null : DateOnly.Parse(interview, System.Globalization.CultureInfo.InvariantCulture) };
        var application = Ann with { Stage = stage, MovedAt = stage is Stage.Received ? null : Some.Now.AddDays(14) };
        Assert.Equal((by, chair), (application.WordBy(opening)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), application.ChairRemindedAt(opening)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.False(application.IsOverdue(opening, Some.Now.AddDays(20)));
        Assert.Equal(by is not null, application.IsOverdue(opening, Some.Now.AddDays(90)));
    }

    [Fact]
    public void Nobody_reads_before_closing_and_a_panel_doesn_t_see_who_applied_either()
    {
        var panel = new Standing(false, false, IsOnPanel: true, Applied: false);
        Assert.Equal(Some.Opening.ClosesAt, panel.SeesFrom(Some.Opening, Some.Now));
        Assert.Null(panel.SeesFrom(Some.Opening, Later));
        Assert.Null(panel.SeesFrom(Some.Opening with { ClosesAt = null }, Some.Now));
        Assert.Null(Decides.SeesFrom(Some.Opening, Some.Now));
        Assert.Equal((Some.Opening.ClosesAt, null, null), (Some.Opening.ReadFrom(Some.Now), Some.Opening.ReadFrom(Later), (Some.Opening with { ClosesAt = null }).ReadFrom(Some.Now)));
    }

    [Fact]
    public void Moved_once_more_it_stays_and_with_other_words_it_is_refused()
    {
        var moved = Ann with { Stage = Stage.NotShortlisted, Words = "Too soon", Version = 2 };
        Assert.Same(moved, Some.Fact(new StageMove(Stage.NotShortlisted, " Too soon ").Move(moved, Decides, Some.Opening, 1, Later, Today)));
        Assert.Equal("applying.refused.stage", Some.Why(new StageMove(Stage.NotShortlisted, "Other").Move(moved, Decides, Some.Opening, 1, Later, Today)));
    }

    [Fact]
    public void Only_those_who_decide_move_it_after_closing_and_while_there_is_a_place()
    {
        var shortlisted = Ann with { Stage = Stage.Shortlisted };
        Assert.Equal("applying.refused.notYours", Some.Why(new StageMove(Stage.Interview, "").Move(shortlisted, new Standing(false, false, true, false), Some.Opening, 1, Later, Today)));
        Assert.Equal("applying.refused.ownOpening", Some.Why(new StageMove(Stage.Interview, "").Move(shortlisted, new Standing(true, true, true, Applied: true), Some.Opening, 1, Later, Today)));
        Assert.Equal("applying.refused.noPlaceLeft", Some.Why(new StageMove(Stage.Appointed, "").Move(shortlisted, Decides, Some.Opening, 0, Later, Today)));
        Assert.Equal("applying.refused.stillOpen", Some.Why(new StageMove(Stage.Interview, "").Move(shortlisted, Decides, Some.Opening, 1, Some.Now, Today)));
        Some.Fact(new StageMove(Stage.Interview, "").Move(shortlisted, Decides, Some.Opening with { ClosesAt = null }, 1, Some.Now, Today));
    }

    [Fact]
    public void Who_explores_is_answered_at_any_time_and_no_more()
    {
        var exploring = Ann with { Readiness = Readiness.Exploring };
        Assert.Equal([Stage.NotSelected], Stages.NextOf(exploring));
        Some.Fact(new StageMove(Stage.NotSelected, "Come and see").Move(exploring, Decides, Some.Opening, 1, Some.Now, Today));
        Assert.Equal("applying.refused.stage", Some.Why(new StageMove(Stage.Shortlisted, "").Move(exploring, Decides, Some.Opening, 1, Later, Today)));
        Assert.Empty(Stages.NextOf(exploring with { Stage = Stage.NotSelected }));
    }

    [Fact]
    public void What_is_counted_as_things_change_is_what_a_recount_gives()
        => Prop.ForAll<(int Who, int Stage, int Readiness)[]>(changes =>
        {
            var (all, counts) = (new Dictionary<int, Application>(), ApplicantCounts.None);
            foreach (var (who, stage, readiness) in changes)
            {
                var before = all.GetValueOrDefault(Math.Abs(who % 5));
                var after = stage % 9 == 0 ? null : Ann with { Stage = (Stage)Math.Abs(stage % 11), Readiness = (Readiness)Math.Abs(readiness % 3) };
                counts = counts.After(before, after);
                if (after is null)
                    all.Remove(Math.Abs(who % 5));
                else
                    all[Math.Abs(who % 5)] = after;
            }

            var recounted = Counting.Of(all.Values);
            return counts == recounted
                && recounted.Live == all.Values.Count(one => one.IsLive)
                && recounted.ReadyNow == all.Values.Count(one => one is { IsLive: true, Readiness: Readiness.Now, Stage: not Stage.Appointed })
                && recounted.OneToTwoYears == all.Values.Count(one => one.Readiness is Readiness.OneToTwoYears && one.Stage is not (Stage.Appointed or Stage.Withdrawn or Stage.Declined or Stage.Lapsed))
                && recounted.Exploring == all.Values.Count(one => one.IsExploring && one.Stage is Stage.Received);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(Readiness.Now, Stage.Shortlisted, 1, 0)]
    [InlineData(Readiness.Now, Stage.NotShortlisted, 0, 0)]
    [InlineData(Readiness.Now, Stage.Appointed, 0, 0)]
    [InlineData(Readiness.OneToTwoYears, Stage.Received, 0, 1)]
    [InlineData(Readiness.OneToTwoYears, Stage.NotShortlisted, 0, 1)] // answered: they stay on the bench
    [InlineData(Readiness.OneToTwoYears, Stage.NotSelected, 0, 1)]
    [InlineData(Readiness.OneToTwoYears, Stage.Appointed, 0, 0)]
    [InlineData(Readiness.OneToTwoYears, Stage.Withdrawn, 0, 0)]
    [InlineData(Readiness.Exploring, Stage.NotSelected, 0, 0)]
    public void Who_was_appointed_is_on_the_bench_no_more_and_who_would_be_ready_later_stays_on_it(Readiness readiness, Stage stage, int now, int later)
    {
        var counts = Counting.Of([Ann with { Readiness = readiness, Stage = stage }]);
        Assert.Equal((now, later), (counts.ReadyNow, counts.OneToTwoYears));
    }

    [Theory]
    [InlineData(Stage.Received, Readiness.Now, "applying.refused.releaseEarly")]
    [InlineData(Stage.Shortlisted, Readiness.Now, null)]
    [InlineData(Stage.Interview, Readiness.OneToTwoYears, null)]
    [InlineData(Stage.Received, Readiness.Exploring, "applying.refused.noRelease")]
    [InlineData(Stage.Withdrawn, Readiness.Now, "applying.refused.noRelease")]
    [InlineData(Stage.NotSelected, Readiness.Now, "applying.refused.noRelease")]
    public void A_practice_is_asked_only_of_who_is_shortlisted_and_still_in_it(Stage stage, Readiness readiness, string? why)
        => Assert.Equal(why, Release.WhyNotAsk(Ann with { Stage = stage, Readiness = readiness })?.TextKey);

    [Theory]
    [InlineData("Ann asks", true)]
    [InlineData("Ann asks\nTwo days", false, "Two days", "Paid")]
    [InlineData("Ann asks\nTwo days\nPaid", true, "Two days", "Paid")]
    [InlineData("Bea asks for another title\nTwo days\nPaid", true, "Two days", "Paid")]
    [InlineData("Ann asks\nTwo days\nPaid", false, "Two days", "Not paid")]
    [InlineData("Ann asks\nTwo days\nPaid", false)]
    [InlineData("Ann asks", false, "Two days")]
    public void A_practice_was_asked_about_the_terms_below_the_line_that_names_the_applicant(string words, bool isAbout, params string[] terms)
        => Assert.Equal(isAbout, new Release(words, Some.Now).IsAbout(terms));

    [Fact]
    public void A_practice_answers_once_and_a_no_has_its_reason()
    {
        var asked = new Release("Words", Some.Now);
        Assert.Equal("applying.refused.noReason", Some.Why(asked.Answer(false, " ", "Jo", Later, Today)));
        Assert.Equal("shell.refused.patientData", Some.Why(asked.Answer(false, "485 777 3457", "Jo", Later, Today)));
        var agreed = Some.Fact(asked.Answer(true, "", "Jo", Later, Today));
        Assert.Equal((ReleaseState.Agreed, "Jo", Later), (agreed.State, agreed.AnsweredByName, agreed.AnsweredAt));
        Assert.Same(agreed, Some.Fact(agreed.Answer(true, "", "Sam", Later, Today)));
        Assert.Equal("applying.refused.answered", Some.Why(agreed.Answer(false, "No", "Sam", Later, Today)));
    }

    [Fact]
    public void Who_decides_records_also_that_a_practice_changed_its_mind_and_a_week_without_an_answer_is_long()
    {
        var asked = new Release("Words", Some.Now);
        var agreed = Some.Fact(asked.Answer(true, "", "Jo", Later, Today));
        var changed = Some.Fact(agreed.Record(false, " We are short ", "Helen", Later, Today));
        Assert.Equal((ReleaseState.Declined, "We are short", "Helen", true), (changed.State, changed.Words, changed.AnsweredByName, changed.IsByHand));
        Assert.Equal("applying.refused.noReason", Some.Why(agreed.Record(false, "", "Helen", Later, Today)));
        Assert.Same(agreed, Some.Fact(agreed.Record(true, "", "Helen", Later, Today)));
        Assert.Same(changed, Some.Fact(changed.Record(false, "We are short", "Helen", Later, Today)));
        Assert.False(asked.WaitedLong(Some.Now.AddDays(7).AddTicks(-1)) || agreed.WaitedLong(Some.Now.AddDays(90)));
        Assert.True(asked.WaitedLong(Some.Now.AddDays(7)));
    }

    [Theory]
    [InlineData("2026-03-02T09:00", null, "2026-03-05T09:00")] // Monday to Thursday
    [InlineData("2026-03-05T09:00", null, "2026-03-10T09:00")] // over a weekend
    [InlineData("2026-03-02T09:00", "2026-04-20", "2026-03-05T09:00")]
    [InlineData("2026-04-15T09:00", "2026-04-20", "2026-04-17T00:00")] // it starts on a Monday: the Friday before
    [InlineData("2026-04-16T23:00", "2026-04-20", "2026-04-17T00:00")]
    [InlineData("2026-04-17T00:00", "2026-04-20", null)] // asked on the last working day
    [InlineData("2026-04-21T09:00", "2026-04-20", null)]
    public void A_practice_is_reminded_after_three_working_days_and_with_one_left_for_its_answer(string asked, string? starts, string? reminded)
    {
        DateTimeOffset? end = starts is null ? null : Moment(starts);
        Assert.Equal(reminded is null ? (DateTimeOffset?)null : Moment(reminded), Release.RemindAt(Moment(asked), Some.Opening with { OffersEndAt = end }));
    }

    private static DateTimeOffset Moment(string at) => DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);
}
