using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Tests.Domain.People;

namespace LeadershipBot.Tests.Domain.Ledger;

/// <summary>Counts that are added and taken away, and the times for news.</summary>
public sealed class LedgerTallyTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly DateTimeOffset Raised = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_median_of_the_histogram_is_the_median_of_the_days()
        => Prop.ForAll(Gen.Choose(0, 1_200).NonEmptyListOf().ToArbitrary(), days =>
        {
            var sorted = days.Select(day => Math.Min(day, LedgerTally.DaysMax)).Order().ToList();
            return LedgerFigures.Of(days.Select(Decided)).MedianDays == sorted[(sorted.Count - 1) / 2];
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_taken_away_again_was_never_there()
        => Prop.ForAll(Gen.Choose(0, 400).ListOf().Two().ToArbitrary(), both =>
        {
            LedgerTally Sum(IEnumerable<int> days) => days.Select(day => LedgerTally.Of(Decided(day))!).Aggregate(LedgerTally.Empty, (sum, one) => sum.Plus(one));
            var (first, second) = (Sum(both.Item1), Sum(both.Item2));
            return first.Plus(second).Minus(second).IsSameAs(first) && first.Plus(second).Decided == both.Item1.Count + both.Item2.Count;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_figures_begin_with_a_month_and_look_a_whole_year_back()
        => Assert.Equal((new DateOnly(2025, 3, 1), new DateOnly(2025, 2, 1)), (LedgerFigures.From(Raised), LedgerFigures.From(new DateTimeOffset(2026, 2, 28, 23, 59, 0, TimeSpan.Zero))));

    [Theory]
    [InlineData("2026-03-02T08:59:00Z", "2026-03-02T09:00:00Z")]
    [InlineData("2026-03-02T09:00:00Z", "2026-03-03T09:00:00Z")]
    [InlineData("2026-03-06T09:30:00Z", "2026-03-09T09:00:00Z")] // Friday to Monday
    [InlineData("2026-03-28T12:00:00Z", "2026-03-30T08:00:00Z")] // clocks went forward on the Sunday
    public void News_is_told_at_nine_on_the_next_working_day(string now, string at)
        => Assert.Equal(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), NewsTime.Next(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), London));

    private static LedgerEntry Decided(int days)
        => new("e", Members.Enfield, Reference.Of(1), Voice.Confidential, "x", Raised) { Fate = Fate.ActedOn, RepliedAt = Raised, DecidedAt = Raised.AddDays(days) };
}
