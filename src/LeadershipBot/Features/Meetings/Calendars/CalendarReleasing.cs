using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>
/// A calendar is followed no more: its meetings become those of the organisation alone, nothing is kept of its events, and Microsoft
/// tells of it no more. That it was followed, and by whom, stays until its time is over.
/// </summary>
internal sealed class CalendarReleasing(MeetingShelf meetings, CalendarSubscribing subscribing, IRecordStore store, TimeProvider time)
{
    private const int EventsAtOnce = 45;

    public async Task<Delivered> RunAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        var rows = new List<string>(EventsAtOnce);
        await foreach (var row in store.ListAsync(CalendarRows.Table, run.Key, RowRange.Prefix(CalendarRows.Event), cancellationToken))
        {
            await ReleaseAsync(run, CalendarRows.ToEvent(row).Id, cancellationToken);
            rows.Add(row.RowKey);
            if (rows.Count == EventsAtOnce)
                break;
        }

        await run.CommitAsync(run.State, rows.Select(row => new Change.Delete(row, null)), cancellationToken);
        if (rows.Count == EventsAtOnce)
            return new Delivered.NotBefore(time.GetUtcNow());
        await subscribing.EndAsync(run, cancellationToken);
        var todo = new List<Change>();
        await foreach (var row in store.ListAsync(CalendarRows.Table, run.Key, RowRange.Prefix(CalendarRows.ToDo), cancellationToken))
        {
            todo.Add(new Change.Delete(row.RowKey, null));
            if (todo.Count == EventsAtOnce)
                break;
        }

        await run.CommitAsync(new SyncState { Token = run.State.Token }, todo, cancellationToken);
        return todo.Count == EventsAtOnce ? new Delivered.NotBefore(time.GetUtcNow()) : new Delivered.Done();
    }

    private async Task ReleaseAsync(CalendarRun run, string eventId, CancellationToken cancellationToken)
    {
        var key = MeetingRows.KeyOf(run.Calendar.Organisation.Id, CalendarRows.MeetingIdOf(run.Key, eventId));
        if (await meetings.FindAsync(key, cancellationToken) is { Meeting: var meeting } && After(meeting) != meeting)
            await meetings.ChangeAsync(key, null, there => After(there.Meeting), _ => [], cancellationToken);

        Meeting After(Meeting there) => FollowedMeeting.Release(there, run.Key);
    }
}
