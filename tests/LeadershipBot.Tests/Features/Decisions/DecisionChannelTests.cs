using LeadershipBot.Domain.Decisions;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using static LeadershipBot.Tests.Features.Decisions.DecisionTrial;

namespace LeadershipBot.Tests.Features.Decisions;

/// <summary>Decisions that go into a channel of a team, alone or beside people's own chats.</summary>
public sealed class DecisionChannelTests : WholeApp
{
    [Fact]
    public async Task It_goes_into_the_channel_alone_takes_reactions_there_and_corrections_and_withdrawal_reach_it()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var rota = bot.RotaOf(await bot.HasTeamAsync(bot.Chair, bot.Tomasz));
        var key = await SendAsync(bot, ("to", "channel"), ("channel", bot.ChannelIdOf(rota)));

        var message = Assert.Single(bot.CardsIn(rota));
        Assert.Null(CardOf(bot, bot.Tomasz));
        Assert.True(CardReading.Of(message.Card()).Says(What), CardReading.Of(message.Card()).ToString());
        await bot.Tomasz.Presses("Noted", message);
        Assert.Equal(1, (await HeadAsync(bot, key)).Tally.Noted);

        var first = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, await OpenManagingAsync(bot.Chair, key), "Correct it");
        var second = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, first, "Next", ("why", "It is better so."));
        await bot.Chair.Sends(PollForms.Pressed(await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, second, "Preview"), "Correct every card"));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.True(Now(bot, message).Says("It is better so."), Now(bot, message).ToString());
        Assert.Contains(bot.Teams.Connector.Requests, request => request.Operation is ConnectorOperation.Update && request.ConversationId == $"{rota.Id};messageid={message.Id}");

        await bot.Chair.Sends(PollForms.Pressed(await OpenManagingAsync(bot.Chair, key), "Withdraw", ("why", "It was wrong.")));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.True(Now(bot, message).Says("It was wrong."), Now(bot, message).ToString());
    }

    [Fact]
    public async Task It_goes_to_people_and_the_channel_at_once()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        var rota = bot.RotaOf(await bot.HasTeamAsync(bot.Chair));
        await SendAsync(bot, ("to", "withChannel"), ("channel", bot.ChannelIdOf(rota)));

        Assert.Single(bot.CardsIn(rota));
        Assert.All(people, one => Assert.NotNull(CardOf(bot, one)));
    }

    [Fact]
    public async Task Who_isnt_in_its_team_cant_have_it_posted_there()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var rota = bot.RotaOf(await bot.HasTeamAsync(bot.Tomasz));
        var preview = await WriteAsync(bot, bot.Chair);
        Assert.DoesNotContain(CardReading.All(preview.Json["body"]), one => one["id"]?.GetValue<string>() == "channel");

        foreach (var id in new[] { bot.ChannelIdOf(rota), "", "nowhere" })
        {
            var again = CardReading.Of((await bot.Chair.Sends(Pressed(preview, "Send", ("to", "channel"), ("channel", id)))).Card);
            Assert.True(again.Says("It can't be posted in that channel"), again.ToString());
        }

        Assert.Equal(DecisionState.Draft, (await HeadAsync(bot, Assert.Single(await KeysAsync(bot)))).Decision.State);
        Assert.Empty(bot.CardsIn(rota));
    }

    [Fact]
    public async Task A_channel_in_which_the_bot_isnt_stands_in_the_report_and_people_get_it_all_the_same()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        var rota = bot.RotaOf(await bot.HasTeamAsync(bot.Chair));
        bot.Teams.Faults.Next(new Fault(FaultKind.Answer, 403), request => request.Operation is ConnectorOperation.CreateConversation);
        await SendAsync(bot, ("to", "withChannel"), ("channel", bot.ChannelIdOf(rota)));

        Assert.Empty(bot.CardsIn(rota));
        Assert.NotNull(CardOf(bot, bot.Priya));
        Assert.Contains(bot.CardsIn(bot.Chair.Chat), message => CardReading.Of(message.Card()).Says($"Sent to {people.Count} of {people.Count + 1}."));
    }

    [Fact]
    public async Task A_scheduled_one_whose_writer_left_the_team_is_a_draft_again_and_they_are_told()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var general = await bot.HasTeamAsync(bot.Chair);
        var rota = bot.RotaOf(general);
        var key = await SendAsync(bot, ("to", "channel"), ("channel", bot.ChannelIdOf(rota)), ("when", "Tue 3 Mar 10:00"));
        await bot.LeavesTeamAsync(general, bot.Chair.Person);
        await bot.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(1));

        Assert.Equal(DecisionState.Draft, (await HeadAsync(bot, key)).Decision.State);
        Assert.Empty(bot.CardsIn(rota));
        Assert.True(bot.NewestCardIn(bot.Chair.Chat).Says("It was to go into a channel"), bot.NewestCardIn(bot.Chair.Chat).ToString());
    }

    private static CardReading Now(BotUnderTest bot, Message message) => CardReading.Of(bot.Teams.World.FindMessage(message.Id)!.Card());

    private static async Task<string> SendAsync(BotUnderTest bot, params (string, string)[] inputs)
    {
        var answer = await bot.Chair.Sends(Pressed(await WriteAsync(bot, bot.Chair), "Send", inputs));
        if (answer.Card is { } again) // the number is confirmed
            await bot.Chair.Sends(Pressed(CardReading.Of(again), "Send"));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        return Assert.Single(await KeysAsync(bot));
    }
}
