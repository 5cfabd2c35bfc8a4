using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Receipts;

/// <summary>The dialog in which somebody looks up whether an anonymous answer is among those that count.</summary>
internal sealed class ReceiptCards(CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    /// <param name="turn">Whose time zone.</param>
    /// <param name="head">The poll.</param>
    /// <param name="problem">Why it isn't found; null if it is, or was not looked up.</param>
    /// <param name="isFound">Whether it was looked up and counts.</param>
    public Answer.Dialog Show(Turn turn, PollHead head, Refusal? problem, bool isFound = false)
    {
        var title = _text.Plain("polls.receipt.title");
        var data = new CardData()
            .Set("poll", new CardData().SetId("id", head.PartitionKey).Set("question", CardText.FromPerson(head.Poll.Title)))
            .Set("kind", PollWords.Kind(_text, head.Poll))
            .Set("organisation", CardText.FromPerson(_text.NameOf(head.Poll.Organisation)))
            .SetId("organisationId", head.Poll.Organisation.Id)
            .Set("state", PollWords.State(_text, head.Poll, turn.At, turn.TimeZone))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (isFound)
            data.Set("found", _text.Format("polls.receipt.found", ("count", head.Tally.Answered)));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("polls/receipt", data, title));
    }
}
