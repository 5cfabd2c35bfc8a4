using LeadershipBot.Domain.Anonymous;

namespace LeadershipBot.Tests.Domain.Anonymous;

public sealed class SlipTrayTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SlipTray.SlipsMax)]
    public void A_tray_has_the_same_length_whatever_is_in_it_and_reads_as_it_was_written(int slips)
    {
        var tray = Enumerable.Range(0, slips).Aggregate(SlipTray.Empty, (before, n) => before.With(Of(n, n == 0 ? "" : new string('€', n * 200))));

        var bytes = tray.Encode();

        Assert.Equal(SlipTray.Bytes, bytes.Length);
        Assert.Equal(tray.Slips, SlipTray.Decode(bytes).Slips);
        Assert.Equal(slips < SlipTray.SlipsMax, tray.HasRoom);
    }

    [Fact]
    public void The_order_is_that_of_the_names_and_not_in_which_they_came()
        => Assert.Equal(SlipTray.Empty.With(Of(1, "a")).With(Of(2, "b")).Encode(), SlipTray.Empty.With(Of(2, "b")).With(Of(1, "a")).Encode());

    [Fact]
    public void A_tray_fits_a_row_and_takes_the_longest_words() => Assert.True(SlipTray.Bytes <= BoxPlan.RowBytesMax && SlipTray.WordsBytesMax >= (3 * 2000) + 56);

    [Fact]
    public void What_does_not_fit_is_the_askers_mistake()
    {
        Assert.Throws<ArgumentException>(() => SlipTray.Empty.With(Of(1, "a")).With(Of(1, "b")));
        Assert.Throws<ArgumentException>(() => SlipTray.Empty.With(new Slip("short", "a")));
        Assert.Throws<ArgumentException>(() => SlipTray.Empty.With(Of(1, new string('x', SlipTray.WordsBytesMax + 1))));
        Assert.Throws<ArgumentException>(() => Enumerable.Range(0, SlipTray.SlipsMax + 1).Aggregate(SlipTray.Empty, (before, n) => before.With(Of(n, "a"))));
        Assert.Throws<ArgumentException>(() => SlipTray.Decode(new byte[3]));
        Assert.Throws<ArgumentException>(() => SlipTray.Decode([0, 0, 0, 99, .. new byte[SlipTray.Bytes - 4]]));
        Assert.Equal("(a slip)", Of(1, "secret").ToString());
    }

    private static Slip Of(int number, string words) => new(new string((char)('a' + number), SlipTray.IdBytes), words);
}
