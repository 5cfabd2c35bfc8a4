using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Tests.Domain.Applying;

namespace LeadershipBot.Tests.Domain.Fellowships;

/// <summary>What a fellowship needs before members see it, how it stands as time goes by, and what is recorded of its places.</summary>
public sealed class FellowshipTests
{
    internal static readonly DateTimeOffset Now = Some.Now;
    internal static readonly DateOnly Today = DateOnly.FromDateTime(Now.UtcDateTime);
    internal static readonly Person Ann = Some.Named("ann");
    internal static readonly Person Ben = Some.Named("ben");

    private static readonly FellowshipContent Content = new()
    {
        Title = "Frailty",
        FundedBy = "The ICB",
        Backfill = "The federation sends a locum",
        RunBy = Ann,
        Places = 2,
        ClosesAt = Now.AddDays(14),
        Starts = Today.AddDays(40),
        Ends = Today.AddDays(100),
    };

    internal static readonly Fellowship Draft = new("abc", Some.Organisation, Content) { WrittenBy = Ann };
    internal static readonly Fellowship Approved = Draft with { ApprovedAt = Now, ApprovedBy = Ben };

    public static TheoryData<string, string> Missing => new()
    {
        { "title", "fellowships.refused.noTitle" }, { "backfill", "fellowships.refused.noBackfill" }, { "paid", "fellowships.refused.noFundedBy" }, { "sessions", "fellowships.refused.sessions" }, { "places", "fellowships.refused.places" },
        { "dates", "fellowships.refused.noDates" }, { "past", "fellowships.refused.closesPast" }, { "order", "fellowships.refused.dates" }, { "long", "fellowships.refused.dates" },
        { "interview", "fellowships.refused.interview" }, { "runBy", "fellowships.refused.noRunBy" }, { "offer", "fellowships.refused.offerDays" }, { "skills", "fellowships.refused.skills" },
        { "patient", "shell.refused.patientData" }, { "words", "fellowships.refused.long" }, { "panel", "fellowships.refused.panel" },
    };

    [Theory]
    [MemberData(nameof(Missing))]
    public void What_is_missing_is_said(string what, string why)
    {
        var content = what switch
        {
            "title" => Content with { Title = " " },
            "backfill" => Content with { Backfill = "" },
            "paid" => Content with { FundedBy = " " },
            "sessions" => Content with { Sessions = 1.3m },
            "places" => Content with { Places = 0 },
            "dates" => Content with { Ends = null },
            "past" => Content with { ClosesAt = Now },
            "order" => Content with { Starts = Today.AddDays(14) },
            "long" => Content with { Ends = Today.AddDays(2_000) },
            "interview" => Content with { InterviewOn = Today.AddDays(3) },
            "runBy" => Content with { RunBy = null },
            "offer" => Content with { OfferWorkingDays = 0 },
            "skills" => Content with { Skills = [.. Enumerable.Range(0, 9).Select(one => "skill " + one)] },
            "patient" => Content with { About = "as with NHS number 943 476 5919" },
            "words" => Content with { Mentor = new string('x', 201) },
            _ => Content with { Panel = [.. Enumerable.Range(0, 9).Select(one => Some.Named("p" + one))] },
        };
        Assert.Equal(why, Some.Why(FellowshipDraft.Check(content, Now, Today)));
    }

    [Fact]
    public void Somebody_else_says_yes_unless_there_is_nobody_else()
    {
        var asked = Some.Fact(Draft.Ask(Ann, Now, Today));
        Assert.Equal("fellowships.refused.ownApproval", Some.Why(asked.Approve(Ann, 1, hasOthers: true, Now)));
        Assert.Equal("fellowships.refused.ownApproval", Some.Why((asked with { AskedBy = Ben }).Approve(Ann, 1, hasOthers: true, Now))); // wrote it
        Assert.True(Some.Fact(asked.Approve(Ann, 1, hasOthers: false, Now)).IsApproved);
        Assert.True(Some.Fact(asked.Approve(Ben, 1, hasOthers: true, Now)).IsApproved);
        Assert.Equal("fellowships.refused.newer", Some.Why(asked.Approve(Ben, 0, hasOthers: true, Now))); // by the card of what was asked before
        Assert.Equal("fellowships.refused.notAsked", Some.Why(Draft.Approve(Ben, 1, hasOthers: true, Now)));
        Assert.Equal("fellowships.refused.closesPast", Some.Why(asked.Approve(Ben, 1, hasOthers: true, Now.AddDays(15)))); // it took too long
        Assert.Equal("fellowships.refused.noReason", Some.Why(asked.Return(" ", 1, Today)));
        Assert.Equal(FellowshipState.Draft, Some.Fact(asked.Return("Who is the mentor?", 1, Today)).StateAt(Now));
        Assert.Equal(FellowshipRefusals.ChangedMeanwhile, Some.Why(asked.Return("Who is the mentor?", 0, Today))); // by the card of what was asked before
        Assert.Equal("fellowships.refused.approved", Some.Why(Approved.Ask(Ann, Now, Today)));
    }

