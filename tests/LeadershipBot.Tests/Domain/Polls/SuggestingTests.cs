using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Tests.Domain.Polls;

public sealed class SuggestingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    private static readonly OrganisationName Body = new("larkford", "Larkford and Vale CCG");
    private static readonly Actor Ann = new("ann", "tenant", "Ann Example", Hat.Unlisted(Body));
    private static readonly ChoiceSuggestion Evenings = new("Evenings", "ben", "Ben Example", Now);

    [Fact]
    public void An_added_choice_comes_last_so_that_answers_so_far_mean_what_they_meant()
    {
        var poll = Asked(Question.OneOf("When?", ["Mornings", "Afternoons"]));

        Assert.False(Suggesting.Add(poll, Evenings, Ann, Now).IsRefused(out _, out var decided));

        Assert.Equal(["Mornings", "Afternoons", "Evenings"], decided.Poll.Questions[0].Choices);
        Assert.Equal((poll.Revision + 1, poll.Edition), (decided.Poll.Revision, decided.Poll.Edition));
        Assert.Equal(SuggestionState.Added, decided.Suggestion.State);
        Assert.False(Suggesting.Add(decided.Poll, decided.Suggestion, Ann, Now).IsRefused(out _, out var again));
        Assert.Same(decided.Poll, again.Poll);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(1, 1)]
    public void Who_might_choose_all_still_may_and_another_most_stays(int most, int then)
    {
        var poll = Asked(new Question(QuestionKind.Multiple, "Which?", ["Mornings", "Afternoons"]) { ChosenMin = 1, ChosenMax = most });

        Assert.False(Suggesting.Add(poll, Evenings, Ann, Now).IsRefused(out _, out var decided));

        Assert.Equal(then, decided.Poll.Questions[0].ChosenMax);
    }

    [Theory]
    [InlineData(QuestionKind.Single, Voice.Named, true)]
    [InlineData(QuestionKind.Multiple, Voice.Confidential, true)]
    [InlineData(QuestionKind.Single, Voice.Anonymous, false)]
    [InlineData(QuestionKind.Rating, Voice.Named, false)]
    [InlineData(QuestionKind.Ranking, Voice.Named, false)]
    [InlineData(QuestionKind.Consent, Voice.Named, false)]
    [InlineData(QuestionKind.Dates, Voice.Named, false)]
    public void It_fits_one_question_with_choices_that_is_not_anonymous(QuestionKind kind, Voice voice, bool fits)
        => Assert.Equal(fits, Suggesting.Fits([new Question(kind, "When?", ["1", "2"])], voice));

    private static Poll Asked(Question question) => new("p", Body, "tenant", "When?", [question], "ann", "Ann Example", Now.AddDays(-1), Now.AddDays(1), null) { TakesSuggestions = true };
}
