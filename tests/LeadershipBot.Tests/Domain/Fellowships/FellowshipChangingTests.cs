using LeadershipBot.Domain;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Tests.Domain.Applying;
using static LeadershipBot.Tests.Domain.Fellowships.FellowshipTests;

namespace LeadershipBot.Tests.Domain.Fellowships;

/// <summary>What may still change of a fellowship once members have seen it.</summary>
public sealed class FellowshipChangingTests
{
    [Fact]
    public void A_first_day_that_passed_without_a_fellow_can_be_put_off()
    {
        Ruling<Fellowship> PutOff(Fellowship fellowship) => fellowship.Change(2, Now.AddDays(14), null, Today.AddDays(60), Today.AddDays(120), Now.AddDays(45));
        Assert.Equal(Today.AddDays(60), Some.Fact(PutOff(Approved)).Content.Starts);
        Assert.Equal("fellowships.refused.started", Some.Why(PutOff(Approved with { Places = [Place("one", Ben)] })));
        Assert.Equal("fellowships.refused.started", Some.Why(Approved.Change(2, Now.AddDays(14), null, Today.AddDays(41), Today.AddDays(120), Now.AddDays(45)))); // past as well
    }

    [Fact]
    public void Places_and_dates_change_as_long_as_they_are_still_to_come()
    {
        Ruling<Fellowship> Change(Fellowship fellowship, int places = 2, int starts = 40, int ends = 100, int closes = 14, int now = 0, int? interview = null)
            => fellowship.Change(places, Now.AddDays(closes), interview is { } on ? Today.AddDays(on) : null, Today.AddDays(starts), Today.AddDays(ends), Now.AddDays(now));

        Assert.Same(Approved, Some.Fact(Change(Approved)));
        Assert.Equal((5, 1), (Some.Fact(Change(Approved, places: 5)).Content.Places, Some.Fact(Change(Approved, places: 5)).Revision));
        Assert.Equal("fellowships.refused.fellows", Some.Why(Change(Approved with { Places = [Place("one", Ben), Place("two", Ann)] }, places: 1)));
        Assert.Equal("fellowships.refused.dates", Some.Why(Change(Approved, closes: 40)));
        Assert.Equal("fellowships.refused.dates", Some.Why(Change(Approved, ends: 40)));
        Assert.Equal("fellowships.refused.started", Some.Why(Change(Approved with { Places = [Place("one", Ben)] }, starts: 60, now: 41)));
        Assert.Equal(Today.AddDays(60), Some.Fact(Change(Approved, starts: 60, now: 41)).Content.Starts); // nobody has a place: it can be put off
        Assert.Equal("fellowships.refused.started", Some.Why(Change(Approved, starts: 41, now: 41))); // to a day that has come
        Assert.Equal(Today.AddDays(120), Some.Fact(Change(Approved, ends: 120, now: 41)).Content.Ends);
        Assert.Equal("fellowships.refused.notApproved", Some.Why(Change(Draft)));
        Assert.Equal("fellowships.refused.closesPast", Some.Why(Change(Approved, closes: 13, now: 20))); // to a time that is past
        Assert.Equal(4, Some.Fact(Change(Approved, places: 4, now: 20)).Content.Places); // closed already, and left so
        Assert.Equal(Today.AddDays(20), Some.Fact(Change(Approved, interview: 20)).Content.InterviewOn);
        foreach (var (interview, closes, starts) in new[] { (13, 14, 40), (40, 14, 40), (20, 25, 40), (30, 14, 30) }) // before it closes, as it starts; and where the other days pass it
            Assert.Equal("fellowships.refused.interview", Some.Why(Change(Approved, closes: closes, starts: starts, interview: interview)));
        Assert.Equal("fellowships.refused.interview", Some.Why(Change(Approved, interview: 15, now: 20))); // past
    }

    [Fact]
    public void Who_runs_it_who_decides_and_who_pays_is_corrected_after_approval_and_nothing_else()
    {
        var corrected = Some.Fact(Approved.Correct(Ben, [Ann], Funding.PartFunded, " half by the ICB ", Now, Today));
        Assert.Equal((Ben, Funding.PartFunded, "half by the ICB", 1), (corrected.Content.RunBy, corrected.Content.Funding, corrected.Content.FundedBy, corrected.Revision));
        Assert.Same(corrected, Some.Fact(corrected.Correct(Ben, [Ann], Funding.PartFunded, "half by the ICB", Now.AddDays(1), Today)));
        Assert.Equal(Now, corrected.RunBySince);
        Assert.Equal(Now, Some.Fact(corrected.Correct(Ben, [], Funding.Funded, "the ICB", Now.AddDays(1), Today)).RunBySince); // runs it since then
        Assert.Equal("fellowships.refused.noFundedBy", Some.Why(corrected.Correct(Ben, [], Funding.Funded, "", Now, Today)));
        Assert.Equal("", Some.Fact(corrected.Correct(Ben, [], Funding.Unfunded, "", Now, Today)).Content.FundedBy);
        Assert.Null(corrected.WhyNotFrom(1));
        Assert.Equal(FellowshipRefusals.ChangedMeanwhile, corrected.WhyNotFrom(0)!.TextKey);
        Assert.Equal("fellowships.refused.notApproved", Some.Why(Draft.Correct(Ben, [], Funding.Funded, "the ICB", Now, Today)));
        Assert.Equal("shell.refused.patientData", Some.Why(Approved.Correct(Ben, [], Funding.Funded, "NHS number 943 476 5919", Now, Today)));
        Assert.Equal("fellowships.refused.panel", Some.Why(Approved.Correct(Ben, [.. Enumerable.Range(0, 9).Select(one => Some.Named("p" + one))], Funding.Funded, "the ICB", Now, Today)));
        Assert.Equal(FellowshipRefusals.Withdrawn, Some.Why(Some.Fact(Approved.Withdraw("No money", Today)).Correct(Ben, [], Funding.Funded, "the ICB", Now, Today)));
    }
}