    [Fact]
    public void It_is_told_from_time_and_fellows_how_it_stands()
    {
        var (starts, after) = (Now.AddDays(40), Now.AddDays(101));
        var fellow = Approved with { Places = [Place("one", Ben)] };
        Assert.Equal([FellowshipState.Open, FellowshipState.Shortlisting, FellowshipState.Unfilled, FellowshipState.Unfilled], new[] { Now, Now.AddDays(14), starts, after }.Select(Approved.StateAt));
        Assert.Equal([FellowshipState.Open, FellowshipState.Shortlisting, FellowshipState.InProgress, FellowshipState.ToConfirm], new[] { Now, Now.AddDays(14), starts, after }.Select(fellow.StateAt));
        var done = Some.Fact(fellow.Complete("one", ["data"], "A pathway", Ann, after, Today.AddDays(101)));
        Assert.Equal(FellowshipState.Completed, done.StateAt(after));
        Assert.Equal(FellowshipState.Withdrawn, Some.Fact(Approved.Withdraw("No money", Today)).StateAt(Now));
        Assert.Equal((FellowshipState.Draft, FellowshipState.Waiting), (Draft.StateAt(Now), (Draft with { AskedBy = Ann, AskedAt = Now }).StateAt(Now)));
    }

    [Fact]
    public void Filled_it_takes_no_applications_however_late_it_closes()
    {
        var one = Approved with { Places = [Place("one", Ben)] };
        Assert.True(one.Milestones.TakesApplicationsAt(Now));
        Assert.False((one with { Places = [.. one.Places, Place("two", Ann)] }).Milestones.TakesApplicationsAt(Now));
        Assert.False(one.Milestones.TakesApplicationsAt(Now.AddDays(14)));
    }

