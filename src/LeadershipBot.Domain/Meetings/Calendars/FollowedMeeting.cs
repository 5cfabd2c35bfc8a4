namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>From which calendar a meeting is.</summary>
/// <param name="Calendar">The followed calendar's key; empty where it is followed no more, or the meeting was cancelled by hand: Outlook has invited people all the same.</param>
/// <param name="Version">The number of the run that brought it, or let it go, last: what an older run says, which was taken for dead, changes nothing.</param>
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
        return new Meeting(id, calendar.Organisation, Bring(plain, content, now)) { MadeAt = now, Source = source, IsOfMailbox = content.IsOwn, UsualQuorum = calendar.Quorum };
    }

    /// <summary>
    /// The meeting as its event is now. People hear of another time or place where it is still to come, and where it takes place after
    /// all. One whose register is closed stays as it was then, and one that was cancelled by hand stays cancelled.
    /// </summary>
    public static Meeting Bring(Meeting meeting, FollowedContent content, MeetingSource source, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(source);
        var isCancelledByHand = meeting.CancelledBecause is not null && !meeting.IsFollowed;
        if (meeting.ClosedAt is not null || isCancelledByHand || meeting.Source?.Version > source.Version)
            return meeting;
        var after = Bring(meeting.Content, content, now);
        var isOfMailbox = after.JoinUrl == content.JoinUrl ? content.IsOwn : meeting.IsOfMailbox;
        var (isBack, isElsewhere) = (meeting.IsUnshared || meeting.CancelledBecause is not null, after.IsElsewhereThan(AsTold(meeting.Content)));
        var isRestored = isBack && !meeting.IsUnshared;
        if (!isBack && after == meeting.Content && isOfMailbox == meeting.IsOfMailbox && meeting.Source?.Calendar == source.Calendar)
            return meeting;
        var isLater = after.StartsAt > meeting.Content.StartsAt;
        return meeting with
        {
            Content = after,
            Source = source,
            IsOfMailbox = isOfMailbox,
            LinkedBy = after.JoinUrl == meeting.Content.JoinUrl ? meeting.LinkedBy : null,
            JoinedAs = after.JoinUrl == meeting.Content.JoinUrl ? meeting.JoinedAs : "",
            MadeAt = isBack && after.EndsAt <= now ? now : meeting.MadeAt, // as if put in only now, when it is over: nobody is asked for its register
            CancelledBecause = null,
            IsUnshared = false,
            HeldFrom = isLater ? null : meeting.HeldFrom,
            HeldUntil = isLater ? null : meeting.HeldUntil,
            Roll = after.StartsAt > now ? null : meeting.Roll, // it begins anew
            Anew = meeting.Anew + (meeting.Content.StartsAt <= now && after.StartsAt > now ? 1 : 0),
            Revision = meeting.Revision + 1,
            News = meeting.News + ((isRestored || isElsewhere) && after.StartsAt > now ? 1 : 0),
        };
    }

    /// <summary>
    /// Its event is cancelled or deleted, of which people hear. What has begun, or is over, stays as it was; only one that was called off
    /// ends once it has begun, too: so it was just before, as a rule, and was only heard of now. Once it is over nobody is told any more;
    /// what Teams says began took place.
    /// </summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="because">What people read as the reason.</param>
    /// <param name="source">The run that says so.</param>
    /// <param name="now">The time.</param>
    /// <param name="isCalledOff">Whether the event is there and says that it is cancelled, and nobody was noted as being there; else it may only be gone.</param>
    /// <param name="isMoved">Whether another meeting may stand in its place: who answered hears of that one, and of this only once it is known that none does.</param>
    public static Meeting End(Meeting meeting, string because, MeetingSource source, DateTimeOffset now, bool isCalledOff = false, bool isMoved = false)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(source);
        return IsAhead(meeting, source, now) || (isCalledOff && MayBeOff(meeting, source, now))
            ? meeting with { CancelledBecause = because, Source = source, Revision = meeting.Revision + 1, News = meeting.News + (!isMoved && now < meeting.Content.EndsAt ? 1 : 0) }
            : meeting;
    }

    /// <summary>
    /// Its event is no meeting here any more, as one that is private now: it may take place all the same, so nobody is told that it doesn't.
    /// Where something of the bot's own hangs on it, it stays as a meeting of the organisation's own, which is changed by hand, and of which
    /// it isn't read any more who was there; else it stands here no more. What has begun, or is over, stays as it was, but it isn't read any more who
    /// was there. With its event it comes back.
    /// </summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="usual">The quorum of its calendar's new meetings: see <see cref="Meeting.HasOwnQuorum"/>.</param>
    /// <param name="hasMore">Whether somebody answered it here or has an interest in it, or something was asked or decided about it.</param>
    /// <param name="source">The run that says so.</param>
    /// <param name="now">The time.</param>
    public static Meeting Unshare(Meeting meeting, QuorumRule usual, bool hasMore, MeetingSource source, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(source);
        if (!IsAhead(meeting, source, now))
            return IsFor(meeting, source) && meeting.ClosedAt is null && meeting.WhyOff() is null ? meeting with { IsOfMailbox = false } : meeting;
        var isOwn = hasMore || meeting.Content.Agenda.Count > 0 || meeting.HasOwnQuorum(usual);
        return isOwn
            ? meeting with { Source = source with { Calendar = "" }, IsOfMailbox = false, Revision = meeting.Revision + 1 }
            : meeting with { IsUnshared = true, Source = source, Revision = meeting.Revision + 1 };
    }

    /// <summary>Its event was made a series, of whose times each is a meeting of its own: it stands here no more, and nobody is told, since it takes place as one of these.</summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="source">The run that says so.</param>
    /// <param name="now">The time.</param>
    public static Meeting Hide(Meeting meeting, MeetingSource source, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(source);
        return IsAhead(meeting, source, now) ? meeting with { IsUnshared = true, Source = source, Revision = meeting.Revision + 1 } : meeting;
    }

    /// <summary>Whether it is a run's to say that it doesn't come: of its calendar, not older than what was heard last, and before it begins.</summary>
    private static bool IsAhead(Meeting meeting, MeetingSource source, DateTimeOffset now)
        => IsFor(meeting, source) && meeting.StateAt(now) is MeetingState.Coming;

    /// <summary>Whether one that has begun may have been called off before: its register is open, and, where it is over, Teams never said that it began.</summary>
    private static bool MayBeOff(Meeting meeting, MeetingSource source, DateTimeOffset now)
        => IsFor(meeting, source) && meeting.ClosedAt is null && meeting.WhyOff() is null && (now < meeting.Content.EndsAt || meeting.HeldFrom is null);

    private static bool IsFor(Meeting meeting, MeetingSource source) => meeting.Source?.Calendar == source.Calendar && meeting.Source.Version <= source.Version;

    /// <summary>
    /// Its calendar is followed no more: from now on it is changed as one that was arranged by hand; nobody is called to it anew, and who was
    /// at the mailbox's meeting in Teams isn't read any more. One that
    /// the calendar cancelled, or doesn't share any more, stays the calendar's: followed again, it comes back with its event.
    /// </summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="by">The calendar, and the run that lets it go.</param>
    public static Meeting Release(Meeting meeting, MeetingSource by)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(by);
        var isIts = meeting.Source?.Calendar == by.Calendar && meeting is { CancelledBecause: null, IsUnshared: false };
        return isIts ? meeting with { Source = by with { Calendar = "" }, IsOfMailbox = false, Revision = meeting.Revision + 1 } : meeting;
    }

    /// <summary>As it was, without what Outlook writes of a meeting in Teams where its place stands: that it was kept once as a place is nothing of which people hear.</summary>
    private static MeetingContent AsTold(MeetingContent before) => before with { Place = EventWords.Place(before.Place, before.JoinUrl) ?? "" };

    /// <summary>
    /// By its link it is read who was there, and it names who organised it in Teams: so once it has begun no other takes its place, and
    /// once it is over none is put back.
    /// </summary>
    private static MeetingContent Bring(MeetingContent before, FollowedContent content, DateTimeOffset now) => before with
    {
        Title = content.Title,
        StartsAt = content.StartsAt,
        EndsAt = content.EndsAt,
        Zone = content.Zone,
        Place = content.Place,
        JoinUrl = content.EndsAt <= now || (content.StartsAt <= now && before.JoinUrl.Length > 0) ? before.JoinUrl : content.JoinUrl,
    };
}
