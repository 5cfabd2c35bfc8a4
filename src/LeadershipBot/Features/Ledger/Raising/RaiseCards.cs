using LeadershipBot.Domain;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Raising;

/// <summary>The card from which something is raised, and its one dialog.</summary>
internal sealed class RaiseCards(CardLibrary library, Sentences sentences)
{
    private readonly TextFile _text = library.Text;

    /// <summary>The card with one button.</summary>
    /// <param name="turn">Who asked for it.</param>
    /// <param name="words">What they typed behind the command; empty for nothing, and where others read the card.</param>
    public CardView Start(Turn turn, string words)
    {
        var title = _text.Plain("ledger.start.title");
        var data = new CardData()
            .Set("organisation", _text.OrganisationName(turn.Actor))
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("words", PlainText.FromPerson(words))
            .Set("about", _text.Format("ledger.start.about", ("organisation", _text.NameOf(turn.Actor.Organisation))))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new CardView("ledger/start", data, title);
    }

    /// <summary>The dialog.</summary>
    /// <param name="turn">Who raises.</param>
    /// <param name="nonce">Made when it was opened.</param>
    /// <param name="voice">What is chosen in it.</param>
    /// <param name="words">What stands in it.</param>
    /// <param name="problem">Why it could not be taken; null when it is opened.</param>
    public Answer.Dialog Form(Turn turn, string nonce, string voice, string words, Refusal? problem)
    {
        var title = _text.Plain("ledger.start.title");
        var data = new CardData()
            .SetId("nonce", nonce)
            .Set("organisation", _text.OrganisationName(turn.Actor))
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("voice", PlainText.FromPerson(voice))
            .Set("words", PlainText.FromPerson(words))
            .Set("max", LedgerLimits.WordsMax)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("ledger/raise", data, title));
    }
}
