using LeadershipBot.Domain;

namespace LeadershipBot.Tests.Domain;

public sealed class RulingTests
{
    [Fact]
    public void A_fact_holds_and_is_not_refused()
    {
        Ruling<string> ruling = "Recorded";
        Assert.False(ruling.IsRefused(out var why, out var holds));
        Assert.Null(why);
        Assert.Equal("Recorded", holds);
    }

    [Fact]
    public void A_refusal_says_why_and_nothing_holds()
    {
        var refusal = new Refusal("polls.refused.closed");
        Ruling<string> ruling = refusal;
        Assert.True(ruling.IsRefused(out var why, out var holds));
        Assert.Same(refusal, why);
        Assert.Null(holds);
    }

    [Fact]
    public void A_ruling_that_no_rule_made_is_not_taken_for_a_fact()
        => Assert.Throws<InvalidOperationException>(() => default(Ruling<string>).IsRefused(out _, out _));

    [Fact]
    public void A_rule_that_answers_with_null_has_made_no_ruling()
    {
        Ruling<string> ruling = (string)null!;
        Assert.Throws<InvalidOperationException>(() => ruling.IsRefused(out _, out _));
    }

    [Fact]
    public void A_refusal_keeps_the_values_of_its_sentence_in_their_order()
    {
        Assert.Empty(new Refusal("polls.refused.closed").Values);
        Assert.Equal([("min", "2"), ("max", "10")], new Refusal("polls.refused.choices", ("min", "2"), ("max", "10")).Values);
    }
}
