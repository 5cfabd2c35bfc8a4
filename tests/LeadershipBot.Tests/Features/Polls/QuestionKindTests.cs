using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

public sealed class QuestionKindTests : WholeApp
{
    private static readonly AskPrivacy Named = new(Voice.Named);
    private static readonly Question Services = new(QuestionKind.Multiple, "Which services?", ["Bloods", "Smears", "Travel"]) { ChosenMin = 1, ChosenMax = 2 };
    private static readonly Question Order = new(QuestionKind.Ranking, "In which order?", ["Pharmacist", "Prescriber", "Visiting"]);
    private static readonly Question Words = new(QuestionKind.Text, "What would help?", []);

    [Fact]
    public async Task Several_choices_are_sent_in_a_dialog_changed_and_counted()
    {
        var bot = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, Named, ReasonMode.Off, Services);

        Assert.Equal("✓ Recorded. You can change it until it closes.", (await trial.AnswersAsync(bot.Priya, Of("q1", "1,3"))).Sentence);
        await trial.AnswersAsync(bot.Tomasz, Of("q1", "3"));
        Assert.True(trial.Reads(bot.Priya).Says("✓ Recorded: Bloods, Travel."), trial.Reads(bot.Priya).ToString());
        await trial.AnswersAsync(bot.Priya, Of("q1", "2,3"));

