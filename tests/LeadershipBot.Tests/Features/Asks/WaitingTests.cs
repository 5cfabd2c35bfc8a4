using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Polls;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Asks;

/// <summary>The list of what waits for one's answer.</summary>
public sealed class WaitingTests : WholeApp
{
    private const string Question = "Extend hours?";

    [Fact]
    public async Task Who_has_nothing_to_answer_is_told_so_kindly()
    {
        var bot = await StartAsync();

        var card = await bot.Priya.Hears("waiting");

        Assert.Equal("Nothing waits for your answer", card.Heading);
        Assert.True(card.Says("You are up to date. Thank you."), card.ToString());
    }

    [Fact]
    public async Task A_poll_to_everybody_waits_until_it_is_answered_and_a_press_brings_its_card()
    {
        var bot = await StartAsync();
        await EverybodyIsAskedAsync(bot, closes: "3");

        var list = await bot.Priya.Hears("waiting");
        Assert.Equal("1 thing waits for your answer", list.Heading);
        Assert.True(list.Says("1 minute · closes Thu 5 Mar, 09:00"), list.ToString());
        var before = SendingTrial.CardsOf(bot, bot.Priya, Question).Count;
        await OpensAsync(bot, bot.Priya, Question);
        var polls = SendingTrial.CardsOf(bot, bot.Priya, Question);
        Assert.Equal(before + 1, polls.Count);
        await bot.Priya.Votes("Yes", on: AskedPoll.In(bot.Priya.Chat, polls[^1]));

        Assert.Equal("Nothing waits for your answer", (await bot.Priya.Hears("waiting")).Heading);
        Assert.Equal("1 thing waits for your answer", (await bot.Yusuf.Hears("waiting")).Heading);
    }

    [Fact]
    public async Task Pressing_twice_brings_one_card_and_a_later_list_brings_it_again()
    {
        var bot = await StartAsync();
        await EverybodyIsAskedAsync(bot);
        await bot.Priya.Hears("waiting");
        var list = bot.CardsIn(bot.Priya.Chat)[^1];
        var before = SendingTrial.CardsOf(bot, bot.Priya, Question).Count;

        await bot.Priya.Presses($"Open {Question}", list);
        var pressed = CardReading.Of((await bot.Priya.Executes("asks.waiting.open", RowOf(CardReading.Of(list.Card()), Question))).Card);
        await bot.DrainAsync();
        Assert.Equal(before + 1, SendingTrial.CardsOf(bot, bot.Priya, Question).Count);
        Assert.True(pressed.Says("Below in this chat"), pressed.ToString());

        bot.Clock.Advance(TimeSpan.FromMinutes(10));
        await bot.Priya.Hears("waiting");
        await OpensAsync(bot, bot.Priya, Question);
        Assert.Equal(before + 2, SendingTrial.CardsOf(bot, bot.Priya, Question).Count);
    }

    [Fact]
    public async Task It_costs_no_minutes_and_comes_in_quiet_hours_since_it_was_pressed()
    {
        var bot = await StartAsync();
        await EverybodyIsAskedAsync(bot);
        bot.Clock.Advance(TimeSpan.FromHours(12));
        await bot.Priya.Hears("waiting");
        var before = SendingTrial.CardsOf(bot, bot.Priya, Question).Count;

        await OpensAsync(bot, bot.Priya, Question);

        Assert.Equal(before + 1, SendingTrial.CardsOf(bot, bot.Priya, Question).Count);
        var row = Assert.Single(await bot.RowsAsync("People", AskedPeople.IdOf(bot.Priya).ToString(), "ask.of.asks.waiting."));
        Assert.Null(row.GetString("Week"));
    }

    [Fact]
    public async Task What_has_closed_waits_no_more_and_leaves_no_row_to_be_read()
    {
        var bot = await StartAsync();
        await EverybodyIsAskedAsync(bot, closes: "1");
        Assert.Single(await bot.RowsAsync(PollRows.IndexTable, OpenPolls.PartitionOf("larkford")));
        await bot.Priya.Hears("waiting");
        var list = bot.CardsIn(bot.Priya.Chat)[^1];

        await bot.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(5));
        var answer = CardReading.Of((await bot.Priya.Presses($"Open {Question}", list)).Card);

