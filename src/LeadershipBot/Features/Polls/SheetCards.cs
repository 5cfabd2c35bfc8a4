using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;

namespace LeadershipBot.Features.Polls;

/// <summary>The pages of the dialog in which a poll is answered.</summary>
internal sealed class SheetCards(CardLibrary library, PollPrivacy privacy, Sentences sentences)
{
    /// <summary>More choices than these are a list that opens, so that the next question is still seen.</summary>
    private const int ShownMax = 6;

    private readonly TextFile _text = library.Text;

    /// <param name="turn">Who fills it in, and in which time zone.</param>
    /// <param name="head">The poll.</param>
    /// <param name="form">The page, and what is filled in.</param>
    /// <param name="problem">Why the page could not be taken; null if it is shown for the first time.</param>
    public Answer.Dialog Page(Turn turn, PollHead head, SheetForm form, Refusal? problem)
    {
        var poll = head.Poll;
        var pages = SheetForm.PagesOf(poll);
        var shown = pages[form.Page];
        var isLast = form.Page == pages.Count - 1;
        var isPressed = IsPressed(poll);
        var ranked = poll.Questions[shown[0]].Kind is QuestionKind.Ranking ? shown[0] : (int?)null;
        var data = new CardData()
            .Set("poll", new CardData().SetId("id", head.PartitionKey).Set("question", CardText.FromPerson(poll.Title)))
            .SetId("organisationId", poll.Organisation.Id)
            .Set("isSurvey", poll.IsSurvey)
            .Set("page", form.Page)
            .Set("progress", _text.Format("polls.fill.progress", ("page", form.Page + 1), ("pages", pages.Count)))
            .Set("hasPages", pages.Count > 1)
            .Set("so", PlainText.FromPerson(form.ToCarried()))
            .Set("privacy", privacy.OnCard(poll, isOpen: true))
            .Set("questions", shown.Where(q => q != ranked).Select(q => QuestionOf(poll.Questions[q], q, form.Sheet.Responses[q], turn.TimeZone, isPressed)))
            .Set("mayGoBack", form.Page > 0)
            .Set("send", _text.Plain(isLast ? "polls.vote" : "polls.fill.next"))
            .Set("maySend", !isPressed && (ranked is not { } last || form.Sheet.Responses[last].Chosen.Count == poll.Questions[last].Choices.Count))
            .Set("summary", _text.Plain("polls.fill.title"))
            .Set("spoken", _text.Spoken("polls.fill.title"));
        data.Set("rankings", shown.Where(q => q == ranked).Select(q => Ranking(poll.Questions[q], form.Sheet.Responses[q])))
            .Set("mayRankAgain", ranked is { } at && form.Sheet.Responses[at].Chosen.Count > 0);
        if (isLast && poll.Reason is not ReasonMode.Off)
            data.Set("reason", Reason(poll, form.Sheet.Reason));
        if (isLast && poll.Rules.HasMatter)
            data.Set("interest", Interest(turn, head));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        if (poll.IsAnonymous)
        {
            data.Set("final", _text.AnonymousIsFinal());
            if (privacy.Warnings(poll) is { } warnings)
                data.Set("warnings", warnings);
        }

        return new Answer.Dialog(_text.Plain("polls.fill.title"), new CardView(poll.IsAnonymous ? "polls/seal" : "polls/fill", data, _text.Plain("polls.fill.title")));
    }

    /// <summary>What is said when an answer counts.</summary>
    public PlainText Recorded(Poll poll) => _text.Plain(poll.IsSurvey ? "polls.fill.recorded.survey" : "polls.fill.recorded");

    /// <summary>Whether a press on a choice sends the whole answer, since nothing else is asked with it: two taps from the card.</summary>
    private static bool IsPressed(Poll poll)
        => poll is { IsSurvey: false, Reason: ReasonMode.Off, Rules.HasMatter: false } && poll.Questions[0].IsOnePress && poll.Questions[0].Choices.Count <= ShownMax;

