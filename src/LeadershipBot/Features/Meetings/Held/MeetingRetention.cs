using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Calendars;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Held;

/// <summary>Removes meetings with all that was answered and noted, long after they ended.</summary>
internal sealed class MeetingRetention(MeetingLines meetings, MeetingShelf shelf, CalendarRetention calendars, IRecordStore store, Staging staging) : IRetention
{
    public RetentionKind Kind => RetentionKind.Meetings;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var old = (await meetings.ListAsync(organisationId, cancellationToken)).FindAll(line => line.EndsAt < olderThan);
        foreach (var line in sweep is Sweep.Remove ? old : [])
        {
            foreach (var person in await PeopleOfAsync(line.Key, cancellationToken))
                await store.CommitAsync(MeetingIndexRows.Table, MeetingIndexRows.NotesOf(organisationId, person), [new Change.Delete(MeetingIndexRows.LineRow(line.Key), null)], cancellationToken); // a conflict: there is none
            await staging.SweepAllAsync(MeetingRows.Table, line.Key, cancellationToken);
            await store.CommitAsync(MeetingIndexRows.Table, organisationId, [new Change.Delete(MeetingIndexRows.NearRow(line), null)], cancellationToken);
            await store.CommitAsync(MeetingIndexRows.Table, organisationId, [new Change.Delete(MeetingIndexRows.LineRow(line.Key), null)], cancellationToken); // last: the meeting is found by it
        }

        return old.Count + await calendars.SweepAsync(organisationId, olderThan, sweep, cancellationToken);
    }

    /// <summary>Everybody who has a note of it. The audit names people without their tenant: in each of those from which somebody stands in it.</summary>
    private async Task<IEnumerable<MemberId>> PeopleOfAsync(string key, CancellationToken cancellationToken)
    {
        var head = await shelf.FindAsync(key, cancellationToken);
        List<MemberId?> known =
        [
            .. (await shelf.ListPeopleAsync(key, cancellationToken)).Select(row => (MemberId?)row.Attendee.Person),
            .. (await shelf.ListConflictsAsync(key, cancellationToken)).SelectMany(one => new[] { one.Person, one.NotedBy?.Id }),
            .. (await shelf.ListNotedAsync(key, cancellationToken)).Select(one => (MemberId?)one.Person),
            head?.Meeting.MadeBy?.Id,
            head?.Meeting.ClosedBy?.Id,
        ];
        var tenants = known.OfType<MemberId>().Select(one => one.TenantId.ToLowerInvariant()).Distinct().ToList();
        await foreach (var row in store.ListAsync(MeetingRows.Table, key, RowRange.Prefix(Audit.Prefix), cancellationToken))
        {
            foreach (var id in new[] { row.GetString("Who"), row.GetString("Whom") }.OfType<string>())
                known.AddRange(tenants.Select(tenant => MeetingRows.ToId($"{tenant}.{id}")));
        }

        return known.OfType<MemberId>().DistinctBy(one => one.ToString());
    }
}
