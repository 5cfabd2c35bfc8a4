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
    private const int LinesAtOnce = 200;
    private const int MeetingsAtOnce = 8;

    /// <summary>One step; it is due again until all is done.</summary>
    public async Task<Delivered> RunAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        if (run.State.Phase is not SyncPhase.Releasing)
            return await ReleaseEventsAsync(run, cancellationToken);
        return await LookThroughAsync(run, cancellationToken) ? await EndAsync(run, cancellationToken) : new Delivered.NotBefore(time.GetUtcNow());
    }

    /// <summary>The meetings of the events that are known. A line whose meeting was never put in, since the server was killed just then, goes with its event.</summary>
    private async Task<Delivered> ReleaseEventsAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        var rows = await SomeAsync(run.Key, CalendarRows.Event, cancellationToken);
        foreach (var row in rows)
        {
            var key = MeetingRows.KeyOf(run.Calendar.Organisation.Id, CalendarRows.MeetingIdOf(run.Key, CalendarRows.ToEvent(row).Id));
            if (!await ReleaseAsync(run, key, cancellationToken) && await store.FindAsync(MeetingIndexRows.Table, run.Calendar.Organisation.Id, MeetingIndexRows.LineRow(key), cancellationToken) is { } line)
                await store.CommitAsync(MeetingIndexRows.Table, run.Calendar.Organisation.Id, [new Change.Delete(line.RowKey, null), new Change.Delete(MeetingIndexRows.NearRow(MeetingIndexRows.ToLine(line)), null)], cancellationToken);
        }

        var after = rows.Count == EventsAtOnce ? run.State : run.State with { Phase = SyncPhase.Releasing, Cursor = "" };
        await run.CommitAsync(after, rows.Select(row => new Change.Delete(row.RowKey, null)), cancellationToken);
        return new Delivered.NotBefore(time.GetUtcNow());
    }

    /// <summary>
    /// The organisation's lines once more: of what left the window long ago, or was put in by a server that was taken for dead, no event is
    /// known any more. True once all were looked at.
    /// </summary>
    private async Task<bool> LookThroughAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        var (keys, last, seen) = (new List<string>(), "", 0);
        var range = RowRange.Prefix(MeetingIndexRows.Line) with { From = run.State.Cursor.Length > 0 ? run.State.Cursor + "0" : MeetingIndexRows.Line };
        await foreach (var row in store.ListAsync(MeetingIndexRows.Table, run.Calendar.Organisation.Id, range, cancellationToken))
        {
            last = row.RowKey;
            if (MeetingIndexRows.ToLine(row) is { IsFromCalendar: true } line)
                keys.Add(line.Key);
            if (++seen == LinesAtOnce)
                break;
        }

        var some = new ParallelOptions { MaxDegreeOfParallelism = MeetingsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(keys, some, async (key, stop) => await ReleaseAsync(run, key, stop));
        await run.CommitAsync(run.State with { Cursor = last }, [], cancellationToken);
        return seen < LinesAtOnce;
    }

    private async Task<Delivered> EndAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        await subscribing.EndAsync(run, cancellationToken);
        var rows = await SomeAsync(run.Key, CalendarRows.ToDo, cancellationToken);
        var after = rows.Count == EventsAtOnce ? run.State : new SyncState { Token = run.State.Token };
        await run.CommitAsync(after, rows.Select(row => new Change.Delete(row.RowKey, null)), cancellationToken);
        return rows.Count == EventsAtOnce ? new Delivered.NotBefore(time.GetUtcNow()) : new Delivered.Done();
    }

    private ValueTask<List<Record>> SomeAsync(string key, string prefix, CancellationToken cancellationToken)
        => store.ListAsync(CalendarRows.Table, key, RowRange.Prefix(prefix), cancellationToken).Take(EventsAtOnce).ToListAsync(cancellationToken);

    /// <summary>Lets a meeting go that is this calendar's; false where there is no such meeting.</summary>
    private async Task<bool> ReleaseAsync(CalendarRun run, string meetingKey, CancellationToken cancellationToken)
    {
        if (await meetings.FindAsync(meetingKey, cancellationToken) is not { Meeting: var meeting })
            return false;
        if (After(meeting) != meeting)
            await meetings.ChangeAsync(meetingKey, null, there => After(there.Meeting), _ => [], cancellationToken);
        return true;

        Meeting After(Meeting there) => FollowedMeeting.Release(there, run.Source);
    }
}
