using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using TeamsCards = LeadershipBot.Simulator.People.Cards;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>Words that are typed after a poll are not lost: they go with the answer, if their person says so.</summary>
public sealed class AddWordsTests : WholeApp
{
    private const string Question = "Extend hours?";
    private const string Words = "no, we have no staff";

    [Fact]
    public async Task Words_after_an_answer_are_added_to_it_by_one_press()
    {
        var bot = await StartAsync();
        var poll = await AnswersAsync(bot, bot.Priya);

        var asked = await bot.Priya.Hears(Words);
        Assert.Equal("What shall I do with your words?", asked.Heading);
        Assert.True(asked.Says("Named: Dr Amara Okafor, organisers and chairs read them with your name."), asked.ToString());
        Assert.Equal(["Add to my answer", "Raise it", "Neither"], asked.Buttons);
        Assert.Null(await ReasonAsync(bot, poll, bot.Priya));
        var added = await PressesAsync(bot, "Add to my answer");

        Assert.Equal($"✓ Added to your answer to “{Question}”", added.Heading);
        Assert.True(added.Says($"Your words: “{Words}”"), added.ToString());
        Assert.Equal(Words, await ReasonAsync(bot, poll, bot.Priya));
        Assert.Equal(0, (await bot.AnswersAsync(poll))[bot.Priya.ObjectId]);
    }

    [Fact]
    public async Task The_asker_reads_added_words_beside_the_answer()
    {
        var bot = await StartAsync();
        var poll = await AnswersAsync(bot, bot.Priya);
        await bot.Priya.Hears(Words);
        await PressesAsync(bot, "Add to my answer");

        var answers = CardReading.Of((await bot.Chair.Opens(new JsonObject { ["verb"] = "polls.answers", ["poll"] = poll.Key })).Card);

        Assert.True(answers.Says($"“{Words}”"), answers.ToString());
    }

    [Fact]
    public async Task Who_has_not_answered_a_poll_that_asks_for_more_than_a_press_finds_the_words_in_its_dialog()
    {
        var bot = await StartAsync();
        await EverybodyIsAskedAsync(bot);
        var poll = PollOf(bot, bot.Priya);
        var row = (await bot.RowsAsync(PollRows.Table, poll.Key, "head.poll"))[0];
        row["Reason"] = "Required";
        await bot.Store.Inner.CommitAsync(PollRows.Table, poll.Key, [new LeadershipBot.Storage.Change.Upsert(row)], TestContext.Current.CancellationToken);
        await bot.Priya.Hears(Words);
        var asked = bot.CardsIn(bot.Priya.Chat)[^1];

        var dialog = await bot.Priya.OpensDialog("Answer, with my words", asked);
        Assert.Equal(Words, dialog.Input("reason")["value"]!.GetValue<string>());
        await bot.Priya.Fills(dialog, new JsonObject { ["q1"] = "2", ["reason"] = Words + ", and no room" }, on: asked);

        Assert.Equal((1, Words + ", and no room"), ((await bot.AnswersAsync(poll))[bot.Priya.ObjectId], await ReasonAsync(bot, poll, bot.Priya)));
    }

