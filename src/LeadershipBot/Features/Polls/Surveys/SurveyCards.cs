using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Surveys;

/// <summary>The dialog in which a survey is put together: its title and its questions so far.</summary>
internal sealed class SurveyCards(CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    /// <param name="draft">The survey so far.</param>
    /// <param name="problem">Why something could not be done; null if nothing was wrong.</param>
    /// <param name="title">What was typed as its title and could not be kept; null for the one that is kept.</param>
    public Answer.Dialog Overview(SurveyDraft draft, Refusal? problem = null, string? title = null)
    {
        var data = new CardData()
            .SetId("organisationId", draft.OrganisationId)
            .Set("title", PlainText.FromPerson(title ?? draft.Title))
            .Set("step", draft.Step)
            .Set("count", _text.Format("polls.survey.count", ("count", draft.Questions.Count), ("max", PollLimits.QuestionsMax)))
            .Set("questions", draft.Questions.Select((question, at) => Question(question, at)))
            .Set("next", draft.Questions.Count)
            .Set("takesMore", draft.TakesMore)
            .Set("isBegun", draft.Questions.Count > 0)
            .Set("goesOn", draft.Questions.Count > 1)
            .Set("summary", _text.Plain("polls.survey.summary"))
            .Set("spoken", _text.Spoken("polls.survey.summary"));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(_text.Plain("polls.survey.title"), new CardView("polls/survey", data, _text.Plain("polls.survey.summary")));
    }

    private CardData Question(Question question, int at) => new CardData()
        .Set("at", at)
        .Set("words", _text.Format("polls.survey.numbered", ("number", at + 1), ("question", question.Words)))
        .Set("kind", PollWords.NameOf(_text, question.Kind))
        .Set("change", _text.Plain("polls.survey.change", ("number", at + 1)))
        .Set("up", _text.Plain("polls.survey.up", ("number", at + 1)))
        .Set("remove", _text.Plain("polls.survey.remove", ("number", at + 1)));
}
