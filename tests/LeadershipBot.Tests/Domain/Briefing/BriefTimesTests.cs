using LeadershipBot.Domain.Briefing;

namespace LeadershipBot.Tests.Domain.Briefing;

public sealed class BriefTimesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_brief_looks_thirty_days_back_and_the_next_to_the_one_before()
    {
        var first = BriefTimes.Next(null, Now);
        Assert.Equal((Now.AddDays(-30), Now), (first.Since, first.At));
        Assert.Equal(new BriefTimes(Now, Now.AddDays(7)), BriefTimes.Next(first, Now.AddDays(7)));
    }

    [Fact]
    public void Whoever_looks_again_on_the_same_day_reads_the_same()
    {
        var first = BriefTimes.Next(null, Now);
        Assert.Same(first, BriefTimes.Next(first, Now + BriefTimes.SameWithin - TimeSpan.FromTicks(1)));
        Assert.Equal(Now, BriefTimes.Next(first, Now + BriefTimes.SameWithin).Since);
    }
}
