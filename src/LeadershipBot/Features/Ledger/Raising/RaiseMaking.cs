using System.Security.Cryptography;
using System.Text;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger.Fates;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Raising;

/// <summary>Puts what was raised on the ledger, once for each intent.</summary>
internal sealed class RaiseMaking(IRecordStore store, Outbox outbox, LedgerShelf shelf)
{
    private const int ReferenceTriesMax = 20;

    /// <summary>Makes it: first the notes by which it is found (to nothing they are harmless), then the entry in one commit.</summary>
    /// <remarks>
    /// Readers see the id in their cards, and what is drawn from it: so it comes of a random nonce that stands in the
    /// author's own card or dialog alone. Made of what others may know, it would tell them who raised it, by trying everybody.
    /// </remarks>
    /// <exception cref="StoreUnavailableException">Nothing was raised, or it can't be said: safe to repeat.</exception>
    public async Task<Ruling<LedgerEntry>> MakeAsync(Turn turn, RaiseDraft draft, CancellationToken cancellationToken)
    {
        if (!turn.Data.TryText("nonce", out var nonce))
            return new Refusal("shell.refused.unknownButton");
        var id = Keys.Hash("ledger", turn.Actor.MemberId.ToString(), nonce);
        if (draft.Raise(id, Reference.Of(0), turn.Actor, turn.At, turn.Today).IsRefused(out var refusal, out var unnamed))
            return refusal;
        if (await shelf.FindAsync(LedgerRows.PartitionOf(turn.Actor.Organisation.Id, id), cancellationToken) is { } made)
            return made.Entry; // delivered once more
        return await PutAsync(unnamed, turn.Actor.MemberId, turn.At, cancellationToken);
    }

    /// <summary>Puts an entry that has no reference yet on the ledger, with all that follows from it. One that is there already stays as it is.</summary>
    /// <param name="unnamed">The entry.</param>
    /// <param name="author">Who raised it; null where nobody knows.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreUnavailableException">Nothing was raised, or it can't be said: safe to repeat.</exception>
    public async Task<LedgerEntry> PutAsync(LedgerEntry unnamed, MemberId? author, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var partition = LedgerRows.PartitionOf(unnamed);
        if (author is null && await shelf.FindAsync(partition, cancellationToken) is { } there)
            return there.Entry;
        var entry = unnamed with { Reference = await TakeReferenceAsync(unnamed, cancellationToken) };
        List<Change> changes =
        [
            new Change.Insert(LedgerRows.OfEntry(entry)),
            new Change.Insert(OutboxRow.New(partition, ListEntry.Kind, "", now)),
            new Change.Insert(OutboxRow.New(partition, WatchEntry.Kind, "", LedgerClock.ReplyBy(entry))),
        ];
        if (author is { } person)
        {
            var raiser = LedgerIndexRows.OfRaiser(entry, person);
            await store.CommitAsync(LedgerIndexRows.Table, raiser.PartitionKey, [new Change.Upsert(raiser)], cancellationToken);
            changes.Add(new Change.Insert(LedgerRows.OfAuthor(partition, new LedgerAuthor(person, ToldVersion: 0))));
        }

        await outbox.CommitAsync(LedgerRows.Table, partition, changes, cancellationToken); // a conflict: another delivery of the same was faster
        return (await shelf.FindAsync(partition, cancellationToken))?.Entry ?? entry;
    }

    /// <summary>A reference that nothing else in the organisation has: drawn from the id, which comes of a secret and tells nothing of the author.</summary>
    private async Task<Reference> TakeReferenceAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < ReferenceTriesMax; attempt++)
        {
            var drawn = BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{entry.Id}.{attempt}")));
            var named = entry with { Reference = Reference.Of(drawn) };
            var row = LedgerIndexRows.OfReference(named);
            if (await store.CommitAsync(LedgerIndexRows.Table, row.PartitionKey, [new Change.Insert(row)], cancellationToken) is CommitResult.Committed)
                return named.Reference;
            if ((await store.FindAsync(LedgerIndexRows.Table, row.PartitionKey, row.RowKey, cancellationToken))?.GetString("Key") == LedgerRows.PartitionOf(entry))
                return named.Reference; // a try before this one took it
        }

        throw new StoreUnavailableException("No free reference was found.");
    }
}
