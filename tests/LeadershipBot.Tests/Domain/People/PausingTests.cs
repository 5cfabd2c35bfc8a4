using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.People;

public sealed class PausingTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    // A Monday.
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2 weeks", "2026-03-16")]
    [InlineData("for 2 weeks", "2026-03-16")]
    [InlineData("two weeks.", "2026-03-16")]
    [InlineData("a fortnight", "2026-03-16")]
    [InlineData("week", "2026-03-09")]
    [InlineData("10 days", "2026-03-12")]
    [InlineData("10d", "2026-03-12")]
    [InlineData("1 month", "2026-04-02")]
    [InlineData("a year", "2027-03-02")]
    [InlineData("until 1 May", "2026-05-01")]
    [InlineData("till the 1st of May", "2026-05-01")]
    [InlineData("UNTIL 1st of May", "2026-05-01")]
    [InlineData("until May 1", "2026-05-01")]
    [InlineData("to 1 may 2026", "2026-05-01")]
    [InlineData("until 1 March", "2027-03-01")]
    [InlineData("2026-05-01", "2026-05-01")]
    [InlineData("until 1/5/2026", "2026-05-01")]
    [InlineData("until 1/5", "2026-05-01")]
    [InlineData("tomorrow", "2026-03-03")]
    [InlineData("until Monday", "2026-03-09")]
    [InlineData("until tue", "2026-03-03")]
    [InlineData("until Sunday", "2026-03-08")]
    [InlineData("until further notice", null)]
    [InlineData("banana", null)]
    [InlineData("99999 weeks", null)]
    [InlineData("until 31 February", null)]
    public void A_pause_is_read_as_people_type_it(string words, string? day)
    {
        var ruling = Pausing.Read(words, Now, London);

        if (day is null)
            Assert.True(ruling.IsRefused(out var refusal, out _) && refusal.TextKey == "profile.refused.pauseWords", words);
        else
            Assert.Equal(Midnight(day), Order(ruling).Until);
    }

    [Theory]
    [InlineData("off")]
    [InlineData("Stop!")]
    [InlineData("end")]
    public void A_pause_is_ended_by_a_word(string words) => Assert.Null(Order(Pausing.Read(words, Now, London)).Until);

    [Theory]
    [InlineData("until 1 May 2025", "profile.refused.pausePast")]
    [InlineData("0 days", "profile.refused.pausePast")]
    [InlineData("until 2 March 2026", "profile.refused.pausePast")]
    [InlineData("13 months", "profile.refused.pauseLong")]
    [InlineData("until 4 March 2027", "profile.refused.pauseLong")]
    [InlineData("2 years", "profile.refused.pauseLong")]
    public void A_pause_is_in_the_future_and_at_most_a_year(string words, string why)
    {
        Assert.True(Pausing.Read(words, Now, London).IsRefused(out var refusal, out _));
        Assert.Equal(why, refusal.TextKey);
    }

    [Fact]
    public void A_pause_ends_as_the_day_begins_where_the_person_is()
    {
        Assert.Equal(new DateTimeOffset(2026, 4, 30, 23, 0, 0, TimeSpan.Zero), Order(Pausing.Read("until 1 May", Now, London)).Until);
        Assert.Equal(new DateTimeOffset(2026, 4, 30, 18, 30, 0, TimeSpan.Zero), Order(Pausing.Read("until 1 May", Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata"))).Until);
        Assert.Equal(new DateTimeOffset(2026, 9, 6, 4, 0, 0, TimeSpan.Zero), Order(Pausing.Read("until 6 September", Now, TimeZoneInfo.FindSystemTimeZoneById("America/Santiago"))).Until);
    }

    [Fact]
    public void Whatever_is_typed_is_answered_and_never_by_a_pause_longer_than_a_year()
        => Prop.ForAll(ArbMap.Default.ArbFor<string?>(), words =>
            Pausing.Read(words ?? "", Now, London).IsRefused(out _, out var order) || order.Until is null || (order.Until > Now && order.Until <= Now.AddDays(Pausing.DaysMax + 1)))
            .QuickCheckThrowOnFailure();

    private static PauseOrder Order(LeadershipBot.Domain.Ruling<PauseOrder> ruling)
    {
        Assert.False(ruling.IsRefused(out var refusal, out var order), refusal?.TextKey);
        return order;
    }

    private static DateTimeOffset Midnight(string day)
    {
        var begin = DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        return new DateTimeOffset(begin, London.GetUtcOffset(begin));
    }
}
