using LeadershipBot.Microsoft365.Graph;

namespace LeadershipBot.Tests.Graph;

/// <summary>What Microsoft shows in its documentation, and what else a server may answer.</summary>
public sealed class AttendanceReaderTests
{
    private const string Organiser = "16664f75-11dc-4870-bec6-38c1aaa81431";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>learn.microsoft.com/graph/api/meetingattendancereport-list.</summary>
    [Fact]
    public async Task Microsofts_example_of_reports_is_read()
    {
        await using var server = await GraphRoom.Answering(200, """
            {"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users('16664f75')/onlineMeetings('MSpkYzE3')/attendanceReports","value":[
             {"id":"c9b6db1c-d5eb-427d-a5c0-20088d9b22d7","totalParticipantCount":1,"meetingStartDateTime":"2021-10-05T04:38:23.945Z","meetingEndDateTime":"2021-10-05T04:43:49.77Z","attendanceRecords":[]},
             {"id":"2c2c2454-7613-4d6e-9c7c-4cf7a6cdce89","totalParticipantCount":2,"meetingStartDateTime":"2021-10-04T23:13:31.658Z","meetingEndDateTime":"2021-10-04T23:18:57.563Z","attendanceRecords":[]},
             {"id":"without times"},{"meetingStartDateTime":"2021-10-04T23:13:31.658Z","meetingEndDateTime":"2021-10-04T23:18:57.563Z"}]}
            """);
        await using var room = new GraphRoom(server.Url + "/v1.0");

        var reports = (await room.Attendance.ReportsAsync(GraphRoom.Tenant, Organiser, "MSpkYzE3Njc0Yy04MWQ5LTRhZGItYmZ", Token)).Value!;

        Assert.Equal(["c9b6db1c-d5eb-427d-a5c0-20088d9b22d7", "2c2c2454-7613-4d6e-9c7c-4cf7a6cdce89"], reports.Select(report => report.Id));
        Assert.Equal(new DateTimeOffset(2021, 10, 5, 4, 38, 23, 945, TimeSpan.Zero), reports[0].StartsAt);
        Assert.Equal($"/v1.0/users/{Organiser}/onlineMeetings/MSpkYzE3Njc0Yy04MWQ5LTRhZGItYmZ/attendanceReports", Assert.Single(server.Seen).Target);
    }

    /// <summary>learn.microsoft.com/graph/api/attendancerecord-list, and people without an account.</summary>
    [Fact]
    public async Task Microsofts_example_of_records_is_read_and_guests_have_no_account()
    {
        await using var server = await GraphRoom.Answering(200, """
            {"value":[
             {"emailAddress":"frederick.cormier@contoso.com","totalAttendanceInSeconds":322,"role":"Organizer",
              "identity":{"id":"dc17674c-81d9-4adb-bfb2-8f6a442e4623","displayName":"Frederick Cormier","tenantId":null},
              "attendanceIntervals":[{"joinDateTime":"2021-10-05T04:38:27.6027225Z","leaveDateTime":"2021-10-05T04:43:49.7702391Z","durationInSeconds":322}]},
             {"emailAddress":"","role":"Attendee","identity":{"id":"8:teamsvisitor:abc","displayName":" "},
              "attendanceIntervals":[{"joinDateTime":"2021-10-05T04:00:00Z","leaveDateTime":"2021-10-05T04:10:00Z"},{"joinDateTime":"2021-10-05T04:20:00Z","leaveDateTime":"2021-10-05T04:25:00Z"},
                {"joinDateTime":"2021-10-05T05:00:00Z","leaveDateTime":"2021-10-05T04:00:00Z"},{"joinDateTime":"2021-10-05T05:00:00Z"},{"joinDateTime":"0001-01-01T00:00:00Z","leaveDateTime":"2021-10-05T04:00:00Z"}]},
             {"totalAttendanceInSeconds":-5,"identity":null}]}
            """);
        await using var room = new GraphRoom(server.Url + "/v1.0");

        var records = (await room.Attendance.RecordsAsync(GraphRoom.Tenant, Organiser, "meeting", "report", Token)).Value!;

        Assert.Equal(("dc17674c-81d9-4adb-bfb2-8f6a442e4623", 322d), (records[0].ObjectId, records[0].Total.TotalSeconds));
        Assert.Equal((null, 15d, 2), (records[1].ObjectId, records[1].Total.TotalMinutes, records[1].Intervals.Count));
        Assert.Equal((null, TimeSpan.Zero, 0), (records[2].ObjectId, records[2].Total, records[2].Intervals.Count));
    }

