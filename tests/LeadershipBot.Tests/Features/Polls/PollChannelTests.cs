using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>Polls that are posted in another channel than the one in which they are asked. The team is Helen's, with a channel called Rota.</summary>
public sealed class PollChannelTests : WholeApp
{
    private const string Question = "Swap the Fridays?";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_card_begins_a_thread_there_takes_votes_and_shows_the_result()
    {
        var bot = await StartAsync();
        var general = await bot.HasTeamAsync(bot.Chair, bot.Tomasz);
        var rota = bot.RotaOf(general);
        var form = await PollForms.OpenAsync(bot.Chair, bot.Chair.Chat);
        Assert.Equal(["Here", "Hub project · General", "Hub project · Rota"], Offered(form));

        var preview = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, form, "Preview", ("question", Question), ("options", "Yes\nNo"), ("channel", bot.ChannelIdOf(rota)));
        Assert.True(preview.Says("Its card is posted in Hub project · Rota"), preview.ToString());
        var said = await bot.Chair.Sends(PollForms.Pressed(preview, "Ask now"));
        Assert.StartsWith("✓ Its card is being posted in Hub project · Rota", said.Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromSeconds(2));

        var poll = Assert.Single(bot.PollsIn(rota));
        Assert.Empty(bot.PollsIn(bot.Chair.Chat));
        Assert.Contains(bot.Teams.Connector.Requests, request => request.Operation is ConnectorOperation.CreateConversation && request.Body!.Value.GetProperty("channelData").GetProperty("channel").GetProperty("id").GetString() == rota.Id && request.Body!.Value.GetProperty("isGroup").GetBoolean());
        var head = await PollSchedules.HeadAsync(bot, poll.Key);
        Assert.Equal($"{rota.Id};messageid={poll.Card.Id}", Assert.Single(head.Cards).Place.ConversationId);

