using System.Text.Json.Nodes;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using static LeadershipBot.Tests.Simulator.Town;

namespace LeadershipBot.Tests.Simulator;

public sealed class ActivityDeliveryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_personal_message_reaches_the_bot_in_the_envelope_of_Teams()
    {
        await using var town = await StartAsync();
        await town.Host.Delivery.MessageAsync(town.Ann, town.Personal, "help", cancellationToken: Token);
        var activity = Assert.Single(town.Bot.Heard);
        Assert.Equal("message", Text(activity, "type"));
        Assert.Equal("help", Text(activity, "text"));
        Assert.Equal("msteams", Text(activity, "channelId"));
        Assert.Equal(town.Host.ConnectorUrl, Text(activity, "serviceUrl"));
        Assert.Equal(town.Ann.ObjectId, Text(activity, "from", "aadObjectId"));
        Assert.StartsWith("29:1", Text(activity, "from", "id"), StringComparison.Ordinal);
        Assert.Equal(town.Host.World.Bot.Id, Text(activity, "recipient", "id"));
        Assert.Equal(("personal", town.Personal.Id), (Text(activity, "conversation", "conversationType"), Text(activity, "conversation", "id")));
        Assert.Equal(town.Ann.TenantId, Text(activity, "channelData", "tenant", "id"));
        Assert.Equal("en-GB", Text(activity, "locale"));
        Assert.Equal("2026-03-02T09:00:00.0000000Z", Text(activity, "timestamp"));
        Assert.Equal("2026-03-02T09:00:00.0000000+00:00", Text(activity, "localTimestamp"));
        Assert.Equal(town.Ann.TenantId, town.Bot.Headers[0]["x-ms-tenant-id"]);
    }

    [Fact]
    public async Task Local_time_is_summer_time_in_summer()
    {
        await using var town = await StartAsync();
        town.Host.Clock.Advance(TimeSpan.FromDays(100));
        await town.Host.Delivery.MessageAsync(town.Ann, town.Personal, "help", cancellationToken: Token);
        Assert.EndsWith("T10:00:00.0000000+01:00", Text(town.Bot.Heard[0], "localTimestamp"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_groups_and_channels_only_a_mention_reaches_the_bot()
    {
        await using var town = await StartAsync();
        foreach (var place in new[] { town.Chat, town.Board })
        {
            var unheard = await town.Host.Delivery.MessageAsync(town.Ann, place, "poll this", cancellationToken: Token);
            Assert.False(unheard.Delivered);
            Assert.Empty(town.Bot.Heard);
        }

        await town.Host.Delivery.MessageAsync(town.Ann, town.Chat, "poll this", mentionBot: true, cancellationToken: Token);
        await town.Host.Delivery.MessageAsync(town.Ann, town.Chat, "@leadershipbot poll this", cancellationToken: Token);
        Assert.All(town.Bot.Heard, activity =>
        {
            Assert.Equal("<at>LeadershipBot</at> poll this", Text(activity, "text"));
            Assert.Equal("<at>LeadershipBot</at>", Text(activity["entities"]![0]!.AsObject(), "text"));
        });
        Assert.Equal(2, town.Bot.Heard.Count);
        Assert.Equal(4, town.Host.World.Conversations.Sum(place => town.Host.World.Messages(place).Count));
    }

    [Fact]
    public async Task A_channel_message_carries_its_thread_and_team()
    {
        await using var town = await StartAsync();
        var first = await town.Host.Delivery.MessageAsync(town.Ann, town.Board, "poll", mentionBot: true, cancellationToken: Token);
        await town.Host.Delivery.MessageAsync(town.Ben, town.Board, "help", mentionBot: true, thread: first.Message, cancellationToken: Token);
        var thread = $"{town.Board.Id};messageid={first.Message!.Id}";
        Assert.All(town.Bot.Heard, activity =>
        {
            Assert.Equal(thread, Text(activity, "conversation", "id"));
            Assert.Equal("channel", Text(activity, "conversation", "conversationType"));
            Assert.Equal(town.Team.Id, Text(activity, "channelData", "team", "id"));
            Assert.Equal(town.Board.Id, Text(activity, "channelData", "channel", "id"));
        });
    }

    [Fact]
    public async Task Where_the_app_is_not_installed_nothing_reaches_the_bot()
    {
        await using var town = await StartAsync();
        town.Host.World.SetInstall(town.Personal, InstallState.Uninstalled);
        Assert.False((await town.Host.Delivery.MessageAsync(town.Ann, town.Personal, "help", cancellationToken: Token)).Delivered);
        Assert.False((await town.Host.Delivery.InvokeAsync(town.Ann, town.Personal, "task/fetch", new JsonObject(), cancellationToken: Token)).Delivered);
        Assert.True((await town.Host.Delivery.QueryAsync(town.Ann, town.Personal, "find", "q", "", Token)).Delivered);
        Assert.Equal("composeExtension/query", Text(Assert.Single(town.Bot.Heard), "name"));
    }

    [Fact]
    public async Task An_install_is_told_twice_and_a_removal_closes_the_conversation()
    {
        await using var town = await StartAsync();
        await town.Host.Delivery.UninstallAsync(town.Ann, Token);
        Assert.Equal(InstallState.Uninstalled, town.Host.World.InstallOf(town.Personal));
        await town.Host.Delivery.InstallAsync(town.Ann, Token);
        Assert.Equal(["conversationUpdate", "installationUpdate", "conversationUpdate", "installationUpdate"], town.Bot.Heard.Select(one => Text(one, "type")));
        Assert.Equal(town.Host.World.Bot.Id, Text(town.Bot.Heard[0]["membersRemoved"]![0]!.AsObject(), "id"));
        Assert.Equal(("remove", "add"), (Text(town.Bot.Heard[1], "action"), Text(town.Bot.Heard[3], "action")));
        Assert.Equal(InstallState.Installed, town.Host.World.InstallOf(town.Personal));
    }

    [Fact]
    public async Task An_install_in_a_team_names_the_team()
    {
        await using var town = await StartAsync();
        await town.Host.Delivery.InstallAsync(town.Ann, town.Board, Token);
        Assert.All(town.Bot.Heard, activity =>
        {
            Assert.Equal(town.Team.Id, Text(activity, "conversation", "id"));
            Assert.Equal(town.Team.GroupId, Text(activity, "channelData", "team", "aadGroupId"));
        });
        Assert.Equal("teamMemberAdded", Text(town.Bot.Heard[0], "channelData", "eventType"));
    }

    [Fact]
    public async Task A_press_sends_the_buttons_data_with_the_inputs_and_the_answer_is_this_persons_view()
    {
        await using var town = await StartAsync();
        var message = await town.PostedAsync(town.Chat, CardOf(VoteCard()));
        town.Bot.Says = _ => CardAnswer(VoteCard("You said yes"));
        var answer = await town.Host.Delivery.PressAsync(town.Ann, message, "vote", new() { ["why"] = "time" }, cancellationToken: Token);
        Assert.Null(answer.Problem);
        var heard = Assert.Single(town.Bot.Heard);
        Assert.Equal(("invoke", "adaptiveCard/action"), (Text(heard, "type"), Text(heard, "name")));
        Assert.Equal(message.Id, Text(heard, "replyToId"));
        Assert.Equal(
            """{"action":{"type":"Action.Execute","title":"Yes","verb":"vote","data":{"choice":"yes","why":"time"}},"trigger":"manual"}""",
            heard["value"]!.ToJsonString());
        Assert.Contains("You said yes", town.Host.World.CardFor(message, town.Ann)!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("You said yes", town.Host.World.CardFor(message, town.Ben)!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_replaces_everybodys_own_view()
    {
        await using var town = await StartAsync();
        var message = await town.PostedAsync(town.Chat, CardOf(VoteCard()));
        town.Bot.Says = _ => CardAnswer(VoteCard("You said yes"));
        await town.Host.Delivery.PressAsync(town.Ann, message, "Yes", cancellationToken: Token);
        await town.UpdateAsync(town.Chat.Id, message.Id, CardOf(VoteCard("One answer")));
        var now = town.Host.World.FindMessage(message.Id)!;
        Assert.Contains("One answer", town.Host.World.CardFor(now, town.Ann)!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_client_presses_the_fallback_which_comes_as_a_message()
    {
        await using var town = await StartAsync();
        var message = await town.PostedAsync(town.Chat, CardOf(VoteCard()));
        await town.Host.Delivery.PressAsync(town.Ann, message, "vote", client: ClientAge.BeforeExecute, cancellationToken: Token);
        var heard = Assert.Single(town.Bot.Heard);
        Assert.Equal(("message", message.Id), (Text(heard, "type"), Text(heard, "replyToId")));
        Assert.Null(heard["text"]);
        Assert.Equal("""{"verb":"vote","choice":"yes"}""", heard["value"]!.ToJsonString());
    }

    [Fact]
    public async Task A_button_that_is_not_on_the_card_cannot_be_pressed()
    {
        await using var town = await StartAsync();
        var message = await town.PostedAsync(town.Chat, CardOf(VoteCard()));
        var problem = await Assert.ThrowsAsync<ArgumentException>(() => town.Host.Delivery.PressAsync(town.Ann, message, "close", cancellationToken: Token));
        Assert.Contains("vote \"Yes\"", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_that_opens_a_dialog_fetches_it()
    {
        await using var town = await StartAsync();
        var card = VoteCard();
        card["actions"]!.AsArray().Add((JsonNode)new JsonObject
        {
            ["type"] = "Action.Submit",
            ["title"] = "More",
            ["data"] = new JsonObject { ["msteams"] = new JsonObject { ["type"] = "task/fetch" }, ["verb"] = "form" },
        });
        var message = await town.PostedAsync(town.Chat, CardOf(card));
        town.Bot.Says = _ => new JsonObject { ["task"] = new JsonObject { ["type"] = "message", ["value"] = "Done" } };
        var answer = await town.Host.Delivery.PressAsync(town.Ann, message, "More", cancellationToken: Token);
        Assert.Equal("Done", answer.Sentence);
        Assert.Equal("task/fetch", Text(town.Bot.Heard[0], "name"));
        Assert.Equal("form", Text(town.Bot.Heard[0], "value", "data", "verb"));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, true)]
    public async Task A_card_that_comes_into_view_is_refreshed_for_those_it_names(bool? named, bool refreshed)
    {
        await using var town = await StartAsync();
        var card = VoteCard();
        card["refresh"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "mine" } };
        if (named is not null)
            card["refresh"]!["userIds"] = new JsonArray(JsonValue.Create(named.Value ? town.Ann.Id : town.Ben.Id));
        var message = await town.PostedAsync(town.Chat, CardOf(card));
        town.Bot.Says = _ => CardAnswer(VoteCard("Yours"));
        var answer = await town.Host.Delivery.ShowAsync(town.Ann, message, Token);
        Assert.Equal(refreshed, answer is not null);
        if (refreshed)
            Assert.Equal("automatic", Text(Assert.Single(town.Bot.Heard), "value", "trigger"));
    }

    [Fact]
    public async Task A_bot_that_is_silent_for_15_seconds_leaves_the_person_with_an_apology()
    {
        await using var town = await StartAsync();
        var message = await town.PostedAsync(town.Chat, CardOf(VoteCard()));
        town.Bot.Holds = new();
        var press = town.Host.Delivery.PressAsync(town.Ann, message, "vote", cancellationToken: Token);
        while (town.Bot.Heard.Count == 0)
            await Task.Yield();
        town.Host.Clock.Advance(ActivityDelivery.Patience);
        var answer = await press;
        Assert.Equal((0, BotAnswer.SomethingWentWrong), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task Of_two_answers_to_one_person_the_one_to_the_later_press_stands_whichever_comes_last()
    {
        await using var town = await StartAsync();
        var message = await town.PostedAsync(town.Chat, CardOf(VoteCard()));
        town.Bot.Says = activity => CardAnswer(VoteCard("You said " + Text(activity, "value", "action", "data", "why")));
        var held = town.Bot.Holds = new();
        var first = town.Host.Delivery.PressAsync(town.Ann, message, "vote", new() { ["why"] = "first" }, cancellationToken: Token);
        while (town.Bot.Heard.Count == 0)
            await Task.Yield();
        town.Bot.Holds = null;
        await town.Host.Delivery.PressAsync(town.Ann, message, "vote", new() { ["why"] = "second" }, cancellationToken: Token);
        held.SetResult();
        await first;
        Assert.Contains("You said second", town.Host.World.CardFor(message, town.Ann)!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_press_without_a_proper_answer_is_shown_as_a_failure()
    {
        await using var town = await StartAsync();
        var message = await town.PostedAsync(town.Chat, CardOf(VoteCard()));
        Assert.Equal(BotAnswer.SomethingWentWrong, (await town.Host.Delivery.PressAsync(town.Ann, message, "vote", cancellationToken: Token)).Problem);
        town.Bot.Says = _ => new JsonObject
        {
            ["statusCode"] = 400,
            ["type"] = "application/vnd.microsoft.error",
            ["value"] = new JsonObject { ["code"] = "BadRequest", ["message"] = "Closed" },
        };
        Assert.Equal("Closed", (await town.Host.Delivery.PressAsync(town.Ann, message, "vote", cancellationToken: Token)).Problem);
    }

    [Fact]
    public async Task With_redelivery_the_same_comes_at_once_and_30_seconds_later_under_a_new_id()
    {
        await using var town = await StartAsync();
        town.Host.Faults.Redelivery = new(SameId: 2, NewIdAfter: TimeSpan.FromSeconds(30));
        var answer = await town.Host.Delivery.MessageAsync(town.Ann, town.Personal, "poll", cancellationToken: Token);
        Assert.Equal(2, answer.Again.Count);
        Assert.Equal(3, town.Bot.Heard.Count);
        Assert.Single(town.Bot.Heard.Select(one => Text(one, "id")).Distinct());

        town.Host.Clock.Advance(TimeSpan.FromSeconds(30));
        await town.Host.Delivery.DrainAsync(Token);
        Assert.Equal(4, town.Bot.Heard.Count);
        Assert.NotEqual(Text(town.Bot.Heard[0], "id"), Text(town.Bot.Heard[3], "id"));
        Assert.NotEqual(Text(town.Bot.Heard[0], "timestamp"), Text(town.Bot.Heard[3], "timestamp"));
        Assert.Equal("poll", Text(town.Bot.Heard[3], "text"));
    }

    [Fact]
    public async Task An_earlier_delivery_can_be_repeated_on_demand()
    {
        await using var town = await StartAsync();
        var answer = await town.Host.Delivery.MessageAsync(town.Ann, town.Personal, "poll", cancellationToken: Token);
        await town.Host.Delivery.RedeliverAsync(answer, cancellationToken: Token);
        await town.Host.Delivery.RedeliverAsync(answer, newId: true, cancellationToken: Token);
        Assert.Equal(town.Bot.Heard[0].ToJsonString(), town.Bot.Heard[1].ToJsonString());
        Assert.NotEqual(Text(town.Bot.Heard[0], "id"), Text(town.Bot.Heard[2], "id"));
    }

    [Fact]
    public async Task Edits_deletions_and_reactions_are_told_as_Teams_tells_them()
    {
        await using var town = await StartAsync();
        var said = (await town.Host.Delivery.MessageAsync(town.Ann, town.Personal, "pol", cancellationToken: Token)).Message!;
        await town.Host.Delivery.EditAsync(town.Ann, said, "poll", Token);
        await town.Host.Delivery.DeleteAsync(town.Ann, said, Token);
        var posted = await town.PostedAsync(town.Personal, Words("Hello"));
        await town.Host.Delivery.ReactAsync(town.Ann, posted, "like", cancellationToken: Token);
        await town.Host.Delivery.ReactAsync(town.Ann, posted, "like", remove: true, cancellationToken: Token);
        Assert.Equal(["message", "messageUpdate", "messageDelete", "messageReaction", "messageReaction"], town.Bot.Heard.Select(one => Text(one, "type")));
        Assert.Equal((said.Id, "editMessage"), (Text(town.Bot.Heard[1], "id"), Text(town.Bot.Heard[1], "channelData", "eventType")));
        Assert.Equal("softDeleteMessage", Text(town.Bot.Heard[2], "channelData", "eventType"));
        Assert.Equal("like", Text(town.Bot.Heard[3]["reactionsAdded"]![0]!.AsObject(), "type"));
        Assert.Equal("like", Text(town.Bot.Heard[4]["reactionsRemoved"]![0]!.AsObject(), "type"));
    }

    [Fact]
    public async Task A_meeting_tells_its_start_in_Pascal_case()
    {
        await using var town = await StartAsync();
        await town.Host.Delivery.MeetingStartAsync(town.Ann, town.Chat, "Board", Token);
        var heard = Assert.Single(town.Bot.Heard);
        Assert.Equal(("event", "application/vnd.microsoft.meetingStart"), (Text(heard, "type"), Text(heard, "name")));
        Assert.Equal("Board", Text(heard, "value", "Title"));
        Assert.NotNull(heard["value"]!["StartTime"]);
    }

    [Fact]
    public async Task People_who_join_and_leave_are_told_and_are_in_the_roster_or_not()
    {
        await using var town = await StartAsync();
        var eve = town.Host.World.AddPerson("Dr Eve Ito");
        await town.Host.Delivery.JoinAsync(town.Ann, town.Board, eve, Token);
        Assert.Contains(eve, town.Host.World.Members(town.Board));
        await town.Host.Delivery.LeaveAsync(town.Ann, town.Board, eve, Token);
        Assert.DoesNotContain(eve, town.Host.World.Members(town.Board));
        Assert.Equal(eve.Id, Text(town.Bot.Heard[0]["membersAdded"]![0]!.AsObject(), "id"));
        Assert.Equal("teamMemberRemoved", Text(town.Bot.Heard[1], "channelData", "eventType"));
    }

    [Fact]
    public async Task Two_hosts_with_the_same_seed_agree_on_people_and_places()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        Assert.Equal(one.Ann.Id, other.Ann.Id);
        Assert.Equal(one.Personal.Id, other.Personal.Id);
        Assert.Equal(one.Board.Id, other.Board.Id);
    }

    private static string? Text(JsonObject from, params string[] path)
        => path.Aggregate((JsonNode?)from, (node, name) => node?[name])?.GetValue<string>();
}