    [Fact]
    public async Task Words_are_never_added_to_an_anonymous_poll_and_the_card_says_why()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Anonymous), ReasonMode.Optional, LeadershipBot.Domain.Polls.Question.OneOf(Question, ["Yes", "No"]));

        var card = await bot.Priya.Hears(Words);
        Assert.Equal(["Raise it", "Neither"], card.Buttons);
        Assert.True(card.Says($"“{Question}” is anonymous. What you type here stands in this chat with your name"), card.ToString());
        var taken = CardReading.Of((await bot.Priya.Executes("asks.words.take", new JsonObject { ["kind"] = "polls", ["thing"] = trial.Key, ["words"] = Words })).Card);
        await bot.Priya.Executes("polls.words", new JsonObject { ["poll"] = trial.Key, ["choice"] = "0", ["words"] = Words });

        Assert.StartsWith("This poll is anonymous", taken.Heading, StringComparison.Ordinal);
        Assert.DoesNotContain(await bot.RowsAsync(PollRows.Table, trial.Key), row => row.Columns.Any(column => column.Value is string text && text.Contains(Words, StringComparison.Ordinal)));
        Assert.Empty(await bot.RowsAsync(PollRows.Table, trial.Key, PollRows.Answer));
    }

    [Fact]
    public async Task Words_to_a_confidential_poll_follow_its_voice()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Confidential), ReasonMode.Optional, LeadershipBot.Domain.Polls.Question.OneOf(Question, ["Yes", "No"]));

        await bot.Priya.Hears(Words);
        await PressesAsync(bot, "Answer, with my words");
        var done = await PressesAsync(bot, "Answer No");

        Assert.True(done.Says("Confidential: Dr Amara Okafor reads them without your name"), done.ToString());
        Assert.Equal(Words, Assert.Single(await bot.RowsAsync(PollRows.Table, trial.Key, PollRows.Answer)).GetString("Reason"));
        Assert.DoesNotContain(Words, (await bot.Chair.Opens(new JsonObject { ["verb"] = "polls.answers", ["poll"] = trial.Key })).Body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pressing_twice_adds_once_and_other_words_come_after()
    {
        var bot = await StartAsync();
        var poll = await AnswersAsync(bot, bot.Priya);
        var asked = await bot.Priya.Hears(Words);
        var data = DataOf(asked, "Add to my answer");

        for (var i = 0; i < 3; i++)
            await bot.Priya.Executes("asks.words.take", data.DeepClone().AsObject());
        await bot.Priya.Hears("and no room");
        await PressesAsync(bot, "Add to my answer");

        Assert.Equal(Words + "\nand no room", await ReasonAsync(bot, poll, bot.Priya));
    }

    [Fact]
    public async Task Who_got_a_poll_and_has_not_answered_chooses_and_the_words_go_with_it()
    {
        var bot = await StartAsync();
        await EverybodyIsAskedAsync(bot);
        var poll = PollOf(bot, bot.Priya);

        var asked = await bot.Priya.Hears(Words);
        Assert.Equal(["Answer, with my words", "Raise it", "Neither"], asked.Buttons);
        var choose = await PressesAsync(bot, "Answer, with my words");
        Assert.True(choose.Says("Press your answer: your words go with it."), choose.ToString());
        Assert.Empty(await bot.AnswersAsync(poll));
        var done = await PressesAsync(bot, "Answer No");

        Assert.True(done.Says("Your answer: No."), done.ToString());
        Assert.Equal((1, Words), ((await bot.AnswersAsync(poll))[bot.Priya.ObjectId], await ReasonAsync(bot, poll, bot.Priya)));
    }

    [Fact]
    public async Task Neither_keeps_nothing_and_the_card_that_carried_the_words_gives_way()
    {
        var bot = await StartAsync();
        var poll = await AnswersAsync(bot, bot.Priya);
        await bot.Priya.Hears(Words);
        var commits = bot.Store.Commits;

        var card = await PressesAsync(bot, "Neither");

        Assert.Equal("Nothing was done with your words", card.Heading);
        Assert.DoesNotContain(Words, card.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(commits, bot.Store.Commits);
        Assert.Null(await ReasonAsync(bot, poll, bot.Priya));
    }

    [Fact]
    public async Task What_closed_meanwhile_takes_no_words_and_says_so()
    {
        var bot = await StartAsync();
        var poll = await AnswersAsync(bot, bot.Priya);
        await bot.Priya.Hears(Words);
        await bot.Chair.Executes("polls.close", new JsonObject { ["poll"] = poll.Key });
        await bot.DrainAsync();

        var card = await PressesAsync(bot, "Add to my answer");

        Assert.Equal("The poll has closed, so your words were not added.", card.Heading);
        Assert.Null(await ReasonAsync(bot, poll, bot.Priya));
        Assert.Equal("I don't know that command", (await bot.Priya.Hears("but why")).Heading);
    }

    [Fact]
    public async Task A_day_later_or_in_a_channel_or_with_nothing_asked_words_are_not_offered_to_a_poll()
    {
        var bot = await StartAsync();
        Assert.Equal(["Raise it", "Neither"], (await bot.Yusuf.Hears(Words)).Buttons);
        await AnswersAsync(bot, bot.Priya);

        Assert.Equal("I don't know that command", (await bot.Priya.Hears(Words, bot.Channel)).Heading);
        bot.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(["Raise it", "Neither"], (await bot.Priya.Hears(Words)).Buttons);
    }

    [Fact]
    public async Task A_patients_details_are_never_carried_by_a_card_nor_added()
    {
        var bot = await StartAsync();
        var poll = await AnswersAsync(bot, bot.Priya);

        var card = await bot.Priya.Hears("no, patient Jane Doe DOB 12/03/1951 has no one");
        Assert.Equal("That looks like it holds a patient's details.", card.Heading);
        Assert.True(card.Says("Not kept by the bot; please delete your message."), card.ToString());
        Assert.DoesNotContain("Jane", card.Json.ToJsonString(), StringComparison.Ordinal);
        var data = DataOf(await bot.Priya.Hears(Words), "Add to my answer");
        data["words"] = "patient Jane Doe DOB 12/03/1951";
        await bot.Priya.Executes("asks.words.take", data);

        Assert.Null(await ReasonAsync(bot, poll, bot.Priya));
    }

    [Fact]
    public async Task Words_too_long_for_an_answer_are_not_cut_but_told_of()
    {
        var bot = await StartAsync();
        await AnswersAsync(bot, bot.Priya);

        var card = await bot.Priya.Hears(string.Concat(Enumerable.Repeat("we have no staff ", 40)));

        Assert.True(card.Says("please send them in at most 500 characters; these are 679"), card.ToString());
        Assert.DoesNotContain("Add to my answer", card.Buttons);
    }

    [Fact]
    public async Task While_the_store_is_down_words_are_answered_all_the_same()
    {
        var bot = await StartAsync();
        await AnswersAsync(bot, bot.Priya);
        bot.Store.Fails(StoreFault.Unavailable, PollRows.Table);

        var card = await bot.Priya.Hears("pol");

        Assert.Equal("I don't know that command", card.Heading);
        Assert.Contains("Run poll", card.Buttons);
    }

    [Fact]
    public async Task A_press_while_the_store_is_down_loses_nothing_pressing_again_adds()
    {
        var bot = await StartAsync();
        var poll = await AnswersAsync(bot, bot.Priya);
        var data = DataOf(await bot.Priya.Hears(Words), "Add to my answer");
        bot.Store.Fails(StoreFault.Unavailable, PollRows.Table);
        await bot.Priya.Executes("asks.words.take", data.DeepClone().AsObject());
        bot.Store.Recovers();
        Assert.Null(await ReasonAsync(bot, poll, bot.Priya));

        await bot.Priya.Executes("asks.words.take", data.DeepClone().AsObject());

        Assert.Equal(Words, await ReasonAsync(bot, poll, bot.Priya));
    }

    [Fact]
    public async Task Nobody_adds_words_to_anybody_elses_answer_nor_to_a_poll_of_another_organisation()
    {
        var bot = await StartAsync();
        var poll = await AnswersAsync(bot, bot.Priya);
        var data = DataOf(await bot.Priya.Hears(Words), "Add to my answer");
        var stranger = bot.Joins("Dr Nobody Listed");

        await bot.Yusuf.Executes("asks.words.take", data.DeepClone().AsObject());
        await stranger.Executes("asks.words.take", data.DeepClone().AsObject());
        await stranger.Executes("polls.words", new JsonObject { ["poll"] = poll.Key, ["choice"] = "0", ["words"] = Words });

        Assert.Null(await ReasonAsync(bot, poll, bot.Priya));
        Assert.Equal([bot.Priya.ObjectId], (await bot.AnswersAsync(poll)).Keys);
    }

    [Fact]
    public async Task A_misspelt_command_after_an_ask_is_still_offered_the_nearest_ones()
    {
        var bot = await StartAsync();
        await AnswersAsync(bot, bot.Priya);

        var card = await bot.Priya.Hears("pol");

        Assert.Equal("What shall I do with your words?", card.Heading);
        Assert.True(card.Says("Run poll"), card.ToString());
        Assert.DoesNotContain("Raise it", card.Buttons);
    }

    private static async Task EverybodyIsAskedAsync(BotUnderTest bot)
    {
        await SendingTrial.MeetAllAsync(bot);
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question, closes: "3");
        await bot.PassAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task<AskedPoll> AnswersAsync(BotUnderTest bot, Colleague who)
    {
        await EverybodyIsAskedAsync(bot);
        var poll = PollOf(bot, who);
        await who.Votes("Yes", on: poll);
        return poll;
    }

    private static AskedPoll PollOf(BotUnderTest bot, Colleague who) => AskedPoll.In(who.Chat, SendingTrial.CardsOf(bot, who, Question)[0]);

    private static async Task<CardReading> PressesAsync(BotUnderTest bot, string button)
    {
        var card = CardReading.Of((await bot.Priya.Presses(button, bot.CardsIn(bot.Priya.Chat)[^1])).Card);
        await bot.DrainAsync();
        return card;
    }

    private static JsonObject DataOf(CardReading card, string button)
        => TeamsCards.Buttons(card.Json).Single(one => one["title"]?.GetValue<string>() == button)["data"]!.DeepClone().AsObject();

    private static async Task<string?> ReasonAsync(BotUnderTest bot, AskedPoll poll, Colleague who)
        => (await bot.RowsAsync(PollRows.Table, poll.Key, PollRows.Answer + who.ObjectId)).SingleOrDefault()?.GetString("Reason");
}
