using LeadershipBot.Features.Ledger.Mine;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Fates;

/// <summary>
/// Tells whoever raised something what became of it, in their own chat: the newest step, as of the moment of sending, so
/// that several within one night are one card. That they were told is noted at once, so that it isn't said twice.
/// </summary>
internal sealed class TellAuthor(LedgerShelf shelf, TellPerson tell, MyRaiseCards cards, IRecordStore store, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "ledger.tell";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var key = row.PartitionKey;
        if (await store.FindAsync(LedgerRows.Table, key, LedgerRows.Author, cancellationToken) is not { } authorRow || LedgerRows.ToAuthor(authorRow) is not { } author)
            return new Delivered.Done(); // forgotten, or never known
        if (await shelf.FollowAsync(key, cancellationToken) is not { } entry)
            return new Delivered.Done();
        var step = (await shelf.ListStepsAsync(key, cancellationToken)).FindLast(one => one.TellsAuthor && one.Version > author.ToldVersion);
        var ofOther = entry.Other is { } other ? (await shelf.ListStepsAsync(other.Key, cancellationToken)).FindLast(one => one.What is StepKind.Fate && one.Version > author.ToldOfOther) : null;
        if ((step ?? ofOther) is not { } newest)
            return new Delivered.Done();
        var told = author with { ToldVersion = step?.Version ?? author.ToldVersion, ToldOfOther = entry.Other?.Entry.Version ?? 0 };
        return await tell.TellAsync(
            author.Person,
            zone => cards.Of(entry, time.GetUtcNow(), zone, LedgerWords.Note(library.Text, newest, entry.Shown)),
            () => store.CommitAsync(LedgerRows.Table, key, [new Change.Replace(LedgerRows.OfAuthor(key, told, authorRow.ETag))], cancellationToken),
            cancellationToken);
    }
}