    private CardData QuestionOf(Question question, int index, Response response, TimeZoneInfo zone, bool isPressed)
    {
        var isText = question.Kind is QuestionKind.Text;
        return new CardData()
            .SetId("id", SheetForm.InputOf(index))
            .Set("label", PlainText.FromPerson(question.Words))
            .Set("isText", isText)
            .Set("isMulti", question.TakesSeveral)
            .Set("isOne", question.IsOnePress && !isPressed)
            .Set("words", CardText.FromPerson(question.Words))
            .Set("rows", isPressed ? Rows(question, response, zone) : [])
            .Set("isLong", question.IsOnePress && question.Choices.Count > ShownMax)
            .Set("hint", question.TakesSeveral ? HowMany(question) : _text.Plain("polls.fill.noHint"))
            .Set("value", PlainText.FromPerson(isText ? response.Text : response.IsSkipped ? "" : response.ToNumbers()))
            .Set("choices", Enumerable.Range(0, question.Choices.Count).Select(choice => new CardData()
                .Set("title", PlainText.FromPerson(PollWords.Choice(question, choice, zone)))
                .SetId("value", Number(choice + 1))));
    }

    private IEnumerable<CardData> Rows(Question question, Response response, TimeZoneInfo zone)
        => Enumerable.Range(0, question.Choices.Count).Select(choice => (choice, Label: PollWords.Choice(question, choice, zone))).Select(one => new CardData()
            .SetId("id", Number(one.choice + 1))
            .Set("label", CardText.FromPerson(one.Label))
            .Set("mine", response.PlaceOf(one.choice) == 0)
            .Set("press", _text.Plain("polls.choice.press.first", ("choice", one.Label))));

    private PlainText HowMany(Question question)
    {
        if (question.ChosenMin == question.ChosenMax)
            return _text.Plain("polls.fill.exactly", ("count", question.ChosenMin));
        return question.ChosenMax >= question.Choices.Count
            ? _text.Plain("polls.fill.atLeast", ("count", question.ChosenMin))
            : _text.Plain("polls.fill.between", ("count", question.ChosenMin), ("max", question.ChosenMax));
    }

    private CardData Ranking(Question question, Response response)
    {
        var left = Enumerable.Range(0, question.Choices.Count).Where(choice => response.PlaceOf(choice) < 0).ToList();
        return new CardData()
            .Set("words", CardText.FromPerson(question.Words))
            .Set("hint", left.Count == 0 ? _text.Format("polls.fill.ranked") : _text.Format("polls.fill.rank", ("place", response.Chosen.Count + 1)))
            .Set("chosen", response.Chosen.Select((choice, place) => new CardData().Set("line", _text.Format("polls.fill.placed", ("place", place + 1), ("choice", question.Choices[choice])))))
            .Set("left", left.Select(choice => new CardData()
                .SetId("id", Number(choice + 1))
                .Set("label", CardText.FromPerson(question.Choices[choice]))
                .Set("press", _text.Plain("polls.fill.place", ("choice", question.Choices[choice]), ("place", response.Chosen.Count + 1)))));
    }

    private CardData Reason(Poll poll, string typed) => new CardData()
        .Set("label", _text.Plain(poll.Reason is ReasonMode.Required ? "polls.fill.reason" : "polls.fill.reason.optional"))
        .Set("required", poll.Reason is ReasonMode.Required)
        .Set("value", PlainText.FromPerson(typed));

    /// <summary>Asked with the answer; who answered a named poll before finds what they said.</summary>
    private CardData Interest(Turn turn, PollHead head)
    {
        var said = turn.Data.Text(PollInterests.Input);
        if (said.Length == 0 && head.Votes?.Answers.GetValueOrDefault(turn.Actor.Id) is { } before)
            said = before.IsApart ? PollInterests.Yes : PollInterests.No;
        return new CardData()
            .Set("label", _text.Plain("polls.counting.ask", ("matter", head.Poll.Rules.Matter)))
            .Set("why", _text.Format(head.Poll.HidesWho ? "polls.counting.ask.offRoll" : "polls.counting.ask.apart"))
            .Set("value", PlainText.FromPerson(said is PollInterests.Yes or PollInterests.No ? said : ""));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
