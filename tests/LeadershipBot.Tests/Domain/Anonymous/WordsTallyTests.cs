using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Domain.PeerReview;

namespace LeadershipBot.Tests.Domain.Anonymous;

public sealed class WordsTallyTests
{
    [Fact]
    public void Never_more_are_counted_than_wrote_whoever_of_those_who_answered_did()
        => Prop.ForAll<PositiveInt>(seed =>
        {
            var (random, tally, wrote) = (new Random(seed.Get), WordsTally.None, new HashSet<int>());
            for (var ask = 0; ask < 6; ask++)
            {
                var answered = Enumerable.Range(0, 14).OrderBy(_ => random.Next()).Take(6).ToList();
                var writers = answered.Take(random.Next(7)).ToList();
                var unknown = random.Next(3);
                wrote.UnionWith(writers);
                tally = WordsTally.Decode(tally.With(writers.Count, [.. answered.OrderBy(_ => random.Next()).Skip(unknown).Select(Mark)], unknown).Encode());
            }

            return tally.Writers <= wrote.Count;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Where_others_are_asked_each_time_all_who_wrote_are_counted()
    {
        var tally = WordsTally.None.With(6, Marks(0, 6), 0).With(4, Marks(6, 6), 0);
        Assert.Equal(10, tally.Writers);
        Assert.Equal(WordsTally.Bytes, tally.Encode().Length);
    }

    [Fact]
    public void Of_the_same_few_never_ten_are_counted_however_often_they_write()
    {
        var tally = WordsTally.None;
        for (var ask = 0; ask < 20; ask++)
            tally = tally.With(6, Marks(ask % 4, 6), 0); // nine people
        Assert.InRange(tally.Writers, 6, 9);
        Assert.False(ReviewResult.ShowsComments(tally.Writers));
        Assert.True(ReviewResult.ShowsComments(10));
    }

    [Fact]
    public void Who_has_no_room_counts_for_nothing_any_more_and_other_bytes_are_no_tally()
    {
        var full = WordsTally.None;
        for (var ask = 0; ask < 17; ask++)
            full = full.With(0, Marks(ask * 6, 6), 0);
        Assert.True(full.IsFull);
        Assert.Equal(0, WordsTally.Decode(full.Encode()).With(6, Marks(500, 6), 0).Writers);
        Assert.Throws<ArgumentException>(() => WordsTally.Decode([1, 2, 3]));
    }

    private static List<string> Marks(int from, int count) => [.. Enumerable.Range(from, count).Select(Mark)];

    private static string Mark(int person) => $"mark{person:D12}";
}