    /// <summary>learn.microsoft.com/graph/api/onlinemeeting-get, example 3. The ids are shortened as they are there.</summary>
    [Theory]
    [InlineData("dc17674c-81d9-4adb-bf442e4622", "dc17674c-81d9-4adb-bfb2-8f6a442e4622_19:meeting_MGQ4MDQyNTEtNTQVkODYxODYzMmY2@thread.v2")]
    [InlineData(Organiser, null)]
    public async Task Microsofts_example_of_a_meeting_by_its_address_is_found_for_its_organiser_alone(string organiser, string? id)
    {
        await using var server = await GraphRoom.Answering(200, """
            {"value":[{"id":"dc17674c-81d9-4adb-bfb2-8f6a442e4622_19:meeting_MGQ4MDQyNTEtNTQVkODYxODYzMmY2@thread.v2",
             "creationDateTime":"2020-09-29T22:35:33.1594516Z","startDateTime":"2020-09-29T22:35:31.389759Z","endDateTime":"2020-09-29T23:35:31.389759Z",
             "joinWebUrl":"https://teams.microsoft.com/l/meetup-join/19%3ameeting_MGQ4MDQyNTEtNTQ2NS00YjQxLTlkMYzMmY2%40thread.v2/0?context=%7b%22Tid%22%3a%22909c6581-5130-43e9-882cde37%22%2c%22Oid%22%3a%22dc17674c-81d9-4adb-bfb2-8f6a442e4622%22%7d",
             "subject":null,"isEntryExitAnnounced":true,"allowedPresenters":"everyone","videoTeleconferenceId":"(redacted)",
             "participants":{"organizer":{"upn":"(redacted)","role":"presenter","identity":{"user":{"id":"dc17674c-81d9-4adb-bf442e4622","displayName":null,"tenantId":"909c6581-5130-43e93582cde38","identityProvider":"AAD"}}},
              "attendees":[],"producers":[],"contributors":[]},
             "lobbyBypassSettings":{"scope":"organization","isDialInBypassEnabled":false},
             "joinMeetingIdSettings":{"isPasscodeRequired":false,"joinMeetingId":"1234567890","passcode":null}}]}
            """);
        await using var room = new GraphRoom(server.Url + "/v1.0");

        var found = await room.Attendance.FindMeetingAsync(GraphRoom.Tenant, organiser, "https://teams.microsoft.com/l/meetup-join/19%3ameeting_MGQ4%40thread.v2/0", Token);

        Assert.Equal((id is null ? GraphOutcome.NotFound : GraphOutcome.Done, id), (found.Outcome, found.Value));
        Assert.EndsWith($"/users/{organiser}/onlineMeetings?$filter=JoinWebUrl eq 'https://teams.microsoft.com/l/meetup-join/19%3ameeting_MGQ4%40thread.v2/0'", Uri.UnescapeDataString(Assert.Single(server.Seen).Target), StringComparison.Ordinal);
    }

