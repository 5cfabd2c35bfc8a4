using System.Text;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Microsoft365.Graph.Calendars;

namespace LeadershipBot.Tests.Graph;

/// <summary>What Microsoft shows in its documentation, and what else a server may answer, through the real SDK.</summary>
public sealed class CalendarReaderTests
{
    private const string Delta = "https://graph.microsoft.com/v1.0/me/calendarView/delta?$deltatoken=R0usmcFuQtZdtpk4";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>learn.microsoft.com/graph/delta-query-events, the next round.</summary>
    [Fact]
    public async Task Microsofts_example_of_a_later_round_is_read()
    {
        var page = await ReadAsync($$$$"""
            {"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#Collection(event)","@odata.deltaLink":"{{{{Delta}}}}","value":[
             {"@odata.type":"#microsoft.graph.event","id":"AAMkADk0MGFkODE3LWE4MmYtNDRhOS04OGQLkRkXbBznTvAADb6ytyAAA=","@removed":{"reason":"deleted"}},
             {"@odata.type":"#microsoft.graph.event","@odata.etag":"W/\"EZ9r3czxY0m2jz8c45czkwAALZu97w==\"","subject":"Attend service",
              "body":{"contentType":"html","content":""},
              "start":{"dateTime":"2016-12-25T06:00:00.0000000","timeZone":"UTC"},"end":{"dateTime":"2016-12-25T07:30:00.0000000","timeZone":"UTC"},
              "location":{"displayName":"Chapel of Saint Ignatius","address":{"street":"900 Broadway","city":"Seattle"},"coordinates":{"latitude":47.6105,"longitude":-122.321}},
              "attendees":[],"organizer":{"emailAddress":{"name":"Samantha Booth","address":"samanthab@contoso.onmicrosoft.com"}},"id":"AAMkADj1HvAAA="}]}
            """);

        Assert.Equal((null, Delta), (page.NextLink, page.DeltaLink));
        Assert.Equal([true, false], page.Changes.Select(change => change.IsRemoved));
        Assert.Null(page.Changes[0].Event);
        var read = page.Changes[1].Event!;
        Assert.Equal(("AAMkADj1HvAAA=", "Attend service", "Chapel of Saint Ignatius", "samanthab@contoso.onmicrosoft.com"), (read.Id, read.Subject, read.Place, read.OrganiserAddress));
        Assert.Equal((Utc(2016, 12, 25, 6, 0), Utc(2016, 12, 25, 7, 30)), (read.StartsAt, read.EndsAt));
        Assert.Equal((null, null, null, null), (read.IsAllDay, read.IsCancelled, read.IsPrivate, read.ZoneName)); // it didn't say
        Assert.Empty(read.Invited!);
    }

    /// <summary>learn.microsoft.com/graph/delta-query-events, the first answer; and the placeholders of the reference page.</summary>
    [Fact]
    public async Task Microsofts_examples_of_a_first_page_are_read()
    {
        const string Next = "https://graph.microsoft.com/v1.0/me/calendarView/delta?$skiptoken=R0usmcCM996atia_s";
        var page = await ReadAsync($$$$"""
            {"@odata.nextLink":"{{{{Next}}}}","value":[{"originalStartTimeZone":"originalStartTimeZone-value","responseStatus":{"response":"response-value","time":"2016-12-09T20:30:00Z"},
              "transactionId":null,"iCalUId":"iCalUId-value","reminderMinutesBeforeStart":99,"isDraft":false,"isReminderOn":true},
             {"id":"AAMkADNVxRAAA=","subject":"Plan shopping list","start":{"dateTime":"2016-12-09T20:30:00.0000000","timeZone":"UTC"},"attendees":[]}]}
            """);

        Assert.Equal((Next, null), (page.NextLink, page.DeltaLink));
        Assert.Equal("AAMkADNVxRAAA=", Assert.Single(page.Changes).Id); // what has no id can't be kept
    }

