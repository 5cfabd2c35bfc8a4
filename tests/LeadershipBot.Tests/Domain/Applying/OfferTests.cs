using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.Applying;

/// <summary>Places that are offered: until when, who may take them, who is next, and never more than there are.</summary>
public sealed class OfferTests
{
    private static readonly DateTimeOffset Closed = Some.Now.AddDays(11); // a Friday
    private static readonly DateOnly Today = new(2026, 3, 13);
    private static readonly Standing Decides = new(Runs: true, Chairs: false, IsOnPanel: false, Applied: false);
    private static readonly Opening Opening = Some.Opening with { Places = 2, OfferWorkingDays = 3, OffersEndAt = Some.Now.AddDays(40), Panel = [] };

    [Fact]
    public void An_offer_lasts_for_working_days_and_never_beyond_the_first_day()
    {
        Assert.Equal(Closed.AddDays(5), OfferRules.Until(Opening, Closed)); // from Friday to Wednesday
        Assert.Equal(Closed.AddDays(3), OfferRules.Until(Opening with { OffersEndAt = Closed.AddDays(3) }, Closed)); // a working day is left
        Assert.Null(OfferRules.Until(Opening with { OffersEndAt = Closed.AddDays(3).AddMinutes(-1) }, Closed)); // a weekend is no time for an answer
        Assert.Equal(Closed.AddDays(6), OfferRules.Until(Opening, Closed.AddDays(3))); // from Monday, when it can be read
        Assert.True(Opening.OffersAt(Closed));
        Assert.False(Opening.OffersAt(Opening.OffersEndAt!.Value));
        Assert.False((Opening with { Set = OpeningState.Withdrawn }).OffersAt(Closed));
        Assert.False((Opening with { OfferWorkingDays = 0 }).OffersAt(Closed));
    }

    [Theory]
    [InlineData(0, -1)] // Friday: on Thursday
    [InlineData(1, 0)] // Saturday: on Friday
    [InlineData(2, 0)] // Sunday: on Friday, too
    [InlineData(3, 0)] // Monday: on Friday, since nobody is told anything on a weekend
    [InlineData(4, 3)] // Tuesday: on Monday
    public void Of_an_offer_somebody_is_reminded_a_day_before_and_on_a_working_day(int endsDaysAfterFriday, int remindedDaysAfterFriday)
        => Assert.Equal(Closed.AddDays(remindedDaysAfterFriday), OfferRules.RemindAt(Closed.AddDays(endsDaysAfterFriday)));

    [Fact]
    public void Where_places_are_offered_nobody_is_appointed_who_has_not_said_yes()
    {
        var shortlisted = At("ann", Stage.Shortlisted);
        Assert.Equal([Stage.Interview, Stage.Offered, Stage.Reserve, Stage.NotSelected], Stages.NextOf(shortlisted, Opening, Closed));
        Assert.Equal([Stage.Interview, Stage.Appointed, Stage.Reserve, Stage.NotSelected], Stages.NextOf(shortlisted, Some.Opening, Closed));
        Assert.Equal("applying.refused.stage", Some.Why(new StageMove(Stage.Appointed, "").Move(shortlisted, Decides, Opening, 2, Closed, Today)));
        Assert.Equal("applying.refused.noPlaceLeft", Some.Why(new StageMove(Stage.Offered, "").Move(shortlisted, Decides, Opening, 0, Closed, Today)));
        Assert.Equal("applying.refused.offersEnded", Some.Why(new StageMove(Stage.Offered, "").Move(shortlisted, Decides, Opening, 2, Opening.OffersEndAt!.Value, Today)));
        Assert.Equal(Closed.AddDays(5), Some.Fact(new StageMove(Stage.Offered, "").Move(shortlisted, Decides, Opening, 2, Closed, Today)).OfferUntil);
        Assert.Equal(Closed.AddDays(6), Some.Fact(new StageMove(Stage.Offered, "") { ReadableFrom = Closed.AddDays(3) }.Move(shortlisted, Decides, Opening, 2, Closed, Today)).OfferUntil);
        Assert.Equal("applying.refused.offerTooLate", Some.Why(new StageMove(Stage.Offered, "") { ReadableFrom = Closed.AddDays(3) }.Move(shortlisted, Decides, Opening with { OffersEndAt = Closed.AddDays(3) }, 2, Closed, Today)));
    }

