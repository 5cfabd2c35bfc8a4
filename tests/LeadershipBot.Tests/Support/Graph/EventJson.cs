using System.Globalization;
using System.Text.Json.Nodes;

namespace LeadershipBot.Tests.Support.Graph;

/// <summary>Events in Graph's words.</summary>
internal static class EventJson
{
    /// <summary>Stands in the text of each event, which nobody may keep.</summary>
    public const string Text = "The text of an invitation that nobody reads";

    public static JsonObject Removed(string id) => new()
    {
        ["@odata.type"] = "#microsoft.graph.event",
        ["id"] = id,
        ["@removed"] = new JsonObject { ["reason"] = "deleted" },
    };

    /// <summary>A delta query says of an occurrence no more than this.</summary>
    public static JsonObject Of(StandInEvent item, string mailbox) => item.Type == "occurrence" ? Occurrence(item) : Full(item, mailbox);

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static JsonObject Occurrence(StandInEvent item) => new()
    {
        ["@odata.type"] = "#microsoft.graph.event",
        ["@odata.etag"] = ETag(item),
        ["id"] = item.Id,
        ["seriesMasterId"] = item.Master!.Id,
        ["type"] = item.Type,
        ["start"] = Zoned(item.Start),
        ["end"] = Zoned(item.End),
    };

    private static JsonObject Full(StandInEvent item, string mailbox) => new()
    {
        ["@odata.type"] = "#microsoft.graph.event",
        ["@odata.etag"] = ETag(item),
        ["createdDateTime"] = Time(item.CreatedAt),
        ["lastModifiedDateTime"] = Time(item.ChangedAt),
        ["changeKey"] = $"key{item.Version}",
        ["categories"] = new JsonArray([.. item.Categories.Select(category => JsonValue.Create(category))]),
        ["transactionId"] = null,
        ["originalStartTimeZone"] = item.Zone,
        ["originalEndTimeZone"] = item.Zone,
        ["iCalUId"] = item.ICalUId,
        ["reminderMinutesBeforeStart"] = 15,
        ["isReminderOn"] = true,
        ["hasAttachments"] = false,
        ["subject"] = item.Subject,
        ["bodyPreview"] = Text,
        ["importance"] = "normal",
        ["sensitivity"] = item.Sensitivity,
        ["isAllDay"] = item.IsAllDay,
        ["isCancelled"] = item.IsCancelled,
        ["isOrganizer"] = item.Organiser is null,
        ["responseRequested"] = true,
        ["seriesMasterId"] = item.Master?.Id,
        ["showAs"] = item.ShowAs,
        ["type"] = item.Type,
        ["webLink"] = $"https://outlook.office365.com/owa/?itemid={item.Id}",
        ["onlineMeetingUrl"] = null,
        ["isOnlineMeeting"] = item.JoinUrl is not null,
        ["onlineMeetingProvider"] = item.JoinUrl is null ? "unknown" : "teamsForBusiness",
        ["allowNewTimeProposals"] = true,
        ["isDraft"] = false,
        ["hideAttendees"] = false,
        ["recurrence"] = item.IsSeries ? Recurrence(item) : null,
        ["id"] = item.Id,
        ["responseStatus"] = new JsonObject { ["response"] = "organizer", ["time"] = "0001-01-01T00:00:00Z" },
        ["body"] = new JsonObject { ["contentType"] = "text", ["content"] = Text },
        ["start"] = Zoned(item.Start),
        ["end"] = Zoned(item.End),
        ["location"] = new JsonObject { ["displayName"] = item.Place ?? "" },
        ["locations"] = new JsonArray(),
        ["attendees"] = new JsonArray([.. item.Attendees.Select(Attendee)]),
        ["organizer"] = new JsonObject { ["emailAddress"] = Address(item.Organiser ?? mailbox) },
        ["onlineMeeting"] = item.JoinUrl is null ? null : new JsonObject { ["joinUrl"] = item.JoinUrl },
    };

    private static JsonObject Recurrence(StandInEvent series) => new()
    {
        ["pattern"] = new JsonObject { ["type"] = "weekly", ["interval"] = 1, ["daysOfWeek"] = new JsonArray(JsonValue.Create(series.Start.DayOfWeek.ToString().ToLowerInvariant())) },
        ["range"] = new JsonObject
        {
            ["type"] = "numbered",
            ["startDate"] = series.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["numberOfOccurrences"] = series.Occurrences.Count,
            ["recurrenceTimeZone"] = series.Zone,
        },
    };

    private static JsonObject Attendee(StandInAttendee attendee) => new()
    {
        ["type"] = attendee.Type,
        ["status"] = new JsonObject { ["response"] = attendee.Response, ["time"] = attendee.AnsweredAt is { } at ? Time(at) : "0001-01-01T00:00:00Z" },
        ["emailAddress"] = Address(attendee.Address),
    };

    private static JsonObject Address(string address) => new() { ["name"] = address.Split('@')[0], ["address"] = address };

    private static JsonObject Zoned(DateTimeOffset time) => new()
    {
        ["dateTime"] = time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture),
        ["timeZone"] = "UTC",
    };

    private static string ETag(StandInEvent item) => $"W/\"key{item.Version}\"";
}