    /// <summary>As occurrences come, and what their master says (microsoft-graph-docs, issue 7632).</summary>
    [Fact]
    public async Task A_master_says_what_its_occurrences_leave_out()
    {
        var page = await ReadAsync($$$$"""
            {"@odata.deltaLink":"{{{{Delta}}}}","value":[
             {"@odata.type":"#microsoft.graph.event","@odata.etag":"W/\"DwAAABYA\"","id":"occurrence","seriesMasterId":"master","type":"occurrence",
              "start":{"dateTime":"2023-07-23T10:25:00.0000000","timeZone":"UTC"},"end":{"dateTime":"2023-07-23T10:55:00.0000000","timeZone":"UTC"}},
             {"id":"master","type":"seriesMaster","iCalUId":"uid","categories":["Board","NHS"],"sensitivity":"private","isAllDay":false,"isCancelled":true,"subject":null,
              "lastModifiedDateTime":"2023-07-01T08:00:00Z","start":{"dateTime":"2023-07-16T11:25:00.0000000","timeZone":"W. Europe Standard Time"},
              "onlineMeeting":{"joinUrl":"https://teams.microsoft.com/l/meetup-join/x"},
              "recurrence":{"pattern":{"type":"weekly","interval":1,"daysOfWeek":["sunday"]},"range":{"type":"noEnd","startDate":"2023-07-16","recurrenceTimeZone":"W. Europe Standard Time"}},
              "attendees":[
               {"type":"required","status":{"response":"declined","time":"2023-07-02T08:00:00Z"},"emailAddress":{"name":"Ann","address":"ann@larkford.example"}},
               {"type":"optional","status":{"response":"tentativelyAccepted","time":"0001-01-01T00:00:00Z"},"emailAddress":{"address":"ben@larkford.example"}},
               {"type":"required","status":{"response":"a word of next year"},"emailAddress":{"address":"cyd@larkford.example"}},
               {"type":"resource","status":{"response":"accepted"},"emailAddress":{"address":"room1@larkford.example"}},
               {"type":"required","emailAddress":{"name":"Nobody"}}]}]}
            """);

        var (occurrence, master) = (page.Changes[0].Event!, page.Changes[1].Event!);
        Assert.Equal((EventType.Occurrence, "master", Utc(2023, 7, 23, 10, 25)), (occurrence.Type, occurrence.SeriesMasterId, occurrence.StartsAt));
        Assert.Equal((null, null, null, null), (occurrence.Subject, occurrence.Invited, occurrence.Categories, occurrence.IsCancelled));
        Assert.Equal((EventType.SeriesMaster, "W. Europe Standard Time", Utc(2023, 7, 16, 9, 25)), (master.Type, master.ZoneName, master.StartsAt));
        Assert.Equal((true, true, "https://teams.microsoft.com/l/meetup-join/x"), (master.IsPrivate, master.IsCancelled, master.JoinUrl));
        Assert.Equal(["Board", "NHS"], master.Categories);
        Assert.Equal(
            [new("ann@larkford.example", InvitedAnswer.Declined, Utc(2023, 7, 2, 8, 0)), new("ben@larkford.example", InvitedAnswer.Tentative, null), new Invited("cyd@larkford.example", InvitedAnswer.None, null)],
            master.Invited!);
    }

    /// <summary>learn.microsoft.com/graph/api/event-list-instances: a series of Mondays of which one is held on the Tuesday. Microsoft shows no page of a delta with an exception.</summary>
    [Fact]
    public async Task Microsofts_example_of_a_series_with_an_exception_is_read()
    {
        var page = await ReadAsync($$$$"""
            {"@odata.deltaLink":"{{{{Delta}}}}","value":[
             {"@odata.etag":"W/\"x3IAvB5fbUWf4XNcBFLNUwAAKuA3yQ==\"","id":"AAMkAGUzYAgI1sE1TatAAEYAAAAAlNFb2CNPe0ucP9you","subject":"Review strategy for Q3",
              "bodyPreview":"Changing meeting from 4/15 to 4/16.","seriesMasterId":"AAMkAGUzYRgWAAA=","type":"exception","recurrence":null,
              "start":{"dateTime":"2019-04-16T20:30:00.0000000","timeZone":"UTC"},"end":{"dateTime":"2019-04-16T21:00:00.0000000","timeZone":"UTC"}},
             {"@odata.etag":"W/\"x3IAvB5fbUWf4XNcBFLNUwAAKuA3yQ==\"","id":"AAMkAGUzYAgI1ru1JMcAAEYAAAAAlNFb2CNPe0ucP9you","subject":"Review strategy for Q3",
              "bodyPreview":"","seriesMasterId":"AAMkAGUzYRgWAAA=","type":"occurrence","recurrence":null,
              "start":{"dateTime":"2019-04-08T20:30:00.0000000","timeZone":"UTC"},"end":{"dateTime":"2019-04-08T21:00:00.0000000","timeZone":"UTC"}}]}
            """);

        Assert.Equal([EventType.Exception, EventType.Occurrence], page.Changes.Select(change => change.Event!.Type));
        Assert.All(page.Changes, change => Assert.Equal(("AAMkAGUzYRgWAAA=", "Review strategy for Q3"), (change.Event!.SeriesMasterId, change.Event.Subject)));
        Assert.Equal([Utc(2019, 4, 16, 20, 30), Utc(2019, 4, 8, 20, 30)], page.Changes.Select(change => change.Event!.StartsAt!.Value));
    }

