using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Releasing;

/// <summary>Brings the line up to date by which those who lead a practice find what it is asked: there as long as the question waits, and no longer. Done again, it writes the same.</summary>
internal sealed class ListAsked(ApplicationShelf shelf, IRecordStore store) : IDelivery
{
    public const string Kind = "applications.releaseListed";

    /// <summary>The practice whose line it is.</summary>
    private const string Once = "Once";

    /// <summary>What is ordered as a question changes: for the practice that waits for it anew, and for one that doesn't any more.</summary>
    /// <param name="key">The opening's partition.</param>
    /// <param name="before">The question before; null for none.</param>
    /// <param name="after">The question after.</param>
    /// <param name="now">The moment.</param>
    public static IEnumerable<Change> Orders(string key, KeptRelease? before, KeptRelease after, DateTimeOffset now)
    {
        var (was, isNow) = (before is { IsAsked: true } ? before.PracticeCode : "", after.IsAsked ? after.PracticeCode : "");
        foreach (var code in was == isNow ? [] : new[] { was, isNow }.Where(code => code.Length > 0))
        {
            var row = OutboxRow.New(key, Kind, Keys.Hash(after.Who.ToString(), code), now);
            (row["Person"], row[Once]) = (after.Who.ToString(), code);
            yield return new Change.Upsert(row);
        }
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (ApplicationRows.PersonIn(row, "Person") is not { } who || row.GetString(Once) is not { } code || await shelf.FindHeadAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        var line = ApplicationIndexRows.OfAsked(head.Organisation.Id, code, head.Kind, head.Opening, who);
        if (await IsAskedAsync(row.PartitionKey, who, code, cancellationToken))
            await store.CommitAsync(ApplicationIndexRows.Table, line.PartitionKey, [new Change.Upsert(line)], cancellationToken);
        if (!await IsAskedAsync(row.PartitionKey, who, code, cancellationToken)) // asked once more: the applicant may have been forgotten in that moment
            await store.CommitAsync(ApplicationIndexRows.Table, line.PartitionKey, [new Change.Delete(line.RowKey, null)], cancellationToken); // a conflict: it is gone already
        return new Delivered.Done();
    }

    private async Task<bool> IsAskedAsync(string key, MemberId who, string code, CancellationToken cancellationToken)
        => await shelf.FindLastReleaseAsync(key, who, cancellationToken) is { IsAsked: true } kept && kept.PracticeCode == code;
}
