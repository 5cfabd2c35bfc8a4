using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Fates;

/// <summary>Tells whoever sees to an entry from now on that it is theirs: whose it is at the moment of sending, so that of two in a row the last is told.</summary>
internal sealed class TellOwner(LedgerShelf shelf, IRoleHolders people, TellPerson tell, LedgerListCard list, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "ledger.given";

    /// <summary>The order, for the commit in which it is given.</summary>
    public static Change Order(string key, DateTimeOffset now) => new Change.Upsert(OutboxRow.New(key, Kind, "", now));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Entry: { IsOpen: true, Owner: { } owner } entry } || await people.FindAsync(entry.Organisation.Id, owner.Person, cancellationToken) is null)
            return new Delivered.Done();
        var title = library.Text.Plain("ledger.owner.told", ("reference", entry.Reference.ToString()));
        return await tell.TellAsync(owner.Person, zone => list.Reminder(entry, title, time.GetUtcNow(), zone), () => Task.CompletedTask, cancellationToken);
    }
}