        Assert.Equal([0, 1, 2], (await trial.HeadAsync()).Tally.First.Counts);
        await bot.RecountAsync();
        await trial.CloseAsync();
        Assert.True(trial.Reads(bot.Tomasz).Says("Travel came first with 2 of 2 answers (100%)."), trial.Reads(bot.Tomasz).ToString());
    }

    [Fact]
    public async Task More_than_may_be_chosen_comes_back_with_what_was_chosen()
    {
        var bot = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, Named, ReasonMode.Off, Services);
        var back = CardReading.Of((await trial.AnswersAsync(bot.Priya, Of("q1", "1,2,3"))).Card);

        Assert.True(back.Says("At most 2 may be chosen."), back.ToString());
        Assert.Equal("1,2,3", back.Input("q1")["value"]!.GetValue<string>());
        Assert.Equal(0, (await trial.HeadAsync()).Tally.Answered);
    }

    [Fact]
    public async Task A_ranking_is_pressed_in_its_order_begun_anew_and_sent()
    {
        var bot = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, Named, ReasonMode.Off, Order);

        var page = await bot.Priya.OpensDialog("Answer", trial.CardOf(bot.Priya));
        page = await RanksAsync(trial, bot, page, "1");
        Assert.True(page.Says("1 · Pharmacist") && page.Says("Press what comes in place 2."), page.ToString());
        page = CardReading.Of((await trial.SendsAsync(bot.Priya, page, [], button: 0)).Card); // start again
        page = await RanksAsync(trial, bot, page, "3");
        page = await RanksAsync(trial, bot, page, "1"); // the last one comes by itself
        Assert.True(page.Says("1 · Visiting") && page.Says("3 · Prescriber") && page.Says("This is your order."), page.ToString());
        Assert.Equal("✓ Recorded. You can change it until it closes.", (await trial.SendsAsync(bot.Priya, page, [])).Sentence);

        var tally = (await trial.HeadAsync()).Tally.First;
        Assert.Equal([2, 3, 1], Enumerable.Range(0, 3).Select(choice => Order.MeanPlace(tally, choice)));
        await trial.CloseAsync();
        Assert.True(trial.Reads(bot.Priya).Says("Visiting came first, in mean place 1.0 of 1 answers."), trial.Reads(bot.Priya).ToString());
    }

    [Fact]
    public async Task A_survey_goes_page_by_page_and_a_half_filled_one_goes_on_where_it_was_left()
    {
        var bot = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, Named, ReasonMode.Optional, Question.OneOf("Open on Saturdays?", ["Yes", "No"]), Services, Order, Words);
        Assert.True(trial.Reads(bot.Priya).Says("Survey · Larkford and Vale CCG"), trial.Reads(bot.Priya).ToString());

        var second = CardReading.Of((await trial.AnswersAsync(bot.Priya, new JsonObject { ["q1"] = "2", ["q2"] = "1" })).Card);
        Assert.True(second.Says("Page 2 of 3"), second.ToString());
        Assert.Equal(0, (await trial.HeadAsync()).Tally.Answered);
        var again = await bot.Priya.OpensDialog("Answer", trial.CardOf(bot.Priya));
        Assert.Equal("2", again.Input("q1")["value"]!.GetValue<string>());

        second = CardReading.Of((await trial.SendsAsync(bot.Priya, again, new JsonObject { ["q1"] = "2", ["q2"] = "1,2" })).Card);
        second = await RanksAsync(trial, bot, await RanksAsync(trial, bot, second, "2"), "3");
        var third = CardReading.Of((await trial.SendsAsync(bot.Priya, second, [])).Card);
        Assert.True(third.Says("Page 3 of 3"), third.ToString());
        var turnedBack = CardReading.Of((await trial.SendsAsync(bot.Priya, third, [], button: 1)).Card);
        Assert.True(turnedBack.Says("Page 2 of 3") && turnedBack.Says("This is your order."), turnedBack.ToString());
        third = CardReading.Of((await trial.SendsAsync(bot.Priya, turnedBack, [])).Card);
        var refused = CardReading.Of((await trial.SendsAsync(bot.Priya, third, new JsonObject { ["q4"] = "Ask Mr Smith, born 12/03/1960", ["reason"] = "" })).Card);
        Assert.True(refused.Says("This looks like it holds a patient's details, so nothing of it was kept."), refused.ToString());
        Assert.Equal("✓ Recorded, thank you. You can change your answers until it closes.", (await trial.SendsAsync(bot.Priya, third, new JsonObject { ["q4"] = "More staff", ["reason"] = "We are few" })).Sentence);

        var head = await trial.HeadAsync();
        Assert.Equal([1, 1, 1, 1], head.Tally.Questions.Select(question => question.Answered));
        Assert.Empty(await bot.RowsAsync(PollRows.Table, trial.Key, PollRows.Draft));
        await bot.RecountAsync();
    }

    [Fact]
    public async Task People_are_counted_to_a_target_and_one_who_steps_back_makes_room()
    {
        var bot = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, Named, ReasonMode.Off, new Question(QuestionKind.Target, "Who tries the new form?", ["I do"]) { Target = 1 });

        await bot.Priya.Presses("Count me in", trial.CardOf(bot.Priya));
        Assert.True(trial.Reads(bot.Priya).Says("1 of 1 found."), trial.Reads(bot.Priya).ToString());
        var late = await bot.Tomasz.Presses("Count me in", trial.CardOf(bot.Tomasz));
        Assert.Contains("Enough people are found already (1)", late.Body!.ToJsonString(), StringComparison.Ordinal);

        await bot.Priya.Presses("You are counted in. Press to step back", trial.CardOf(bot.Priya));
        await bot.Tomasz.Presses("Count me in", trial.CardOf(bot.Tomasz));
        Assert.Equal([bot.Tomasz.ObjectId], (await bot.RowsAsync(PollRows.Table, trial.Key, PollRows.Answer)).Select(PollRows.ToAnswer).Where(answer => answer.Sheet is not null).Select(answer => answer.MemberId));
        await bot.RecountAsync();
    }

    [Fact]
    public async Task A_press_may_be_given_a_reason_and_one_block_stops_a_proposal()
    {
        var bot = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, Named, ReasonMode.Optional, new Question(QuestionKind.Consent, "We move the contract.", ["Agree", "Abstain", "Disagree", "Block"]));
        await bot.Priya.Presses("Answer Block", trial.CardOf(bot.Priya));
        await trial.AnswersAsync(bot.Priya, new JsonObject { ["q1"] = "4", ["reason"] = "Rotas can't be filled" });
        await bot.Tomasz.Presses(trial.Reads(bot.Tomasz).Choices.Single(choice => choice.Label == "Agree").Press!, trial.CardOf(bot.Tomasz));

        Assert.Contains("Rotas can't be filled", (await bot.RowsAsync(PollRows.Table, trial.Key, PollRows.Answer)).Select(row => row.GetString("Reason")));
        await trial.CloseAsync();
        Assert.True(trial.Reads(bot.Tomasz).Says("1 person blocks it."), trial.Reads(bot.Tomasz).ToString());
    }

    private async Task<BotUnderTest> MeetAsync()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        return bot;
    }

    private static async Task<CardReading> RanksAsync(PollTrial trial, BotUnderTest bot, CardReading page, string number)
    {
        var data = page.Json.ToJsonString();
        var button = CardFinder.DataWith(page.Json, "rank", number);
        Assert.True(button is not null, data);
        var answer = await bot.Priya.Delivers(d => d.SubmitTaskAsync(bot.Priya.Person, bot.Priya.Chat, button!, trial.CardOf(bot.Priya), TestContext.Current.CancellationToken));
        Assert.True(answer.Card is not null, answer.Body?.ToJsonString() + data);
        return CardReading.Of(answer.Card);
    }

    private static JsonObject Of(string name, string value) => new() { [name] = value };
}

/// <summary>Finds the data of buttons anywhere in a card.</summary>
internal static class CardFinder
{
    /// <summary>The first object of data whose property has this value; null if there is none.</summary>
    public static JsonObject? DataWith(JsonNode? node, string property, string value) => node switch
    {
        JsonObject found when found["data"] is JsonObject data && data[property]?.ToString() == value => data.DeepClone().AsObject(),
        JsonObject parent => parent.Select(one => DataWith(one.Value, property, value)).FirstOrDefault(found => found is not null),
        JsonArray list => list.Select(one => DataWith(one, property, value)).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
