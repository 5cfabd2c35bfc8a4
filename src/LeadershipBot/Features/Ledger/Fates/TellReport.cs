using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Fates;

/// <summary>
/// Tells the organisers, or where there is none the chairs, that a member reported what was raised; not, if somebody has dealt
/// with it by then. First those are found who are told, and then each gets a card.
/// </summary>
internal sealed class TellReport(LedgerShelf shelf, IRoleHolders roles, TellPerson tell, LedgerListCard list, Outbox outbox, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "ledger.report";

    private const int ToldMax = 20;

    /// <summary>The order, for the commit of the report itself.</summary>
    public static Change Order(string key, DateTimeOffset now) => new Change.Upsert(OutboxRow.New(key, Kind, "", now));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Entry: { IsReported: true, MergedInto: null } entry })
            return new Delivered.Done();
        if (row.GetString("Person") is not { } who)
            return await OrderForEachAsync(entry, cancellationToken);
        if (!MemberId.TryParse(who, out var person) || await roles.FindAsync(entry.Organisation.Id, person, cancellationToken) is not { } holder || (holder.Roles & ShowLedger.Readers) == Roles.Member)
            return new Delivered.Done();
        var title = library.Text.Plain("ledger.remind.reported", ("reference", entry.Reference.ToString()));
        return await tell.TellAsync(person, zone => list.Reminder(entry, title, time.GetUtcNow(), zone), () => Task.CompletedTask, cancellationToken);
    }

    private async Task<Delivered> OrderForEachAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        var (key, now) = (LedgerRows.PartitionOf(entry), time.GetUtcNow());
        var organisers = await roles.ListAsync(entry.Organisation.Id, Roles.Organiser, cancellationToken);
        var who = organisers.Count > 0 ? organisers : await roles.ListAsync(entry.Organisation.Id, Roles.Chair, cancellationToken);
        var changes = new List<Change>();
        foreach (var one in who.DistinctBy(one => one.Person).Take(ToldMax))
        {
            var row = OutboxRow.New(key, Kind, Keys.Hash(one.Person.ToString()), now);
            row["Person"] = one.Person.ToString();
            changes.Add(new Change.Upsert(row));
        }

        if (changes.Count > 0)
            await outbox.CommitAsync(LedgerRows.Table, key, changes, cancellationToken);
        return new Delivered.Done();
    }
}