        await bot.Tomasz.Votes("Yes", on: poll);
        await bot.Chair.Votes("No", on: poll);
        await bot.Chair.Closes(poll);
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        Assert.True(CardReading.Of(bot.Teams.World.FindMessage(poll.Card.Id)!.Card()).Says("closed"), CardReading.Of(bot.Teams.World.FindMessage(poll.Card.Id)!.Card()).ToString());
        Assert.Contains(bot.Teams.Connector.Requests, request => request.Operation is ConnectorOperation.Update && request.ConversationId == $"{rota.Id};messageid={poll.Card.Id}");
    }

    [Fact]
    public async Task Whoever_sits_in_the_team_may_and_nobody_else_whatever_they_send()
    {
        var bot = await StartAsync();
        var general = await bot.HasTeamAsync(bot.Priya);
        var rota = bot.RotaOf(general);

        Assert.Contains("Hub project · Rota", Offered(await PollForms.OpenAsync(bot.Priya, bot.Priya.Chat))); // it takes no role, as in the channel itself
        Assert.Empty(Offered(await PollForms.OpenAsync(bot.Tomasz, bot.Tomasz.Chat)));
        foreach (var id in new[] { bot.ChannelIdOf(rota), "nowhere", "a.b", "../x" })
        {
            var again = await AskAsync(bot, bot.Tomasz, id);
            Assert.True(again.Says("You can't have it posted in that channel"), again.ToString());
        }

        Assert.Empty(await bot.PollKeysAsync());
        await bot.LeavesTeamAsync(general, bot.Priya.Person);
        Assert.True((await AskAsync(bot, bot.Priya, bot.ChannelIdOf(rota))).Says("You can't have it posted in that channel"));
    }

    [Fact]
    public async Task A_channel_in_which_the_bot_isnt_has_the_asker_told_kindly_and_nothing_is_lost()
    {
        var bot = await StartAsync();
        var rota = bot.RotaOf(await bot.HasTeamAsync(bot.Chair));
        await bot.Chair.Types("hello");
        bot.Teams.Faults.Next(new Fault(FaultKind.Answer, 403), request => request.Operation is ConnectorOperation.CreateConversation);
        await bot.Chair.Sends(Filled(await PollForms.OpenAsync(bot.Chair, bot.Chair.Chat), bot.ChannelIdOf(rota)));
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Empty(bot.PollsIn(rota));
        var key = Assert.Single(await bot.PollKeysAsync());
        var told = bot.NewestCardIn(bot.Chair.Chat);
        Assert.True(told.Says("was not asked") && told.Says("private or shared without me in it"), told.ToString());
        Assert.Null((await bot.Tomasz.Executes("polls.vote", new() { ["poll"] = key, ["choice"] = "0" })).Card);
        Assert.Equal(["polls.asked", "polls.notAsked"], await PollSchedules.AuditAsync(bot, key));

        var copy = await PollSchedules.OpensAsync(bot.Chair, "polls.copy", key);
        Assert.Equal(Question, copy.Input("question")["value"]!.GetValue<string>());
        await bot.Chair.Sends(Filled(copy, bot.ChannelIdOf(rota)));
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Single(bot.PollsIn(rota));
    }

    [Fact]
    public async Task A_scheduled_one_is_posted_there_at_its_time_unless_its_asker_left_the_team()
    {
        var bot = await StartAsync();
        var general = await bot.HasTeamAsync(bot.Chair, bot.Priya);
        var rota = bot.RotaOf(general);
        await bot.Chair.Types("hello");
        await bot.Chair.Sends(Filled(await PollForms.OpenAsync(bot.Chair, bot.Chair.Chat), bot.ChannelIdOf(rota), ("opensAt", "Tue 3 Mar 10:00")));
        await bot.Chair.Sends(Filled(await PollForms.OpenAsync(bot.Chair, bot.Chair.Chat), bot.ChannelIdOf(rota), ("opensAt", "Wed 4 Mar 10:00"), ("question", "And then?")));
        await bot.PassAsync(TimeSpan.FromHours(26), TimeSpan.FromHours(1));
        Assert.Single(bot.PollsIn(rota));

        await bot.LeavesTeamAsync(general, bot.Chair.Person);
        await bot.PassAsync(TimeSpan.FromHours(24), TimeSpan.FromHours(1));
        Assert.Single(bot.PollsIn(rota));
        Assert.Contains(bot.CardsIn(bot.Chair.Chat), message => CardReading.Of(message.Card()) is var card && card.Says("“And then?” was not asked") && card.Says("you are not in its team any more"));
    }

    [Fact]
    public async Task One_that_is_made_to_repeat_by_an_edit_begins_a_thread_each_time_and_ends_when_its_asker_leaves_the_team()
    {
        var bot = await StartAsync();
        var general = await bot.HasTeamAsync(bot.Chair, bot.Priya);
        var rota = bot.RotaOf(general);
        await bot.Chair.Types("hello");
        await bot.Chair.Sends(Filled(await PollForms.OpenAsync(bot.Chair, bot.Chair.Chat), bot.ChannelIdOf(rota), ("closes", "1")));
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        var form = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, await PollSchedules.OpensAsync(bot.Chair, "polls.manage", bot.PollsIn(rota)[0].Key), "Edit");
        var preview = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, form, "Preview", ("repeats", "Week"));
        await bot.Chair.Sends(PollForms.Pressed(preview, "Save changes"));

        await bot.PassAsync(TimeSpan.FromDays(8), TimeSpan.FromHours(6));
        var polls = bot.PollsIn(rota);
        Assert.Equal(2, polls.Count);
        Assert.Equal($"{rota.Id};messageid={polls[1].Card.Id}", Assert.Single((await PollSchedules.HeadAsync(bot, polls[1].Key)).Cards).Place.ConversationId);

        await bot.LeavesTeamAsync(general, bot.Chair.Person);
        await bot.PassAsync(TimeSpan.FromDays(8), TimeSpan.FromHours(6));
        Assert.Equal(2, bot.PollsIn(rota).Count);
    }

    [Fact]
    public async Task One_that_was_asked_in_the_channel_itself_is_not_repeated_for_somebody_who_has_left_the_team()
    {
        var bot = await StartAsync();
        var general = await bot.HasTeamAsync(bot.Chair, bot.Priya);
        await bot.Chair.Types("hello");
        await PollSchedules.AskAsync(bot, general, ("closes", "1"), ("repeats", "Week"));
        await bot.PassAsync(TimeSpan.FromDays(8), TimeSpan.FromHours(6));
        Assert.Equal(2, bot.PollsIn(general).Count);

        await bot.LeavesTeamAsync(general, bot.Chair.Person);
        await bot.PassAsync(TimeSpan.FromDays(8), TimeSpan.FromHours(6));
        Assert.Equal(2, bot.PollsIn(general).Count);
    }

    [Fact]
    public async Task Where_Teams_is_busy_it_comes_later_and_once()
    {
        var bot = await StartAsync();
        var rota = bot.RotaOf(await bot.HasTeamAsync(bot.Chair));
        bot.Teams.Faults.Throttle(2, 3, request => request.Operation is ConnectorOperation.CreateConversation);
        await bot.Chair.Sends(Filled(await PollForms.OpenAsync(bot.Chair, bot.Chair.Chat), bot.ChannelIdOf(rota)));
        await bot.PassAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2));

        Assert.Single(bot.PollsIn(rota));
    }

    [Fact]
    public async Task People_in_their_own_chats_are_asked_there_whatever_channel_was_left_in_the_form()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var rota = bot.RotaOf(await bot.HasTeamAsync(bot.Chair));
        await bot.Chair.Sends(Filled(await PollForms.OpenAsync(bot.Chair, bot.Chair.Chat), bot.ChannelIdOf(rota), ("audience", "everybody")));
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Empty(bot.PollsIn(rota));
        Assert.Single(SendingTrial.CardsOf(bot, bot.Priya, Question));
    }

    [Fact]
    public async Task A_channel_that_Teams_doesnt_name_any_more_isnt_offered_and_a_new_name_is_taken()
    {
        var bot = await StartAsync();
        var general = await bot.HasTeamAsync(bot.Chair);
        var shelf = bot.Services.GetRequiredService<ChannelShelf>();
        var chair = new MemberId(bot.Chair.Person.TenantId, bot.Chair.ObjectId);

        await shelf.KeepAsync(bot.IdOf(general), [new TeamChannel(general.Id, ""), new TeamChannel("19:new", "Nights")], Token);
        Assert.Equal(["", "Nights"], (await shelf.ListAsync("larkford", chair, Token)).Select(channel => channel.Name));
        await shelf.KeepAsync(bot.IdOf(general), [new TeamChannel("19:new", "Weekends")], Token);
        var only = Assert.Single(await shelf.ListAsync("larkford", chair, Token));
        Assert.Equal(("Weekends", "Hub project", "19:new"), (only.Name, only.Team, only.Place.ConversationId));
        Assert.Null(await shelf.FindAsync("elsewhere", chair, only.Id, Token));
        await bot.TakesTeamAwayAsync(general);
        Assert.Empty(await bot.RowsAsync(RosterRows.Table, bot.IdOf(general), RosterRows.Channel));
    }

    private static async Task<CardReading> AskAsync(BotUnderTest bot, Colleague who, string channel)
        => CardReading.Of((await who.Sends(Filled(await PollForms.OpenAsync(who, who.Chat), channel))).Card);

    private static System.Text.Json.Nodes.JsonObject Filled(CardReading form, string channel, params (string Name, string Value)[] more)
    {
        var data = PollForms.Filled(form, Question, "Yes\nNo");
        data["channel"] = channel;
        foreach (var (name, value) in more)
            data[name] = value;
        return data;
    }

    private static List<string> Offered(CardReading form)
        => CardReading.All(form.Json["body"]).Any(one => one["id"]?.GetValue<string>() == "channel") ? [.. form.Input("channel")["choices"]!.AsArray().Select(one => one!["title"]!.GetValue<string>())] : [];
}
