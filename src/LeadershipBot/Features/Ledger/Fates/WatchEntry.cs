using System.Globalization;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger.Merging;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Fates;

/// <summary>
/// Looks at an open entry when something is due: without a reply its owner is reminded, or the organisers where it has
/// none; without a fate its owner and the chairs are, or the organisers where there is no chair, and its author is told that it
/// is overdue. Each once, and once more when it was taken up again.
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
        var (who, reminded) = await WhoAsync(entry, due, cancellationToken);
        List<Change> changes = [new Change.Insert(new Record(key, RowOf(entry, due)) { ["At"] = now })];
        foreach (var person in who)
            changes.Add(new Change.Upsert(RemindOfEntry.Order(key, due, person, now)));
        if (due is LedgerDue.Fate)
            changes.Add(new Change.Upsert(RemindOfEntry.OrderForAuthor(key, reminded, now)));
        if (due is LedgerDue.Fate && entry.Support > 1)
            changes.Add(TellJoined.OrderOverdue(key, reminded, now));
        await outbox.CommitAsync(LedgerRows.Table, key, changes, cancellationToken); // a conflict: it was done before
    }

    /// <summary>By when it was due stands in the name: what is taken up again is due again.</summary>
    private static string RowOf(LedgerEntry entry, LedgerDue due)
        => $"{LedgerRows.Reminded}{due}.{(due is LedgerDue.Reply ? LedgerClock.ReplyBy(entry) : LedgerClock.FateBy(entry)).UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";

    /// <summary>Its owner; and where it has none, or its outcome is overdue, those above.</summary>
    private async Task<(List<MemberId> Who, RemindedOf Reminded)> WhoAsync(LedgerEntry entry, LedgerDue due, CancellationToken cancellationToken)
    {
        var organisation = entry.Organisation.Id;
        List<MemberId> who = [];
        if (entry.Owner is { } owner && await roles.FindAsync(organisation, owner.Person, cancellationToken) is not null)
            who.Add(owner.Person);
        var reminded = who.Count > 0 ? RemindedOf.Owner : RemindedOf.Nobody;
        if (due is LedgerDue.Reply && who.Count > 0)
            return (who, reminded);
        (Roles Role, RemindedOf As) chairs = (Roles.Chair, RemindedOf.Chair), organisers = (Roles.Organiser, RemindedOf.Organisers);
        foreach (var (role, level) in due is LedgerDue.Reply ? new[] { organisers, chairs } : [chairs, organisers])
        {
            var holders = await roles.ListAsync(organisation, role, cancellationToken);
            if (holders.Count > 0)
                return ([.. who.Concat(holders.Select(one => one.Person)).Distinct().Take(RemindedMax)], level);
        }

        return (who, reminded);
    }
}
