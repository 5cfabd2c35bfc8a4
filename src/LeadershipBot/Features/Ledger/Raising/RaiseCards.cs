using LeadershipBot.Domain;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;

namespace LeadershipBot.Features.Ledger.Raising;

/// <summary>The card from which something is raised, and its one dialog.</summary>
internal sealed class RaiseCards(CardLibrary library, Sentences sentences, SlipBoxes boxes)
{
    /// <summary>What a dialog carries whose words stand in a chat already: they are never raised anonymously.</summary>
    public const string StandsInChat = "yes";

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
            .Set("mayBeAnonymous", boxes.IsSetUp && words.Length == 0)
            .Set("voice", _text.Format(words.Length > 0 ? "ledger.start.voice.chat" : boxes.IsSetUp ? "ledger.start.voice" : "ledger.start.voice.noBox"))
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
    /// <param name="standsInChat">Whether its words stand in a chat already.</param>
    /// <param name="problem">Why it could not be taken; null when it is opened.</param>
    public Answer.Dialog Form(Turn turn, string nonce, string voice, string words, bool standsInChat, Refusal? problem)
    {
        var title = _text.Plain("ledger.start.title");
        var data = new CardData()
            .SetId("nonce", nonce)
            .Set("organisation", _text.OrganisationName(turn.Actor))
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("voice", PlainText.FromPerson(voice))
            .Set("words", PlainText.FromPerson(words))
            .SetId("chat", standsInChat ? StandsInChat : "no")
            .Set("voices", Voices(standsInChat))
            .Set("anonymous", _text.Format(standsInChat ? "ledger.raise.privacy.chat" : boxes.IsSetUp ? "ledger.raise.privacy.anonymous" : "ledger.raise.privacy.noBox"))
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

    private IEnumerable<CardData> Voices(bool standsInChat)
    {
        yield return Voice("ledger.raise.confidential", "Confidential");
        yield return Voice("ledger.raise.named", "Named");
        if (boxes.IsSetUp && !standsInChat)
            yield return Voice("ledger.raise.anonymous", "Anonymous");

        CardData Voice(string textKey, string value) => new CardData().Set("title", _text.Plain(textKey)).SetId("value", value);
    }
}
