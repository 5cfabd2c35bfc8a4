using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Tests.Domain.Applying;

namespace LeadershipBot.Tests.Domain.Fellowships;

/// <summary>What both sides say of a fellowship, counted together.</summary>
public sealed class SurveySummaryTests
{
    [Fact]
    public void Each_side_is_counted_for_itself_and_who_has_not_answered_is_not()
    {
        var fellowship = new Fellowship("abc", Some.Organisation, FellowshipContent.Empty)
        {
            Places =
            [
                Place("one") with { ByFellow = Said(5, TimeKept.Yes, "More time"), ByPractice = [Said(3, TimeKept.No), Said(2, TimeKept.Partly, "Too few hands")] },
                Place("two") with { ByFellow = Said(4, TimeKept.Partly) },
                Place("three"),
            ],
        };
        var summary = SurveySummary.Of(fellowship);
        Assert.Equal(new SideSummary(2, 4.5, Yes: 1, Partly: 1, No: 0, Comments: 1), summary.Fellows);
        Assert.Equal(new SideSummary(2, 2.5, Yes: 0, Partly: 1, No: 1, Comments: 1), summary.Practices);
        Assert.Equal((true, 2), (summary.HasAny, summary.Comments));
    }

    [Fact]
    public void Where_nobody_answered_there_is_nothing_to_say()
    {
        var summary = SurveySummary.Of(new Fellowship("abc", Some.Organisation, FellowshipContent.Empty) { Places = [Place("one")] });
        Assert.Equal((false, new SideSummary(0, 0, 0, 0, 0, 0)), (summary.HasAny, summary.Fellows));
    }

    private static FellowPlace Place(string id) => new(id, Some.Named(id), Some.Now);

    private static PlaceSurvey Said(int worth, TimeKept kept, string words = "") => new(worth, kept, words, Some.Now);
}
