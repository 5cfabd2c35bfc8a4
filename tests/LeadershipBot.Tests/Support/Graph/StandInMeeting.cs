using System.Text.Json.Nodes;

namespace LeadershipBot.Tests.Support.Graph;

/// <summary>An online meeting in the stand-in, with the reports of its sessions.</summary>
internal sealed class StandInMeeting(string organiserId, string joinUrl, int number)
{
    private readonly List<StandInReport> _reports = [];

    public string Id { get; } = $"MSpkYzE3Njc0Yy04MWQ5LTRhZGItYmZ{number:D3}";

    public string OrganiserId { get; } = organiserId;

    public string JoinUrl { get; } = joinUrl;

    /// <summary>The ID by which people may join, as short links have it.</summary>
    public string JoinMeetingId { get; } = $"3400000{number:D6}";

    /// <summary>Who Graph says organised it: another, where it is found with somebody who is only invited.</summary>
    public string OrganisedBy { get; set; } = organiserId;

    /// <summary>The newest first, as Graph gives them.</summary>
    public IReadOnlyList<StandInReport> Reports => _reports;

    /// <summary>A session ended.</summary>
    public StandInReport AddReport(DateTimeOffset start, DateTimeOffset end, params StandInAttendance[] records)
    {
        var report = new StandInReport($"c9b6db1c-d5eb-427d-a5c0-{number:D6}{_reports.Count:D6}", start, end, records);
        _reports.Insert(0, report);
        return report;
    }

    public JsonObject Json() => new() { ["id"] = Id, ["joinWebUrl"] = JoinUrl, ["subject"] = null, ["joinMeetingIdSettings"] = new JsonObject { ["isPasscodeRequired"] = true, ["joinMeetingId"] = JoinMeetingId }, ["participants"] = new JsonObject { ["organizer"] = new JsonObject { ["identity"] = new JsonObject { ["user"] = new JsonObject { ["id"] = OrganisedBy } }, ["upn"] = "organiser@larkford.example" } } };
}

/// <summary>The report of one session.</summary>
internal sealed record StandInReport(string Id, DateTimeOffset Start, DateTimeOffset End, IReadOnlyList<StandInAttendance> Records)
{
    public JsonObject Json() => new()
    {
        ["id"] = Id,
        ["totalParticipantCount"] = Records.Count,
        ["meetingStartDateTime"] = EventJson.Time(Start),
        ["meetingEndDateTime"] = EventJson.Time(End),
        ["attendanceRecords"] = new JsonArray(),
    };
}

/// <summary>Somebody who was there.</summary>
/// <param name="ObjectId">Their object id; null for a guest without an account.</param>
/// <param name="Name">What they were called.</param>
/// <param name="Address">Their e-mail address; null, as often, for none.</param>
/// <param name="Intervals">When they came and went.</param>
internal sealed record StandInAttendance(string? ObjectId, string Name, string? Address, params (DateTimeOffset Joined, DateTimeOffset Left)[] Intervals)
{
    /// <summary>The tenant of their object id; null, as in Microsoft's examples, where Graph doesn't say.</summary>
    public string? TenantId { get; init; }

    public JsonObject Json(int number) => new()
    {
        ["id"] = $"record-{number}",
        ["emailAddress"] = Address ?? "",
        ["totalAttendanceInSeconds"] = (int)Intervals.Sum(interval => (interval.Left - interval.Joined).TotalSeconds),
        ["role"] = "Presenter",
        ["identity"] = new JsonObject { ["@odata.type"] = "#microsoft.graph.communicationsUserIdentity", ["id"] = ObjectId, ["displayName"] = Name, ["tenantId"] = TenantId },
        ["attendanceIntervals"] = new JsonArray([.. Intervals.Select(interval => new JsonObject
        {
            ["joinDateTime"] = EventJson.Time(interval.Joined),
            ["leaveDateTime"] = EventJson.Time(interval.Left),
            ["durationInSeconds"] = (int)(interval.Left - interval.Joined).TotalSeconds,
        })]),
    };
}
