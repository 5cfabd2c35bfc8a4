using System.Globalization;
using Models = Microsoft.Graph.Models;

namespace LeadershipBot.Microsoft365.Graph.Calendars;

/// <summary>Puts Graph's events into ours.</summary>
internal static class EventReading
{
    /// <summary>The mark of an item that is gone (OData JSON 4.01, 15.2).</summary>
    private const string Removed = "@removed";

    /// <summary>Null where it has no id.</summary>
    public static EventChange? Read(Models.Event item)
    {
        if (item.Id is not { Length: > 0 } id)
            return null;
        return item.AdditionalData.ContainsKey(Removed)
            ? new EventChange(id) { IsRemoved = true }
            : new EventChange(id) { Event = EventOf(id, item) };
    }

    private static CalendarEvent EventOf(string id, Models.Event item) => new()
    {
        Id = id,
        SeriesMasterId = Said(item.SeriesMasterId),
        Type = item.Type switch
        {
            Models.EventType.Occurrence => EventType.Occurrence,
            Models.EventType.Exception => EventType.Exception,
            Models.EventType.SeriesMaster => EventType.SeriesMaster,
            _ => EventType.SingleInstance,
        },
        Subject = item.Subject,
        StartsAt = TimeOf(item.Start),
        EndsAt = TimeOf(item.End),
        ZoneName = Said(item.OriginalStartTimeZone) ?? Said(item.Recurrence?.Range?.RecurrenceTimeZone),
        IsAllDay = item.IsAllDay,
        IsCancelled = item.IsCancelled,
        IsPrivate = item.Sensitivity is { } sensitivity ? sensitivity != Models.Sensitivity.Normal : null,
        IsFree = item.ShowAs is { } shown ? shown == Models.FreeBusyStatus.Free : null,
        Place = Said(item.Location?.DisplayName),
        JoinUrl = Said(item.OnlineMeeting?.JoinUrl),
        OrganiserAddress = Said(item.Organizer?.EmailAddress?.Address),
        IsOfOwner = item.IsOrganizer,
        Categories = item.Categories,
        Invited = item.Attendees is { } attendees ? [.. attendees.Select(InvitedOf).OfType<Invited>()] : null,
        ChangedAt = item.LastModifiedDateTime,
    };

    private static Invited? InvitedOf(Models.Attendee attendee)
    {
        if (attendee.Type == Models.AttendeeType.Resource || Said(attendee.EmailAddress?.Address) is not { } address)
            return null;
        var answer = attendee.Status?.Response switch
        {
            Models.ResponseType.Accepted => InvitedAnswer.Accepted,
            Models.ResponseType.TentativelyAccepted => InvitedAnswer.Tentative,
            Models.ResponseType.Declined => InvitedAnswer.Declined,
            Models.ResponseType.Organizer => InvitedAnswer.Organiser,
            _ => InvitedAnswer.None,
        };
        // Graph says "never" as the first day of year 1.
        return new Invited(address, answer, attendee.Status?.Time is { Year: > 1 } at ? at : null);
    }

    /// <summary>A wall-clock time and the zone it is in: UTC, since we ask for it, but another is understood.</summary>
    private static DateTimeOffset? TimeOf(Models.DateTimeTimeZone? said)
    {
        // The first and the last year leave no room for an offset.
        if (!DateTime.TryParse(said?.DateTime, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time) || time.Year is < 2 or > 9998)
            return null;
        if (time.Kind == DateTimeKind.Utc || said.TimeZone is null or "" or "UTC")
            return new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc));
        return TimeZoneInfo.TryFindSystemTimeZoneById(said.TimeZone, out var zone)
            ? new DateTimeOffset(time, zone.GetUtcOffset(time)).ToUniversalTime()
            : null;
    }

    private static string? Said(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
