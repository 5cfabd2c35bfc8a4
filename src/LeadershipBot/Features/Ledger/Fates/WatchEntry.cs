using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger.Merging;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Fates;

/// <summary>
/// Looks at an open entry when something is due: without a reply its owner is reminded, or the organisers where it has
/// none; without a fate the chairs are, and its author is told that it is overdue. Each once.
/// </summary>
internal sealed class WatchEntry(LedgerShelf shelf, IRoleHolders roles, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "ledger.watch";

    private const int RemindedMax = 20;

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Entry: { IsOpen: true } entry })
            return new Delivered.Done();
        var due = LedgerClock.Overdue(entry, now);
        if (due is LedgerDue.Nothing)
            return new Delivered.NotBefore(LedgerClock.NextDue(entry));
        await OrderAsync(entry, due, now, cancellationToken);
        return due is LedgerDue.Reply ? new Delivered.NotBefore(LedgerClock.FateBy(entry)) : new Delivered.Done();
    }

    private async Task OrderAsync(LedgerEntry entry, LedgerDue due, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = LedgerRows.PartitionOf(entry);
        List<Change> changes = [new Change.Insert(new Record(key, LedgerRows.Reminded + due) { ["At"] = now })];
        foreach (var person in await WhoAsync(entry, due, cancellationToken))
            changes.Add(new Change.Insert(RemindOfEntry.Order(key, due, person, now)));
        if (due is LedgerDue.Fate)
            changes.Add(new Change.Insert(RemindOfEntry.OrderForAuthor(key, now)));
        if (due is LedgerDue.Fate && entry.Support > 1)
            changes.Add(TellJoined.Order(key, now, isOverdue: true));
        await outbox.CommitAsync(LedgerRows.Table, key, changes, cancellationToken); // a conflict: it was done before
    }

    private async Task<IEnumerable<MemberId>> WhoAsync(LedgerEntry entry, LedgerDue due, CancellationToken cancellationToken)
    {
        var organisation = entry.Organisation.Id;
        if (due is LedgerDue.Reply && entry.Owner is { } owner && await roles.FindAsync(organisation, owner.Person, cancellationToken) is not null)
            return [owner.Person];
        var who = await roles.ListAsync(organisation, due is LedgerDue.Reply ? Roles.Organiser : Roles.Chair, cancellationToken);
        return who.Select(one => one.Person).Distinct().Take(RemindedMax);
    }
}
