using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

public sealed class EditPollTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Until_the_first_answer_words_and_choices_change_on_every_card()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await PollSchedules.AskAsync(bot, bot.Chair.Chat, ("audience", "everybody"), ("closes", "3"));
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        var poll = AskedPoll.In(bot.Priya.Chat, Assert.Single(SendingTrial.CardsOf(bot, bot.Priya, "Extend hours?")));

        var form = await FormAsync(bot, poll.Key);
        Assert.Equal("Extend hours?", form.Input("question")["value"]!.GetValue<string>());
        Assert.Equal("Thu 5 Mar 2026 09:00", form.Input("closesAt")["value"]!.GetValue<string>());
        Assert.DoesNotContain("audience", form.Json.ToJsonString(), StringComparison.Ordinal); // it has gone to those
        var saved = await SaveAsync(bot, form, ("question", "Extend hours in winter?"), ("options", "Yes\nNo\nUnsure"));
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        Assert.StartsWith("It is changed.", saved.Sentence, StringComparison.Ordinal);
        var card = bot.Priya.Reads(poll);
        Assert.Equal("Extend hours in winter?", card.Heading);
        Assert.Equal(["Yes", "No", "Unsure"], card.Choices.Select(choice => choice.Label));
        await bot.Priya.Votes("Unsure", on: poll);
        Assert.Equal("Unsure", bot.Priya.Reads(poll).Mine);
        Assert.Contains("polls.edited", await PollSchedules.AuditAsync(bot, poll.Key));
        var found = await bot.Chair.Delivers(d => d.QueryAsync(bot.Chair.Person, bot.GroupChat, "polls.find", "query", "winter", Token));
        Assert.Contains("Extend hours in winter?", found.Body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_press_on_a_card_of_before_counts_for_nothing_and_shows_the_poll_as_it_is_now()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.Asks(bot.GroupChat, "Extend?", "Yes", "No", "Never");
        var stale = bot.Priya.Reads(poll).Choices.Select((_, i) => i.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToList();

        await SaveAsync(bot, await FormAsync(bot, poll.Key), ("options", "No\nYes"));
        foreach (var choice in stale)
        {
            var late = await bot.Priya.Executes("polls.vote", new() { ["poll"] = poll.Key, ["choice"] = choice }, poll);
            var card = CardReading.Of(late.Card);
            Assert.True(card.Says("This poll was changed after your card had come, so your press was not counted."), card.ToString());
            Assert.Equal(["No", "Yes"], card.Choices.Select(one => one.Label));
        }

        Assert.Empty(await bot.AnswersAsync(poll));
        await bot.Priya.Votes("Yes", on: poll);
        Assert.Equal(1, (await bot.AnswersAsync(poll))[bot.Priya.ObjectId]);
    }

    [Fact]
    public async Task After_the_first_answer_it_stays_as_it_was_and_is_not_offered_any_more()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.Asks(bot.GroupChat, "Extend?", "Yes", "No");
        var preview = await PreviewAsync(bot, await FormAsync(bot, poll.Key), ("options", "No\nYes"));
        await bot.Priya.Votes("Yes", on: poll);

        var refused = await bot.Chair.Sends(PollForms.Pressed(preview, "Save changes"), bot.GroupChat);

        Assert.StartsWith("Somebody has answered, so the poll stays as it is.", refused.Sentence, StringComparison.Ordinal);
        Assert.Equal("Yes", bot.Priya.Reads(poll).Mine);
        Assert.DoesNotContain("Edit", (await PollSchedules.OpensAsync(bot.Chair, "polls.manage", poll.Key, bot.GroupChat)).Buttons);
        Assert.StartsWith("Somebody has answered", (await bot.Chair.Opens(new() { ["verb"] = "polls.edit", ["poll"] = poll.Key })).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_change_and_a_first_answer_at_the_same_moment_one_wins_whole(bool voteCommitsFirst)
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.Asks(bot.GroupChat, "Extend?", "Yes", "No");
        var preview = await PreviewAsync(bot, await FormAsync(bot, poll.Key), ("options", "Never\nAlways"));
        var (other, isFirst) = (default(Task<LeadershipBot.Simulator.Connector.BotAnswer>), true);
        bot.Store.BeforeCommit = async (table, partition, changes) =>
        {
            var isVote = changes.Any(change => change.RowKey.StartsWith(PollRows.Answer, StringComparison.Ordinal));
            var isEdit = changes.Any(change => change.RowKey.Contains("polls.edited", StringComparison.Ordinal));
            if (!isFirst || !(voteCommitsFirst ? isEdit : isVote))
                return;
            isFirst = false; // this one has decided; the other one now comes in between
            other = voteCommitsFirst
                ? bot.Priya.Executes("polls.vote", new() { ["poll"] = poll.Key, ["choice"] = "0" }, poll)
                : bot.Chair.Sends(PollForms.Pressed(preview, "Save changes"), bot.GroupChat);
            await other;
        };

        var first = voteCommitsFirst
            ? await bot.WhilePassing(bot.Chair.Sends(PollForms.Pressed(preview, "Save changes"), bot.GroupChat))
            : await bot.WhilePassing(bot.Priya.Executes("polls.vote", new() { ["poll"] = poll.Key, ["choice"] = "0" }, poll));
        bot.Store.BeforeCommit = null;

        Assert.NotNull(other);
        var answers = await bot.AnswersAsync(poll);
        var choices = (await PollSchedules.HeadAsync(bot, poll.Key)).Poll.Questions[0].Choices;
        if (voteCommitsFirst)
        {
            Assert.StartsWith("Somebody has answered", first.Sentence, StringComparison.Ordinal);
            Assert.Single(answers);
            Assert.Equal(["Yes", "No"], choices);
        }
        else
        {
            Assert.True(CardReading.Of(first.Card).Says("was not counted"), first.Body?.ToJsonString());
            Assert.Empty(answers);
            Assert.Equal(["Never", "Always"], choices);
        }
    }

    [Fact]
    public async Task A_dialog_that_was_open_while_the_poll_changed_comes_back_with_the_new_one()
    {
        var bot = await StartAsync();
        await bot.Priya.Types("hello");
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Confidential), ReasonMode.Required, Question.OneOf("Extend?", ["Yes", "No"]));
        var page = await bot.Priya.OpensDialog("Answer", trial.CardOf(bot.Priya));

        await SaveAsync(bot, await FormAsync(bot, trial.Key), ("options", "No\nYes"));
        var again = CardReading.Of((await trial.SendsAsync(bot.Priya, page, new JsonObject { ["q1"] = "1", ["reason"] = "x" })).Card);

        Assert.True(again.Says("This poll was changed while you answered, so nothing was recorded."), again.ToString());
        await trial.SendsAsync(bot.Priya, again, new JsonObject { ["q1"] = "1", ["reason"] = "Staff" });
        Assert.Equal(1, (await trial.HeadAsync()).Tally.Answered);
    }

    [Theory]
    [InlineData("Confidential", "Named", "Asked", true)]
    [InlineData("Named", "Named", "Leaders", false)]
    [InlineData("Named", "Confidential", "Asked", false)]
    public async Task What_it_promises_is_only_tightened(string voice, string wanted, string readers, bool isRefused)
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await PollSchedules.AskAsync(bot, bot.Chair.Chat, ("audience", "everybody"), ("closes", "3"), ("voice", voice));
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        var key = Assert.Single(await bot.PollKeysAsync());

        var answer = await bot.Chair.Sends(PollForms.Pressed(await FormAsync(bot, key), "Preview", ("voice", wanted), ("readers", readers)), bot.Chair.Chat);

        Assert.Equal(!isRefused, CardReading.Of(answer.Card).Buttons.Contains("Save changes"));
        if (!isRefused)
        {
            await bot.Chair.Sends(PollForms.Pressed(CardReading.Of(answer.Card), "Save changes"));
            Assert.Equal(Enum.Parse<Voice>(wanted), (await PollSchedules.HeadAsync(bot, key)).Poll.Privacy.Voice);
        }
    }

    [Fact]
    public async Task A_named_poll_becomes_anonymous_and_gets_its_box_and_one_whose_choices_change_a_new_one()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await PollSchedules.AskAsync(bot, bot.Chair.Chat, ("audience", "everybody"), ("closes", "3"));
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        var key = Assert.Single(await bot.PollKeysAsync());

        await SaveAsync(bot, await FormAsync(bot, key), ("voice", "Anonymous"));
        var first = (await PollSchedules.HeadAsync(bot, key)).Box;
        await SaveAsync(bot, await FormAsync(bot, key), ("kind", "Multiple"), ("options", "A\nB\nC\nD\nE\nF\nG"));
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        var head = await PollSchedules.HeadAsync(bot, key);
        Assert.NotNull(first);
        Assert.NotEqual(first.Plan.Order, head.Box!.Plan.Order);
        var card = Assert.Single(SendingTrial.CardsOf(bot, bot.Priya, "Extend hours?"));
        var page = await bot.Priya.OpensDialog("Answer", card);
        Assert.True(CardReading.Of((await bot.Priya.Fills(page, new JsonObject { ["q1"] = "1,7" }, on: card)).Card).Says("Recorded for good"));
        var stale = await bot.Yusuf.Executes("polls.vote", new() { ["poll"] = key, ["choice"] = "0" });
        Assert.True(CardReading.Of(stale.Card).Says("was not counted"), stale.Body?.ToJsonString());
        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(6));
        Assert.Equal(1, (await PollSchedules.HeadAsync(bot, key)).Tally.Answered);
    }

    [Fact]
    public async Task Saved_twice_it_changes_once_and_what_somebody_else_changed_meanwhile_is_not_overwritten()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.Asks(bot.GroupChat, "Extend?", "Yes", "No");
        var (mine, theirs) = (await FormAsync(bot, poll.Key), await FormAsync(bot, poll.Key, bot.Organiser));
        var preview = await PreviewAsync(bot, mine, ("options", "Always\nNever"));

        var saved = await bot.Chair.Sends(PollForms.Pressed(preview, "Save changes"), bot.GroupChat);
        var again = await bot.Chair.Sends(PollForms.Pressed(preview, "Save changes"), bot.GroupChat);
        var late = await SaveAsync(bot, theirs, ("options", "Perhaps\nLater"));

        Assert.Equal(saved.Sentence, again.Sentence);
        Assert.StartsWith("The poll was changed by somebody else meanwhile", late.Sentence, StringComparison.Ordinal);
        Assert.Single(await PollSchedules.AuditAsync(bot, poll.Key), what => what == "polls.edited");
    }

    [Theory]
    [InlineData("polls.edit")]
    [InlineData("polls.edit.preview")]
    [InlineData("polls.edit.save")]
    [InlineData("polls.repeat.stop")]
    [InlineData("polls.now")]
    [InlineData("polls.cancel")]
    public async Task Somebody_else_or_of_another_organisation_can_not(string verb)
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.Asks(bot.GroupChat, "Extend?", "Yes", "No");
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere CCG");
        var stranger = bot.Joins("Dr Other Chair");
        await bot.ListsAsync(stranger, "elsewhere", LeadershipBot.Domain.People.Roles.Chair);

        foreach (var who in new[] { bot.Priya, stranger })
            Assert.StartsWith("Only Dr Amara Okafor", (await who.Sends(new() { ["verb"] = verb, ["poll"] = poll.Key, ["question"] = "Mine?", ["options"] = "A\nB", ["revision"] = 0 })).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("This poll can't be found", (await bot.Chair.Sends(new() { ["verb"] = verb, ["poll"] = "../x" })).Sentence, StringComparison.Ordinal);
        Assert.Equal("Extend?", (await PollSchedules.HeadAsync(bot, poll.Key)).Poll.Title);
    }

    [Theory]
    [InlineData("options", "One", "A poll has 2 to 10 answers to choose from")]
    [InlineData("question", "Mrs Smith born 12/03/1951?", "patient")]
    [InlineData("voice", "Anonymous", "at least 10")]
    public async Task What_can_not_be_taken_comes_back_with_the_reason(string input, string value, string reason)
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.Asks(bot.GroupChat, "Extend?", "Yes", "No");

        var again = CardReading.Of((await bot.Chair.Sends(PollForms.Pressed(await FormAsync(bot, poll.Key), "Preview", (input, value)), bot.GroupChat)).Card);

        Assert.Contains(reason, again.ToString(), StringComparison.Ordinal);
        Assert.Equal("Extend?", (await PollSchedules.HeadAsync(bot, poll.Key)).Poll.Title);
    }

    [Theory]
    [InlineData("Unavailable")]
    [InlineData("LosesCommits")]
    [InlineData("LosesAnswers")]
    public async Task A_store_that_fails_while_it_is_saved_leaves_it_whole_and_saving_again_changes_it_once(string fault)
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.Asks(bot.GroupChat, "Extend?", "Yes", "No");
        var preview = await PreviewAsync(bot, await FormAsync(bot, poll.Key), ("options", "Always\nNever"));
        bot.Store.Fails(Enum.Parse<StoreFault>(fault), "Polls");
        await bot.WhilePassing(bot.Chair.Delivers(d => d.SubmitTaskAsync(bot.Chair.Person, bot.GroupChat, PollForms.Pressed(preview, "Save changes"), cancellationToken: Token)));
        bot.Store.Recovers();

        var saved = await bot.Chair.Sends(PollForms.Pressed(preview, "Save changes"), bot.GroupChat);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(20));

        Assert.StartsWith("It is changed.", saved.Sentence, StringComparison.Ordinal);
        Assert.Equal(["Always", "Never"], bot.Priya.Reads(poll).Choices.Select(choice => choice.Label));
        Assert.Single(await PollSchedules.AuditAsync(bot, poll.Key), what => what == "polls.edited");
    }

    [Fact]
    public async Task A_scheduled_poll_is_changed_whole_even_whom_it_asks_and_when()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await PollSchedules.AskAsync(bot, bot.GroupChat, ("opensAt", "Tue 3 Mar 10:00"), ("voice", "Confidential"), ("closes", "3"));
        await bot.PassAsync(TimeSpan.FromSeconds(3));

        var form = await bot.Chair.OpensDialog("Edit", bot.CardsIn(bot.Chair.Chat)[^1]);
        Assert.Equal("Tue 3 Mar 2026 10:00", form.Input("opensAt")["value"]!.GetValue<string>());
        await SaveAsync(bot, form, ("opensAt", "Mon 2 Mar 12:00"), ("audience", "everybody"), ("voice", "Named"), ("question", "And Sundays?"));
        Assert.True(bot.NewestCardIn(bot.Chair.Chat).Says("scheduled, opens Mon 2 Mar, 12:00 (GMT)"), bot.NewestCardIn(bot.Chair.Chat).ToString());
        await bot.PassAsync(TimeSpan.FromHours(26), TimeSpan.FromHours(1));

        Assert.Empty(bot.PollsIn(bot.GroupChat));
        Assert.Single(SendingTrial.CardsOf(bot, bot.Priya, "And Sundays?"));
        Assert.True(CardReading.Of(SendingTrial.CardsOf(bot, bot.Priya, "And Sundays?")[0].Card()).Says("Named:"));
    }

    [Fact]
    public async Task A_survey_is_changed_where_it_was_put_together_and_what_was_half_filled_in_is_not_taken_for_the_new_one()
    {
        var bot = await StartAsync();
        await bot.Priya.Types("hello");
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Named), ReasonMode.Off, Question.OneOf("One?", ["Yes", "No"]), Question.OneOf("Two?", ["Yes", "No"]), Question.OneOf("Three?", ["Yes", "No"]), Question.OneOf("Four?", ["Yes", "No"]));
        var page = await bot.Priya.OpensDialog("Answer", trial.CardOf(bot.Priya));
        await trial.SendsAsync(bot.Priya, page, new JsonObject { ["q1"] = "1", ["q2"] = "1", ["q3"] = "1" });

        var overview = CardReading.Of((await bot.Chair.Opens(new() { ["verb"] = "polls.edit", ["poll"] = trial.Key, ["organisation"] = "larkford" })).Card);
        overview = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, overview, "Remove question 1");
        var settings = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, overview, "Next");
        var preview = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, settings, "Preview");
        Assert.Equal("Save changes", preview.Buttons[0]);
        var saved = await bot.Chair.Sends(PollForms.Pressed(preview, "Save changes"));
        var again = await bot.Chair.Sends(PollForms.Pressed(preview, "Save changes"));
        Assert.Equal(saved.Body!["task"]!["value"]!.GetValue<string>(), again.Body!["task"]!["value"]!.GetValue<string>()); // the same success, and not that nothing is being written
        var other = await bot.Priya.Sends(PollForms.Pressed(preview, "Save changes"));
        Assert.NotEqual(saved.Body!.ToJsonString(), other.Body!.ToJsonString());
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(["Two?", "Three?", "Four?"], (await trial.HeadAsync()).Poll.Questions.Select(question => question.Words));
        var begun = await bot.Priya.OpensDialog("Answer", trial.CardOf(bot.Priya));
        Assert.Equal("", begun.Input("q1")["value"]!.GetValue<string>());
        Assert.Single(await bot.PollKeysAsync());
    }

    private static async Task<CardReading> FormAsync(BotUnderTest bot, string key, Colleague? who = null)
    {
        who ??= bot.Chair;
        return await PollForms.TurnsAsync(who, bot.GroupChat, await PollSchedules.OpensAsync(who, "polls.manage", key, bot.GroupChat), "Edit");
    }

    private static Task<CardReading> PreviewAsync(BotUnderTest bot, CardReading form, params (string Name, string Value)[] inputs) => PollForms.TurnsAsync(bot.Chair, bot.GroupChat, form, "Preview", inputs);

    private static async Task<LeadershipBot.Simulator.Connector.BotAnswer> SaveAsync(BotUnderTest bot, CardReading form, params (string Name, string Value)[] inputs)
        => await bot.Chair.Sends(PollForms.Pressed(await PreviewAsync(bot, form, inputs), "Save changes"), bot.GroupChat);
}
