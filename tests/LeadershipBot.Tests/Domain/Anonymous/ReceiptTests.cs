using LeadershipBot.Domain.Anonymous;

namespace LeadershipBot.Tests.Domain.Anonymous;

public sealed class ReceiptTests
{
    [Fact]
    public void A_code_is_read_back_as_the_receipt_that_it_was_made_of()
    {
        var random = new Random(1);
        for (var i = 0; i < 1000; i++)
        {
            var bytes = new byte[Receipt.Bytes];
            random.NextBytes(bytes);
            var receipt = Receipt.Of(bytes);

            Assert.True(Receipt.TryRead(receipt.Code, out var read));
            Assert.Equal(receipt, read);
            Assert.True(Receipt.TryRead(receipt.Code.ToLowerInvariant().Replace('-', ' '), out read));
            Assert.Equal(receipt, read);
            var written = new byte[Receipt.Bytes];
            read.WriteTo(written);
            Assert.Equal(bytes, written);
        }
    }

    [Fact]
    public void A_code_has_five_groups_and_no_letters_that_look_alike()
    {
        Assert.Equal("00000-00000-00000-00000-000000", Receipt.Of(new byte[16]).Code);
        Assert.Equal("7ZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZZ", Receipt.Of([.. Enumerable.Repeat((byte)255, 16)]).Code);
    }

    [Theory]
    [InlineData("ooooo-ooooo-ooooo-ooooo-oooooO", "00000-00000-00000-00000-000000")]
    [InlineData("  0iIlL 00000–00000 00000 000000 ", "01111-00000-00000-00000-000000")]
    public void What_looks_alike_is_taken_as_meant(string typed, string code)
    {
        Assert.True(Receipt.TryRead(typed, out var receipt));
        Assert.Equal(code, receipt.Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000")]
    [InlineData("00000-00000-00000-00000-0000000")]
    [InlineData("80000-00000-00000-00000-000000")]
    [InlineData("0000U-00000-00000-00000-000000")]
    [InlineData("0000ß-00000-00000-00000-000000")]
    public void What_is_no_code_is_none(string? typed) => Assert.False(Receipt.TryRead(typed, out _));

    [Fact]
    public void A_text_that_is_far_too_long_is_none() => Assert.False(Receipt.TryRead(new string('0', 100_000), out _));

    [Fact]
    public void Receipts_are_ordered_as_their_bytes_and_say_nothing_in_a_log()
    {
        var (small, large) = (Receipt.Of([0, .. new byte[14], 9]), Receipt.Of([1, .. new byte[15]]));

        Assert.True(small < large && small <= large && large > small && large >= small);
        Assert.True(small.CompareTo(null) > 0);
        Assert.DoesNotContain("0", small.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Receipt.Of(new byte[15]));
    }
}
