using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Lists;

/// <summary>Somebody who manages the ledger opens an entry. That they read who raised it, where it was raised by name, is audited.</summary>
internal sealed class ShowEntry(LedgerShelf shelf, EntryCard card, IRecordStore store) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (head.Entry.RaisedByName.Length > 0)
        {
            await shelf.NoteAsync(head.Key, turn.Actor.MemberId, cancellationToken);
            await store.CommitAsync(LedgerRows.Table, head.Key, [Audit.Entry(head.Key, turn, "ledger.nameRead")], cancellationToken);
        }

        return new Answer.Card(await card.OfAsync(turn.Actor, head.Entry, turn.At, turn.TimeZone, note: null, cancellationToken));
    }
}
