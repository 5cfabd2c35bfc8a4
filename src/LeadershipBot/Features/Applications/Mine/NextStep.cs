using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Applications.Mine;

/// <summary>
/// What happens next with an application, and by when, in a sentence for its applicant. Who waits for somebody always reads a
/// date, and where that has passed who was reminded; where nothing follows it says so, and what they can do.
/// </summary>
internal static class NextStep
{
    /// <param name="text">The sentences.</param>
    /// <param name="opening">What it is for.</param>
    /// <param name="application">As it stands.</param>
    /// <param name="endedWithIt">Whether it ended since what it was for isn't offered any more.</param>
    /// <param name="now">The moment.</param>
    /// <param name="zone">The applicant's time zone.</param>
    public static CardText Of(TextFile text, Opening opening, Application application, bool endedWithIt, DateTimeOffset now, TimeZoneInfo zone)
    {
        var name = opening.RunBy.Name;
        var isOpen = opening.StateAt(now) is OpeningState.Open;
        switch (application.Stage)
        {
            case Stage.Received or Stage.Shortlisted or Stage.Interview or Stage.Offered or Stage.Reserve when opening.Set is OpeningState.Withdrawn:
                return text.Format("applications.next.notOffered");
            case Stage.NotSelected when endedWithIt:
                return text.Format("applications.next.ended.withdrawn");
            case Stage.Received or Stage.Shortlisted or Stage.Interview or Stage.Reserve when application.IsOverdue(opening, now):
                return Overdue(text, opening, application, now, zone);
            case Stage.Received when application.IsExploring && application.SentAt < opening.RunBySince:
                return text.Format("applications.next.exploring.chair", ("reply", ApplicationWords.Date(application.ReplyBy(opening), zone)));
            case Stage.Received when application.IsExploring:
                return text.Format("applications.next.exploring", ("name", name), ("reply", ApplicationWords.Date(application.ReplyBy(opening), zone)));
            case Stage.Received when isOpen && opening.ClosesAt is { } closes:
                return text.Format("applications.next.open", ("when", TimeWords.Moment(closes, zone)), ("reply", ApplicationWords.Date(application.ReplyBy(opening), zone)));
            case Stage.Received:
                return text.Format("applications.next.received", ("reply", ApplicationWords.Date(application.ReplyBy(opening), zone)));
            case Stage.Shortlisted or Stage.Interview when opening.InterviewOn is { } day && day >= TodayOf(now, zone):
                return text.Format("applications.next.interview", ("when", TimeWords.Day(day)), ("name", name));
            case Stage.Shortlisted or Stage.Interview:
                return text.Format("applications.next.decision", ("reply", ApplicationWords.Date(application.WordBy(opening)!.Value, zone)), ("name", name));
            case Stage.Appointed:
                return Appointed(text, opening, now, zone);
            case Stage.Offered when application.OfferUntil is { } deadline:
                return text.Format(now < deadline ? "applications.next.offered" : "applications.next.offered.past", ("when", TimeWords.Moment(deadline, zone)), ("name", name));
            case Stage.Reserve when opening.OffersEndAt is { } end:
                return text.Format("applications.next.waiting", ("when", ApplicationWords.Date(end, zone)));
            case Stage.Reserve:
                return text.Format("applications.next.reserve", ("name", name), ("reply", ApplicationWords.Date(application.WordBy(opening)!.Value, zone)));
            case Stage.Declined or Stage.Lapsed:
                return Gone(text, opening, application, now, zone);
            case Stage.Withdrawn:
                return isOpen && opening.ClosesAt is { } until ? text.Format("applications.next.withdrawn.open", ("when", TimeWords.Moment(until, zone)))
                    : text.Format(isOpen ? "applications.next.withdrawn.rolling" : "applications.next.withdrawn");
            default:
                return text.Format(application.IsExploring ? "applications.next.answered" : !application.IsKeptInMind ? "applications.next.over" : opening.HasBench ? "applications.next.bench" : "applications.next.later");
        }
    }

