using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Tests.Domain.Text;

public sealed class NearestWordsTests
{
    private static readonly string[] Commands = ["help", "hello", "poll", "hi", "status", "what do you hold about me"];

    public static TheoryData<string, string[]> Typed => new()
    {
        { "help", ["help"] },
        { "HELP me please", ["help"] },
        { "  hepl", ["help"] },
        { "halp", ["help"] },
        { "hlp", ["help"] },
        { "hellp", ["help", "hello"] },
        { "helo", ["help", "hello"] },
        { "pol", ["poll"] },
        { "poli \"Extend hours?\" Yes, No", ["poll"] },
        { "pools", ["poll"] },
        { "statsu", ["status"] },
        { "stat", [] },
        { "hj", [] },
        { "hi there", ["hi"] },
        { "what do yuo hold abuot me", ["what do you hold about me"] },
        { "", [] },
        { "   ", [] },
        { "x", [] },
        { "minutes of the last meeting", [] },
        { "🎉🎉", [] },
    };

    [Theory]
    [MemberData(nameof(Typed))]
    public void The_commands_that_somebody_may_have_meant_are_found_nearest_first(string typed, string[] nearest)
        => Assert.Equal(nearest, NearestWords.Of(typed, Commands, 3));

    [Fact]
    public void Words_that_are_equally_near_keep_their_order_and_no_more_are_given_than_wanted()
    {
        string[] known = ["rata", "ratb", "ratc"];
        Assert.Equal(known, NearestWords.Of("ratx", known, 3));
        Assert.Equal(["rata", "ratb"], NearestWords.Of("ratx", known, 2));
        Assert.Empty(NearestWords.Of("ratx", known, 0));
    }

    [Theory]
    [InlineData("abcdef", "abcdef", true)]
    [InlineData("abcdXX", "abcdef", true)] // two of six letters: a third
    [InlineData("abcXXX", "abcdef", false)]
    [InlineData("XbXdef", "abcdef", true)]
    [InlineData("abde", "abcdef", false)]
    [InlineData("bcdef", "abcdef", true)]
    [InlineData("Xabcdef", "abcdef", true)]
    [InlineData("XYabcdef", "abcdef", false)]
    [InlineData("a", "a", true)]
    [InlineData("b", "a", false)]
    public void A_word_is_near_if_at_most_a_third_of_its_letters_differ(string typed, string known, bool near)
        => Assert.Equal(near ? [known] : [], NearestWords.Of(typed, [known], 1));

    [Fact]
    public void One_wrong_missing_or_doubled_letter_never_hides_a_word_of_three_or_more()
    {
        var word = Gen.Elements('a', 'b', 'c', 'd').ArrayOf().Where(letters => letters.Length >= 3).Select(letters => new string(letters));
        Prop.ForAll(word.ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), Gen.Elements('x', 'a').ToArbitrary(), (known, at, letter) =>
        {
            at %= known.Length;
            string[] typed = [known.Remove(at, 1), known.Insert(at, $"{letter}"), known.Remove(at, 1).Insert(at, $"{letter}")];
            return typed.All(one => NearestWords.Of(one.ToUpperInvariant(), [known], 1).Count == 1);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }
}
