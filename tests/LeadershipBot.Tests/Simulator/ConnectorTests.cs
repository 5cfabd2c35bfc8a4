using System.Net;
using System.Text.Json.Nodes;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using static LeadershipBot.Tests.Simulator.Town;

namespace LeadershipBot.Tests.Simulator;

public sealed class ConnectorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_of_the_bot_stands_in_the_conversation()
    {
        await using var town = await StartAsync();
        var message = await town.PostedAsync(town.Personal, Words("Hello"));
        Assert.Equal("Hello", message.Text);
        Assert.True(message.IsBot);
        Assert.Equal([message], town.Host.World.Messages(town.Personal));
        var request = Assert.Single(town.Host.Connector.Requests);
        Assert.Equal((ConnectorOperation.Send, 201, true, message.Id), (request.Operation, request.Status, request.Applied, request.MessageId));
    }

    [Fact]
    public async Task An_update_changes_the_message_in_place_and_a_deletion_empties_it()
    {
        await using var town = await StartAsync();
        var message = await town.PostedAsync(town.Personal, Words("Hello"));
        var updated = await town.UpdateAsync(town.Personal.Id, message.Id, Words("Good day"));
        Assert.Equal(HttpStatusCode.OK, updated.StatusCode);
        Assert.Equal(("Good day", true), (town.Host.World.FindMessage(message.Id)!.Text, town.Host.World.FindMessage(message.Id)!.Edited));
        var path = $"v3/conversations/{Uri.EscapeDataString(town.Personal.Id)}/activities/{message.Id}";
        Assert.Equal(HttpStatusCode.OK, (await town.Client.DeleteAsync(path, Token)).StatusCode);
        Assert.Equal(("", true), (town.Host.World.FindMessage(message.Id)!.Text, town.Host.World.FindMessage(message.Id)!.Deleted));
        Assert.Equal("ActivityNotFoundInConversation", await CodeOf(await town.Client.DeleteAsync(path, Token)));
    }

    [Fact]
    public async Task A_bot_cannot_change_what_a_person_wrote()
    {
        await using var town = await StartAsync();
        var said = await town.Host.Delivery.MessageAsync(town.Ann, town.Personal, "help", cancellationToken: Token);
        var refused = await town.UpdateAsync(town.Personal.Id, said.Message!.Id, Words("no"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("NotEnoughPermissions", await CodeOf(refused));
    }

    [Theory]
    [InlineData(InstallState.Never, HttpStatusCode.NotFound, "ConversationNotFound")]
    [InlineData(InstallState.Uninstalled, HttpStatusCode.Forbidden, "BotNotInConversationRoster")]
    [InlineData(InstallState.Blocked, HttpStatusCode.Forbidden, "ConversationBlockedByUser")]
    public async Task A_send_to_somebody_without_the_app_is_refused(InstallState state, HttpStatusCode status, string code)
    {
        await using var town = await StartAsync();
        town.Host.World.SetInstall(town.Personal, state);
        var response = await town.SendAsync(town.Personal.Id, Words("Hello"));
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(code, await CodeOf(response));
        Assert.Empty(town.Host.World.Messages(town.Personal));
    }

    [Fact]
    public async Task The_roster_of_a_team_that_has_removed_the_app_is_refused()
    {
        await using var town = await StartAsync();
        town.Host.World.SetInstall(town.Board, InstallState.Uninstalled);
        var response = await town.GetAsync($"v3/conversations/{Uri.EscapeDataString(town.Team.Id)}/pagedmembers");
        Assert.Equal("BotNotInConversationRoster", await CodeOf(response));
    }

    [Fact]
    public async Task A_personal_conversation_is_created_where_the_app_is_installed_for_the_person_or_in_a_team_of_theirs_and_always_the_same()
    {
        await using var town = await StartAsync();
        var body = new JsonObject
        {
            ["members"] = new JsonArray(new JsonObject { ["id"] = town.Ann.Id }),
            ["tenantId"] = town.Ann.TenantId,
        };
        Assert.Equal(town.Personal.Id, (await JsonOf(await town.CreateAsync(body)))["id"]!.GetValue<string>());
        Assert.Equal(town.Personal.Id, (await JsonOf(await town.CreateAsync(body)))["id"]!.GetValue<string>());
        town.Host.World.SetInstall(town.Personal, InstallState.Never);
        Assert.Equal(town.Personal.Id, (await JsonOf(await town.CreateAsync(body)))["id"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Created, (await town.SendAsync(town.Personal.Id, Words("Hello"))).StatusCode);
        town.Host.World.SetInstall(town.Personal, InstallState.Uninstalled);
        Assert.Equal("ForbiddenOperationException", await CodeOf(await town.CreateAsync(body)));
        town.Host.World.SetInstall(town.Personal, InstallState.Never);
        foreach (var place in town.Host.World.Conversations.Where(place => place.Kind is not ConversationKind.Personal))
            town.Host.World.SetInstall(place, InstallState.Uninstalled);
        Assert.Equal("ForbiddenOperationException", await CodeOf(await town.CreateAsync(body)));
        body["tenantId"] = "another";
        Assert.Equal(HttpStatusCode.BadRequest, (await town.CreateAsync(body)).StatusCode);
    }

    [Fact]
    public async Task A_new_thread_in_a_channel_gets_an_id_to_answer_in()
    {
        await using var town = await StartAsync();
        var created = await JsonOf(await town.CreateAsync(new()
        {
            ["isGroup"] = true,
            ["channelData"] = new JsonObject { ["channel"] = new JsonObject { ["id"] = town.Board.Id } },
            ["activity"] = Words("A question"),
        }));
        var (id, first) = (created["id"]!.GetValue<string>(), created["activityId"]!.GetValue<string>());
        Assert.Equal($"{town.Board.Id};messageid={first}", id);
        Assert.Equal(HttpStatusCode.Created, (await town.SendAsync(id, Words("An answer"))).StatusCode);
        Assert.Equal([null, first], town.Host.World.Messages(town.Board).Select(message => message.ReplyToId));
        Assert.Equal("ConversationNotFound", await CodeOf(await town.SendAsync($"{town.Board.Id};messageid=1", Words("Lost"))));
    }

    [Fact]
    public async Task Text_with_a_card_becomes_two_messages_and_no_id_comes_back()
    {
        await using var town = await StartAsync();
        var both = CardOf(VoteCard());
        both["text"] = "Please vote";
        var response = await town.SendAsync(town.Personal.Id, both);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Null((await JsonOf(response))["id"]);
        Assert.Equal(["Please vote", ""], town.Host.World.Messages(town.Personal).Select(message => message.Text));
    }

    [Fact]
    public async Task A_message_over_100_KB_of_UTF_16_is_too_big_and_one_below_is_not()
    {
        await using var town = await StartAsync();
        Assert.Equal(HttpStatusCode.Created, (await town.SendAsync(town.Personal.Id, Words(new string('x', 50_000)))).StatusCode);
        var refused = await town.SendAsync(town.Personal.Id, Words(new string('x', 52_000)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Equal("MessageSizeTooBig", await CodeOf(refused));
    }

    [Fact]
    public async Task A_channel_post_over_28_KB_is_too_big()
    {
        await using var town = await StartAsync();
        Assert.Equal(HttpStatusCode.Created, (await town.SendAsync(town.Board.Id, Words(new string('x', 28_000)))).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await town.SendAsync(town.Board.Id, Words(new string('x', 29_000)))).StatusCode);
    }

    [Fact]
    public async Task A_refresh_for_more_than_60_people_is_refused()
    {
        await using var town = await StartAsync();
        var card = VoteCard();
        card["refresh"] = new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "refresh" },
            ["userIds"] = new JsonArray([.. Enumerable.Range(0, 61).Select(n => JsonValue.Create($"29:{n}"))]),
        };
        Assert.Equal("Bad Argument", await CodeOf(await town.SendAsync(town.Chat.Id, CardOf(card))));
    }

    [Theory]
    [InlineData("""{ "refresh": "often" }""", HttpStatusCode.Created)]
    [InlineData("""{ "refresh": { "userIds": "everybody" } }""", HttpStatusCode.Created)]
    [InlineData("\"no card\"", HttpStatusCode.BadRequest)]
    public async Task A_card_of_a_strange_shape_breaks_nothing(string card, HttpStatusCode status)
    {
        await using var town = await StartAsync();
        var activity = CardOf([]);
        activity["attachments"]![0]!["content"] = JsonNode.Parse(card);
        activity["textFormat"] = 7;
        Assert.Equal(status, (await town.SendAsync(town.Personal.Id, activity)).StatusCode);
        using var page = await town.Client.GetAsync(
            $"{town.Host.PageUrl}page/messages?as={Uri.EscapeDataString(town.Ann.Id)}&conversation={Uri.EscapeDataString(town.Personal.Id)}", Token);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task A_member_is_found_by_either_id_and_a_stranger_is_not()
    {
        await using var town = await StartAsync();
        var path = $"v3/conversations/{Uri.EscapeDataString(town.Chat.Id)}/members/";
        Assert.Equal(town.Ben.Name, (await JsonOf(await town.GetAsync(path + Uri.EscapeDataString(town.Ben.Id))))["name"]!.GetValue<string>());
        Assert.Equal(town.Ben.Id, (await JsonOf(await town.GetAsync(path + town.Ben.ObjectId)))["id"]!.GetValue<string>());
        Assert.Equal("MemberNotFoundInConversation", await CodeOf(await town.GetAsync(path + "29:nobody")));
    }

    [Fact]
    public async Task A_large_roster_comes_in_pages_and_everybody_once()
    {
        await using var town = await StartAsync();
        for (var n = 0; n < 120; n++)
            town.Host.World.Join(town.Board, town.Host.World.AddPerson($"Dr Number {n}"));
        var seen = new List<string>();
        string? next = null;
        do
        {
            var page = await JsonOf(await town.GetAsync($"v3/conversations/{Uri.EscapeDataString(town.Team.Id)}/pagedmembers?pageSize=50&continuationToken={next}"));
            seen.AddRange(page["members"]!.AsArray().Select(member => member!["id"]!.GetValue<string>()));
            next = page["continuationToken"]?.GetValue<string>();
        }
        while (next is not null);
        Assert.Equal(122, seen.Distinct().Count());
        Assert.Equal(122, seen.Count);
    }

    [Fact]
    public async Task General_has_the_id_of_its_team_and_no_name()
    {
        await using var town = await StartAsync();
        var channels = (await JsonOf(await town.GetAsync($"v3/teams/{Uri.EscapeDataString(town.Team.Id)}/conversations")))["conversations"]!.AsArray();
        Assert.Equal(town.Team.Id, channels[0]!["id"]!.GetValue<string>());
        Assert.Null(channels[0]!["name"]);
        Assert.Equal("Board", channels[1]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_call_that_no_bot_should_make_is_kept_apart()
    {
        await using var town = await StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await town.GetAsync("v3/nonsense")).StatusCode);
        Assert.Equal("/v3/nonsense", Assert.Single(town.Host.Connector.Unexpected).Path);
    }

    [Fact]
    public async Task A_connector_that_asks_for_tokens_refuses_calls_without_a_good_one()
    {
        await using var town = await StartAsync();
        town.Host.Connector.AcceptsBearer = token => token == "good";
        Assert.Equal(HttpStatusCode.Unauthorized, (await town.SendAsync(town.Personal.Id, Words("Hello"))).StatusCode);
        town.Client.DefaultRequestHeaders.Authorization = new("Bearer", "good");
        Assert.Equal(HttpStatusCode.Created, (await town.SendAsync(town.Personal.Id, Words("Hello"))).StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_no_object_is_refused()
    {
        await using var town = await StartAsync();
        using var content = new StringContent("[]");
        var response = await town.Client.PostAsync("v3/conversations", content, Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