    [Fact]
    public void Who_was_not_selected_can_wait_again_where_places_are_offered_with_a_reason()
    {
        var no = At("ann", Stage.NotSelected) with { Words = "It starts now" };
        Assert.Equal([Stage.Reserve], Stages.NextOf(no, Opening, Closed));
        Assert.Empty(Stages.NextOf(no, Some.Opening, Closed));
        Assert.Empty(Stages.NextOf(no with { Readiness = Readiness.Exploring }, Opening, Closed));
        Assert.Equal("applying.refused.noReason", Some.Why(new StageMove(Stage.Reserve, "").Move(no, Decides, Opening, 1, Closed, Today)));
        Assert.Equal(Stage.Reserve, Some.Fact(new StageMove(Stage.Reserve, "It starts later").Move(no, Decides, Opening, 1, Closed, Today)).Stage);
    }

    [Theory]
    [InlineData(Stage.NotSelected)]
    [InlineData(Stage.Declined)]
    [InlineData(Stage.Lapsed)]
    [InlineData(Stage.Interview)]
    public void Once_it_has_begun_nobody_is_put_on_the_waiting_list(Stage from)
    {
        var (ann, starts) = (At("ann", from), Opening.OffersEndAt!.Value);
        Assert.Contains(Stage.Reserve, Stages.NextOf(ann, Opening, starts.AddMinutes(-1)));
        Assert.DoesNotContain(Stage.Reserve, Stages.NextOf(ann, Opening, starts));
        Assert.Equal("applying.refused.offersEnded", Some.Why(new StageMove(Stage.Reserve, "Wait").Move(ann, Decides, Opening, 1, starts, Today)));
    }

    [Fact]
    public void Whoever_was_ever_offered_a_place_is_counted_as_such_whatever_became_of_it()
    {
        var offered = Some.Fact(new StageMove(Stage.Offered, "").Move(At("ann", Stage.Shortlisted), Decides, Opening, 2, Closed, Today));
        var no = Some.Fact(new StageMove(Stage.NotSelected, "The money went").Move(offered, Decides, Opening, 2, Closed, Today));
        Assert.Equal([1, 1, 0], new[] { offered, no, At("ben", Stage.NotSelected) }.Select(one => Counting.Of([one]).EverOffered));
        Assert.True(At("ann", Stage.Reserve).Offer(Opening, Closed, Closed)!.WasOffered);
    }

