using System.Text.Json.Nodes;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>Cards of meetings that no sending renews, such as a deputy's only one: people's clients ask for them as they are now.</summary>
public sealed class RenewedCardTests : WholeApp
{
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deputys_only_card_tells_the_new_time_what_they_answered_and_in_the_end_how_it_was()
    {
        var bot = await StartMetAsync();
        var grace = bot.Who("Grace Adeyemi");
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.Tomasz.DeputesAsync(key, grace);
        await bot.PassAsync(AMoment, Step);
        var asked = bot.CardsIn(grace.Chat)[^1];
        await MovesAsync(bot, key, "2026-03-19");
        var seen = await SeesAsync(bot, grace, asked);
        Assert.True(seen.Says("Dr Tomasz Zielinski asks you to stand in") && seen.Says("Thu 19 Mar, 18:00 (GMT) to 19:30") && !seen.Says("12 Mar"), seen.ToString());

        // What they read after a press stays until they look again.
        var pressed = await grace.Presses("I'm coming", asked);
        Assert.Null(pressed.Card!["refresh"]);
        Assert.True(CardReading.Of(pressed.Card).Says("You can change it until it begins"), CardReading.Of(pressed.Card).ToString());
        seen = await SeesAsync(bot, grace, asked);
        Assert.True(seen.Says("You stand in.") && seen.Buttons.Contains("Apologies"), seen.ToString());

        await bot.BecomesAsync(MeetingForms.Starts.AddDays(7).AddMinutes(5));
        await bot.Organiser.KeepsRegisterAsync(key, "close", grace);
        seen = await SeesAsync(bot, grace, asked);
        Assert.True(seen.Says("You were there.") && seen.Says("of 6 called came") && !seen.Buttons.Contains("I'm coming"), seen.ToString());
    }

    [Fact]
    public async Task That_the_deputy_cant_is_said_for_as_long_as_it_is_so_also_once_the_meeting_was_moved()
    {
        var bot = await StartMetAsync();
        var (grace, joan) = (bot.Who("Grace Adeyemi"), bot.Who("Joan Ashworth"));
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.Tomasz.DeputesAsync(key, grace);
        await bot.PassAsync(AMoment, Step);
        await grace.RepliesAsync(bot, key, "apologies");
        await bot.PassAsync(AMoment, Step);
        const string Cant = "Grace Adeyemi can't stand in for you";
        var told = bot.CardsIn(bot.Tomasz.Chat)[^1];
        Assert.True(CardReading.Of(told.Card()).Says(Cant), CardReading.Of(told.Card()).ToString());
        await MovesAsync(bot, key, "2026-03-19");
        var seen = await SeesAsync(bot, bot.Tomasz, told);
        Assert.True(seen.Says(Cant) && seen.Says("Thu 19 Mar"), seen.ToString());
        await bot.Tomasz.DeputesAsync(key, joan);
        seen = await SeesAsync(bot, bot.Tomasz, told);
        Assert.True(!seen.Says(Cant) && seen.Says("Joan Ashworth"), seen.ToString());
    }

    [Fact]
    public async Task What_waited_is_shown_as_it_is_now_and_who_isnt_of_the_organisation_is_shown_nothing()
    {
        var bot = await StartMetAsync();
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp" });
        await bot.Yusuf.Hears("waiting");
        await bot.Yusuf.Presses("Open Governing body", bot.CardsIn(bot.Yusuf.Chat)[^1]);
        await bot.PassAsync(AMoment, Step);
        var opened = bot.CardsIn(bot.Yusuf.Chat).Last(message => CardReading.Of(message.Card()).Heading == MeetingForms.Title);
        await MovesAsync(bot, key, "2026-03-19");
        Assert.Contains("I'm coming", (await SeesAsync(bot, bot.Yusuf, opened)).Buttons);
        Assert.True((await SeesAsync(bot, bot.Yusuf, opened)).Says("Thu 19 Mar, 18:00 (GMT) to 19:30"));
        foreach (var unknown in new[] { "larkford.nothing", "another.x" })
            Assert.Contains("There is no such meeting here.", CardReading.Of((await bot.Yusuf.Executes("meetings.refresh", new JsonObject { ["meeting"] = unknown, ["organisation"] = PostForms.Here })).Card).ToString(), StringComparison.Ordinal);
    }

    /// <summary>What stands on somebody's screen as an old card comes into view again.</summary>
    private static async Task<CardReading> SeesAsync(BotUnderTest bot, Colleague who, Message message)
    {
        Assert.NotNull(await bot.Teams.Delivery.ShowAsync(who.Person, message, Token));
        return CardReading.Of(bot.Teams.World.CardFor(message, who.Person));
    }

    private static async Task MovesAsync(BotUnderTest bot, string key, string day)
    {
        await bot.Organiser.SendsFormAsync("meetings.form", MeetingForms.Of(key), new JsonObject { ["day"] = day });
        await bot.PassAsync(AMoment, Step);
    }

    private async Task<BotUnderTest> StartMetAsync()
    {
        var bot = await StartAsync();
        foreach (var name in new[] { "Helen Whitcombe", "Dr Priya Raman", "Dr Tomasz Zielinski", "Dr Yusuf Demir", "Grace Adeyemi", "Joan Ashworth" })
            await bot.MeetsAsync(bot.Who(name));
        return bot;
    }
}