    /// <summary>The organisation doesn't list the applicant any more: nothing happens next until it does, who can help, and by when they hear in any case.</summary>
    public static CardText OfLeft(TextFile text, Opening opening, Application application, DateTimeOffset now, TimeZoneInfo zone)
        => application.WordBy(opening) is { } by && now < by
            ? text.Format("applications.next.left", ("organisation", text.NameOf(opening.Organisation)), ("name", opening.RunBy.Name), ("reply", ApplicationWords.Date(by, zone)))
            : text.Format("applications.next.left.overdue", ("organisation", text.NameOf(opening.Organisation)), ("name", opening.RunBy.Name));

    /// <summary>The same of who is offered a place: it is kept for them, and they can take it once they are listed.</summary>
    public static CardText OfKept(TextFile text, Opening opening, DateTimeOffset until, TimeZoneInfo zone)
        => text.Format("applications.next.offered.left", ("when", TimeWords.Moment(until, zone)), ("organisation", text.NameOf(opening.Organisation)), ("name", opening.RunBy.Name));

    /// <summary>The same of who has a place that hasn't begun: it stays theirs if they are listed again by then.</summary>
    public static CardText OfLosing(TextFile text, Opening opening, DateOnly goesOnFrom)
        => text.Format("applications.next.starts.left", ("organisation", text.NameOf(opening.Organisation)), ("when", TimeWords.Day(goesOnFrom)), ("name", opening.RunBy.Name));

    /// <summary>Whoever runs it was reminded; when the chairs are, or that they were.</summary>
    private static CardText Overdue(TextFile text, Opening opening, Application application, DateTimeOffset now, TimeZoneInfo zone)
    {
        var chairs = application.ChairRemindedAt(opening);
        return chairs > now
            ? text.Format("applications.next.overdue", ("name", opening.RunBy.Name), ("when", ApplicationWords.Date(chairs.Value, zone)))
            : text.Format("applications.next.overdue.chairs", ("name", opening.RunBy.Name));
    }

    /// <summary>Until it begins when it does; then what follows until it is confirmed what came of it.</summary>
    private static CardText Appointed(TextFile text, Opening opening, DateTimeOffset now, TimeZoneInfo zone)
    {
        var (name, today) = (opening.RunBy.Name, TodayOf(now, zone));
        if (opening.OffersEndAt is not { } starts)
            return text.Format("applications.next.appointed", ("name", name));
        if (now < starts)
            return text.Format("applications.next.starts", ("when", ApplicationWords.Date(starts, zone)), ("name", name));
        if (opening.Course is not { } course)
            return text.Format("applications.next.started", ("name", name));
        if (today < course.Halfway)
            return text.Format("applications.next.started.halfway", ("when", TimeWords.Day(course.Halfway)), ("name", name));
        if (today <= course.LastDay)
            return text.Format("applications.next.started.last", ("when", TimeWords.Day(course.LastDay)), ("confirmed", TimeWords.Day(course.ConfirmedBy)), ("name", name));
        return today < course.ConfirmedBy
            ? text.Format("applications.next.started.over", ("last", TimeWords.Day(course.LastDay)), ("confirmed", TimeWords.Day(course.ConfirmedBy)), ("name", name))
            : text.Format("applications.next.started.late", ("last", TimeWords.Day(course.LastDay)), ("name", name));
    }

    /// <summary>The place went on: whom to talk to, and until when that can change anything.</summary>
    private static CardText Gone(TextFile text, Opening opening, Application application, DateTimeOffset now, TimeZoneInfo zone)
    {
        var (name, isLapsed) = (opening.RunBy.Name, application.Stage is Stage.Lapsed);
        if (!isLapsed && application.GivenUpBy is GivenUpBy.Runner)
            return text.Format("applications.next.ended", ("name", name));
        if (!isLapsed && application.GivenUpBy is GivenUpBy.Unlisted)
            return text.Format("applications.next.unlisted", ("organisation", text.NameOf(opening.Organisation)), ("name", name));
        if (opening.Set is OpeningState.Withdrawn)
            return text.Format("applications.next.over");
        if (opening.OffersEndAt is not { } starts)
            return text.Format(isLapsed ? "applications.next.lapsed" : "applications.next.declined", ("name", name));
        return now < starts
            ? text.Format(isLapsed ? "applications.next.lapsed.until" : "applications.next.declined.until", ("name", name), ("when", ApplicationWords.Date(starts, zone)))
            : text.Format(isLapsed ? "applications.next.lapsed.begun" : "applications.next.declined.begun");
    }

    private static DateOnly TodayOf(DateTimeOffset now, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
}