    /// <summary>learn.microsoft.com/graph/api/onlinemeeting-get, example 4. The ids are shortened as they are there.</summary>
    [Theory]
    [InlineData("dc174c-81db-bfb2-8f6622", true)]
    [InlineData(Organiser, false)]
    public async Task Microsofts_example_of_a_meeting_by_its_meeting_ID_is_found_for_its_organiser_alone(string organiser, bool isTheirs)
    {
        const string id = "dc17674c-81d9-4adb-bfb2-8f6a442e4622_19:meeting_MGQ4MDQyNtZWVkODYxODYzMmY2@thread.v2";
        const string joinUrl = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_MGQ4MDQyNTEtNZWVkODYxODYzMmY2%40thread.v2/0?context=%7b%22Tid%22%3a%22909c6581-5130-43e9-88cb3582cde37%22%2c%22Oid%22%3a%22dc17674c-81d9-4adb-bfb2-8f6a442e4622%22%7d";
        await using var server = await GraphRoom.Answering(200, $$$$"""
            {"value":[{"id":"{{{{id}}}}",
             "creationDateTime":"2020-09-29T22:35:33.1594516Z","startDateTime":"2020-09-29T22:35:31.389759Z","endDateTime":"2020-09-29T23:35:31.389759Z","joinWebUrl":"{{{{joinUrl}}}}",
             "subject":null,"autoAdmittedUsers":"EveryoneInCompany","isEntryExitAnnounced":true,"allowedPresenters":"everyone","allowMeetingChat":"enabled","allowTeamworkReactions":true,"videoTeleconferenceId":"(redacted)",
             "participants":{"organizer":{"upn":"(redacted)","role":"presenter","identity":{"user":{"id":"dc174c-81db-bfb2-8f6622","displayName":null,"tenantId":"9091-5130-48f3-fce38","identityProvider":"AAD"}}},
              "attendees":[],"producers":[],"contributors":[]},
             "lobbyBypassSettings":{"scope":"organization","isDialInBypassEnabled":false},
             "joinMeetingIdSettings":{"isPasscodeRequired":false,"joinMeetingId":"1234567890","passcode":null}}]}
            """);
        await using var room = new GraphRoom(server.Url + "/v1.0");

        var (found, address) = (await room.Attendance.FindOwnMeetingAsync(GraphRoom.Tenant, organiser, "1234567890", Token), await room.Attendance.FindOwnJoinUrlAsync(GraphRoom.Tenant, organiser, "1234567890", Token));

        Assert.Equal(isTheirs ? (id, joinUrl) : (null, null), (found.Value, address.Value));
        Assert.All(server.Seen, asked => Assert.EndsWith($"/users/{organiser}/onlineMeetings?$filter=joinMeetingIdSettings/joinMeetingId eq '1234567890'", Uri.UnescapeDataString(asked.Target), StringComparison.Ordinal));
    }

    /// <summary>The error of learn.microsoft.com/graph/cloud-communication-online-meeting-application-access-policy.</summary>
    [Theory]
    [InlineData(401, "Unauthorized", GraphOutcome.NoPermission)]
    [InlineData(403, "Forbidden", GraphOutcome.NoPermission)]
    [InlineData(404, "NotFound", GraphOutcome.NotFound)]
    public async Task Without_a_policy_for_the_organiser_there_is_no_permission(int status, string code, GraphOutcome outcome)
    {
        await using var server = await GraphRoom.Answering(
            status, $$$$"""{"error":{"code":"{{{{code}}}}","message":"App <app_ID> is not authorized to Create meeting on behalf of user <user_ID>","innerError":{"date":"d","request-id":"599d9cb0"}}}""");
        await using var room = new GraphRoom(server.Url + "/v1.0");

        Assert.Equal(outcome, (await room.Attendance.FindMeetingAsync(GraphRoom.Tenant, Organiser, "https://teams.microsoft.com/l/x", Token)).Outcome);
        Assert.Equal(outcome, (await room.Attendance.ReportsAsync(GraphRoom.Tenant, Organiser, "meeting", Token)).Outcome);
        Assert.Equal(outcome, (await room.Attendance.RecordsAsync(GraphRoom.Tenant, Organiser, "meeting", "report", Token)).Outcome);
    }

    [Fact]
    public async Task A_list_whose_pages_lead_elsewhere_or_never_end_is_given_up()
    {
        await using var elsewhere = await GraphRoom.Answering(200, """{"value":[],"@odata.nextLink":"https://evil.example/v1.0/x"}""");
        await using var lost = new GraphRoom(elsewhere.Url + "/v1.0");
        Assert.Equal(GraphOutcome.Refused, (await lost.Attendance.ReportsAsync(GraphRoom.Tenant, Organiser, "meeting", Token)).Outcome);

        string? self = null;
        await using var endless = await LoopbackServerOf(() => $$$$"""{"value":[],"@odata.nextLink":"{{{{self}}}}/v1.0/x?$skiptoken=1"}""");
        self = endless.Url;
        await using var caught = new GraphRoom(endless.Url + "/v1.0");
        Assert.Equal(GraphOutcome.Unavailable, (await caught.Attendance.ReportsAsync(GraphRoom.Tenant, Organiser, "meeting", Token)).Outcome);
        Assert.Equal(100, endless.Seen.Count);
    }

    private static Task<Teams.LoopbackServer> LoopbackServerOf(Func<string> body) => Teams.LoopbackServer.StartAsync(_ => (200, body()));
}
