using LeadershipBot.Domain.Ledger;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Fates;

/// <summary>An organiser or a chair leaves words as they are that a member reported: the report is dealt with.</summary>
internal sealed class LeaveReported(LedgerShelf shelf, EntryCard card, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var step = new LedgerStep(StepKind.Left, turn.At, "") { By = turn.Actor.MemberId, ByName = turn.Actor.Name };
        var ruling = await shelf.ChangeAsync(turn, head.Key, entry => entry.LeftAsItIs(turn.Actor), step, Audit.Entry(head.Key, turn, "ledger.left"), cancellationToken);
        return ruling.IsRefused(out refusal, out var after)
            ? new Answer.Refused(refusal)
            : new Answer.Card(await card.OfAsync(turn.Actor, after, turn.At, turn.TimeZone, library.Text.Format("ledger.leave.done"), cancellationToken));
    }
}
