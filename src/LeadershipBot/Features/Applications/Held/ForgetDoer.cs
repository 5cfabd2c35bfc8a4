using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications.Nominating;
using LeadershipBot.Features.Applications.Releasing;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Held;

/// <summary>
/// Takes the name of somebody out of what they did for others' applications. A score that they gave counts on, under a name
/// that nobody has; that they were nominated, that they declared a conflict, or that they
/// were reminded, goes. Where nobody is left who was asked for a practice, the applicant is told. Safe to repeat.
/// </summary>
internal sealed class ForgetDoer(ApplicationTraces traces, NominatorNotes notes, IRecordStore store, Outbox outbox, ForgetOrders orders, Chance chance, Contention contention, TimeProvider time)
{
    public async Task ForgetAsync(Record line, MemberId person, CancellationToken cancellationToken)
    {
        var (key, audited) = (ApplicationTraces.KeyOf(line), false);
        await orders.ForgetAsync(key, person, cancellationToken);
        var nominators = new List<MemberId>();
        foreach (var row in await traces.OfDoerAsync(line, person, cancellationToken))
        {
            if (row.RowKey == ApplicationRows.NomineeRow(person) && ApplicationRows.PersonIn(row, "By") is { } nominator)
                nominators.Add(nominator);
            audited |= ApplicationTraces.IsAudit(row);
            if (!ApplicationTraces.IsAudit(row))
                await contention.RunAsync(async stop => await ChangeAsync(key, row.RowKey, person, stop) ? "done" : null, cancellationToken);
        }

        foreach (var by in nominators)
            await notes.DropAsync(ApplicationTraces.OrganisationOf(line), line.GetString("Kind") ?? "", line.GetString("Opening") ?? "", by, cancellationToken);
        if (!audited) // otherwise it is found by the note if they ask again; retention removes both
            await store.CommitAsync(ApplicationIndexRows.Table, line.PartitionKey, [new Change.Delete(line.RowKey, null)], cancellationToken);
    }

    private async Task<bool> ChangeAsync(string key, string rowKey, MemberId person, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(ApplicationRows.Table, key, rowKey, cancellationToken) is not { } row)
            return true;
        var isGone = rowKey.StartsWith(ApplicationRows.Conflict, StringComparison.Ordinal) || rowKey.StartsWith(ApplicationMore.Told, StringComparison.Ordinal) || rowKey == ApplicationRows.NomineeRow(person);
        if (isGone)
            return await store.CommitAsync(ApplicationRows.Table, key, [new Change.Delete(rowKey, null)], cancellationToken) is CommitResult.Committed;
        var isScore = rowKey.StartsWith(ApplicationRows.Score, StringComparison.Ordinal);
        var left = new Record(key, isScore && ApplicationRows.PersonIn(row, "Of") is { } of ? ApplicationRows.ScoresOf(of) + chance.NewId() : rowKey) { ETag = isScore ? null : row.ETag };
        foreach (var (column, value) in row.Columns)
        {
            if (Without(row, column, value, person) is { } kept)
                left[column] = kept;
        }

        List<Change> changes = isScore ? [new Change.Delete(rowKey, row.ETag), new Change.Insert(left)] : [new Change.Replace(left)];
        if (rowKey.StartsWith(ApplicationRows.Release, StringComparison.Ordinal) && ReleaseRows.ToRelease(left) is { Asked.Count: 0, Release.State: ReleaseState.Asked } unanswered)
            changes.Add(TellUnreached.Order(key, unanswered.Who, lead: null, time.GetUtcNow()));
        return await outbox.CommitAsync(ApplicationRows.Table, key, changes, cancellationToken) is CommitResult.Committed;
    }

    /// <summary>A column without the person: null where nothing of it stays.</summary>
    private static object? Without(Record row, string column, object value, MemberId person) => column switch
    {
        "Words" when row.RowKey.StartsWith(ApplicationRows.Nominee, StringComparison.Ordinal) => null, // what the nominator said
        "By" or "ByName" or "AnsweredBy" or "AnsweredByName" or "ScoringEndedBy" or "ScoringEndedByName" => null,
        "Asked" or "Brought" => string.Join(' ', ((string)value).Split(' ').Where(one => one != person.ToString())),
        _ => value,
    };
}
