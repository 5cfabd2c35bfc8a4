using LeadershipBot.Domain.Ledger;
using LeadershipBot.Features.Ledger.Merging;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Mine;

/// <summary>A member says whether what became of it answers what they raised, in one press.</summary>
internal sealed class JudgeFate(MyRaise mine, LedgerShelf shelf, EntryMerging merging, MyRaiseCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await mine.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var entry))
            return new Answer.Refused(refusal);
        var verdict = turn.Data.Text("verdict") == "yes" ? Verdict.Answers : Verdict.DoesNotAnswer;
        var step = new LedgerStep(StepKind.Verdict, turn.At, verdict.ToString());
        var ruling = entry.Other is null
            ? await shelf.ChangeAsync(turn, turn.Data.Text("key"), one => one.Judged(verdict), step, audit: null, cancellationToken)
            : await merging.JudgeAsync(entry.Own.Key, verdict, step, cancellationToken);
        if (ruling.IsRefused(out var why, out _))
            return new Answer.Refused(why);
        var now = await shelf.FollowAsync(entry.Own.Key, cancellationToken) ?? entry;
        return new Answer.Card(cards.Of(now, turn.At, turn.TimeZone, library.Text.Format("ledger.mine.judged")));
    }
}