        Assert.Equal("Nothing waits for your answer", answer.Heading);
        Assert.Empty(await bot.RowsAsync(PollRows.IndexTable, OpenPolls.PartitionOf("larkford")));
    }

    [Fact]
    public async Task Of_polls_in_a_chat_those_wait_that_stand_where_the_person_is()
    {
        var bot = await StartAsync();
        await bot.BindsAsync(bot.Organiser, bot.GroupChat);
        await bot.PassAsync(TimeSpan.FromSeconds(20));
        await bot.Organiser.Asks(bot.GroupChat, "Tea or coffee?", "Tea", "Coffee");
        await bot.DrainAsync();

        Assert.True((await bot.Priya.Hears("waiting")).Says("Tea or coffee?"), bot.NewestCardIn(bot.Priya.Chat).ToString());
        Assert.Equal("Nothing waits for your answer", (await bot.Yusuf.Hears("waiting")).Heading);
    }

    [Fact]
    public async Task Where_others_read_along_nobody_is_told_what_waits_for_somebody()
    {
        var bot = await StartAsync();
        await EverybodyIsAskedAsync(bot);

        await bot.Priya.Types("waiting", bot.Channel);

        Assert.Contains("Please ask me in our own chat", bot.Teams.World.Messages(bot.Channel)[^1].Text + bot.NewestCardIn(bot.Channel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_is_shown_in_pages_what_closes_first_first()
    {
        var bot = await StartAsync();
        for (var i = 1; i <= 7; i++)
            await SendingTrial.AskEverybodyAsync(bot, bot.Chair, $"Question {i}?", closes: i == 7 ? "1" : i % 2 == 0 ? "3" : "7");
        await bot.PassAsync(TimeSpan.FromSeconds(20));

        var first = await bot.Priya.Hears("waiting");
        Assert.Equal("7 things wait for your answer", first.Heading);
        Assert.Equal("Question 7?", first.Texts[3]);
        Assert.Equal(["Next"], first.Buttons);
        var second = CardReading.Of((await bot.Priya.Presses("Next", bot.CardsIn(bot.Priya.Chat)[^1])).Card);
        Assert.True(second.Says("6 to 7 of 7"), second.ToString());
        Assert.Equal(["Previous"], second.Buttons);
    }

    [Fact]
    public async Task In_several_organisations_those_elsewhere_are_counted_and_shown_by_a_press()
    {
        var bot = await StartAsync();
        await EverybodyIsAskedAsync(bot);
        await bot.HasOrganisationAsync("north", "North Larkford PCN");
        await bot.ListsAsync(bot.Priya, "north", Roles.Member);
        await bot.Priya.Hears("profile");
        await bot.Priya.Executes("shell.command", new JsonObject { ["command"] = "profile", ["organisation"] = "north", ["actFor"] = "north" });

        var here = await bot.Priya.Hears("waiting");
        Assert.Equal("Nothing waits for your answer", here.Heading);
        Assert.True(here.Says("1 waits in Larkford and Vale CCG"), here.ToString());
        var there = CardReading.Of((await bot.Priya.Presses("Show what waits in Larkford and Vale CCG", bot.CardsIn(bot.Priya.Chat)[^1])).Card);

        Assert.Equal("1 thing waits for your answer", there.Heading);
        Assert.True(there.Texts[0].Contains("Larkford and Vale CCG", StringComparison.Ordinal), there.ToString());
    }

    [Fact]
    public async Task Nobody_gets_a_card_by_a_button_that_names_a_poll_which_does_not_wait_for_them()
    {
        var bot = await StartAsync();
        var poll = await bot.Priya.Asks(bot.Priya.Chat, "Mine alone?", "Yes", "No");
        await bot.Yusuf.Hears("help");
        var before = bot.CardsIn(bot.Yusuf.Chat).Count;

        foreach (var (kind, key) in new[] { ("polls", poll.Key), ("polls", "../x"), ("nobody", "1"), ("", "") })
            await bot.Yusuf.Executes("asks.waiting.open", new JsonObject { ["kind"] = kind, ["key"] = key, ["list"] = "abc" });
        await bot.Yusuf.Executes("asks.waiting.open", new JsonObject { ["kind"] = "polls", ["key"] = poll.Key, ["list"] = "not a list" });
        await bot.DrainAsync();

        Assert.Equal(before, bot.CardsIn(bot.Yusuf.Chat).Count);
    }

    [Fact]
    public async Task What_is_over_costs_nothing_to_read()
    {
        var bot = await StartAsync();
        await EverybodyIsAskedAsync(bot);
        await bot.Priya.Hears("waiting");
        var before = await ReadsOfWaitingAsync(bot);
        for (var i = 0; i < 5; i++)
        {
            var over = await bot.Chair.AsksInChannel($"Over {i}?", "Yes", "No");
            await bot.Chair.Sees(over);
            await bot.Chair.Closes(over);
        }

        await bot.PassAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5));

        Assert.Equal(before, await ReadsOfWaitingAsync(bot));
    }

    [Fact]
    public async Task While_the_store_is_down_the_person_is_asked_to_try_again()
    {
        var bot = await StartAsync();
        await bot.Priya.Hears("help");
        bot.Store.Fails(StoreFault.Unavailable, PollRows.IndexTable);

        var card = await bot.Priya.Hears("waiting");

        Assert.True(card.Says("confirm"), card.ToString());
    }

    private static async Task<int> ReadsOfWaitingAsync(BotUnderTest bot)
    {
        var before = bot.Store.ReadsOf(PollRows.Table) + bot.Store.ReadsOf(PollRows.IndexTable);
        await bot.Priya.Hears("waiting");
        return bot.Store.ReadsOf(PollRows.Table) + bot.Store.ReadsOf(PollRows.IndexTable) - before;
    }

    private static async Task EverybodyIsAskedAsync(BotUnderTest bot, string closes = "0")
    {
        await SendingTrial.MeetAllAsync(bot);
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question, closes);
        await bot.PassAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task OpensAsync(BotUnderTest bot, Colleague who, string title)
    {
        await who.Presses($"Open {title}", bot.CardsIn(who.Chat)[^1]);
        await bot.DrainAsync();
    }

    private static JsonObject RowOf(CardReading list, string title)
        => CardReading.All(list.Json["body"]).Select(one => one["selectAction"]).OfType<JsonObject>().Single(one => one["title"]!.GetValue<string>() == $"Open {title}")["data"]!.DeepClone().AsObject();
}