    [Fact]
    public void The_next_moment_at_which_time_changes_it_is_when_it_closes_begins_or_has_ended()
    {
        var (begins, over) = (Day(Today.AddDays(40)), Day(Today.AddDays(101)));
        Assert.Equal([Now.AddDays(14), begins, over, null], new[] { Now, Now.AddDays(14), begins, over }.Select(Approved.Milestones.NextChangeAfter));

        static DateTimeOffset Day(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
    }

    [Fact]
    public void What_is_withdrawn_runs_on_for_who_has_a_place_and_is_over_with_the_last_of_them()
    {
        var (starts, after) = (Now.AddDays(40), Now.AddDays(101));
        var withdrawn = Some.Fact((Approved with { Places = [Place("one", Ben)] }).Withdraw("No money", Today));
        Assert.Equal([FellowshipState.Withdrawn, FellowshipState.Withdrawn, FellowshipState.InProgress, FellowshipState.ToConfirm], new[] { Now, Now.AddDays(14), starts, after }.Select(withdrawn.StateAt));
        Assert.Equal(FellowshipState.Completed, Some.Fact(withdrawn.Complete("one", [], "", Ann, after, Today.AddDays(101))).StateAt(after));
        Assert.Equal(FellowshipState.Withdrawn, Some.Fact(withdrawn.Leave("one", "Another post", Now, Today)).StateAt(after)); // nobody's place ever began
    }

    [Fact]
    public void Of_a_place_it_is_recorded_who_covers_how_it_goes_and_how_it_ends()
    {
        var (fellowship, started, day) = (Approved with { Places = [Place("one", Ben)] }, Now.AddDays(50), Today.AddDays(50));
        Assert.Equal("fellowships.refused.noCover", Some.Why(fellowship.Cover("one", "Dr Lee", " ", Today)));
        Assert.True(Some.Fact(fellowship.Cover("one", "Dr Lee", "the ICB", Today)).Places[0].HasCover);
        Assert.Equal("fellowships.refused.noSuchPlace", Some.Why(fellowship.Cover("two", "Dr Lee", "the ICB", Today)));
        Assert.True(Some.Fact(Some.Fact(fellowship.Leave("one", "Another post", started, day)).Cover("one", "Dr Lee", "the ICB", day)).Places[0].HasCover); // claimed for afterwards
        Assert.Equal("fellowships.refused.ended", Some.Why(Some.Fact(fellowship.Leave("one", "Another post", Now, Today)).Cover("one", "Dr Lee", "the ICB", Today))); // it never began

        Assert.Equal("fellowships.refused.noPlace", Some.Why(fellowship.Say(Ann.Id, Going.Well, "", day)));
        Assert.Equal("fellowships.refused.noAnswer", Some.Why(fellowship.Say(Ben.Id, Going.NotSaid, "", day)));
        Assert.Equal(Going.Badly, Some.Fact(fellowship.Say(Ben.Id, Going.Badly, "No time", day)).Places[0].Going);

        Assert.Equal("fellowships.refused.notStarted", Some.Why(fellowship.Complete("one", [], "", Ann, Now, Today)));
        Assert.Equal(PlaceEnd.GivenUp, Some.Fact(fellowship.Leave("one", "Another post", Now, Today)).Places[0].End);
        Assert.Equal(PlaceEnd.LeftEarly, Some.Fact(fellowship.Leave("one", "Another post", started, day)).Places[0].End);
        Assert.Equal((EndedBy.Fellow, EndedBy.Runner), (Some.Fact(fellowship.Leave("one", "Another post", started, day)).Places[0].EndedBy, Some.Fact(fellowship.EndEarly("one", "No cover", started, day)).Places[0].EndedBy));
        Assert.Equal("fellowships.refused.notEnded", Some.Why(fellowship.Survey("one", false, new PlaceSurvey(5, TimeKept.Yes, "", started), day)));
        Assert.NotNull(Some.Fact(fellowship.Survey("one", false, new PlaceSurvey(5, TimeKept.Yes, "", started), Today.AddDays(100))).Places[0].ByFellow); // from its last day on, confirmed or not
        var done = Some.Fact(fellowship.Complete("one", ["data"], "A pathway", Ann, started, day));
        Assert.Same(done, Some.Fact(done.Complete("one", ["data"], " A pathway ", Ben, started, day))); // said once more
        Assert.Equal("fellowships.refused.completed", Some.Why(done.Complete("one", [], "", Ben, started, day))); // what another confirmed isn't replaced unseen
        var corrected = Some.Fact(done.CorrectOutcome("one", ["data", "change"], "A pathway for two", Ben, day)).Places[0];
        Assert.Equal(("A pathway for two", "data, change", Ben, started), (corrected.EndWords, string.Join(", ", corrected.Skills), corrected.ConfirmedBy!, corrected.EndedAt!.Value));
        Assert.Same(done, Some.Fact(done.CorrectOutcome("one", ["data"], "A pathway", Ben, day)));
        Assert.Equal("fellowships.refused.notCompleted", Some.Why(fellowship.CorrectOutcome("one", ["data"], "", Ann, day)));
        Assert.Equal("fellowships.refused.notCompleted", Some.Why(done.With(PlaceRules.Nameless(done.Places[0])).CorrectOutcome("one", ["data"], "Ben did well", Ann, day)));
        Assert.Equal("fellowships.refused.ended", Some.Why(done.Leave("one", "Late", started, day)));
        Assert.Equal("fellowships.refused.noAnswer", Some.Why(done.Survey("one", true, new PlaceSurvey(6, TimeKept.Yes, "", started), day)));
        Assert.Single(Some.Fact(done.Survey("one", true, new PlaceSurvey(4, TimeKept.No, "", started), day)).Places[0].ByPractice);
        Assert.False((Some.Fact(fellowship.Leave("one", "Another post", Now, Today)) with { Content = Content with { Places = 1 } }).IsFilled); // its place is free again
    }

    [Fact]
    public void Notes_are_due_on_the_first_day_halfway_and_after_the_last()
    {
        var (starts, ends) = (new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 30));
        Assert.Equal((3, 4), (FellowshipClock.DueOn(starts, ends, new DateOnly(2026, 5, 13)), FellowshipClock.DueOn(starts, ends, new DateOnly(2026, 5, 14)))); // ten working days after a Thursday
        Assert.Equal(new DateOnly(2026, 3, 18), FellowshipClock.CoverDueOn(starts)); // ten working days before a Wednesday
        Assert.Equal([0, 1, 1, 2, 2, 3], new[] { 31, 1, 14, 15, 30, 31 }.Select((day, at) => FellowshipClock.DueOn(starts, ends, at == 0 ? new DateOnly(2026, 3, day) : day == 31 ? new DateOnly(2026, 5, 1) : new DateOnly(2026, 4, day))));
        Assert.Equal([starts, new DateOnly(2026, 4, 15), new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 14), null], Enumerable.Range(0, 5).Select(told => FellowshipClock.NextAfter(starts, ends, told)));
    }

    [Fact]
    public void Skills_are_named_once_each_and_the_next_cycle_is_a_draft_a_year_later()
    {
        Assert.Equal(["data", "leading"], FellowshipDraft.Skills(" data, Data ;leading\n"));
        var again = Approved.Again("def", Ben, "enfield.abc");
        Assert.Equal((2, "enfield.abc", Content.Starts!.Value.AddYears(1), false), (again.Cycle, again.RepeatOf, again.Content.Starts, again.IsApproved));
        Assert.Null(again.Content.ClosesAt);
    }

    [Fact]
    public void A_place_goes_on_only_where_whoever_has_it_is_missing_for_two_working_days()
    {
        var (fellowship, place) = (Approved, Place("one", Ben));
        var missed = fellowship.LookedFor(place, isListed: false, Now);
        Assert.True(missed.IsLive);
        Assert.Equal(place, fellowship.LookedFor(missed, isListed: true, Now.AddDays(1))); // a list that was sent wrongly
        var goesOn = new DateTimeOffset(PlaceRules.GoesOnFrom(Now).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        Assert.True(fellowship.LookedFor(missed, isListed: false, goesOn.AddMinutes(-1)).IsLive);
        var gone = fellowship.LookedFor(missed, isListed: false, goesOn);
        Assert.Equal((PlaceEnd.GivenUp, EndedBy.Unlisted), (gone.End, gone.EndedBy));
    }

    [Theory]
    [InlineData("2026-03-17", "2026-03-19")] // Tuesday
    [InlineData("2026-03-20", "2026-03-24")] // Friday: a weekend is no time to put a list right
    public void Whoever_runs_it_has_two_working_days_to_have_somebody_listed_again(string since, string goesOn)
        => Assert.Equal(goesOn, PlaceRules.GoesOnFrom(DateTimeOffset.Parse(since + "T06:00:00Z", System.Globalization.CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void A_place_that_is_taken_back_is_nothing_that_the_fellow_did()
    {
        var fellowship = Approved with { Places = [Place("one", Ben)] };
        var back = Some.Fact(fellowship.TakeBack("one", "The practice can't spare them", Now));
        Assert.Equal((PlaceEnd.GivenUp, EndedBy.TakenBack, "The practice can't spare them", true), (back.Places[0].End, back.Places[0].EndedBy, back.Places[0].EndWords, back.Places[0].IsEndedByOthers));
        Assert.Same(back, Some.Fact(back.TakeBack("one", "Once more", Now.AddDays(1))));
        var forgotten = Some.Fact(back.Forget("one", Now));
        Assert.Equal((null, ""), (forgotten.Places[0].Fellow, forgotten.Places[0].EndWords));
        Assert.Same(forgotten, Some.Fact(forgotten.Forget("one", Now)));
        Assert.Same(forgotten, Some.Fact(forgotten.Release("one", "The Tannery Practice", "Z99003"))); // it would tell who it was
    }

    [Fact]
    public void Who_is_not_listed_while_it_runs_keeps_the_place_and_it_is_told_after_a_day()
    {
        var place = Place("one", Ben);
        var missed = place.MissedAt(isListed: false, Now);
        Assert.False(missed.ToldUnlisted || missed.MissedAt(isListed: false, Now.AddHours(1)).ToldUnlisted);
        var told = missed.MissedAt(isListed: false, Now.AddDays(1));
        Assert.True(told is { ToldUnlisted: true, IsLive: true });
        Assert.Equal(told, told.MissedAt(isListed: false, Now.AddDays(2)));
        Assert.Equal(place, told.MissedAt(isListed: true, Now.AddDays(2)));
        Assert.Equal(place, place.MissedAt(isListed: true, Now));
    }

    [Fact]
    public void The_same_appointment_brings_one_place_whatever_its_id()
    {
        var first = Place("one", Ben) with { Appointment = "a" };
        var taken = Some.Fact(Approved.Appoint(first));
        Assert.Same(taken, Some.Fact(taken.Appoint(first with { Id = "two" })));
        Assert.Equal(2, Some.Fact(taken.Appoint(first with { Id = "two", Appointment = "b" })).Places.Count);
    }

    internal static FellowPlace Place(string id, Person who) => new(id, who, Now);
}
