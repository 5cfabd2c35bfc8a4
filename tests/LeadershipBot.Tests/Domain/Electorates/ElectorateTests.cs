using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Electorates;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.Electorates;

public sealed class ElectorateTests
{
    private static readonly PracticeCodes Both = PracticeCodes.Parse("A81001,A81002");
    private static readonly PracticeCodes One = PracticeCodes.Parse("A81001");

    [Theory]
    [InlineData(CountedBy.People, false, true)]
    [InlineData(CountedBy.People, true, true)]
    [InlineData(CountedBy.Practices, true, true)]
    [InlineData(CountedBy.Practices, false, false)]
    [InlineData(CountedBy.ListSizes, false, false)]
    public void Practices_vote_only_where_each_gives_one_choice(CountedBy countedBy, bool hasOneChoice, bool isTaken)
    {
        Assert.Equal(!isTaken, new Electorate(countedBy, CastBy.Lead).Check(hasOneChoice).IsRefused(out var why, out _));
        Assert.Equal(isTaken ? null : "electorates.refused.oneChoice", why?.TextKey);
    }

    [Theory]
    [InlineData(CountedBy.People, CastBy.Lead, "", "", "")]
    [InlineData(CountedBy.People, CastBy.Lead, "A81001", "A81001", "")]
    [InlineData(CountedBy.Practices, CastBy.Lead, "A81001,A81002", "A81002", "A81002")]
    [InlineData(CountedBy.Practices, CastBy.Lead, "A81001,A81002", "A81001,A81002", "A81001,A81002")]
    [InlineData(CountedBy.ListSizes, CastBy.Lead, "A81001", "A81001,A81009", "A81001")]
    [InlineData(CountedBy.Practices, CastBy.Majority, "A81001,A81002", "", "A81001,A81002")]
    public void A_vote_counts_for_the_practices_that_one_leads_or_belongs_to(CountedBy countedBy, CastBy castBy, string practices, string leadOf, string countsFor)
    {
        Assert.False(new Electorate(countedBy, castBy).CountsFor(PracticeCodes.Parse(practices), PracticeCodes.Parse(leadOf), "").IsRefused(out _, out var codes));
        Assert.Equal(PracticeCodes.Parse(countsFor), codes);
    }

    [Fact]
    public void Who_does_not_cast_the_vote_reads_who_does()
    {
        var electorate = new Electorate(CountedBy.Practices, CastBy.Lead);
        Assert.True(electorate.CountsFor(One, PracticeCodes.None, "Dr Ann Lee").IsRefused(out var why, out _));
        Assert.Equal("electorates.refused.lead", why.TextKey);
        Assert.Equal([("names", "Dr Ann Lee")], why.Values);
        Assert.True(electorate.CountsFor(One, PracticeCodes.None, "").IsRefused(out why, out _));
        Assert.Equal("electorates.refused.noLead", why.TextKey);
        Assert.True(electorate.CountsFor(PracticeCodes.None, Both, "").IsRefused(out why, out _));
        Assert.Equal("electorates.refused.noPractice", why.TextKey);
    }

    [Theory]
    [InlineData(CountedBy.People, CastBy.Lead, "Dr Ann Lee", null)]
    [InlineData(CountedBy.Practices, CastBy.Lead, "Dr Ann Lee", "electorates.casts.lead")]
    [InlineData(CountedBy.ListSizes, CastBy.Lead, "", "electorates.casts.nobody")]
    [InlineData(CountedBy.Practices, CastBy.Majority, "Dr Ann Lee", "electorates.casts.majority")]
    public void Everybody_in_a_practice_sees_who_casts_its_vote(CountedBy countedBy, CastBy castBy, string leads, string? key)
        => Assert.Equal(key, new Electorate(countedBy, castBy).WhoCasts(leads)?.TextKey);

    [Theory]
    [InlineData(Voice.Named, true, "electorates.conflicted.apart", null)]
    [InlineData(Voice.Confidential, false, "electorates.conflicted.offRoll", "electorates.refused.conflicted")]
    [InlineData(Voice.Anonymous, false, "electorates.conflicted.offRoll", "electorates.refused.conflicted")]
    public void Who_declared_an_interest_is_counted_apart_or_off_the_roll_and_told_why(Voice voice, bool isCountedApart, string why, string? refused)
    {
        var conflicted = Conflicted.In(voice);
        Assert.Equal((isCountedApart, why), (conflicted.IsCountedApart, conflicted.Why.TextKey));
        Assert.Equal(refused, Conflicted.Refuses(voice)?.TextKey);
    }
}
