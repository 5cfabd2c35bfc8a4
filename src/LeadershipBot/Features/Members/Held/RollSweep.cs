using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Held;

/// <summary>What becomes of one row of a roll that is too old.</summary>
/// <param name="IsGone">Whether it is counted; a row that only gets its date isn't.</param>
/// <param name="Changes">At most two, in the organisation's partition.</param>
internal sealed record Swept(bool IsGone, params Change[] Changes);

/// <summary>
/// Sweeps rows of the roll that counts, in batches: each touches the organisation's head, as every change of a roll does,
/// and is audited. Safe to break off and to repeat; where somebody else was faster it looks again.
/// </summary>
internal sealed class RollSweep(IRecordStore store, OrganisationShelf organisations, Outbox outbox, Contention contention, TimeProvider time)
{
    // Of one commit's changes one is the head and one the audit.
    private const int RowsAtOnce = (StoreLimits.ChangesMax - 2) / 2;

    /// <param name="organisationId">Whose roll.</param>
    /// <param name="rowsOf">Given the roll's version, how the keys of the rows begin.</param>
    /// <param name="decide">Given the organisation as it is at the moment, what becomes of a row; null where it stays.</param>
    /// <param name="audit">Given when, the entry that says so.</param>
    /// <param name="sweep">Whether to remove or to count.</param>
    /// <param name="cancellationToken">Breaks off between batches.</param>
    /// <returns>The rows that are gone, or would be.</returns>
    public async Task<IReadOnlyList<Record>> RunAsync(
        string organisationId, Func<string, string> rowsOf, Func<OrganisationNow, Func<Record, Swept?>> decide, Func<DateTimeOffset, Change> audit, Sweep sweep, CancellationToken cancellationToken)
    {
        var gone = new List<Record>();
        await contention.RunAsync(stop => OnceAsync(organisationId, rowsOf, decide, audit, sweep, gone, stop), cancellationToken);
        return gone;
    }

    private async Task<List<Record>?> OnceAsync(
        string organisationId, Func<string, string> rowsOf, Func<OrganisationNow, Func<Record, Swept?>> decide, Func<DateTimeOffset, Change> audit, Sweep sweep, List<Record> gone, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            return gone;
        var (becomes, old) = (decide(organisation), new List<(Record Row, Swept Swept)>());
        await foreach (var row in store.ListAsync(OrganisationRows.Table, organisationId, RowRange.Prefix(rowsOf(organisation.Roll)), cancellationToken))
        {
            if (becomes(row) is { } swept)
                old.Add((row, swept));
        }

        foreach (var some in old.Chunk(RowsAtOnce))
        {
            var isAnyGone = some.Any(one => one.Swept.IsGone);
            if (sweep is Sweep.Remove)
            {
                Change[] changes = [organisation.Touched(), .. some.SelectMany(one => one.Swept.Changes), .. isAnyGone ? [audit(time.GetUtcNow())] : Array.Empty<Change>()];
                var result = await outbox.CommitAsync(OrganisationRows.Table, organisationId, changes, cancellationToken);
                organisations.Forget(organisationId);
                if (result is not CommitResult.Committed { ETags: [var etag, ..] })
                    return null;
                organisation = organisation with { ETag = etag! };
            }

            gone.AddRange(some.Where(one => one.Swept.IsGone).Select(one => one.Row));
        }

        return gone;
    }
}
