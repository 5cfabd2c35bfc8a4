using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Fates;

/// <summary>Tells the organisers that a member reported what was raised, each once for a report; not, if it has been hidden by then.</summary>
internal sealed class TellReport(LedgerShelf shelf, IRoleHolders roles, TellPerson tell, LedgerListCard list, Outbox outbox, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "ledger.report";

    private const int ToldMax = 20;

    /// <summary>Orders it. The same report again orders nothing new.</summary>
    public async Task OrderAsync(LedgerEntry entry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!entry.IsReported)
            return;
        var key = LedgerRows.PartitionOf(entry);
        List<Change> changes = [new Change.Insert(new Record(key, $"{LedgerRows.Reminded}Reported.{entry.Version}") { ["At"] = now })];
        foreach (var one in (await roles.ListAsync(entry.Organisation.Id, Roles.Organiser, cancellationToken)).DistinctBy(one => one.Person).Take(ToldMax))
        {
            var row = OutboxRow.New(key, Kind, Keys.Hash(one.Person.ToString()), now);
            row["Person"] = one.Person.ToString();
            changes.Add(new Change.Upsert(row));
        }

        await outbox.CommitAsync(LedgerRows.Table, key, changes, cancellationToken); // a conflict: it was ordered before
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Entry: { IsReported: true, MergedInto: null } entry })
            return new Delivered.Done();
        if (!MemberId.TryParse(row.GetString("Person") ?? "", out var person) || await roles.FindAsync(entry.Organisation.Id, person, cancellationToken) is not { } holder || (holder.Roles & Roles.Organiser) == Roles.Member)
            return new Delivered.Done();
        var title = library.Text.Plain("ledger.remind.reported", ("reference", entry.Reference.ToString()));
        return await tell.TellAsync(person, zone => list.Reminder(entry, title, time.GetUtcNow(), zone), () => Task.CompletedTask, cancellationToken);
    }
}
