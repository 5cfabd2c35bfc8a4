using LeadershipBot.Domain.Ledger;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Mine;

/// <summary>A member says whether what became of it answers what they raised, in one press.</summary>
internal sealed class JudgeFate(MyRaise mine, LedgerShelf shelf, MyRaiseCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await mine.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out _))
            return new Answer.Refused(refusal);
        var verdict = turn.Data.Text("verdict") == "yes" ? Verdict.Answers : Verdict.DoesNotAnswer;
        var step = new LedgerStep(StepKind.Verdict, turn.At, verdict.ToString());
        var ruling = await shelf.ChangeAsync(turn, turn.Data.Text("key"), entry => entry.Judged(verdict), step, audit: null, cancellationToken);
        return ruling.IsRefused(out var why, out var judged)
            ? new Answer.Refused(why)
            : new Answer.Card(cards.Of(judged, turn.At, turn.TimeZone, library.Text.Format("ledger.mine.judged")));
    }
}
