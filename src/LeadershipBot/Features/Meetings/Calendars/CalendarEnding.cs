using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>
/// Sees to a meeting whose event is one no more: it is cancelled where the calendar says so, and else it only isn't shared any more, and
/// stays where something of the bot's own hangs on it. Of a time of a series that goes on, or is cut and goes on as another,
/// and of what was made a series, what hangs on it goes over to the one in its place.
/// </summary>
internal sealed class CalendarEnding(MeetingShelf meetings, CalendarShelf shelf, IRecordStore store, CardLibrary library, TimeProvider time)
{
    /// <summary>So much the clocks of two servers may differ: one begins the reading, another puts meetings in.</summary>
    private static readonly TimeSpan SkewMax = TimeSpan.FromMinutes(5);

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
        var hasMore = !isOff && (await HasAnswersAsync(head.Key, cancellationToken) || await HasInterestsOrLinksAsync(head.Key, cancellationToken));
        if (After(head.Meeting, isMoved: false) == head.Meeting)
            return;
        var carrying = GoesOn(known, series) ? await CarryingAsync(run, head, known, series ?? known, cancellationToken) : null;
        await meetings.ChangeAsync(head.Key, null, there => After(there.Meeting, carrying?.Into is not null), there => carrying is null ? [] : [CarryOver.At(there, carrying, now)], cancellationToken);

        Meeting After(Meeting there, bool isMoved)
        {
            if (isOff)
                return FollowedMeeting.End(there, because, run.Source, now, isCalledOff, isMoved);
            return known.Kind is EventKind.Series
                ? FollowedMeeting.Hide(there, run.Source, now)
                : FollowedMeeting.Unshare(there, run.Calendar.Quorum, hasMore, run.Source, now);
        }
    }

    /// <summary>Whether it is a time that is gone of a series that goes on, or was made a series.</summary>
    private static bool GoesOn(KnownEvent known, KnownEvent? series)
        => known.Kind is EventKind.Series ? known is { IsGone: false, IsCancelled: not true } : known.IsGone && series is { IsGone: false, IsCancelled: not true };

    /// <summary>Where what was kept here for it is to go; null where nothing was.</summary>
    private async Task<Carrying?> CarryingAsync(CalendarRun run, MeetingHead head, KnownEvent known, KnownEvent series, CancellationToken cancellationToken)
    {
        var isKept = head.Meeting.Content.Agenda.Count > 0 || head.Meeting.HasOwnQuorum(run.Calendar.Quorum) || await HasInterestsOrLinksAsync(head.Key, cancellationToken);
        if (!isKept && !await HasAnswersAsync(head.Key, cancellationToken))
            return null;
        var (now, zone, all) = (time.GetUtcNow(), Zones.OrUnitedKingdom(series.Zone), await shelf.ListAllEventsAsync(run.Key, cancellationToken));
        var after = SplitSeries.After(series, all, zone);
        var times = all.FindAll(one => one.SeriesId == series.Id || (after is not null && one.SeriesId == after.Id));
        var place = known.Kind is EventKind.Series ? MovedTimes.InPlaceOfSingle(known, head.Meeting.Content.StartsAt, times, zone, now) : MovedTimes.InPlaceOf(known, times, zone, now);
        var into = place is { } moved && KeyOf(moved) is var key && await IsNewAsync(run, key, cancellationToken) ? key : null;
        return new Carrying(into, MovedTimes.NearestTo(known, times, now) is { } nearest ? KeyOf(nearest) : null, isKept);

        string KeyOf(KnownEvent one) => MeetingRows.KeyOf(run.Calendar.Organisation.Id, CalendarRows.MeetingIdOf(run.Key, one.Id));
    }

    /// <summary>Whether a meeting isn't put in yet, or was by this reading: one that was there before stands in no other's place.</summary>
    private async Task<bool> IsNewAsync(CalendarRun run, string key, CancellationToken cancellationToken)
        => await meetings.FindAsync(key, cancellationToken) is not { } head || head.Meeting.MadeAt >= run.State.BeganAt - SkewMax;

    /// <summary>Whether somebody answered it here, or stands in.</summary>
    private async Task<bool> HasAnswersAsync(string key, CancellationToken cancellationToken)
        => (await meetings.ListPeopleAsync(key, cancellationToken)).Exists(row => row.Attendee is { Reply: not Reply.None, IsFromCalendar: false } or { StandsFor: not null });

    /// <summary>Whether somebody has an interest in it, or something was asked or decided about it.</summary>
    private async Task<bool> HasInterestsOrLinksAsync(string key, CancellationToken cancellationToken)
        => (await meetings.ListConflictsAsync(key, cancellationToken)).Count > 0
            || await store.ListAsync(MeetingRows.Table, key, RowRange.Prefix(LinkedRows.Linked), cancellationToken).AnyAsync(cancellationToken);
}
