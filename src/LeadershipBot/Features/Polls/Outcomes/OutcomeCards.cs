using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Outcomes;

/// <summary>What people see of the outcome of a poll: who asked it is asked for it, fills it in, and those who answered get it.</summary>
internal sealed class OutcomeCards(CardLibrary library, PollCards polls, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    /// <summary>The card that brings it to those who answered.</summary>
    public CardView Told(PollHead head, PollOutcome outcome, DateTimeOffset now, TimeZoneInfo zone)
    {
        var summary = _text.Plain("polls.outcome.summary", ("question", head.Poll.Title), ("what", OutcomeWords.NameOf(_text, outcome.Kind).Words));
        return new CardView("polls/outcome", Data(head, now, zone, Reader.Asked, summary).SetOutcome(_text, outcome).Set("goesTo", GoesTo(head.Poll)), summary);
    }

    /// <summary>The card that asks for it.</summary>
    /// <param name="head">The poll.</param>
    /// <param name="why">Why it comes now.</param>
    /// <param name="now">The moment.</param>
    /// <param name="zone">The reader's time zone.</param>
    public CardView Asked(PollHead head, CardText why, DateTimeOffset now, TimeZoneInfo zone)
    {
        var summary = _text.Plain("polls.outcome.ask.summary", ("question", head.Poll.Title));
        var data = Data(head, now, zone, Reader.Leader, summary)
            .SetOutcome(_text, head.Outcome)
            .Set("why", why)
            .Set("say", _text.Plain(head.Outcome is null ? "polls.outcome.say" : "polls.outcome.update"));
        return new CardView("polls/outcome-ask", data, summary);
    }

    /// <summary>The dialog in which it is said, or corrected.</summary>
    /// <param name="turn">Who says it.</param>
    /// <param name="head">The poll.</param>
    /// <param name="filledIn">What stands in it.</param>
    /// <param name="problem">Why it can't be taken; null if nothing was wrong.</param>
    public Answer.Dialog Form(Turn turn, PollHead head, OutcomeDraft filledIn, Refusal? problem)
    {
        var title = _text.Plain("polls.outcome.title");
        var data = Data(head, turn.At, turn.TimeZone, Reader.Leader, title)
            .Set("chosen", PlainText.FromPerson(filledIn.Kind))
            .Set("words", PlainText.FromPerson(filledIn.Words))
            .Set("by", PlainText.FromPerson(filledIn.SaidBy))
            .Set("reviewOn", PlainText.FromPerson(filledIn.ReviewOn))
            .Set("goesTo", _text.Format((head.Outcome, head.Poll.IsForEverybody, head.Poll.HidesWho) switch
            {
                (not null, _, _) => "polls.outcome.goesTo.again",
                (_, true, true) => "polls.outcome.goesTo.asked",
                (_, true, false) => "polls.outcome.goesTo.each",
                _ => "polls.outcome.goesTo.here",
            }));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("polls/outcome-form", data, title));
    }

    private CardText GoesTo(Poll poll) => _text.Format(poll is { IsForEverybody: true, HidesWho: false } ? "polls.outcome.thanks.each" : "polls.outcome.thanks");

    private CardData Data(PollHead head, DateTimeOffset now, TimeZoneInfo zone, Reader reader, PlainText summary)
    {
        var poll = head.Poll;
        var data = new CardData()
            .Set("poll", new CardData().SetId("id", head.PartitionKey).Set("question", CardText.FromPerson(poll.Title)))
            .Set("kind", PollWords.Kind(_text, poll))
            .Set("organisation", CardText.FromPerson(_text.NameOf(poll.Organisation)))
            .SetId("organisationId", poll.Organisation.Id)
            .Set("state", PollWords.State(_text, poll, now, zone))
            .Set("summary", summary)
            .Set("spoken", _text.AsSpoken(summary));
        foreach (var (name, sentence) in polls.ResultInShort(head, zone, reader))
            data.Set(name, sentence);
        return data;
    }
}
