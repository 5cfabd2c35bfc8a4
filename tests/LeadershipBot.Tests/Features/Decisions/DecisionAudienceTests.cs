using LeadershipBot.Domain.Decisions;
using LeadershipBot.Features.Decisions;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using static LeadershipBot.Tests.Features.Decisions.DecisionTrial;

namespace LeadershipBot.Tests.Features.Decisions;

public sealed class DecisionAudienceTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_goes_to_more_than_fifty_people_is_confirmed_a_second_time_with_the_number()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await bot.ListsManyAsync(Organisation, 45);
        var preview = await WriteAsync(bot, bot.Chair);
        Assert.Contains("Send to 55 people", preview.Buttons);

        var again = CardReading.Of((await bot.Chair.Sends(Pressed(preview, "Send to"))).Card);
        Assert.True(again.Says("It goes to 55 people") && !again.Says("Whom it goes to…"), again.ToString());
        var key = Assert.Single(await KeysAsync(bot));
        Assert.Equal(DecisionState.Draft, (await HeadAsync(bot, key)).Decision.State);
        await bot.ListsManyAsync(Organisation, 46); // meanwhile the list grew: what was confirmed isn't what there is
        var moved = CardReading.Of((await bot.Chair.Sends(Pressed(again, "Send to"))).Card);
        Assert.Contains("Send to 101 people", moved.Buttons);
        Assert.Equal(DecisionState.Draft, (await HeadAsync(bot, key)).Decision.State);

        await bot.Chair.Sends(Pressed(moved, "Send to"));
        await bot.Chair.Sends(Pressed(moved, "Send to")); // once more, as by a second delivery
        await bot.PassAsync(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10));
        Assert.Equal((DecisionState.Sent, 101), ((await HeadAsync(bot, key)).Decision.State, (await HeadAsync(bot, key)).Decision.Recipients));
        Assert.Single(bot.CardsIn(bot.Priya.Chat), message => CardReading.Of(message.Card()).Says(What));
    }

    [Fact]
    public async Task What_goes_to_professions_goes_to_those_who_have_them_confirmed_and_others_say_nothing_to_it()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var shown = CardReading.Of((await bot.Chair.Sends(Pressed(await WriteAsync(bot, bot.Chair), "Send", ("professions", "Gp"), ("localities", "vale")))).Card);
        Assert.True(shown.Says("It goes to 2 people"), shown.ToString());
        await bot.Chair.Sends(Pressed(shown, "Send"));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));

        Assert.All([bot.Tomasz, bot.Yusuf], one => Assert.NotNull(CardOf(bot, one)));
        Assert.All([bot.Priya, bot.Organiser], one => Assert.Null(CardOf(bot, one)));
        var key = Assert.Single(await KeysAsync(bot));
        Assert.Null((await bot.Priya.Executes("decisions.react", new() { ["decision"] = key, ["organisation"] = Organisation, ["said"] = "Noted" })).Card);
        Assert.Equal(0, (await HeadAsync(bot, key)).Tally.People);

        foreach (var odd in new[] { "17", "Emperor", "Gp,Emperor" })
        {
            var refused = CardReading.Of((await bot.Chair.Sends(Pressed(await WriteAsync(bot, bot.Chair, null, ("what", odd)), "Send", ("professions", odd)))).Card);
            Assert.True(refused.Says("isn't known here"), refused.ToString());
        }
    }

    [Fact]
    public async Task Six_years_after_it_was_sent_nothing_is_left_of_a_decision_and_what_is_scheduled_stays()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var old = await SendAsync(bot, bot.Chair);
        await PressAsync(bot, bot.Priya, "Noted");
        var scheduled = await SendAsync(bot, bot.Chair, null, ("what", "Another thing."), ("when", "Wed 4 Mar 10:00"));
        var retention = bot.Services.GetServices<IRetention>().Single(one => one.Kind == RetentionKind.Decisions);
        var (sentAt, later) = ((await HeadAsync(bot, old)).Decision.BegunAt!.Value, bot.Clock.GetUtcNow().AddSeconds(1));

        Assert.Equal(0, await retention.SweepAsync(Organisation, sentAt, Sweep.Remove, Token)); // on the day it is still there
        Assert.Equal(1, await retention.SweepAsync(Organisation, later, Sweep.Count, Token));
        Assert.NotEmpty(await bot.RowsAsync(DecisionRows.Table, old));
        Assert.Equal(0, await retention.SweepAsync("elsewhere", later, Sweep.Remove, Token));
        Assert.Equal(1, await retention.SweepAsync(Organisation, later, Sweep.Remove, Token));
        Assert.Equal(0, await retention.SweepAsync(Organisation, later, Sweep.Remove, Token));

        Assert.Empty(await bot.RowsAsync(DecisionRows.Table, old));
        Assert.Equal(scheduled, Assert.Single(await KeysAsync(bot)));
        Assert.Equal(DecisionState.Scheduled, (await HeadAsync(bot, scheduled)).Decision.State);
        await bot.Priya.Executes("decisions.react", new() { ["decision"] = old, ["organisation"] = Organisation, ["said"] = "Noted" }); // on a card that still stands
        Assert.Empty(await bot.RowsAsync(DecisionRows.Table, old));
    }
}
