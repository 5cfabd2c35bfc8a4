using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;

namespace LeadershipBot.Tests.Domain.Polls;

public sealed class OutcomeDraftTests
{
    private static readonly DateTimeOffset Closed = new(2026, 3, 2, 17, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Closed.AddHours(1);
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly OrganisationName Body = new("larkford", "Larkford and Vale CCG");
    private static readonly Poll Asked = new("p", Body, "tenant", "Extend?", [Question.OneOf("Extend?", ["Yes", "No"])], "ann", "Ann Example", Closed.AddDays(-1), Closed, null);
    private static readonly Actor Ann = new("ann", "tenant", "Ann Example", Hat.Unlisted(Body));
    private static readonly OutcomeDraft Draft = new("Considering", "The board meets on Monday.", "", "");

    [Fact]
    public void The_first_outcome_is_in_the_name_of_whoever_says_it_and_the_same_again_is_no_change()
    {
        var first = Said(Draft, null);
        Assert.Equal(("Ann Example", "ann", 1, 1), (first.SaidBy, first.SaidById, first.Version, first.Tellings));

        Assert.Same(first, Said(Draft, first));
        Assert.NotSame(first, Said(Draft with { SaidBy = "The board" }, first));
    }

    [Theory]
    [InlineData("Considering", "ActedOn", 2)]
    [InlineData("WillBeActedOn", "NotActedOn", 2)]
    [InlineData("Considering", "WillBeActedOn", 2)]
    [InlineData("Considering", "Considering", 1)]
    [InlineData("ActedOn", "NotActedOn", 1)]
    [InlineData("NotActedOn", "Considering", 1)]
    public void What_was_open_and_is_not_what_it_was_is_told_once_more(string before, string after, int tellings)
    {
        var said = Said(Draft with { Kind = after, Words = "Now so." }, Said(Draft with { Kind = before }, null));
        Assert.Equal((2, tellings), (said.Version, said.Tellings));
    }

    [Theory]
    [InlineData("2026-03-03", true)]
    [InlineData("2026-03-02", false)]
    [InlineData("2028-03-01", true)]
    [InlineData("2028-03-02", false)]
    [InlineData("02/03/2027", false)]
    public void It_is_looked_at_again_from_tomorrow_on_within_two_years(string date, bool isTaken)
        => Assert.Equal(isTaken, !(Draft with { ReviewOn = date }).Check(Asked, null, Ann, Now, Today).IsRefused(out _, out _));

    [Fact]
    public void A_day_of_review_that_has_come_may_stay()
    {
        var before = Said(Draft with { ReviewOn = "2026-03-03" }, null);
        Assert.False((Draft with { Kind = "ActedOn", ReviewOn = "2026-03-03" }).Check(Asked, before, Ann, Now.AddDays(3), Today.AddDays(3)).IsRefused(out _, out _));
    }

    [Theory]
    [InlineData("2026-03-02", 10, "2026-03-16")] // a Monday
    [InlineData("2026-03-06", 1, "2026-03-09")] // a Friday
    [InlineData("2026-03-07", 1, "2026-03-09")]
    [InlineData("2026-03-08", 5, "2026-03-13")]
    public void Working_days_are_Monday_to_Friday(string from, int days, string to)
        => Assert.Equal(At(to), WorkingDays.After(At(from), days));

    private static DateTimeOffset At(string date) => new(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture).ToDateTime(new TimeOnly(17, 0)), TimeSpan.Zero);

    private static PollOutcome Said(OutcomeDraft draft, PollOutcome? before)
    {
        Assert.False(draft.Check(Asked, before, Ann, Now, Today).IsRefused(out var refusal, out var outcome), refusal?.TextKey);
        return outcome;
    }
}
