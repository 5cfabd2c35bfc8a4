using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Tests.Domain.Polls;

public sealed class QuestionTests
{
    private static readonly string[] Four = ["A", "B", "C", "D"];
    private static readonly Question Several = new(QuestionKind.Multiple, "Which?", Four) { ChosenMin = 2, ChosenMax = 3 };
    private static readonly Question Ranked = new(QuestionKind.Ranking, "In which order?", Four);
    private static readonly Question InWords = new(QuestionKind.Text, "Why?", []);

    public static TheoryData<string, Question, Response, string?> Checks => new()
    {
        { "one of four", Question.OneOf("Which?", Four), Response.Of(3), null },
        { "none of four", Question.OneOf("Which?", Four), Response.Skipped, "polls.refused.choice" },
        { "two where one is wanted", Question.OneOf("Which?", Four), Response.Of([0, 1]), "polls.refused.choice" },
        { "a fifth", Question.OneOf("Which?", Four), Response.Of(4), "polls.refused.choice" },
        { "as many as wanted", Several, Response.Of([0, 3]), null },
        { "too few", Several, Response.Of([0]), "polls.refused.tooFew" },
        { "too many", Several, Response.Of([0, 1, 2, 3]), "polls.refused.tooMany" },
        { "the same twice", Several, Response.Of([1, 1]), "polls.refused.choice" },
        { "all in order", Ranked, Response.Of([3, 0, 2, 1]), null },
        { "one missing", Ranked, Response.Of([3, 0, 2]), "polls.refused.ranking" },
        { "words", InWords, Response.Of(" because "), null },
        { "no words", InWords, Response.Of("  "), "polls.refused.noText" },
        { "too many words", InWords, Response.Of(new string('a', PollLimits.TextCharactersMax + 1)), "polls.refused.longText" },
    };

    [Theory]
    [MemberData(nameof(Checks))]
    public void A_response_is_taken_if_it_fits_the_kind_of_question(string what, Question question, Response response, string? refused)
        => Assert.True(question.Check(response)?.TextKey == refused, $"{what}: {question.Check(response)?.TextKey}");

    [Fact]
    public void A_ranking_is_counted_by_place_and_gives_mean_places()
    {
        var tally = Tally.Empty(Ranked.Marks).With(Ranked, null, Response.Of([3, 0, 2, 1])).With(Ranked, null, Response.Of([0, 3, 2, 1]));
        Assert.Equal([1.5, 4, 3, 1.5], Enumerable.Range(0, 4).Select(choice => Ranked.MeanPlace(tally, choice)));
    }

    [Fact]
    public void What_was_chosen_is_the_same_after_it_was_written_and_read()
        => Prop.ForAll(Gen.Choose(0, 9).ArrayOf().Select(chosen => Response.Of(chosen.Distinct())).ToArbitrary(), response => Response.FromNumbers(response.ToNumbers()).Equals(response))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1,,2")]
    [InlineData("one")]
    [InlineData("99999999999999")]
    public void What_is_no_list_of_numbers_holds_no_choices(string text) => Assert.True(Response.FromNumbers(text).IsSkipped);

    [Fact]
    public void Answers_to_a_survey_are_counted_by_question_and_whoever_takes_theirs_back_leaves_nothing()
    {
        Question[] questions = [Question.OneOf("Which?", Four), Several, Ranked, InWords];
        var one = new AnswerSheet([Response.Of(1), Response.Of([0, 2]), Response.Of([0, 1, 2, 3]), Response.Of("Since")]);
        var two = new AnswerSheet([Response.Of(1), Response.Of([0, 1, 2]), Response.Of([3, 2, 1, 0]), Response.Of("So")]);

        var both = PollTally.Empty(questions).With(questions, null, one).With(questions, null, two);
        Assert.Equal(2, both.Answered);
        Assert.Equal([0, 2, 0, 0], both.Questions[0].Counts);
        Assert.Equal([2, 1, 2, 0], both.Questions[1].Counts);
        Assert.Equal([100, 50, 100, 0], both.Questions[1].Percents());
        Assert.All(Enumerable.Range(0, 4), choice => Assert.Equal(2.5, Ranked.MeanPlace(both.Questions[2], choice)));
        Assert.Equal(2, both.Questions[3].Answered);

        Assert.True(PollTally.Empty(questions).IsSameAs(both.With(questions, one, two).With(questions, two, null).With(questions, two, null)));
    }

    [Theory]
    [InlineData(4, false, null)]
    [InlineData(5, false, "polls.refused.targetReached")]
    [InlineData(5, true, null)]
    public void Who_comes_when_enough_are_found_is_told_and_who_is_in_may_press_again(int found, bool isIn, string? refused)
    {
        var call = new Question(QuestionKind.Target, "Who helps?", ["I"]) { Target = 5 };
        var poll = new Poll("p", new("o", "O"), "t", call.Words, [call], "ann", "Ann", default, null, null);
        var tally = new PollTally(found, [new Tally([found], found)]);
        var isRefused = poll.Vote(isIn ? AnswerSheet.Of(0) : null, AnswerSheet.Of(0), tally, default, new DateOnly(2026, 11, 26)).IsRefused(out var why, out _);
        Assert.Equal(refused, isRefused ? why!.TextKey : null);
    }

    [Fact]
    public void A_moment_is_the_same_after_it_was_written_and_read()
    {
        var moment = new DateTimeOffset(2026, 12, 3, 18, 30, 0, TimeSpan.FromHours(1));
        Assert.Equal(moment, PollDates.Read(PollDates.Write(moment)));
        Assert.Null(PollDates.Read("Thursday"));
    }
}
