using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Features.Succession.Ladders;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession.Held;

/// <summary>
/// Removes terms that ended long ago, with the audit of that time; and posts that aren't offered any more, or were never more than
/// a draft, once nothing has happened to them for as long.
/// </summary>
internal sealed class PostsRetention(PostShelf shelf, IRecordStore store, Staging staging) : IRetention
{
    public RetentionKind Kind => RetentionKind.Posts;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var (count, day) = (0, DateOnly.FromDateTime(olderThan.UtcDateTime));
        foreach (var line in await shelf.ListAsync(organisationId, cancellationToken))
        {
            if (await shelf.FindAsync(line.Key, cancellationToken) is not { } head)
                continue;
            var audit = await AuditAsync(line.Key, cancellationToken);
            var isOver = (head.Post.WithdrawnBecause is not null || !head.Post.IsPublished)
                && head.Post.Tenures.All(tenure => tenure.Until < day) && head.Post.Rounds.All(round => round.ClosesAt < olderThan) && audit.TrueForAll(row => row.GetDateTimeOffset("At") < olderThan);
            var old = head.Post.Tenures.Where(tenure => tenure.Until < day).ToList();
            count += isOver ? 1 : old.Count;
            if (sweep is Sweep.Count)
                continue;
            if (isOver)
                await RemoveAsync(head, audit, cancellationToken);
            else
                await RemoveAsync(head, old, audit.FindAll(row => row.GetDateTimeOffset("At") < olderThan), cancellationToken);
        }

        return count + await SweepExportsAsync(organisationId, olderThan, sweep, cancellationToken);
    }

    private async Task RemoveAsync(PostHead head, List<Record> audit, CancellationToken cancellationToken)
    {
        await RemoveNotesAsync(head.Post.Organisation.Id, head.Key, [.. PeopleOf(head), .. InTenants(PeopleOf(head), audit)], cancellationToken);
        await store.CommitAsync(PostIndexRows.Table, head.Post.Organisation.Id, [new Change.Delete(PostIndexRows.LineRow(head.Key), null)], cancellationToken);
        await staging.SweepAllAsync(PostRows.Table, head.Key, cancellationToken);
    }

    private async Task RemoveAsync(PostHead head, List<Tenure> old, List<Record> audit, CancellationToken cancellationToken)
    {
        if (old.Count == 0 && audit.Count == 0)
            return;
        var still = PeopleOf(head with { Post = head.Post with { Tenures = [.. head.Post.Tenures.Except(old)] } }).Select(one => one.ToString()).ToHashSet();
        var gone = old.Select(tenure => tenure.Holder?.Id).OfType<MemberId>().Where(one => !still.Contains(one.ToString()));
        foreach (var row in old.Select(tenure => PostRows.Tenure + tenure.Id).Concat(audit.Select(row => row.RowKey)).Chunk(StoreLimits.ChangesMax))
            await store.CommitAsync(PostRows.Table, head.Key, [.. row.Select(key => new Change.Delete(key, null))], cancellationToken); // a conflict: it is gone already
        await RemoveNotesAsync(head.Post.Organisation.Id, head.Key, gone, cancellationToken);
        if (await shelf.FindAsync(head.Key, cancellationToken) is { } now)
            await store.CommitAsync(PostIndexRows.Table, now.Post.Organisation.Id, [new Change.Upsert(PostIndexRows.OfLine(now))], cancellationToken);
    }

    /// <summary>Removes who took the board as a file, once that is long ago.</summary>
    private async Task<int> SweepExportsAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var old = (await AuditAsync(organisationId, cancellationToken)).FindAll(row => row.GetDateTimeOffset("At") < olderThan);
        foreach (var row in sweep is Sweep.Remove ? old : [])
            await store.CommitAsync(PostRows.Table, organisationId, [new Change.Delete(row.RowKey, null)], cancellationToken);
        return old.Count;
    }

    private async Task RemoveNotesAsync(string organisationId, string key, IEnumerable<MemberId> people, CancellationToken cancellationToken)
    {
        foreach (var person in people.DistinctBy(one => one.ToString()))
            await store.CommitAsync(PostIndexRows.Table, PostIndexRows.NotesOf(organisationId, person), [new Change.Delete(PostIndexRows.LineRow(key), null)], cancellationToken); // a conflict: there is none
    }

    private static List<MemberId> PeopleOf(PostHead head)
        => [.. head.Post.Tenures.Select(tenure => tenure.Holder?.Id).Concat(new[] { head.Post.Content, head.Writing }.OfType<PostContent>().SelectMany(content => content.Panel.Concat(content.Deputies).Append(content.RunBy).Select(one => one?.Id))).OfType<MemberId>()];

    /// <summary>The audit names people without their tenant: in each of those from which somebody stands in the post.</summary>
    private static IEnumerable<MemberId> InTenants(List<MemberId> known, List<Record> audit)
    {
        var ids = audit.SelectMany(row => new[] { row.GetString("Who"), row.GetString("Whom") }).OfType<string>().Distinct().ToList();
        return known.Select(one => one.TenantId.ToLowerInvariant()).Distinct().SelectMany(tenant => ids.Select(id => MemberId.TryParse($"{tenant}.{id}", out var person) ? person : (MemberId?)null)).OfType<MemberId>();
    }

    private async Task<List<Record>> AuditAsync(string partition, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(PostRows.Table, partition, RowRange.Prefix(Audit.Prefix), cancellationToken))
            rows.Add(row);
        return rows;
    }
}

/// <summary>Removes what people did on the ladder, mentors that ended, and offers and wishes, once they are old; with the audit of that time.</summary>
internal sealed class LaddersRetention(LadderShelf shelf, IRecordStore store) : IRetention
{
    public RetentionKind Kind => RetentionKind.Ladders;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(olderThan.UtcDateTime);
        var old = new List<string>();
        old.AddRange((await shelf.RowsAsync(organisationId, LadderRows.Step, cancellationToken)).Where(row => LadderRows.ToStep(row) is { } step && (step.Until ?? step.From) < day).Select(row => row.RowKey));
        old.AddRange((await shelf.RowsAsync(organisationId, LadderRows.Pair, cancellationToken)).Where(row => row.GetDateTimeOffset("EndedAt") < olderThan).Select(row => row.RowKey));
        foreach (var prefix in new[] { LadderRows.Mentor, LadderRows.Wish, Audit.Prefix })
            old.AddRange((await shelf.RowsAsync(organisationId, prefix, cancellationToken)).Where(row => row.GetDateTimeOffset("At") < olderThan).Select(row => row.RowKey));
        foreach (var key in sweep is Sweep.Remove ? old : [])
            await store.CommitAsync(LadderRows.Table, organisationId, [new Change.Delete(key, null)], cancellationToken); // a conflict: it is gone already
        return old.Count;
    }
}
