using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Microsoft365.Graph.Calendars;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>What Graph's answers say of events, in our terms. Who is invited is passed over.</summary>
internal static class SeenInGraph
{
    /// <param name="change">What Graph says.</param>
    /// <param name="mailbox">The address by which the mailbox is followed in whose calendar it is.</param>
    public static SeenEvent Read(EventChange change, string mailbox)
    {
        if (change.IsRemoved || change.Event is not { } said)
            return new SeenEvent(change.Id) { IsRemoved = true };
        // An occurrence says only when it is; of every other event all is said, so that what is missing is empty.
        var isWhole = said.Type is not EventType.Occurrence;
        return new SeenEvent(change.Id)
        {
            Kind = said.Type switch
            {
                EventType.Occurrence => EventKind.Occurrence,
                EventType.Exception => EventKind.Exception,
                EventType.SeriesMaster => EventKind.Series,
                _ => EventKind.Single,
            },
            SeriesId = said.SeriesMasterId,
            StartsAt = said.StartsAt,
            EndsAt = said.EndsAt,
            Zone = said.ZoneName,
            Title = said.Subject ?? (isWhole ? "" : null),
            Place = said.Place ?? (isWhole ? "" : null),
            JoinUrl = said.JoinUrl ?? (isWhole ? "" : null),
            IsAllDay = said.IsAllDay ?? (isWhole ? false : null),
            IsCancelled = said.IsCancelled ?? (isWhole ? false : null),
            IsPrivate = said.IsPrivate ?? (isWhole ? false : null),
            IsFree = said.IsFree ?? (isWhole ? false : null),
            Categories = said.Categories ?? (isWhole ? [] : null),
            IsOwn = said.IsOfOwner ?? said.OrganiserAddress?.Equals(mailbox, StringComparison.OrdinalIgnoreCase) ?? (isWhole ? false : null), // who organised it is named by their first address, and the mailbox may be followed by another
            ChangedAt = said.ChangedAt,
        };
    }

    /// <summary>What an answer means for a calendar.</summary>
    public static CalendarProblem ProblemOf<T>(GraphAnswer<T> answer) => answer.Outcome switch
    {
        GraphOutcome.Done => CalendarProblem.None,
        GraphOutcome.NoPermission when answer.IsUnproven => CalendarProblem.Unproven,
        GraphOutcome.NoPermission => CalendarProblem.NoPermission,
        GraphOutcome.NoToken => CalendarProblem.NoToken,
        GraphOutcome.NotFound => CalendarProblem.NotFound,
        GraphOutcome.Throttled => CalendarProblem.Throttled,
        GraphOutcome.Unavailable => CalendarProblem.Unavailable,
        _ => CalendarProblem.Refused,
    };
}