    [Fact]
    public async Task What_is_asked_is_a_window_in_UTC_with_immutable_ids_and_a_link_goes_as_it_came()
    {
        await using var server = await GraphRoom.Answering(200, $$$$"""{"@odata.deltaLink":"{{{{Delta}}}}","value":[]}""");
        await using var room = new GraphRoom(server.Url + "/v1.0");
        var link = server.Url + "/v1.0/users('x')/calendarView/delta?$skiptoken=a%2Bb%3D_-";

        await room.ReadAsync(new DeltaStart.Window(new DateTimeOffset(2026, 3, 29, 2, 0, 0, TimeSpan.FromHours(1)), Utc(2026, 4, 1, 0, 0)));
        await room.ReadAsync(new DeltaStart.Link(link));

        Assert.StartsWith("/v1.0/users/board%40larkford.example/calendarView/delta()?", server.Seen[0].Target, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("startDateTime=2026-03-29T01%3A00%3A00Z", server.Seen[0].Target, StringComparison.Ordinal);
        Assert.Contains("endDateTime=2026-04-01T00%3A00%3A00Z", server.Seen[0].Target, StringComparison.Ordinal);
        Assert.Equal(new Uri(link).PathAndQuery, server.Seen[1].Target);
        Assert.All(server.Seen, seen => Assert.All(
            ["IdType=\"ImmutableId\"", "outlook.timezone=\"UTC\"", "odata.maxpagesize=50"], wish => Assert.Contains(wish, seen.Headers["Prefer"], StringComparison.Ordinal)));
        Assert.All(server.Seen, seen => Assert.DoesNotContain("select", seen.Target, StringComparison.OrdinalIgnoreCase)); // a delta of a view takes none
    }

    [Fact]
    public async Task The_token_is_of_the_tenant_whose_calendar_is_read()
    {
        var (tokens, sent) = (new TenantCredentials(), new List<string?>());
        var reader = tokens.Reader(request =>
        {
            sent.Add(request.Headers.Authorization?.ToString());
            return new HttpResponseMessage(System.Net.HttpStatusCode.OK) { Content = new StringContent($$$$"""{"@odata.deltaLink":"{{{{Delta}}}}","value":[]}""", Encoding.UTF8, "application/json") };
        });

        foreach (var tenant in (string[])["one", "two", "one"])
            Assert.True((await reader.ReadAsync(tenant, GraphRoom.Mailbox, new DeltaStart.Link(Delta), Token)).IsDone);
        Assert.Equal(GraphOutcome.NoToken, (await reader.ReadAsync("none", GraphRoom.Mailbox, new DeltaStart.Link(Delta), Token)).Outcome);
        Assert.Equal(GraphOutcome.NoToken, (await reader.ReadAsync("refused", GraphRoom.Mailbox, new DeltaStart.Link(Delta), Token)).Outcome);
        Assert.Equal(GraphOutcome.Unavailable, (await reader.ReadAsync("unreached", GraphRoom.Mailbox, new DeltaStart.Link(Delta), Token)).Outcome);

        Assert.Equal(["Bearer token of one", "Bearer token of two", "Bearer token of one"], sent);
        Assert.All(tokens.AskedFor, scope => Assert.Equal("https://graph.microsoft.com/.default", scope));
    }

    [Theory]
    [InlineData("""{"id":"a","start":{"dateTime":"whenever","timeZone":"UTC"}}""")]
    [InlineData("""{"id":"a","start":{"dateTime":"2026-03-02T09:00:00","timeZone":"Nowhere Standard Time"}}""")]
    [InlineData("""{"id":"a","start":null,"attendees":null,"organizer":{"emailAddress":null},"location":null,"categories":null}""")]
    [InlineData("""{"id":"a","type":"a word of next year","start":{}}""")]
    [InlineData("""{"id":"a","start":{"dateTime":"9999-12-31T23:59:59.9999999","timeZone":"Hawaiian Standard Time"}}""")]
    public async Task What_an_event_says_wrongly_is_as_if_it_had_not_said_it(string item)
    {
        var read = Assert.Single((await ReadAsync($$$$"""{"@odata.deltaLink":"{{{{Delta}}}}","value":[{{{{item}}}}]}""")).Changes).Event!;

        Assert.Equal((EventType.SingleInstance, null), (read.Type, read.StartsAt));
    }

    private static async Task<EventPage> ReadAsync(string body)
    {
        await using var server = await GraphRoom.Answering(200, body);
        await using var room = new GraphRoom(server.Url + "/v1.0");
        var answer = await room.ReadAsync();
        Assert.Equal(GraphOutcome.Done, answer.Outcome);
        return answer.Value!;
    }

    private static DateTimeOffset Utc(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, TimeSpan.Zero);
}
