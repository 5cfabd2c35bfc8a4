using System.Text.Json.Nodes;
using LeadershipBot.Microsoft365.Teams;

namespace LeadershipBot.Tests.Teams;

public sealed class ConnectorClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_posted_to_its_conversation_with_the_bots_token()
    {
        await using var host = await ConnectorHost.StartAsync(201, """{"id":"1:abc"}""");
        var activity = new Activity { Type = "message", Id = "ours", Text = "It's “Dr Àlvarez”", Timestamp = new DateTimeOffset(2026, 5, 1, 10, 0, 0, TimeSpan.FromHours(1)) };

        var outcome = await host.Client.SendToConversationAsync(host.Address, "19:x@thread.tacv2;messageid=5", activity, WhenUnsure.Report, Cancellation);

        Assert.Equal(ConnectorOutcome.Delivered("1:abc", 201), outcome);
        var seen = Assert.Single(host.Server.Seen);
        Assert.Equal("POST", seen.Method);
        Assert.Equal("/v3/conversations/19%3Ax%40thread.tacv2%3Bmessageid%3D5/activities", seen.Target);
        Assert.Equal("Bearer token-1", seen.Headers["Authorization"]);
        Assert.Equal("application/json; charset=utf-8", seen.Headers["Content-Type"]);
        Assert.Equal("""{"type":"message","timestamp":"2026-05-01T09:00:00Z","text":"It's “Dr Àlvarez”"}""", seen.Body);
        Assert.Equal("ours", activity.Id);
        Assert.Equal(ConnectorTokens.Scope, host.Credential.Scope);
        Assert.Equal(new ConnectorRequestInfo(ConnectorOperation.SendToConversation, "tenant-1", "19:x@thread.tacv2;messageid=5", 0), Assert.Single(host.Attempts));
        Assert.Equal((201, null), Assert.Single(host.Answers));
    }

    [Fact]
    public async Task A_reply_names_its_conversation_in_a_header_and_other_calls_do_not()
    {
        await using var host = await ConnectorHost.StartAsync(200, """{"id":"2"}""");
        var incoming = new Activity
        {
            Type = "message",
            Id = "m1",
            ServiceUrl = host.Server.Url,
            ChannelId = "msteams",
            Conversation = new ConversationAccount { Id = "a:1", TenantId = "t" },
            From = new ChannelAccount { Id = "29:person" },
            Recipient = new ChannelAccount { Id = "28:bot" },
        };

        Assert.True((await host.Client.DeliverAsync(incoming.CreateReply(), WhenUnsure.Report, Cancellation)).IsDelivered);
        Assert.True((await host.Client.DeliverAsync(ConversationReference.From(incoming).Address(new Activity { Type = "message" }), WhenUnsure.Report, Cancellation)).IsDelivered);

        Assert.Equal("/v3/conversations/a%3A1/activities/m1", host.Server.Seen[0].Target);
        Assert.Equal("a:1", host.Server.Seen[0].Headers["x-ms-conversation-id"]);
        var body = JsonNode.Parse(host.Server.Seen[0].Body)!;
        Assert.Equal("28:bot", (string?)body["from"]!["id"]);
        Assert.Equal("29:person", (string?)body["recipient"]!["id"]);
        Assert.Equal("m1", (string?)body["replyToId"]);
        Assert.Equal("/v3/conversations/a%3A1/activities", host.Server.Seen[1].Target);
        Assert.False(host.Server.Seen[1].Headers.ContainsKey("x-ms-conversation-id"));
    }

    [Fact]
    public async Task A_message_is_updated_and_deleted_in_place()
    {
        await using var host = await ConnectorHost.StartAsync([ConnectorHost.Say(200, """{"id":"m1"}"""), ConnectorHost.Say(200)]);

        Assert.Equal("m1", (await host.UpdateAsync()).Id);
        Assert.True((await host.Client.DeleteActivityAsync(host.Address, "a:1", "m1", Cancellation)).IsDelivered);

        Assert.Equal(["PUT /v3/conversations/a%3A1/activities/m1", "DELETE /v3/conversations/a%3A1/activities/m1"], host.Server.Seen.Select(seen => $"{seen.Method} {seen.Target}"));
    }

    [Fact]
    public async Task A_personal_chat_is_asked_for_with_member_and_tenant()
    {
        await using var host = await ConnectorHost.StartAsync(201, """{"id":"a:new","serviceUrl":"https://smba.trafficmanager.net/uk/"}""");

        var answer = await host.Client.CreateConversationAsync(host.Address, ConversationParameters.Personal("29:person", "tenant-1"), WhenUnsure.Report, Cancellation);

        Assert.Equal("a:new", answer.Value!.Id);
        Assert.True(answer.Outcome.IsDelivered);
        Assert.Equal("""{"isGroup":false,"members":[{"id":"29:person"}],"channelData":{"tenant":{"id":"tenant-1"}},"tenantId":"tenant-1"}""", Assert.Single(host.Server.Seen).Body);
    }

    [Fact]
    public async Task A_channel_thread_begins_with_its_message()
    {
        await using var host = await ConnectorHost.StartAsync(201, """{"id":"19:c@thread.tacv2;messageid=9","activityId":"9"}""");

        var answer = await host.Client.CreateConversationAsync(
            host.Address, ConversationParameters.ChannelThread("19:c@thread.tacv2", "tenant-1", ConnectorHost.Hello()), WhenUnsure.Report, Cancellation);

        Assert.Equal("9", answer.Outcome.Id);
        Assert.Equal("19:c@thread.tacv2;messageid=9", answer.Value!.Id);
        Assert.Equal(
            """{"isGroup":true,"activity":{"type":"message","text":"Hello"},"channelData":{"tenant":{"id":"tenant-1"},"channel":{"id":"19:c@thread.tacv2"}},"tenantId":"tenant-1"}""",
            Assert.Single(host.Server.Seen).Body);
    }

    [Fact]
    public async Task A_member_is_read_whatever_name_the_object_id_comes_under()
    {
        await using var host = await ConnectorHost.StartAsync([
            ConnectorHost.Say(200, """{"id":"29:a","name":"Ana","aadObjectId":"oid-1","userPrincipalName":"ana@example.org","userRole":"user","tenantId":"t","extra":1}"""),
            ConnectorHost.Say(200, """{"id":"29:b","objectId":"oid-2","email":null}"""),
        ]);

        var first = await host.Client.GetConversationMemberAsync(host.Address, "a:1", "29:a", Cancellation);
        var second = await host.Client.GetConversationMemberAsync(host.Address, "a:1", "oid-2", Cancellation);

        Assert.Equal("oid-1", first.Value!.DirectoryId);
        Assert.Equal("oid-2", second.Value!.DirectoryId);
        Assert.Equal("/v3/conversations/a%3A1/members/29%3Aa", host.Server.Seen[0].Target);
    }

    [Fact]
    public async Task A_roster_is_read_page_by_page_to_its_end()
    {
        await using var host = await ConnectorHost.StartAsync([
            ConnectorHost.Say(200, """{"continuationToken":"p/2 +","members":[{"id":"29:a"},{"id":"29:b"}]}"""),
            ConnectorHost.Say(200, """{"continuationToken":"p3","members":[]}"""),
            ConnectorHost.Say(200, """{"members":[{"id":"29:c"}]}"""),
        ]);

        var ids = new List<string?>();
        await foreach (var page in host.Client.GetConversationPagedMembersAsync(host.Address, "19:team", 200, Cancellation))
            ids.AddRange((page.Value!.Members ?? []).Select(member => member.Id));

        Assert.Equal(["29:a", "29:b", "29:c"], ids);
        Assert.Equal(
            ["/v3/conversations/19%3Ateam/pagedmembers?pageSize=200", "/v3/conversations/19%3Ateam/pagedmembers?pageSize=200&continuationToken=p%2F2%20%2B", "/v3/conversations/19%3Ateam/pagedmembers?pageSize=200&continuationToken=p3"],
            host.Server.Seen.Select(seen => seen.Target));
    }

    [Fact]
    public async Task A_roster_that_breaks_off_says_so_on_its_last_page()
    {
        await using var host = await ConnectorHost.StartAsync([
            ConnectorHost.Say(200, """{"continuationToken":"p2","members":[{"id":"29:a"}]}"""), ConnectorHost.Say(404, """{"error":{"code":"ConversationNotFound"}}"""),
        ]);

        var outcomes = new List<ConnectorOutcome>();
        await foreach (var page in host.Client.GetConversationPagedMembersAsync(host.Address, "19:team", 200, Cancellation))
            outcomes.Add(page.Outcome);

        Assert.Equal([true, false], outcomes.Select(outcome => outcome.IsDelivered));
        Assert.Equal(ConnectorOutcome.Refused(ConnectorRefusal.Gone, 404, "ConversationNotFound"), outcomes[1]);
    }

    [Fact]
    public async Task A_teams_name_and_channels_are_read_and_General_has_no_name()
    {
        await using var host = await ConnectorHost.StartAsync([
            ConnectorHost.Say(200, """{"id":"19:team","name":"Hub project","aadGroupId":"g1","channelCount":2}"""),
            ConnectorHost.Say(200, """{"conversations":[{"id":"19:team","name":null,"type":"standard"},{"id":"19:rota","name":"Rota"}]}"""),
            ConnectorHost.Say(403, """{"error":{"code":"BotNotInConversationRoster"}}"""),
        ]);

        var team = await host.Client.GetTeamDetailsAsync(host.Address, "19:team", Cancellation);
        var channels = await host.Client.GetTeamChannelsAsync(host.Address, "19:team", Cancellation);
        var refused = await host.Client.GetTeamChannelsAsync(host.Address, "19:team", Cancellation);

        Assert.Equal("Hub project", team.Value!.Name);
        Assert.Equal([("19:team", null), ("19:rota", "Rota")], channels.Value!.Conversations!.Select(channel => (channel.Id, channel.Name)));
        Assert.Equal(ConnectorRefusal.BlockedOrNotInstalled, refused.Outcome.Refusal);
        Assert.Equal(["/v3/teams/19%3Ateam", "/v3/teams/19%3Ateam/conversations", "/v3/teams/19%3Ateam/conversations"], host.Server.Seen.Select(seen => seen.Target));
    }

    [Fact]
    public async Task A_roster_that_repeats_its_token_ends()
    {
        await using var host = await ConnectorHost.StartAsync(200, """{"continuationToken":"again","members":[]}""");
        var pages = 0;
        await foreach (var _ in host.Client.GetConversationPagedMembersAsync(host.Address, "19:team", 200, Cancellation))
            pages++;
        Assert.Equal(2, pages);
    }

    [Theory]
    [InlineData(400, ConnectorRefusal.Invalid)]
    [InlineData(401, ConnectorRefusal.NotAuthorised)]
    [InlineData(403, ConnectorRefusal.BlockedOrNotInstalled)]
    [InlineData(404, ConnectorRefusal.Gone)]
    [InlineData(413, ConnectorRefusal.TooLarge)]
    [InlineData(501, ConnectorRefusal.Invalid)]
    public async Task What_the_Connector_refuses_is_final(int status, ConnectorRefusal refusal)
    {
        await using var host = await ConnectorHost.StartAsync(status, """{"error":{"code":"SomeCode","message":"words"}}""");

        Assert.Equal(ConnectorOutcome.Refused(refusal, status, "SomeCode"), await host.SendAsync());
        Assert.Single(host.Server.Seen);
    }

    [Fact]
    public async Task Answers_that_are_no_JSON_are_outcomes_too()
    {
        await using var host = await ConnectorHost.StartAsync([
            ConnectorHost.Say(202), ConnectorHost.Say(200, "<html>"), ConnectorHost.Say(403, "<html>"), ConnectorHost.Say(200, "<html>"),
        ]);

        Assert.Equal(ConnectorOutcome.Delivered(null, 202), await host.SendAsync());
        Assert.Equal(ConnectorOutcome.Delivered(null, 200), await host.SendAsync());
        Assert.Equal(ConnectorOutcome.Refused(ConnectorRefusal.BlockedOrNotInstalled, 403), await host.SendAsync());
        var member = await host.Client.GetConversationMemberAsync(host.Address, "a:1", "29:a", Cancellation);
        Assert.Equal(ConnectorOutcomeKind.Unavailable, member.Outcome.Kind);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_the_token_stays()
    {
        await using var elsewhere = await LoopbackServer.StartAsync(_ => (200, """{"id":"stolen"}"""));
        await using var host = await ConnectorHost.StartAsync([context =>
        {
            context.Response.Headers.Location = elsewhere.Url + "/";
            return LoopbackServer.AnswerAsync(context, 307, "");
        }]);

        Assert.Equal(ConnectorOutcome.Refused(ConnectorRefusal.Invalid, 307), await host.SendAsync());
        Assert.Empty(elsewhere.Seen);
    }

    [Fact]
    public async Task Nothing_is_sent_to_a_host_that_is_not_listed()
    {
        await using var host = await ConnectorHost.StartAsync([ConnectorHost.Say(200)], () => new TeamsProtocolOptions { AppId = TokenMint.AppId });

        Assert.Equal(ConnectorOutcome.Refused(ConnectorRefusal.HostNotAllowed), await host.SendAsync());
        foreach (var url in new[] { "https://evil.example/", "", null, "not a url" })
        {
            var outcome = await host.Client.SendToConversationAsync(new ConnectorAddress(url, null), "a:1", ConnectorHost.Hello(), WhenUnsure.Report, Cancellation);
            Assert.Equal(ConnectorRefusal.HostNotAllowed, outcome.Refusal);
        }

        Assert.Empty(host.Server.Seen);
        Assert.Equal(0, host.Credential.Asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task An_id_that_would_lead_elsewhere_is_refused(string id)
    {
        await using var host = await ConnectorHost.StartAsync(200, "{}");

        var outcome = await host.Client.UpdateActivityAsync(host.Address, "a:1", id, ConnectorHost.Hello(), Cancellation);

        Assert.Equal(ConnectorRefusal.Invalid, outcome.Refusal);
        Assert.Empty(host.Server.Seen);
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/uk", "https://smba.trafficmanager.net/uk/v3/conversations/a%2F..%2F..%2Fb/activities")]
    [InlineData("https://smba.trafficmanager.net/uk/", "https://smba.trafficmanager.net/uk/v3/conversations/a%2F..%2F..%2Fb/activities")]
    public void Ids_can_not_leave_their_place_in_the_path(string serviceUrl, string expected) =>
        Assert.Equal(expected, ConnectorClient.RequestUrl(serviceUrl, ["v3", "conversations", "a/../../b", "activities"], "")!.AbsoluteUri);

    [Fact]
    public async Task A_card_that_is_rendered_already_is_sent_as_it_is()
    {
        await using var host = await ConnectorHost.StartAsync(200, """{"id":"1"}""");
        var card = RawJson.FromUtf8("""{"type":"AdaptiveCard",  "body":[]}"""u8.ToArray());

        await host.Client.SendToConversationAsync(
            host.Address, "a:1", new Activity { Type = "message", Summary = "A poll", Attachments = [Attachment.Card(card)] }, WhenUnsure.Report, Cancellation);

        Assert.Equal(
            """{"type":"message","summary":"A poll","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard",  "body":[]}}]}""",
            Assert.Single(host.Server.Seen).Body);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_obeyed()
    {
        using var gaveUp = new CancellationTokenSource();
        await using var host = await ConnectorHost.StartAsync([async context =>
        {
            await gaveUp.CancelAsync();
            await ConnectorHost.Hang(context);
        }]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            host.Client.SendToConversationAsync(host.Address, "a:1", ConnectorHost.Hello(), WhenUnsure.SendAgain, gaveUp.Token));
        Assert.Single(host.Server.Seen);
    }

    [Fact]
    public async Task Many_messages_at_once_each_arrive_whole()
    {
        await using var host = await ConnectorHost.StartAsync(200, """{"id":"1"}""");

        await Task.WhenAll(Enumerable.Range(0, 64).Select(number => host.Client.SendToConversationAsync(
            host.Address, $"c{number}", new Activity { Type = "message", Text = new string((char)('a' + (number % 26)), 2000 + number) }, WhenUnsure.Report, Cancellation)));

        foreach (var seen in host.Server.Seen)
        {
            var number = int.Parse(seen.Target.Split('/')[3][1..], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal($$"""{"type":"message","text":"{{new string((char)('a' + (number % 26)), 2000 + number)}}"}""", seen.Body);
        }
        Assert.Equal(64, host.Server.Seen.Count);
    }
}
