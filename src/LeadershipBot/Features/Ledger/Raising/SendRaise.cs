using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Features.Ledger.Anonymous;
using LeadershipBot.Features.Ledger.Mine;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Raising;

/// <summary>A member sends the dialog: it stands on the ledger, and they read under which reference and what happens next.</summary>
/// <remarks>Where "anonymous" is chosen nothing is kept: another dialog opens with the words, which sends them so that nothing of it is written down.</remarks>
internal sealed class SendRaise(RaiseMaking making, RaiseCards cards, AnonymousBox box, AnonymousCards anonymous, MyRaiseCards mine, CardLibrary library, Chance chance) : ISlice
{
    public const string Confidential = nameof(Voice.Confidential);

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (LedgerGate.Check(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var (voice, words, standsInChat) = (turn.Data.Text("voice"), turn.Data.Text("words"), turn.Data.Text("chat") == RaiseCards.StandsInChat);
        if (voice == nameof(Voice.Anonymous) && !standsInChat)
        {
            var wrong = LedgerTexts.Check(words, LedgerLimits.WordsMax, turn.Today) ?? await box.WhyNotAsync(turn, cancellationToken);
            return wrong is null ? anonymous.Form(turn, chance.NewId(), AnonymousWeek.Now(turn.At), words, problem: null) : Again(turn, voice, words, standsInChat, wrong);
        }

        var draft = new RaiseDraft(voice switch { nameof(Voice.Named) => Voice.Named, Confidential => Voice.Confidential, _ => Voice.Anonymous }, words);
        if ((await making.MakeAsync(turn, draft, cancellationToken)).IsRefused(out var problem, out var entry))
            return Again(turn, voice, words, standsInChat, problem);
        return new Answer.Say(library.Text.Plain("ledger.raised", ("reference", entry.Reference.ToString())))
        {
            Renewed = mine.Of(entry, turn.At, turn.TimeZone, library.Text.Format("ledger.mine.recorded")),
        };
    }

    private Answer.Dialog Again(Turn turn, string voice, string words, bool standsInChat, Refusal problem)
        => cards.Form(turn, turn.Data.TryText("nonce", out var nonce) ? TurnData.Clip(nonce, 60) : chance.NewId(), voice, TurnData.Clip(words, LedgerLimits.WordsMax), standsInChat, problem);
}
