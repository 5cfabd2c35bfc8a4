namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>From which calendar a meeting is.</summary>
/// <param name="Calendar">The followed calendar's key; empty where it is followed no more: Outlook has invited people all the same.</param>
/// <param name="Version">The number of the run that brought it last: what an older run says, which was taken for dead, changes nothing.</param>
public sealed record MeetingSource(string Calendar, int Version);

/// <summary>
/// Brings meetings in line with their events. Name, time, place and link are the calendar's; agenda, quorum, answers and register are
/// the bot's and stay, whatever the calendar says.
/// </summary>
public static class FollowedMeeting
{
    /// <summary>The meeting of an event of which nothing was known.</summary>
    public static Meeting Begin(string id, FollowedCalendar calendar, FollowedContent content, MeetingSource source, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(content);
        var plain = new MeetingContent(content.Title, content.StartsAt, content.EndsAt, content.Zone) { Called = calendar.Called, Quorum = calendar.Quorum };
        return new Meeting(id, calendar.Organisation, Bring(plain, content)) { MadeAt = now, Source = source };
    }

    /// <summary>
    /// The meeting as its event is now. People hear of another time or place where it is still to come, and where it takes place after
    /// all. One whose register is closed stays as it was then.
    /// </summary>
    public static Meeting Bring(Meeting meeting, FollowedContent content, MeetingSource source, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(source);
        if (meeting.ClosedAt is not null || (meeting.IsFollowed && meeting.Source?.Version > source.Version))
            return meeting;
        var after = Bring(meeting.Content, content);
        var (isBack, isElsewhere) = (meeting.CancelledBecause is not null, after.IsElsewhereThan(meeting.Content));
        var isRestored = isBack && !meeting.IsUnshared;
        if (!isBack && after == meeting.Content && meeting.Source?.Calendar == source.Calendar)
            return meeting;
        var isLater = after.StartsAt > meeting.Content.StartsAt;
        return meeting with
        {
            Content = after,
            Source = source,
            CancelledBecause = null,
            IsUnshared = false,
            HeldFrom = isLater ? null : meeting.HeldFrom,
            HeldUntil = isLater ? null : meeting.HeldUntil,
            Roll = after.StartsAt > now ? null : meeting.Roll, // it begins anew
            Revision = meeting.Revision + 1,
            News = meeting.News + ((isRestored || isElsewhere) && after.StartsAt > now ? 1 : 0),
        };
    }

    /// <summary>
    /// Its event is cancelled or deleted, of which people hear; or it is no meeting here any more, as one that is private now: it may take
    /// place all the same, so nobody is told that it doesn't. What has begun, or is over, stays as it was.
    /// </summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="because">What people read as the reason.</param>
    /// <param name="isOff">Whether it is cancelled or deleted.</param>
    /// <param name="source">The run that says so.</param>
    /// <param name="now">The time.</param>
    public static Meeting End(Meeting meeting, string because, bool isOff, MeetingSource source, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(source);
        if (meeting.Source?.Calendar != source.Calendar || meeting.Source.Version > source.Version || meeting.StateAt(now) is not MeetingState.Coming)
            return meeting;
        return meeting with { CancelledBecause = because, IsUnshared = !isOff, Source = source, Revision = meeting.Revision + 1, News = meeting.News + (isOff ? 1 : 0) };
    }

    /// <summary>Its calendar is followed no more: from now on it is changed as one that was arranged by hand; nobody is called to it anew.</summary>
    public static Meeting Release(Meeting meeting, string calendar)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        return meeting.Source is { } source && source.Calendar == calendar ? meeting with { Source = source with { Calendar = "" }, Revision = meeting.Revision + 1 } : meeting;
    }

    private static MeetingContent Bring(MeetingContent before, FollowedContent content) => before with
    {
        Title = content.Title,
        StartsAt = content.StartsAt,
        EndsAt = content.EndsAt,
        Zone = content.Zone,
        Place = content.Place,
        JoinUrl = content.JoinUrl,
    };
}
