using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.News;

/// <summary>
/// At the time for news of a working day: how much new stands on the ledger to which nobody has replied, and of what whoever raised
/// it said more; and orders one card for each organiser, or where there is none each chair, and for those who see to that. At most once a day: what comes later waits for the next.
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
        var looked = waiting.Take(LookedAtMax).ToList();
        var found = await Task.WhenAll(looked.Select(one => shelf.FindAsync(one.GetString("Key") ?? "", cancellationToken)));
        var all = looked.Zip(found).Where(one => one.Second is not null).Select(one => (Row: one.First, Entry: one.Second!.Entry)).ToList();
        var count = all.Count(one => !LedgerIndexRows.IsSaid(one.Row) && one.Entry is { IsOpen: true, RepliedAt: null });
        var managers = await WhoAsync(organisation, cancellationToken);
        var told = managers.ToDictionary(one => one, _ => new ToldNews(count, []));
        foreach (var (row, entry) in all.Where(one => LedgerIndexRows.IsSaid(one.Row)))
        {
            foreach (var person in await OwnerAsync(entry, cancellationToken) is { } owner ? [owner] : managers)
            {
                if (!told.TryGetValue(person, out var news))
                    told[person] = news = new ToldNews(0, []);
                news.Said.Add(new SaidOf(LedgerRows.PartitionOf(entry), row.GetString("What") ?? ""));
            }
        }

        var note = new Record(organisation, Row) { ETag = last?.ETag, ["At"] = now };
        List<Change> changes = [last is null ? new Change.Insert(note) : new Change.Replace(note)];
        foreach (var (person, news) in told.Where(one => one.Value is { Count: > 0 } or { Said.Count: > 0 }))
            changes.Add(new Change.Upsert(await TellNews.OrderAsync(store, organisation, person, news, now, cancellationToken)));
        return await outbox.CommitAsync(LedgerRows.Table, organisation, changes, cancellationToken) is CommitResult.Committed;
    }

    /// <summary>Whose it is, where they can still see to it.</summary>
    private async Task<MemberId?> OwnerAsync(LedgerEntry entry, CancellationToken cancellationToken)
        => entry.Owner is { Person: var owner } && await roles.FindAsync(entry.Organisation.Id, owner, cancellationToken) is not null ? owner : null;

    private async Task<List<MemberId>> WhoAsync(string organisation, CancellationToken cancellationToken)
    {
        var organisers = await roles.ListAsync(organisation, Roles.Organiser, cancellationToken);
        var who = organisers.Count > 0 ? organisers : await roles.ListAsync(organisation, Roles.Chair, cancellationToken);
        return [.. who.Select(one => one.Person).Distinct().Take(ToldMax)];
    }
}
