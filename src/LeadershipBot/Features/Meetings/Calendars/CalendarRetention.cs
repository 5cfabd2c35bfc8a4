using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>Removes what is kept of calendars long after they were followed no more, with the meetings: who had them followed, and the log of changes.</summary>
internal sealed class CalendarRetention(CalendarShelf shelf, IRecordStore store, Staging staging)
{
    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var old = (await shelf.ListAsync(organisationId, cancellationToken)).FindAll(head => head.Calendar.StoppedAt < olderThan);
        foreach (var head in sweep is Sweep.Remove ? old : [])
        {
            await staging.SweepAllAsync(CalendarRows.Table, head.Key, cancellationToken);
            await store.CommitAsync(MeetingIndexRows.Table, organisationId, [new Change.Delete(CalendarRows.Line + head.Key, null)], cancellationToken); // last: it is found by it
        }

        return old.Count;
    }
}
