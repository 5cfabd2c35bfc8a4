using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>
/// Sees to a meeting whose event is one no more: it is cancelled where the calendar says so, and else it only isn't shared any more, and
/// stays where something of the bot's own hangs on it.
/// </summary>
internal sealed class CalendarEnding(MeetingShelf meetings, IRecordStore store, CardLibrary library, TimeProvider time)
{
    /// <summary>Done again, it changes nothing.</summary>
    /// <param name="run">The run that says so.</param>
    /// <param name="head">The meeting.</param>
    /// <param name="known">Its event.</param>
    /// <param name="series">The event's series, where it is of one and that is known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RunAsync(CalendarRun run, MeetingHead head, KnownEvent known, KnownEvent? series, CancellationToken cancellationToken)
    {
        var isCancelled = known.IsCancelled is true || series?.IsCancelled is true;
        var (now, because) = (time.GetUtcNow(), library.Text.Plain(isCancelled ? "meetings.calendars.cancelled" : "meetings.calendars.gone", ("name", run.Calendar.Name)).Words);
        var isOff = EventMeaning.IsOff(known, series);
        var isCalledOff = isCancelled && !known.IsGone && now >= head.Meeting.Content.StartsAt && !(await meetings.ListPeopleAsync(head.Key, cancellationToken)).Exists(row => row.Attendee.Presence is not Presence.NotNoted);
        var hasMore = !isOff && await HasMoreAsync(head.Key, cancellationToken);
        if (After(head.Meeting) != head.Meeting)
            await meetings.ChangeAsync(head.Key, null, there => After(there.Meeting), _ => [], cancellationToken);

        Meeting After(Meeting there)
        {
            if (isOff)
                return FollowedMeeting.End(there, because, run.Source, now, isCalledOff);
            return known.Kind is EventKind.Series
                ? FollowedMeeting.Hide(there, run.Source, now)
                : FollowedMeeting.Unshare(there, run.Calendar.Quorum, hasMore, run.Source, now);
        }
    }

    /// <summary>Whether somebody answered it here, stands in or has an interest in it, or something was asked or decided about it.</summary>
    private async Task<bool> HasMoreAsync(string key, CancellationToken cancellationToken)
    {
        var people = await meetings.ListPeopleAsync(key, cancellationToken);
        if (people.Exists(row => row.Attendee is { Reply: not Reply.None, IsFromCalendar: false } or { StandsFor: not null }))
            return true;
        if ((await meetings.ListConflictsAsync(key, cancellationToken)).Count > 0)
            return true;
        return await store.ListAsync(MeetingRows.Table, key, RowRange.Prefix(LinkedRows.Linked), cancellationToken).AnyAsync(cancellationToken);
    }
}
