using LeadershipBot.Domain.Ledger;

namespace LeadershipBot.Tests.Domain.Ledger;

public sealed class RaiseCodeTests
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly Random Random = new(5);

    [Fact]
    public void A_code_reads_as_it_was_written_in_whatever_way_it_is_typed()
    {
        foreach (var code in Some(200))
        {
            Assert.Equal(30, code.Code.Length);
            foreach (var typed in new[] { code.Code, code.Code.ToLowerInvariant(), code.Code.Replace("-", "", StringComparison.Ordinal), $" {code.Code.Replace('-', ' ')} ", code.Code.Replace('0', 'O').Replace('1', 'l') })
            {
                Assert.True(RaiseCode.TryRead(typed, out var read), typed);
                Assert.Equal(code, read);
            }
        }
    }

    [Fact]
    public void One_wrong_letter_and_two_that_were_swapped_show()
    {
        foreach (var code in Some(40).Select(code => code.Code.Replace("-", "", StringComparison.Ordinal)))
        {
            for (var at = 0; at < code.Length; at++)
            {
                foreach (var letter in Letters.Where(letter => letter != code[at] && (letter, code[at]) is not (('0', 'Z') or ('Z', '0'))))
                    Assert.False(RaiseCode.TryRead(code[..at] + letter + code[(at + 1)..], out _), $"{code} at {at}: {letter}");
                if (at < code.Length - 2 && code[at] != code[at + 1] && (code[at], code[at + 1]) is not (('0', 'Z') or ('Z', '0')))
                    Assert.False(RaiseCode.TryRead(code[..at] + code[at + 1] + code[at] + code[(at + 2)..], out _), $"{code} swapped at {at}");
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("K7M-3PD")]
    [InlineData("UUUUU-UUUUU-UUUUU-UUUUU-UUUUUU")]
    public void Anything_else_is_no_code(string? typed) => Assert.False(RaiseCode.TryRead(typed, out _));

    [Fact]
    public void A_code_says_nothing_in_a_log() => Assert.Equal("(a code)", RaiseCode.Of(UInt128.MaxValue).ToString());

    private static IEnumerable<RaiseCode> Some(int count) => Enumerable.Range(0, count).Select(_ => RaiseCode.Of(new UInt128((ulong)Random.NextInt64(), (ulong)Random.NextInt64())));
}
