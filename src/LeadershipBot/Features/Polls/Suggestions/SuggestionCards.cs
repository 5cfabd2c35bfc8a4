using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Suggestions;

/// <summary>What people see of suggested choices: the dialog, the card on which one is decided, and what whoever suggested it hears.</summary>
internal sealed class SuggestionCards(CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    /// <summary>The dialog in which a choice is suggested.</summary>
    /// <param name="turn">Who suggests.</param>
    /// <param name="head">The poll.</param>
    /// <param name="typed">What stands in it.</param>
    /// <param name="problem">Why it can't be taken; null if nothing was wrong.</param>
    public Answer.Dialog Form(Turn turn, PollHead head, string typed, Refusal? problem)
    {
        var poll = head.Poll;
        var decides = poll.MayBeManagedBy(turn.Actor);
        var title = _text.Plain(decides ? "polls.suggest.own" : "polls.suggest.open");
        var goesTo = decides ? _text.Format("polls.suggest.goes.own")
            : poll.HidesWho ? _text.Format("polls.suggest.goes.hidden", ("name", poll.AskedByName))
            : _text.Format("polls.suggest.goes.named", ("name", poll.AskedByName));
        var data = Data(head, title, turn.At, turn.TimeZone)
            .Set("typed", PlainText.FromPerson(typed))
            .Set("choices", poll.Questions[0].Choices.Select(choice => new CardData().Set("choice", CardText.FromPerson(choice))))
            .Set("goesTo", goesTo)
            .Set("send", _text.Plain(decides ? "polls.suggest.add" : "polls.suggest.send"));
        SetProblem(data, problem);
        return new Answer.Dialog(title, new CardView("polls/suggest", data, title));
    }

    /// <summary>The card on which it is decided; once that is done, it says how.</summary>
    /// <param name="head">The poll.</param>
    /// <param name="id">The suggestion's.</param>
    /// <param name="suggestion">What was suggested.</param>
    /// <param name="now">The moment.</param>
    /// <param name="zone">The reader's time zone.</param>
    public CardView Decide(PollHead head, string id, ChoiceSuggestion suggestion, DateTimeOffset now, TimeZoneInfo zone)
    {
        var poll = head.Poll;
        var summary = _text.Plain("polls.suggest.summary", ("choice", suggestion.Words), ("question", poll.Title));
        var data = Data(head, summary, now, zone)
            .SetId("suggestion", id)
            .Set("who", poll.HidesWho ? _text.Format("polls.suggest.who.hidden") : _text.Format("polls.suggest.who", ("name", suggestion.SuggestedByName)))
            .Set("words", CardText.FromPerson(suggestion.Words))
            .Set("isWaiting", suggestion.State is SuggestionState.Waiting)
            .Set("choices", poll.Questions[0].Choices.Where(choice => choice != suggestion.Words).Select(choice => new CardData().Set("choice", CardText.FromPerson(choice))));
        if (suggestion.State is not SuggestionState.Waiting)
            data.Set("decided", Became(suggestion));
        if (suggestion.Why.Length > 0)
            data.Set("why", _text.Format("polls.suggest.why", ("why", suggestion.Why)));
        return new CardView("polls/suggestion", data, summary);
    }

    /// <summary>The dialog in which is said why it isn't added.</summary>
    public Answer.Dialog WhyNot(Turn turn, PollHead head, string id, ChoiceSuggestion suggestion, string typed, Refusal? problem)
    {
        var title = _text.Plain("polls.suggest.decline");
        var data = Data(head, title, turn.At, turn.TimeZone)
            .SetId("suggestion", id)
            .Set("words", CardText.FromPerson(suggestion.Words))
            .Set("typed", PlainText.FromPerson(typed));
        SetProblem(data, problem);
        return new Answer.Dialog(title, new CardView("polls/suggest-decline", data, title));
    }

    /// <summary>What became of it, for whoever suggested it.</summary>
    public CardView News(PollHead head, ChoiceSuggestion suggestion)
    {
        var key = suggestion.State switch
        {
            SuggestionState.Added => "polls.suggest.news.added",
            SuggestionState.NotAdded => "polls.suggest.news.not",
            _ => "polls.suggest.news.late",
        };
        List<CardText> lines = [_text.Format("polls.suggest.news.about", ("question", head.Poll.Title))];
        if (suggestion.Why.Length > 0)
            lines.Add(_text.Format("polls.suggest.why", ("why", suggestion.Why)));
        if (suggestion.State is SuggestionState.Added)
            lines.Add(_text.Format("polls.suggest.news.next"));
        return NoticeCard.Of(_text, _text.Plain(key, ("choice", suggestion.Words)), null, lines, CardText.FromPerson(_text.NameOf(head.Poll.Organisation)));
    }

    private CardText Became(ChoiceSuggestion suggestion) => _text.Format(suggestion.State switch
    {
        SuggestionState.Added => "polls.suggest.became.added",
        SuggestionState.NotAdded => "polls.suggest.became.not",
        _ => "polls.suggest.became.late",
    });

    private CardData Data(PollHead head, PlainText summary, DateTimeOffset now, TimeZoneInfo zone) => new CardData()
        .Set("poll", new CardData().SetId("id", head.PartitionKey).Set("question", CardText.FromPerson(head.Poll.Title)))
        .Set("kind", PollWords.Kind(_text, head.Poll))
        .Set("organisation", CardText.FromPerson(_text.NameOf(head.Poll.Organisation)))
        .SetId("organisationId", head.Poll.Organisation.Id)
        .Set("state", PollWords.State(_text, head.Poll, now, zone))
        .Set("summary", summary)
        .Set("spoken", _text.AsSpoken(summary));

    private void SetProblem(CardData data, Refusal? problem)
    {
        if (problem is null)
            return;
        var (happened, next) = sentences.InCard(problem);
        data.Set("problem", happened).Set("problemNext", next);
    }
}
