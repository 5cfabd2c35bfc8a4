using LeadershipBot.Features.Ledger.News;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Lists;

/// <summary>
/// Brings the lists and the figures up to date with an entry. Which lines it may have is noted before they are written, so that none is
/// left where a server dies between them; done again, it writes the same.
/// </summary>
internal sealed class ListEntry(IRecordStore store, LedgerTallies tallies, NewEntries news) : IDelivery
{
    public const string Kind = "ledger.list";

    private const char Between = '\n';

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var key = row.PartitionKey;
        if (await store.FindAsync(LedgerRows.Table, key, LedgerRows.Entry, cancellationToken) is not { } found)
            return new Delivered.Done(); // removed meanwhile, and its lines with it
        var entry = LedgerRows.ToEntry(found);
        var lines = LedgerIndexRows.LinesOf(entry);
        var wanted = lines.Select(NameOf).ToList();
        var listed = await store.FindAsync(LedgerRows.Table, key, LedgerRows.Listed, cancellationToken);
        var noted = NotedIn(listed);
        if (listed is null)
            await news.NoteAsync(entry, cancellationToken);
        await tallies.CountAsync(entry, cancellationToken);
        await NoteAsync(key, [.. noted.Union(wanted)], cancellationToken);
        foreach (var line in lines)
            await store.CommitAsync(LedgerIndexRows.Table, line.PartitionKey, [new Change.Upsert(line)], cancellationToken);
        foreach (var gone in noted.Except(wanted))
            await RemoveAsync(store, gone, cancellationToken);
        await NoteAsync(key, wanted, cancellationToken);
        return new Delivered.Done();
    }

    /// <summary>Takes an entry out of all lists.</summary>
    public static async Task ForgetAsync(IRecordStore store, string key, CancellationToken cancellationToken)
    {
        foreach (var line in NotedIn(await store.FindAsync(LedgerRows.Table, key, LedgerRows.Listed, cancellationToken)))
            await RemoveAsync(store, line, cancellationToken);
    }

    private static string NameOf(Record line) => $"{line.PartitionKey} {line.RowKey}";

    private static string[] NotedIn(Record? listed) => listed?.GetString("Lines") is { Length: > 0 } lines ? lines.Split(Between) : [];

    private static async Task RemoveAsync(IRecordStore store, string name, CancellationToken cancellationToken)
    {
        var at = name.Split(' ');
        await store.CommitAsync(LedgerIndexRows.Table, at[0], [new Change.Delete(at[1], null)], cancellationToken); // a conflict: it is gone already
    }

    private async Task NoteAsync(string key, IReadOnlyList<string> lines, CancellationToken cancellationToken)
        => await store.CommitAsync(LedgerRows.Table, key, [new Change.Upsert(new Record(key, LedgerRows.Listed) { ["Lines"] = string.Join(Between, lines) })], cancellationToken);
}
