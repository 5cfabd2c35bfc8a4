using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Features.Ledger.Mine;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Ledger.Raising;

/// <summary>
/// Words that a member typed in their chat are raised by one press: confidentially, and never anonymously, since they stand
/// in the chat already.
/// </summary>
internal sealed class RaiseWords(RaiseMaking making, MyRaiseCards cards, CardLibrary library) : IWordsTaker
{
    /// <summary>Fewer words are rather a command that was mistyped, or an answer to a person.</summary>
    private const int WordsMin = 5;

    private readonly TextFile _text = library.Text;

    public string Kind => "ledger";

    public Task<WordsOffer?> OfferAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (!turn.Actor.Hat.IsListed || turn.Words.Length > LedgerLimits.WordsMax || turn.Words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length < WordsMin)
            return Task.FromResult<WordsOffer?>(null);
        var about = _text.Format("ledger.words.about", ("organisation", _text.NameOf(turn.Actor.Organisation)));
        var button = new WordsButton(_text.Plain("ledger.words.press"), turn.Actor.Organisation.Id, turn.Actor.Organisation.Id, OpensDialog: false);
        return Task.FromResult<WordsOffer?>(new WordsOffer(about) { Button = button });
    }

    public async Task<Answer> TakeAsync(Turn turn, string thing, string words, CancellationToken cancellationToken)
    {
        if (thing != turn.Actor.Organisation.Id)
            return new Answer.Unusable(new Refusal("ledger.refused.otherOrganisation"));
        return (await making.MakeAsync(turn, new RaiseDraft(Voice.Confidential, words), cancellationToken)).IsRefused(out var refusal, out var entry)
            ? new Answer.Unusable(refusal)
            : new Answer.Card(cards.Of(entry, turn.At, turn.TimeZone, _text.Format("ledger.mine.recorded")));
    }
}
