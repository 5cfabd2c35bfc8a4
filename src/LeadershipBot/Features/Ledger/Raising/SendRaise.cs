using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Features.Ledger.Mine;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Raising;

/// <summary>A member sends the dialog: it stands on the ledger, and they read under which reference and what happens next.</summary>
internal sealed class SendRaise(RaiseMaking making, RaiseCards cards, MyRaiseCards mine, CardLibrary library) : ISlice
{
    public const string Confidential = nameof(Voice.Confidential);

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (LedgerGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var (voice, words) = (turn.Data.Text("voice"), turn.Data.Text("words"));
        var draft = new RaiseDraft(voice switch { nameof(Voice.Named) => Voice.Named, Confidential => Voice.Confidential, _ => Voice.Anonymous }, words);
        if ((await making.MakeAsync(turn, draft, cancellationToken)).IsRefused(out var problem, out var entry))
            return cards.Form(turn, turn.Data.TryText("nonce", out var nonce) ? TurnData.Clip(nonce, 60) : turn.Intent.Key, voice, TurnData.Clip(words, LedgerLimits.WordsMax), problem);
        return new Answer.Say(library.Text.Plain("ledger.raised", ("reference", entry.Reference.ToString())))
        {
            Renewed = mine.Of(entry, turn.At, turn.TimeZone, library.Text.Format("ledger.mine.recorded")),
        };
    }
}
