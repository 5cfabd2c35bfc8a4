using System.Text.Json.Nodes;
using LeadershipBot.Shell;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

public sealed class ManagePollTests : WholeApp
{
    [Fact]
    public async Task An_open_poll_can_close_later_than_was_said_and_its_cards_say_so()
    {
        var bot = await StartAsync();
        var poll = await PollForms.AskAsync(bot, bot.Chair, bot.GroupChat, "Extend?", "Yes\nNo", closes: "1");

        var answer = await PressAsync(bot, bot.Chair, poll, "Change the closing", ("closesAt", "Fri 6 Mar 17:00"));
        Assert.StartsWith("It closes Fri 6 Mar, 17:00 (GMT).", answer.Sentence, StringComparison.Ordinal);
        Assert.True(bot.Priya.Reads(poll).Says("closes Fri 6 Mar, 17:00"), bot.Priya.Reads(poll).ToString());

        await bot.PassAsync(TimeSpan.FromHours(30), TimeSpan.FromHours(3));
        await bot.Priya.Votes("Yes", on: poll);
        Assert.Equal("Yes", bot.Priya.Reads(poll).Mine);
        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(12));
        Assert.True(bot.Tomasz.Reads(poll).Says("closed Fri 6 Mar, 17:00"), bot.Tomasz.Reads(poll).ToString());
    }

    [Fact]
    public async Task A_closing_that_is_taken_away_leaves_it_open()
    {
        var bot = await StartAsync();
        var poll = await PollForms.AskAsync(bot, bot.Chair, bot.GroupChat, "Extend?", "Yes\nNo", closes: "1");

        await PressAsync(bot, bot.Chair, poll, "Change the closing", ("closesAt", ""));
        await bot.PassAsync(TimeSpan.FromDays(3), TimeSpan.FromHours(12));

        await bot.Priya.Votes("Yes", on: poll);
        Assert.Equal("Yes", bot.Priya.Reads(poll).Mine);
    }

    [Fact]
    public async Task One_that_isnt_named_closes_later_once_after_an_answer_and_those_who_answered_are_told()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var form = SendingTrial.FormOf(await PollForms.OpenAsync(bot.Chair, bot.Chair.Chat), "Extend?", closes: "1");
        form["voice"] = "Confidential";
        await bot.Chair.Sends(form);
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        var key = Assert.Single(await bot.PollKeysAsync());
        await RescheduleAsync("Wed 4 Mar 17:00"); // nobody has answered: as often as one likes
        await RescheduleAsync("Thu 5 Mar 17:00");
        await bot.Priya.Executes("polls.vote", new JsonObject { ["poll"] = key, ["choice"] = "0" });

        Assert.StartsWith("It closes Fri 6 Mar, 17:00 (GMT).", (await RescheduleAsync("Fri 6 Mar 17:00")).Sentence, StringComparison.Ordinal);
        foreach (var later in new[] { "Sat 7 Mar 17:00", "" })
            Assert.StartsWith("Its answers aren't named, and people have answered", (await RescheduleAsync(later)).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("It closes Fri 6 Mar, 12:00 (GMT).", (await RescheduleAsync("Fri 6 Mar 12:00")).Sentence, StringComparison.Ordinal); // earlier it may
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Contains(bot.CardsIn(bot.Priya.Chat), message => CardReading.Of(message.Card()).Says("“Extend?” stays open longer"));
        Assert.True((await bot.Tomasz.Executes("polls.view", new JsonObject { ["poll"] = key })).Card is { } card && CardReading.Of(card).Says("Kept open longer, once."));

        Task<LeadershipBot.Simulator.Connector.BotAnswer> RescheduleAsync(string closesAt)
            => bot.Chair.Sends(new JsonObject { ["verb"] = "polls.reschedule", ["poll"] = key, ["organisation"] = "larkford", ["closesAt"] = closesAt });
    }

    [Theory]
    [InlineData("soon", "“soon” can't be read as a time")]
    [InlineData("1/3/2026 10:00", "within the next 90 days")]
    public async Task A_closing_that_can_not_be_comes_back_with_the_reason(string closesAt, string reason)
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.Asks(bot.GroupChat, "Extend?", "Yes", "No");

        var again = CardReading.Of((await PressAsync(bot, bot.Chair, poll, "Change the closing", ("closesAt", closesAt))).Card);

        Assert.True(again.Says(reason), again.ToString());
        Assert.Equal(closesAt, again.Input("closesAt")["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_withdrawn_shows_why_on_every_card_and_nobody_a_result()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.Asks(bot.GroupChat, "Extend?", "Yes", "No");
        await bot.Priya.Votes("Yes", on: poll);

        await PressAsync(bot, bot.Chair, poll, "Withdraw", ("why", "The rota **changed**."));
        await PressAsync(bot, bot.Chair, poll, "Withdraw", ("why", "The rota **changed**."));

        var card = bot.Tomasz.Reads(poll);
        Assert.True(card.Says(@"Withdrawn: The rota \*\*changed\*\*."), card.ToString());
        Assert.Empty(card.Choices);
        var vote = await bot.Tomasz.Executes("polls.vote", new() { ["poll"] = poll.Key, ["choice"] = "0" }, poll);
        Assert.True(CardReading.Of(vote.Card).Says("Withdrawn"), "a late press shows that it is withdrawn");
        Assert.Single(await bot.AnswersAsync(poll));
        Assert.StartsWith("The poll was withdrawn", (await bot.Chair.Opens(new() { ["verb"] = "polls.answers", ["poll"] = poll.Key })).Sentence, StringComparison.Ordinal);
        Assert.Single(await bot.RowsAsync("Polls", poll.Key, Audit.Prefix), row => row.GetString("What") == "polls.withdrawn");
    }

    [Fact]
    public async Task What_went_to_everybody_is_withdrawn_in_their_own_chats()
    {
        var bot = await StartAsync();
        await bot.Priya.Types("hello");
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, "Extend?", closes: "3");
        var poll = Assert.Single(bot.PollsIn(bot.Priya.Chat));

        await PressAsync(bot, bot.Chair, poll, "Change the closing", ("closesAt", "Fri 6 Mar 17:00"));
        Assert.True(bot.Priya.Reads(poll).Says("closes Fri 6 Mar, 17:00"), bot.Priya.Reads(poll).ToString());
        await PressAsync(bot, bot.Chair, poll, "Withdraw", ("why", "Asked too early."));

        Assert.True(bot.Priya.Reads(poll).Says("Withdrawn: Asked too early."), bot.Priya.Reads(poll).ToString());
    }

    [Theory]
    [InlineData("", "There is no reason yet")]
    [InlineData("Mrs Smith born 12/03/1951 called", "patient")]
    public async Task Without_a_reason_that_can_be_shown_nothing_is_withdrawn(string why, string reason)
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.Asks(bot.GroupChat, "Extend?", "Yes", "No");

        var again = CardReading.Of((await PressAsync(bot, bot.Chair, poll, "Withdraw", ("why", why))).Card);

        Assert.True(again.Says(reason), again.ToString());
        await bot.Priya.Votes("Yes", on: poll);
        Assert.Equal("Yes", bot.Priya.Reads(poll).Mine);
    }

    [Fact]
    public async Task A_poll_that_has_closed_can_be_withdrawn_and_asked_anew_but_not_opened_again()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.Asks(bot.GroupChat, "Extend?", "Yes", "No");
        await bot.Chair.Sees(poll);
        await bot.Chair.Closes(poll);
        await bot.DrainAsync();

        var late = await bot.Chair.Sends(Data("polls.reschedule", poll, ("closesAt", "Fri 6 Mar 17:00")), bot.GroupChat);
        Assert.StartsWith("The poll has closed", late.Sentence, StringComparison.Ordinal);
        await PressAsync(bot, bot.Chair, poll, "Withdraw", ("why", "It was put wrongly."));
        Assert.True(bot.Tomasz.Reads(poll).Says("Withdrawn: It was put wrongly."), bot.Tomasz.Reads(poll).ToString());

        var form = CardReading.Of((await PressAsync(bot, bot.Chair, poll, "Ask it anew")).Card);
        Assert.Equal("Extend?", form.Input("question")["value"]!.GetValue<string>());
        Assert.Equal("Yes\nNo", form.Input("options")["value"]!.GetValue<string>());
        var preview = await PollForms.TurnsAsync(bot.Chair, bot.GroupChat, form, "Preview");
        await bot.Chair.Sends(PollForms.Pressed(preview, "Ask now"), bot.GroupChat);
        Assert.Equal(2, (await bot.PollKeysAsync()).Count);
    }

    [Theory]
    [InlineData("polls.reschedule")]
    [InlineData("polls.withdraw")]
    [InlineData("polls.copy")]
    [InlineData("polls.manage")]
    public async Task Somebody_else_can_not_manage_it(string verb)
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.Asks(bot.GroupChat, "Extend?", "Yes", "No");
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere CCG");
        var stranger = bot.Joins("Dr Other Chair");
        await bot.ListsAsync(stranger, "elsewhere", LeadershipBot.Domain.People.Roles.Chair);

        foreach (var who in new[] { bot.Priya, stranger })
        {
            var answer = verb == "polls.manage" ? await who.Opens(Data(verb, poll)) : await who.Sends(Data(verb, poll, ("why", "x"), ("closesAt", "Fri 6 Mar 17:00")));
            Assert.StartsWith("Only Dr Amara Okafor", answer.Sentence, StringComparison.Ordinal);
        }

        var odd = await bot.Chair.Sends(new JsonObject { ["verb"] = verb, ["poll"] = "../x" });
        Assert.StartsWith("This poll can't be found", odd.Sentence, StringComparison.Ordinal);
    }

    private static JsonObject Data(string verb, AskedPoll poll, params (string Name, string Value)[] inputs)
    {
        var data = new JsonObject { ["verb"] = verb, ["poll"] = poll.Key, ["organisation"] = "larkford" };
        foreach (var (name, value) in inputs)
            data[name] = value;
        return data;
    }

    /// <summary>Opens the dialog of a poll and presses a button in it.</summary>
    private static async Task<LeadershipBot.Simulator.Connector.BotAnswer> PressAsync(BotUnderTest bot, Colleague who, AskedPoll poll, string button, params (string Name, string Value)[] inputs)
    {
        var dialog = await who.Opens(Data("polls.manage", poll), poll.Place);
        var data = button == "Withdraw" && !CardReading.Of(dialog.Card).Json.ToJsonString().Contains("polls.withdraw", StringComparison.Ordinal)
            ? Data("polls.withdraw", poll, inputs) // pressed once more on a dialog of before
            : PollForms.Pressed(CardReading.Of(dialog.Card), button, inputs);
        var answer = await who.Sends(data, poll.Place);
        await bot.DrainAsync();
        return answer;
    }
}
