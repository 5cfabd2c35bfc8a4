using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Privacy;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Polls;

public sealed class VoiceTests : WholeApp
{
    private static readonly Question Hub = Question.OneOf("Shall the hub open?", ["Yes", "No"]);

    [Fact]
    public async Task A_confidential_poll_shows_how_many_answered_until_it_has_closed_and_then_the_scores()
    {
        var (bot, people) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Confidential), ReasonMode.Off, Hub);
        Assert.True(trial.Reads(bot.Priya).Says("Confidential: nobody is shown that you answered, or what."), trial.Reads(bot.Priya).ToString());
        for (var i = 0; i < 6; i++)
            await VotesAsync(trial, people[i], i < 4 ? "Yes" : "No");

        var open = trial.Reads(people[5]);
        Assert.True(open.Says("6 people have answered.") && open.Says("✓ Recorded: No."), open.ToString());
        Assert.All(open.Choices, choice => Assert.Equal((0, ""), (choice.Count, choice.Bar)));
        Assert.DoesNotContain("Who answered", trial.Reads(bot.Chair).Buttons);

        await trial.CloseAsync();
        var closed = trial.Reads(people[5]);
        Assert.True(closed.Says("Yes came first with 4 of 6 answers (67%)."), closed.ToString());
        await bot.RecountAsync();
    }

    [Fact]
    public async Task Fewer_than_five_answers_to_a_confidential_poll_are_never_shown_nor_who_gave_them()
    {
        var (bot, people) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Confidential), ReasonMode.Optional, Hub);
        foreach (var person in people.Take(4))
            await trial.AnswersAfterPressAsync(person, "Yes", "Because of " + person.Name);
        await trial.CloseAsync();

        var closed = trial.Reads(people[0]);
        Assert.True(closed.Says("4 answered.") && closed.Says("Fewer than 5 people answered, so no result is shown."), closed.ToString());
        Assert.All(closed.Choices, choice => Assert.Equal((0, ""), (choice.Count, choice.Bar)));
        Assert.DoesNotContain("Because of", string.Join('|', (await bot.RowsAsync(PollRows.Table, trial.Key)).SelectMany(row => row.Columns.Select(column => column.Value?.ToString()))), StringComparison.Ordinal);
        Assert.Equal("This poll isn't named, so nobody is shown who answered. The result is on its card once it has closed.",
            (await bot.Chair.Opens(new JsonObject { ["verb"] = "polls.answers", ["poll"] = trial.Key, ["page"] = 0 })).Sentence);
    }

    [Fact]
    public async Task A_card_says_that_a_reason_is_kept_and_lets_one_change_it()
    {
        var (bot, people) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Confidential), ReasonMode.Optional, Hub);

        await trial.AnswersAfterPressAsync(people[0], "Yes", "Buses run until six");
        var card = await trial.LooksAgainAsync(people[0]);
        Assert.True(card.Says("✓ Recorded: Yes, with your reason."), card.ToString());
        Assert.Contains("Change my reason", card.Buttons);

        await trial.AnswersAsync(people[0], new JsonObject { ["q1"] = "1", ["reason"] = "" });
        Assert.Contains("Add a reason", (await trial.LooksAgainAsync(people[0])).Buttons);
    }

    [Fact]
    public async Task Words_typed_after_a_confidential_poll_that_asks_for_none_are_not_added_and_the_card_says_why()
    {
        var (bot, people) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Confidential), ReasonMode.Off, Hub);

        var offer = await people[0].Hears("No, we have no staff");
        await people[0].Executes("polls.words", new JsonObject { ["poll"] = trial.Key, ["choice"] = "0", ["words"] = "No, we have no staff" });

        Assert.Equal(["Raise it", "Neither"], offer.Buttons);
        Assert.True(offer.Says("asks for a choice only, so I can't add words to it. To have them read, raise them."), offer.ToString());
        Assert.Empty(await bot.RowsAsync(PollRows.Table, trial.Key, PollRows.Answer));
    }

    [Fact]
    public async Task An_anonymous_poll_is_answered_once_for_good_with_a_receipt_and_its_result_comes_after_closing()
    {
        var (bot, people) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Anonymous), ReasonMode.Optional, Hub);
        var card = trial.Reads(people[0]);
        Assert.True(card.Says("Anonymous and final"), card.ToString());
        Assert.All(card.Choices, choice => Assert.Null(choice.Press));

        for (var i = 0; i < 6; i++)
        {
            var recorded = CardReading.Of((await trial.AnswersAsync(people[i], new JsonObject { ["q1"] = i < 5 ? "1" : "2", ["reason"] = "A word of mine" })).Card);
            Assert.True(recorded.Says("✓ Recorded for good. Nobody can tell any more that it is yours, not even you."), recorded.ToString());
            Assert.Contains("receipt", recorded.ToString(), StringComparison.OrdinalIgnoreCase);
        }

        var again = await trial.AnswersAsync(people[6], new JsonObject { ["q1"] = "1" });
        Assert.Equal(200, again.Status);
        var stored = Text(await bot.RowsAsync(PollRows.Table, trial.Key));
        Assert.DoesNotContain("A word of mine", stored, StringComparison.Ordinal);
        Assert.Equal(7, (await trial.HeadAsync()).Tally.Answered);
        Assert.Equal(0, (await trial.HeadAsync()).Tally.First.Answered);
        Assert.Empty(await bot.RowsAsync(PollRows.Table, trial.Key, PollRows.Answer));

        Assert.False(CardReading.Of(trial.CardOf(people[0]).Card()).Says("You have answered"), "That they answered isn't written into their chat.");
        var sending = await SendingTrial.NewestAsync(bot);
        var wish = new SendingWish(sending, new LeadershipBot.Domain.People.MemberId(people[0].Person.TenantId, people[0].ObjectId), null, bot.Clock.GetUtcNow(), LeadershipBot.Shell.Zones.UnitedKingdom, IsChange: true);
        var changed = (await bot.Services.GetRequiredService<SendingSources>().Of(sending).MakeAsync(wish, TestContext.Current.CancellationToken))!.View;
        Assert.False(CardReading.Of(JsonNode.Parse(bot.Services.GetRequiredService<LeadershipBot.Shell.CardJson>().Of(changed).ToJson())!.AsObject()).Says("You have answered"), "Nor when every card is written anew, as when it is kept open longer.");
        var seen = await trial.LooksAgainAsync(people[0]);
        Assert.True(seen.Says("✓ You have answered. What you answered can't be found any more.") && seen.Says("7 people have answered."), seen.ToString());
        Assert.DoesNotContain("Answer", seen.Buttons);

        var twice = await people[0].Opens(new JsonObject { ["verb"] = "polls.fill", ["poll"] = trial.Key });
        Assert.Contains("answered", twice.Sentence, StringComparison.OrdinalIgnoreCase);

        await trial.CloseAsync();
        var closed = trial.Reads(people[0]);
        Assert.True(closed.Says("Yes came first with 6 of 7 answers (86%)."), closed.ToString());
        Assert.DoesNotContain("A word of mine", Text(await bot.RowsAsync(PollRows.Table, trial.Key)), StringComparison.Ordinal); // fewer than ten wrote one
        Assert.True((await trial.HeadAsync()).Box!.IsClosed);
    }

    [Theory]
    [InlineData(Voice.Anonymous, "Recorded for good")]
    [InlineData(Voice.Confidential, "")]
    public async Task Where_only_a_choice_is_asked_a_press_on_it_in_the_dialog_is_the_whole_answer(Voice voice, string says)
    {
        var (bot, people) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(voice), ReasonMode.Off, Hub);

        var page = CardReading.Of((await people[0].Opens(new JsonObject { ["verb"] = "polls.fill", ["poll"] = trial.Key })).Card);
        Assert.Empty(page.Buttons);
        var rows = CardReading.All(page.Json["body"]).Select(part => part["selectAction"]).OfType<JsonObject>().ToList();
        Assert.Equal(["Answer Yes", "Answer No"], rows.Select(row => row["title"]!.GetValue<string>()));
        var answer = await people[0].Sends(rows[1]["data"]!.DeepClone().AsObject());

        Assert.Equal(1, (await trial.HeadAsync()).Tally.Answered);
        if (says.Length > 0)
            Assert.True(CardReading.Of(answer.Card).Says(says), CardReading.Of(answer.Card).ToString());
        else
            Assert.Equal("No", (await trial.LooksAgainAsync(people[0])).Mine);
    }

    [Fact]
    public async Task An_anonymous_answer_after_closing_or_without_a_choice_leaves_nothing()
    {
        var (bot, people) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Anonymous), ReasonMode.Off, Hub);
        var page = await people[0].OpensDialog("Answer", trial.CardOf(people[0]));
        var back = CardReading.Of((await trial.SendsAsync(people[0], page, new JsonObject { ["q1"] = "7" })).Card);
        Assert.True(back.Says("That answer is not one of this poll's choices, so nothing was recorded."), back.ToString());

        await trial.CloseAsync();
        var late = await trial.SendsAsync(people[0], page, new JsonObject { ["q1"] = "1" });
        Assert.Contains("closed", late.Sentence, StringComparison.Ordinal);
        Assert.Equal(0, (await trial.HeadAsync()).Tally.Answered);
    }

    [Fact]
    public async Task Who_is_forgotten_leaves_the_roll_of_an_anonymous_poll_and_the_answer_stays_counted()
    {
        var (bot, people) = await MeetAsync();
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Anonymous), ReasonMode.Off, Hub);
        for (var i = 0; i < 5; i++)
            await trial.AnswersAsync(people[i], new JsonObject { ["q1"] = "1" });

        await people[0].Types("what do you hold about me");
        await bot.PassAsync(TimeSpan.FromSeconds(3));
        var held = bot.NewestCardIn(people[0].Chat);
        Assert.True(held.Says("You answered “Shall the hub open?” anonymously; what you answered can't be found."), held.ToString());
        await bot.HearsWhatForgettingMeansAsync(people[0]);
        await people[0].Presses("Erase it now", bot.CardsIn(people[0].Chat)[^1]);
        await bot.PassAsync(TimeSpan.FromMinutes(4), TimeSpan.FromSeconds(20));

        Assert.DoesNotContain(people[0].ObjectId, Text(await bot.RowsAsync(PollRows.Table, trial.Key)), StringComparison.Ordinal);
        await trial.CloseAsync();
        Assert.True(trial.Reads(people[1]).Says("Yes came first with 5 of 5 answers (100%)."), trial.Reads(people[1]).ToString());
    }

    private static string Text(IEnumerable<LeadershipBot.Storage.Record> rows)
        => string.Join('|', rows.SelectMany(row => row.Columns.Select(column => column.Value?.ToString()).Prepend(row.RowKey)));

    private static Task<BotAnswer> VotesAsync(PollTrial trial, Colleague who, string choice)
        => who.Presses(trial.Reads(who).Choices.Single(one => one.Label == choice).Press!, trial.CardOf(who));

    private async Task<(BotUnderTest Bot, List<Colleague> People)> MeetAsync()
    {
        var bot = await StartAsync();
        return (bot, await SendingTrial.MeetAllAsync(bot));
    }
}
