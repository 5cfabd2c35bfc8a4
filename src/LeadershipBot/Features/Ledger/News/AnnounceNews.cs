using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.News;

/// <summary>
/// At the time for news of a working day: how much new stands on the ledger to which nobody has replied; and orders one card
/// for each organiser, or where there is none each chair. At most once a day: what comes later waits for the next.
/// </summary>
internal sealed class AnnounceNews(NewEntries news, LedgerShelf shelf, IRoleHolders roles, IRecordStore store, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "ledger.news";

    /// <summary>When it was last done, in the organisation's own partition.</summary>
    public const string Row = "head.news";

    private const int ToldMax = 20;
    private const int LookedAtMax = 200;

    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(2);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (organisation, now) = (row.PartitionKey, time.GetUtcNow());
        var last = await store.FindAsync(LedgerRows.Table, organisation, Row, cancellationToken);
        var isDone = last?.GetDateTimeOffset("At") is { } at && DayOf(at) == DayOf(now);
        var waiting = await news.ListAsync(organisation, cancellationToken);
        if (!isDone && waiting.Count > 0)
        {
            if (!await OrderAsync(organisation, waiting, last, now, cancellationToken))
                return new Delivered.NotBefore(now + AgainAfter);
            last = new Record(organisation, Row) { ["At"] = now };
        }

        var told = waiting.Where(one => one.GetDateTimeOffset("At") <= last?.GetDateTimeOffset("At")).ToList();
        await news.RemoveAsync(told, cancellationToken);
        return told.Count < waiting.Count ? new Delivered.NotBefore(NewsTime.Next(now, Zones.UnitedKingdom)) : new Delivered.Done();
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zones.UnitedKingdom).DateTime);

    private async Task<bool> OrderAsync(string organisation, List<Record> waiting, Record? last, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(waiting.Take(LookedAtMax).Select(one => shelf.FindAsync(one.GetString("Key") ?? "", cancellationToken)));
        var count = found.Count(head => head is { Entry: { IsOpen: true, RepliedAt: null } });
        var note = new Record(organisation, Row) { ETag = last?.ETag, ["At"] = now };
        List<Change> changes = [last is null ? new Change.Insert(note) : new Change.Replace(note)];
        foreach (var person in count == 0 ? [] : await WhoAsync(organisation, cancellationToken))
            changes.Add(new Change.Upsert(await TellNews.OrderAsync(store, organisation, person, count, now, cancellationToken)));
        return await outbox.CommitAsync(LedgerRows.Table, organisation, changes, cancellationToken) is CommitResult.Committed;
    }

    private async Task<IEnumerable<MemberId>> WhoAsync(string organisation, CancellationToken cancellationToken)
    {
        var organisers = await roles.ListAsync(organisation, Roles.Organiser, cancellationToken);
        var who = organisers.Count > 0 ? organisers : await roles.ListAsync(organisation, Roles.Chair, cancellationToken);
        return who.Select(one => one.Person).Distinct().Take(ToldMax);
    }
}
