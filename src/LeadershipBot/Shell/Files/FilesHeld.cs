using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Files;

/// <summary>Files that wait for a person: which, never what is in them. All of it goes within a day anyhow.</summary>
internal sealed class FilesHeld(IRecordStore store, Staging staging, CardLibrary library) : IPersonalData
{
    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(about, cancellationToken);
        if (rows.Count == 0)
            return [];
        var text = library.Text;
        return [new HeldSection("files", text.Plain("files.held.title"), [text.Plain("files.held.waiting", ("count", rows.Count(FileRows.IsOffer)))], RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var waiting = (await RowsAsync(about, cancellationToken)).Count(FileRows.IsOffer);
        return waiting == 0 ? ErasurePlan.Nothing : new ErasurePlan([library.Text.Plain("files.held.waiting", ("count", waiting))], []);
    }

    public Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
        => staging.SweepAllAsync(FileRows.Table, FileRows.PartitionOf(about.Person), cancellationToken);

    private async Task<List<Record>> RowsAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(FileRows.Table, FileRows.PartitionOf(about.Person), RowRange.All, cancellationToken))
            rows.Add(row);
        return rows;
    }
}
