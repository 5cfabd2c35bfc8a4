using System.Globalization;
using Models = Microsoft.Graph.Models;

namespace LeadershipBot.Microsoft365.Graph.Attendance;

/// <summary>The report of one session of a meeting: a meeting that ended and was begun again has two.</summary>
/// <param name="Id">Its id within the meeting.</param>
/// <param name="StartsAt">When the first person came.</param>
/// <param name="EndsAt">When the session ended.</param>
public sealed record AttendanceReport(string Id, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

/// <summary>Somebody who was in the meeting.</summary>
/// <param name="ObjectId">Their object id in Microsoft Entra; null for guests without an account, and for phones.</param>
/// <param name="TenantId">The tenant in which that id is; null where Graph doesn't say: then it is the organiser's.</param>
/// <param name="Total">How long they were there, of all intervals; never negative.</param>
/// <param name="Intervals">When they were there; may be empty.</param>
public sealed record AttendanceRecord(string? ObjectId, string? TenantId, TimeSpan Total, IReadOnlyList<AttendanceInterval> Intervals);

/// <summary>A time that somebody was there.</summary>
/// <param name="JoinedAt">When they came.</param>
/// <param name="LeftAt">When they went; not before <paramref name="JoinedAt"/>.</param>
public sealed record AttendanceInterval(DateTimeOffset JoinedAt, DateTimeOffset LeftAt);

/// <summary>
/// Reads who was in a Teams meeting, after its end (Graph: <c>/users/{id}/onlineMeetings</c>), with
/// <c>OnlineMeetings.Read.All</c> to find the meeting and <c>OnlineMeetingArtifact.Read.All</c> for its reports, and an
/// application access policy for its organiser: without that Graph answers as without permission. Graph keeps the newest 50
/// reports of a meeting, for a year; of channel meetings none, or those of every meeting in the channel: nobody asks for these. Names and
/// addresses in the reports are read off the wire and dropped. What others do wrong is an outcome, never an exception;
/// cancelling is an <see cref="OperationCanceledException"/>. Everything is safe to repeat.
/// </summary>
public sealed class AttendanceReader
{
    /// <summary>No meeting lasts as long: Teams ends one after 30 hours. What is said to be longer is not believed.</summary>
    private static readonly TimeSpan IntervalMax = TimeSpan.FromDays(7);

    private readonly GraphCaller _caller;

    internal AttendanceReader(GraphCaller caller) => _caller = caller;

    /// <summary>The id of the online meeting behind an address to join; NotFound where there is none, or where Graph says that another organised it: who is only invited may find it, too.</summary>
    /// <param name="tenantId">The organiser's tenant.</param>
    /// <param name="organiserId">The organiser's object id in Microsoft Entra; an address won't do.</param>
    /// <param name="joinUrl">As the calendar's event says it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<GraphAnswer<string>> FindMeetingAsync(string tenantId, string organiserId, string joinUrl, CancellationToken cancellationToken)
        => _caller.AskAsync<Models.OnlineMeetingCollectionResponse, string>(
            tenantId,
            "find an online meeting",
            (client, token) => client.Users[organiserId].OnlineMeetings.GetAsync(
                request => request.QueryParameters.Filter = $"JoinWebUrl eq '{joinUrl?.Replace("'", "''", StringComparison.Ordinal)}'", token),
            found => found.Value is [{ Id: { Length: > 0 } id } one, ..] && (OrganiserOf(one) ?? organiserId).Equals(organiserId, StringComparison.OrdinalIgnoreCase)
                ? new(GraphOutcome.Done, id)
                : new(GraphOutcome.NotFound),
            cancellationToken);

    /// <summary>
    /// The id of the online meeting with a meeting ID, as people type it to join and as short links have it; NotFound where there is none, or
    /// where Graph doesn't say that this person organised it. Source: Microsoft Graph, "Get onlineMeeting", by joinMeetingId.
    /// </summary>
    /// <param name="tenantId">The organiser's tenant.</param>
    /// <param name="organiserId">The organiser's object id in Microsoft Entra; an address won't do.</param>
    /// <param name="joinMeetingId">The meeting ID, digits only.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<GraphAnswer<string>> FindOwnMeetingAsync(string tenantId, string organiserId, string joinMeetingId, CancellationToken cancellationToken)
        => FindOwnAsync(tenantId, organiserId, joinMeetingId, found => found.Id, cancellationToken);

    /// <summary>The address to join, as Graph has it and Teams tells it, of the meeting that <see cref="FindOwnMeetingAsync"/> would find; NotFound likewise.</summary>
    /// <param name="tenantId">The organiser's tenant.</param>
    /// <param name="organiserId">The organiser's object id in Microsoft Entra; an address won't do.</param>
    /// <param name="joinMeetingId">The meeting ID, digits only.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<GraphAnswer<string>> FindOwnJoinUrlAsync(string tenantId, string organiserId, string joinMeetingId, CancellationToken cancellationToken)
        => FindOwnAsync(tenantId, organiserId, joinMeetingId, found => found.JoinWebUrl, cancellationToken);

    private Task<GraphAnswer<string>> FindOwnAsync(string tenantId, string organiserId, string joinMeetingId, Func<Models.OnlineMeeting, string?> what, CancellationToken cancellationToken)
        => _caller.AskAsync<Models.OnlineMeetingCollectionResponse, string>(
            tenantId,
            "find an online meeting by its meeting ID",
            (client, token) => client.Users[organiserId].OnlineMeetings.GetAsync(
                request => request.QueryParameters.Filter = $"joinMeetingIdSettings/joinMeetingId eq '{joinMeetingId?.Replace("'", "''", StringComparison.Ordinal)}'", token),
            found => found.Value is [{ } meeting, ..] && OrganiserOf(meeting)?.Equals(organiserId, StringComparison.OrdinalIgnoreCase) is true && what(meeting) is { Length: > 0 } told
                ? new(GraphOutcome.Done, told)
                : new(GraphOutcome.NotFound),
            cancellationToken);

    /// <summary>The reports of a meeting, in Graph's order (the newest first); empty before its first end, or where no report was made.</summary>
    /// <param name="tenantId">The organiser's tenant.</param>
    /// <param name="organiserId">The organiser's object id.</param>
    /// <param name="meetingId">As <see cref="FindMeetingAsync"/> gave it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<GraphAnswer<IReadOnlyList<AttendanceReport>>> ReportsAsync(string tenantId, string organiserId, string meetingId, CancellationToken cancellationToken)
        => _caller.ListAsync<Models.MeetingAttendanceReportCollectionResponse, AttendanceReport>(
            tenantId,
            "list attendance reports",
            (client, link, token) =>
            {
                var reports = client.Users[organiserId].OnlineMeetings[meetingId].AttendanceReports;
                return (link is null ? reports : reports.WithUrl(link)).GetAsync(cancellationToken: token);
            },
            page => ((page.Value ?? []).Select(ReportOf).OfType<AttendanceReport>(), page.OdataNextLink),
            cancellationToken);

    /// <summary>Who was there, in one session.</summary>
    /// <param name="tenantId">The organiser's tenant.</param>
    /// <param name="organiserId">The organiser's object id.</param>
    /// <param name="meetingId">As <see cref="FindMeetingAsync"/> gave it.</param>
    /// <param name="reportId">Which session.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<GraphAnswer<IReadOnlyList<AttendanceRecord>>> RecordsAsync(
        string tenantId, string organiserId, string meetingId, string reportId, CancellationToken cancellationToken)
        => _caller.ListAsync<Models.AttendanceRecordCollectionResponse, AttendanceRecord>(
            tenantId,
            "read an attendance report",
            (client, link, token) =>
            {
                var records = client.Users[organiserId].OnlineMeetings[meetingId].AttendanceReports[reportId].AttendanceRecords;
                return (link is null ? records : records.WithUrl(link)).GetAsync(cancellationToken: token);
            },
            page => ((page.Value ?? []).Select(RecordOf), page.OdataNextLink),
            cancellationToken);

    /// <summary>Who organised it, as Graph says; null where it doesn't.</summary>
    private static string? OrganiserOf(Models.OnlineMeeting meeting) => meeting.Participants?.Organizer?.Identity?.User?.Id;

    private static AttendanceReport? ReportOf(Models.MeetingAttendanceReport report)
        => report is { Id: { Length: > 0 } id, MeetingStartDateTime: { } start, MeetingEndDateTime: { } end } ? new AttendanceReport(id, start, end) : null;

    private static AttendanceRecord RecordOf(Models.AttendanceRecord record)
    {
        var intervals = (record.AttendanceIntervals ?? []).Select(IntervalOf).OfType<AttendanceInterval>().ToList();
        var total = record.TotalAttendanceInSeconds is { } seconds
            ? TimeSpan.FromSeconds(Math.Max(0, seconds))
            : intervals.Aggregate(TimeSpan.Zero, (sum, interval) => sum + (interval.LeftAt - interval.JoinedAt));
        return new AttendanceRecord(ObjectIdOf(record.Identity?.Id), TenantIdOf(record.Identity), total, intervals);
    }

    private static AttendanceInterval? IntervalOf(Models.AttendanceInterval interval)
        => interval is { JoinDateTime: { } joined, LeaveDateTime: { } left } && left >= joined && left - joined <= IntervalMax ? new AttendanceInterval(joined, left) : null;

    /// <summary>A phone's or an anonymous guest's id is no account.</summary>
    private static string? ObjectIdOf(string? id) => Guid.TryParse(id, CultureInfo.InvariantCulture, out var known) ? known.ToString() : null;

    /// <summary>A person's identity names its tenant (Graph: <c>communicationsUserIdentity</c>), often without a value.</summary>
    private static string? TenantIdOf(Models.Identity? identity)
        => ObjectIdOf(identity switch
        {
            Models.CommunicationsUserIdentity user => user.TenantId,
            { AdditionalData: { } more } when more.TryGetValue("tenantId", out var tenant) => tenant?.ToString(),
            _ => null,
        });
}
