using LeadershipBot.Domain.Text;

namespace LeadershipBot.Tests.Domain.Text;

public sealed class LikeWordsTests
{
    private static readonly string[] Known = ["The car park is full", "Nobody answers the telephone line at the hub", "The line to the hub is engaged on Mondays", "Blood forms on paper"];

    [Fact]
    public void The_most_alike_come_first_and_those_without_a_common_word_not_at_all()
        => Assert.Equal([Known[2], Known[1]], LikeWords.MostAlike("The hub's telephone LINE: engaged every monday!", Known, words => words, 5).OrderByDescending(words => words == Known[2]));

    [Fact]
    public void The_same_text_is_wholly_alike_and_common_words_count_for_nothing()
    {
        Assert.Equal(1, LikeWords.Likeness("Appointments by telephone", "telephone appointment"));
        Assert.Equal(0, LikeWords.Likeness("This is what they would have", "That will be what they would want"));
        Assert.Equal(0, LikeWords.Likeness("", "anything"));
    }

    [Fact]
    public void No_more_than_are_wanted()
        => Assert.Single(LikeWords.MostAlike("engaged line telephone", Known, words => words, 1));
}
