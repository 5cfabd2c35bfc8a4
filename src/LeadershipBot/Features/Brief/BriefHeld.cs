using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Brief;

/// <summary>When a person had their brief.</summary>
internal sealed class BriefHeld(IRecordStore store, CardLibrary library) : IPersonalData
{
    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var rows = await FindAsync(about, cancellationToken);
        return rows.Count == 0
            ? []
            : [new HeldSection("brief", _text.Plain("brief.held.title"), [.. rows.Select(row => _text.Plain("brief.held.seen", ("when", TimeWords.Moment(BriefShelf.ToTimes(row).At, about.Zone))))], RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
        => (await FindAsync(about, cancellationToken)).Count == 0 ? ErasurePlan.Nothing : new ErasurePlan([_text.Plain("brief.held.erase")], []);

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        foreach (var row in await FindAsync(about, cancellationToken))
            await store.CommitAsync(BriefShelf.Table, row.PartitionKey, [new Change.Delete(row.RowKey, null)], cancellationToken); // a conflict: it is gone already
    }

    private async Task<List<Record>> FindAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        foreach (var organisation in about.Organisations)
        {
            if (await store.FindAsync(BriefShelf.Table, organisation.Id, BriefShelf.RowOf(about.Person), cancellationToken) is { } row)
                rows.Add(row);
        }

        return rows;
    }
}

/// <summary>Removes when somebody had a brief long ago.</summary>
internal sealed class BriefRetention(IRecordStore store) : IRetention
{
    public RetentionKind Kind => RetentionKind.Briefs;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var old = new List<Record>();
        await foreach (var row in store.ListAsync(BriefShelf.Table, organisationId, RowRange.Prefix(BriefShelf.Seen), cancellationToken))
        {
            if (BriefShelf.ToTimes(row).At < olderThan)
                old.Add(row);
        }

        foreach (var row in sweep is Sweep.Remove ? old : [])
            await store.CommitAsync(BriefShelf.Table, organisationId, [new Change.Delete(row.RowKey, row.ETag)], cancellationToken); // a conflict: they had a new one just now
        return old.Count;
    }
}
