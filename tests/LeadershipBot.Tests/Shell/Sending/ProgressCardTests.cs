using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Shell.Sending;

/// <summary>The card that says how far a sending is: to whom, at what cost, and what can still be done by it.</summary>
public sealed class ProgressCardTests : WholeApp
{
    private const string Question = "Extend hours?";

    [Fact]
    public async Task While_everybody_waits_out_a_long_pause_it_costs_no_calls_and_then_it_is_true_within_seconds()
    {
        var (bot, people) = await WaitingAsync(TimeSpan.FromMinutes(10));
        Assert.True(Reading(bot).Says("goes on "), Reading(bot).ToString());
        var before = Updates(bot);

        await bot.PassAsync(TimeSpan.FromMinutes(9), TimeSpan.FromSeconds(4));
        Assert.Equal(before, Updates(bot));

        await bot.PassAsync(TimeSpan.FromMinutes(8), TimeSpan.FromSeconds(4));
        Assert.InRange(Updates(bot) - before, 1, people.Count); // they go on one by one
        Assert.True(Reading(bot).Says($"Sent to {people.Count} of {people.Count}."), Reading(bot).ToString());
    }

    [Fact]
    public async Task In_quiet_hours_it_costs_no_calls()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        bot.Clock.Advance(TimeSpan.FromHours(11)); // Monday, 20:00
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(20));
        var before = Updates(bot);

        await bot.PassAsync(TimeSpan.FromHours(11), TimeSpan.FromMinutes(5));

        Assert.Equal(before, Updates(bot));
    }

    [Fact]
    public async Task What_is_finished_can_not_be_stopped_from_an_old_card()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var sending = await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        foreach (var verb in new[] { "sendings.stop", "sendings.cancel" })
        {
            var answer = await bot.Chair.Executes(verb, new JsonObject { ["sending"] = sending.Id, ["organisation"] = SendingTrial.Organisation });
            Assert.StartsWith("This is finished", answer.Sentence, StringComparison.Ordinal);
        }

        await bot.PassAsync(TimeSpan.FromSeconds(10));
        Assert.False((await SendingTrial.NewestAsync(bot)).Wanted.IsStopped);
        Assert.True(Reading(bot).Says("done"), Reading(bot).ToString());
    }

    [Fact]
    public async Task Who_has_lost_the_role_is_told_so_and_sees_no_more_numbers()
    {
        var (bot, _) = await WaitingAsync(TimeSpan.FromSeconds(30));
        var card = Progress(bot);

        await bot.ListsAsync(bot.Chair, SendingTrial.Organisation, Roles.Member);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(5));

        var now = CardReading.Of(bot.CardsIn(bot.Chair.Chat).Single(message => message.Id == card.Id).Card());
        Assert.Equal("You can't see any more how far this is", now.Heading);
        Assert.False(now.Says("Sent to"), now.ToString());
        Assert.DoesNotContain("Sent to", (await bot.Chair.Executes("sendings.report", new JsonObject { ["sending"] = (await SendingTrial.NewestAsync(bot)).Id, ["organisation"] = SendingTrial.Organisation })).Body?.ToJsonString() ?? "", StringComparison.Ordinal);
        Assert.Empty(bot.ConsentsFor(bot.Chair));
        Assert.Null((await SendingTrial.NewestAsync(bot)).WatchedIn);
    }

    /// <summary>All but the chair wait, since Teams says so.</summary>
    private async Task<(BotUnderTest Bot, List<Colleague> People)> WaitingAsync(TimeSpan pause)
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        var chair = bot.Chair.Chat.Id;
        bot.Teams.Faults.Next(people.Count - 1, new Fault(FaultKind.Answer, 503, RetryAfterSeconds: (int)pause.TotalSeconds), request => request.Operation is ConnectorOperation.Send && request.ConversationId != chair);
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question);
        await bot.PassAsync(TimeSpan.FromSeconds(15));
        return (bot, people);
    }

    private static int Updates(BotUnderTest bot) => bot.Teams.Connector.Requests.Count(entry => entry.Operation is ConnectorOperation.Update && entry.ConversationId == bot.Chair.Chat.Id);

    private static CardReading Reading(BotUnderTest bot) => CardReading.Of(Progress(bot).Card());

    private static Message Progress(BotUnderTest bot) => bot.CardsIn(bot.Chair.Chat).Single(message => CardReading.Of(message.Card()).Says("Sending · "));
}
