using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>How a followed calendar fares, in sentences: when it was read and is read next, whether changes show at once and else why not, and what is wrong with what to do.</summary>
internal sealed class CalendarWords(CalendarSettings settings, GraphOptions graph, CardLibrary library)
{
    /// <summary>What is read within this time is being read, as far as people are concerned.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    private readonly TextFile _text = library.Text;

    /// <summary>When it is read next, where that takes longer than people wait; null where it is read now.</summary>
    public DateTimeOffset? LaterAt(CalendarHead head, DateTimeOffset now)
        => SyncCalendar.PlanOf(head.Key, head.State, head.Order, settings, now).ReadsAt(head.State, now) is var next && next > now + Soon ? next : null;

    /// <summary>When it was read, and is read next.</summary>
    public CardText State(CalendarHead head, Turn turn)
    {
        if (!graph.Enabled)
            return head.State.ReadAt is { } before ? _text.Format("meetings.calendars.stand.off", ("when", TimeWords.Moment(before, turn.TimeZone))) : _text.Format("meetings.calendars.never.off");
        var next = LaterAt(head, turn.At) is { } at ? TimeWords.Moment(at, turn.TimeZone) : null;
        if (head.State.ReadAt is not { } read)
            return next is null ? _text.Format("meetings.calendars.first") : _text.Format("meetings.calendars.never", ("next", next));
        var when = TimeWords.Moment(read, turn.TimeZone);
        return next is null ? _text.Format("meetings.calendars.stand.now", ("when", when)) : _text.Format("meetings.calendars.stand", ("when", when), ("next", next));
    }

    /// <summary>Whether changes show at once, and else why not; null where it isn't read at all, which is worse.</summary>
    public CardText? Told(SyncState state, Turn turn)
    {
        if (state.ReadAt is null || state.Problem is not CalendarProblem.None || !graph.Enabled)
            return null;
        if (settings.NotificationsAt is not { } home)
            return _text.Format("meetings.calendars.untold.setting");
        if (state.IsLiveAt(turn.At) && state.ToldAt == home.AbsoluteUri)
            return _text.Format("meetings.calendars.live");
        return state.SubscribeNotBefore is { } again && again > turn.At
            ? _text.Format("meetings.calendars.untold.refused", ("when", TimeWords.Moment(again, turn.TimeZone)))
            : _text.Format("meetings.calendars.untold.asking");
    }

    /// <summary>What is wrong, and what to do; null where nothing is.</summary>
    public CardText? Problem(SyncState state) => state.Problem switch
    {
        _ when !graph.Enabled => _text.Format("meetings.calendars.off"),
        CalendarProblem.NoPermission => _text.Format("meetings.calendars.noPermission"),
        CalendarProblem.NoToken => _text.Format("meetings.calendars.noToken"),
        CalendarProblem.NotFound => _text.Format("meetings.calendars.notFound"),
        CalendarProblem.Throttled => _text.Format("meetings.calendars.throttled"),
        CalendarProblem.Unavailable => _text.Format("meetings.calendars.unavailable"),
        CalendarProblem.Refused => _text.Format("meetings.calendars.refused"),
        CalendarProblem.Unproven => _text.Format("meetings.calendars.unproven"),
        CalendarProblem.NotListed => _text.Format("meetings.calendars.notListed"),
        _ => null,
    };

    /// <summary>What is said where somebody has it read.</summary>
    public CardText Reading(CalendarHead head, Turn turn)
    {
        if (!graph.Enabled)
            return _text.Format("meetings.calendars.off");
        return LaterAt(head, turn.At) is { } next
            ? _text.Format("meetings.calendars.later", ("name", head.Calendar.Name), ("when", TimeWords.Moment(next, turn.TimeZone)))
            : _text.Format("meetings.calendars.reading", ("name", head.Calendar.Name));
    }

    /// <summary>What is said where it is followed, or by other rules.</summary>
    public PlainText Followed(CalendarHead head, bool isNew, Turn turn)
    {
        if (!graph.Enabled)
            return _text.Plain("meetings.calendars.changed.off", ("name", head.Calendar.Name));
        if (LaterAt(head, turn.At) is { } next)
            return _text.Plain(isNew ? "meetings.calendars.found.later" : "meetings.calendars.changed.later", ("name", head.Calendar.Name), ("when", TimeWords.Moment(next, turn.TimeZone)));
        return _text.Plain(isNew ? "meetings.calendars.found" : "meetings.calendars.changed", ("name", head.Calendar.Name));
    }
}
