using System.Globalization;
using System.Text.Json;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Privacy;

/// <summary>
/// The pages of what was collected about a person, kept for a day so that turning a page costs one read. They lie in a
/// partition of the person's own, which nobody else's press leads to; what is collected anew takes their place.
/// </summary>
internal sealed class HeldPages(IRecordStore store, Outbox outbox) : IPersonalData
{
    /// <summary>With it begin the keys of a person's pages.</summary>
    internal const string Prefix = "page.";

    /// <summary>So many pages, and the order to forget them, fit one commit.</summary>
    private const int PagesAtOnce = StoreLimits.ChangesMax - 1;

    /// <summary>Keeps all pages of a request. Safe to repeat.</summary>
    public async Task KeepAsync(MemberId person, string request, IReadOnlyList<HeldPage> pages, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await SweepAsync(person, cancellationToken);
        foreach (var some in pages.Chunk(PagesAtOnce))
        {
            Change[] changes = [new Change.Upsert(OutboxRow.New(person.ToString(), SweepPages.Kind, "", now + PrivacyRows.RememberedFor)), .. some.Select(page => new Change.Upsert(Of(person, request, page)))];
            await outbox.CommitAsync(PrivacyRows.Table, person.ToString(), changes, cancellationToken);
        }
    }

    /// <summary>One page of the person's own request; null where it is gone.</summary>
    public async Task<HeldPage?> FindAsync(MemberId person, string request, int number, CancellationToken cancellationToken)
        => await store.FindAsync(PrivacyRows.Table, person.ToString(), KeyOf(number), cancellationToken) is { } row && row.GetString("Request") == request
            ? new HeldPage(number, row.GetInt32("Of") ?? 1, JsonSerializer.Deserialize<HeldLine[]>(row.GetString("Lines") ?? "[]") ?? [])
            : null;

    /// <summary>Nothing: it is a copy, for a day, of what the others tell.</summary>
    public Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<HeldSection>>([]);

    public Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken) => Task.FromResult(ErasurePlan.Nothing);

    public Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken) => SweepAsync(about.Person, cancellationToken);

    private async Task SweepAsync(MemberId person, CancellationToken cancellationToken)
    {
        var old = new List<Record>();
        await foreach (var row in store.ListAsync(PrivacyRows.Table, person.ToString(), RowRange.All, cancellationToken))
            old.Add(row);
        foreach (var row in old.Where(row => row.RowKey.StartsWith(OutboxRow.Prefix, StringComparison.Ordinal)))
            await outbox.RemovePointerAsync(PrivacyRows.Table, row, cancellationToken);
        foreach (var some in old.Select(row => new Change.Delete(row.RowKey, null)).Chunk(StoreLimits.ChangesMax))
            await store.CommitAsync(PrivacyRows.Table, person.ToString(), some, cancellationToken);
    }

    private static Record Of(MemberId person, string request, HeldPage page) => new(person.ToString(), KeyOf(page.Number))
    {
        ["Request"] = request,
        ["Of"] = page.Of,
        ["Lines"] = JsonSerializer.Serialize(page.Lines),
    };

    private static string KeyOf(int number) => Prefix + number.ToString("D5", CultureInfo.InvariantCulture);
}

/// <summary>Forgets the pages a day later.</summary>
internal sealed class SweepPages(Staging staging) : IDelivery
{
    public const string Kind = "privacy.sweepPages";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        await staging.SweepAsync(table, row.PartitionKey, HeldPages.Prefix, cancellationToken);
        return new Delivered.Done();
    }
}