    [Theory]
    [InlineData("2026-03-24T09:00", "2026-03-23T09:00")] // Tuesday
    [InlineData("2026-04-20T00:00", "2026-04-17T00:00")] // it begins on a Monday: nobody is told anything on a Sunday
    [InlineData("2026-04-19T12:00", "2026-04-17T12:00")]
    public void A_reminder_comes_on_a_working_day_before_the_offer_ends(string until, string at)
        => Assert.Equal(DateTimeOffset.Parse(at + "Z", System.Globalization.CultureInfo.InvariantCulture), OfferRules.RemindAt(DateTimeOffset.Parse(until + "Z", System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(-1, 0, "")] // pressed in time
    [InlineData(-1, 119, "")] // pressed in time, long on its way
    [InlineData(0, 0, "applying.refused.offerLate")]
    [InlineData(60, 60, "applying.refused.offerLate")]
    public void It_counts_when_a_yes_was_pressed(int pressedSeconds, int keptSeconds, string why)
    {
        var until = Closed.AddDays(5);
        var offered = At("ann", Stage.Offered) with { OfferUntil = until };
        var ruling = offered.Accept(Opening, until.AddSeconds(pressedSeconds), until.AddSeconds(keptSeconds));
        if (why.Length > 0)
            Assert.Equal(why, Some.Why(ruling));
        else
            Assert.Equal((Stage.Appointed, (DateTimeOffset?)null), (Some.Fact(ruling).Stage, Some.Fact(ruling).OfferUntil));
        Assert.Null(offered.Lapse(until.AddSeconds(119)));
        Assert.Equal(Stage.Lapsed, offered.Lapse(until + OfferRules.Grace)!.Stage);
    }

    [Theory]
    [InlineData(Stage.Lapsed, "applying.refused.offerLate")]
    [InlineData(Stage.NotSelected, "applying.refused.noOffer")]
    [InlineData(Stage.Reserve, "applying.refused.noOffer")]
    [InlineData(Stage.Withdrawn, "applying.refused.noOffer")]
    public void Without_an_offer_there_is_nothing_to_answer(Stage stage, string why)
    {
        Assert.Equal(why, Some.Why(At("ann", stage).Accept(Opening, Closed, Closed)));
        Assert.Equal(why, Some.Why(At("ann", stage).Decline(Opening, "Because", Closed, Today)));
    }

    [Fact]
    public void A_no_has_a_reason_and_said_twice_it_is_once()
    {
        var offered = At("ann", Stage.Offered) with { OfferUntil = Closed.AddDays(5) };
        Assert.Equal("applying.refused.noReason", Some.Why(offered.Decline(Opening, " ", Closed, Today)));
        Assert.Equal("shell.refused.patientData", Some.Why(offered.Decline(Opening, "NHS number 943 476 5919", Closed, Today)));
        var declined = Some.Fact(offered.Decline(Opening, " I moved ", Closed, Today));
        Assert.Equal((Stage.Declined, "I moved"), (declined.Stage, declined.Words));
        Assert.Same(declined, Some.Fact(declined.Decline(Opening, "again", Closed, Today)));
        Assert.Equal("applying.refused.notOffered", Some.Why(offered.Accept(Opening with { Set = OpeningState.Withdrawn }, Closed, Closed)));
        Assert.Equal("applying.refused.appointed", Some.Why(At("ann", Stage.Appointed).Decline(Opening, "I moved", Closed, Today)));
        Assert.Equal(Stage.Declined, At("ann", Stage.Appointed).GiveUp(GivenUpBy.Runner, Closed)!.Stage);
        Assert.Null(offered.GiveUp(GivenUpBy.Applicant, Closed));
    }

    [Fact]
    public void Who_was_put_on_the_list_first_is_asked_first_and_of_those_put_together_who_was_scored_best()
    {
        var (early, best, other) = (At("early", Stage.Reserve) with { MovedAt = Closed }, At("best", Stage.Reserve) with { MovedAt = Closed.AddHours(1) }, At("other", Stage.Reserve) with { MovedAt = Closed.AddHours(1) });
        var exploring = At("explores", Stage.Reserve) with { Readiness = Readiness.Exploring };
        PanelScore[] scores = [new(Some.Named("p"), best.Who.Id, 5, 1), new(Some.Named("p"), other.Who.Id, 2, 1)];
        Assert.Equal([early, best, other], OfferRules.Waiting(new Scoring(Opening, [other, best, exploring, early, At("gone", Stage.Lapsed)], scores, [], null)));
    }

    [Fact]
    public void Whatever_is_offered_answered_and_changed_never_are_more_places_taken_than_there_are()
        => Prop.ForAll<(int Who, int What)[]>(steps =>
        {
            var (all, counts, places) = (Enumerable.Range(0, 5).Select(one => At("m" + one, Stage.Shortlisted)).ToArray(), ApplicantCounts.None, 3);
            counts = Counting.Of(all);
            foreach (var (who, what) in steps)
            {
                var at = Math.Abs(who % all.Length);
                var before = all[at];
                var free = OfferRules.FreeOf(Opening with { Places = 3 }, counts.Taken, places);
                var after = Math.Abs(what % 7) switch
                {
                    0 => Move(before, Stage.Offered, free),
                    1 => Move(before, Stage.Reserve, free),
                    2 => before.Accept(Opening, Closed, Closed).IsRefused(out _, out var yes) ? before : yes,
                    3 => before.Decline(Opening, "No", Closed, Today).IsRefused(out _, out var no) ? before : no,
                    4 => before.Lapse(Closed.AddDays(30)) ?? before,
                    5 => before.Stage is Stage.Reserve && free > 0 ? before.Offer(Opening, Closed, Closed) ?? before : before,
                    _ => before.GiveUp(GivenUpBy.Applicant, Closed) ?? before,
                };
                counts = counts.After(before, after);
                all[at] = after;
                if (Math.Abs(what % 11) == 10 && OfferRules.WhyNotPlaces(Math.Abs(what % 3) + 1, counts.Taken) is null)
                    places = Math.Abs(what % 3) + 1;
                if (counts.Taken > places || counts != Counting.Of(all))
                    return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    private static Application Move(Application application, Stage to, int free)
        => new StageMove(to, "").Move(application, Decides, Opening, free, Closed, Today).IsRefused(out _, out var after) ? application : after;

    private static Application At(string id, Stage stage) => Some.Of(new MemberId("tenant", id)) with { Stage = stage };
}
