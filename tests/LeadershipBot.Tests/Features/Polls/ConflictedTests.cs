using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Polls;
using LeadershipBot.Features.Polls.Held;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Interests;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>A poll whose matter some have an interest in: named, they are counted apart; else they are off the roll.</summary>
public sealed class ConflictedTests : WholeApp
{
    private static readonly (string, string) Matter = ("matter", "pharmacy contract");
    private static readonly (string, string) Confidential = ("voice", "Confidential");
    private static readonly (string, string) Anonymous = ("voice", "Anonymous");

    [Fact]
    public async Task Whoever_answers_is_asked_once_and_an_interest_sets_the_answer_apart()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, Matter);
        Assert.True((await trial.SeesAsync(bot.Priya)).Says("Answers of people with an interest in pharmacy contract are counted apart."));

        var asked = CardReading.Of((await trial.VotesAsync(bot.Priya, "No")).Card);
        Assert.True(asked.Says("Do you have an interest in pharmacy contract?") && asked.Says("Your answer: No."), asked.ToString());
        Assert.Equal(["I have none", "I have one"], asked.Buttons);
        Assert.Empty(await bot.RowsAsync(PollRows.Table, trial.Key, PollRows.Answer));

        var apart = CardReading.Of((await trial.VotesAsync(bot.Priya, "No", "yes")).Card);
        Assert.Equal("No", apart.Mine);
        Assert.True(apart.Says("An interest of yours in this is noted, so your answer is counted apart from the others.") && apart.Says("Counted apart, with a declared interest: 1 person (No 1)."), apart.ToString());
        await trial.VotesAsync(bot.Tomasz, "Yes", "no");
        Assert.Equal("Unsure", CardReading.Of((await trial.VotesAsync(bot.Tomasz, "Unsure")).Card).Mine); // not asked again
        Assert.Equal([0, 0, 1], (await trial.SeesAsync(bot.Chair)).Choices.Select(choice => choice.Count));
        var who = CardReading.Of((await bot.Chair.Opens(new JsonObject { ["verb"] = "polls.answers", ["poll"] = trial.Key, ["page"] = 0 })).Card);
        Assert.True(who.Says("Dr Priya Raman · The Tannery Practice · counted apart (declared interest)"), who.ToString());
        Assert.Single(who.Texts, text => text.Contains("counted apart", StringComparison.Ordinal));
        await trial.CloseAsync();

        var dialog = await bot.Chair.ReadsResultsAsync(trial.Results);
        Assert.True(dialog.Says("Counted apart, with a declared interest: 1 person (No 1)."), dialog.ToString());
        Assert.Equal([0, 0, 1], dialog.Choices.Select(choice => choice.Count));
        Assert.Contains("Counted apart, with a declared interest: 1 person (No 1).", await bot.TakesAsync(bot.Chair, trial.Results, "csv"), StringComparison.Ordinal);
        Assert.Equal(1, JsonNode.Parse(await bot.TakesAsync(bot.Chair, trial.Results, "json"))!["counting"]!["apart"]!["answered"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_interest_on_the_register_about_the_matter_is_known_and_not_asked_for()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, Matter);
        await bot.Priya.DeclaresAsync("A share in the pharmacy", about: "Pharmacy contract");

        var card = CardReading.Of((await trial.VotesAsync(bot.Priya, "No", "no")).Card);

        Assert.True(card.Says("your answer is counted apart"), card.ToString());
    }

    [Fact]
    public async Task A_practice_whose_only_lead_has_an_interest_is_off_the_roll_and_the_quorum_follows()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, ("countedBy", "Practices"), ("quorum", "50%"), Matter);
        await trial.VotesAsync(bot.Tomasz, "Yes", "no");

        var card = CardReading.Of((await trial.VotesAsync(bot.Priya, "No", "yes")).Card);

        Assert.True(card.Says("1 of 11 practices have answered.") && card.Says("Not quorate yet: 1 answered, 6 of 11 are needed.") && card.Says("1 practice is off the roll"), card.ToString());
        Assert.Equal([1, 0, 0], card.Choices.Select(choice => choice.Count));
        await trial.CloseAsync();
        Assert.Contains("Z99003,The Tannery Practice,8250,no,no,off the roll (declared interest),0,,,Dr Priya Raman", await bot.TakesAsync(bot.Chair, trial.Results, "practices"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_confidential_poll_they_are_told_why_and_off_the_roll_also_after_an_answer()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, Matter, Confidential, ("quorum", "100%"));
        var roll = (await bot.RowsAsync(PollRows.Table, trial.Key, PollRows.PollRow))[0].GetInt32("OnRoll")!.Value;
        await trial.VotesAsync(bot.Priya, "No", "no");
        Assert.True((await trial.SeesAsync(bot.Chair)).Says($"1 answered, {roll} of {roll} are needed."), (await trial.SeesAsync(bot.Chair)).ToString());

        var refused = await trial.VotesAsync(bot.Priya, "No", "yes");

        Assert.StartsWith("An interest of yours in this is noted, so you are not asked", refused.Sentence, StringComparison.Ordinal);
        Assert.True((await trial.SeesAsync(bot.Chair)).Says($"0 answered, {roll} of {roll} are needed."), (await trial.SeesAsync(bot.Chair)).ToString()); // a roll that falls by one would tell whose it was
        var mine = await trial.SeesAsync(bot.Priya);
        Assert.True(mine.Says("An interest of yours in this is noted, so you are not asked"), mine.ToString());
        Assert.All(mine.Choices, choice => Assert.Null(choice.Press));
        Assert.DoesNotContain(await bot.RowsAsync(PollRows.Table, trial.Key), row => row.RowKey.StartsWith(PollRows.Answer, StringComparison.Ordinal) && row.GetInt32("Choice") is not null);
        Assert.StartsWith("An interest of yours", (await trial.VotesAsync(bot.Priya, "Yes")).Sentence, StringComparison.Ordinal);
        Assert.False((await bot.Priya.Hears("waiting")).Says("Merge the hubs?"));

        Assert.Contains("Answer", mine.Buttons);
        await trial.VotesAsync(bot.Priya, "Yes", "no"); // it was a mistake
        Assert.True((await trial.SeesAsync(bot.Chair)).Says($"1 answered, {roll} of {roll} are needed."), (await trial.SeesAsync(bot.Chair)).ToString());
    }

    [Fact]
    public async Task In_an_anonymous_poll_nothing_of_their_answer_is_kept_and_after_an_answer_no_interest_is()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, Matter, Anonymous, ("quorum", "3"));

        var page = await OpensAsync(bot.Priya);
        Assert.Equal("Do you have an interest in pharmacy contract?", page.Input("interest")["label"]!.GetValue<string>());
        var refused = await SealsAsync(bot.Priya, page, "2", "yes");
        Assert.StartsWith("An interest of yours in this is noted, so you are not asked", refused.Sentence, StringComparison.Ordinal);
        Assert.Empty(await bot.RowsAsync(PollRows.Table, trial.Key, "anonymous.roll."));
        var row = Assert.Single(await bot.RowsAsync(PollRows.Table, trial.Key, "interest."));
        Assert.Equal(["IsOffRoll"], row.Columns.Select(column => column.Key));

        var tomasz = await OpensAsync(bot.Tomasz);
        Assert.True(CardReading.Of((await SealsAsync(bot.Tomasz, tomasz, "1", "")).Card).Says("isn't said yet"));
        await SealsAsync(bot.Tomasz, tomasz, "1", "no");
        Assert.StartsWith("You have answered", (await SealsAsync(bot.Tomasz, tomasz, "1", "yes")).Sentence, StringComparison.Ordinal);
        Assert.Single(await bot.RowsAsync(PollRows.Table, trial.Key, "interest.")); // who said "none" left no trace of it, nor who said "one" too late
        Assert.False((await trial.SeesAsync(bot.Chair)).Says("with a declared interest"), (await trial.SeesAsync(bot.Chair)).ToString());
        await trial.CloseAsync();
        Assert.True((await trial.SeesAsync(bot.Chair)).Says("1 person with a declared interest is not asked."), (await trial.SeesAsync(bot.Chair)).ToString());

        async Task<CardReading> OpensAsync(Colleague who) => CardReading.Of((await who.Opens(new JsonObject { ["verb"] = "polls.fill", ["poll"] = trial.Key })).Card);

        static Task<BotAnswer> SealsAsync(Colleague who, CardReading page, string choice, string interest)
            => who.Sends(PollForms.Pressed(page, page.Buttons[^1], ("q1", choice), ("interest", interest)));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Whoever_is_forgotten_leaves_at_most_that_somebody_was_not_asked(bool isOver, int left)
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, Matter, Confidential);
        await trial.VotesAsync(bot.Priya, "No", "yes");
        if (isOver)
            await trial.CloseAsync();

        await bot.Services.GetRequiredService<ForgetInPoll>().RunAsync(trial.Key, new MemberId(bot.Priya.Person.TenantId, bot.Priya.ObjectId), TestContext.Current.CancellationToken);

        var rows = await bot.RowsAsync(PollRows.Table, trial.Key, "interest.");
        Assert.Equal(left, rows.Count);
        Assert.DoesNotContain(rows, row => row.RowKey.Contains(bot.Priya.ObjectId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_matter_is_changed_before_the_first_answer_those_who_were_off_the_roll_are_asked_again()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, Matter, Confidential);
        await trial.VotesAsync(bot.Priya, "No", "yes");
        Assert.Single(await bot.RowsAsync(PollRows.Table, trial.Key, "interest."));
        var form = CardReading.Of((await bot.Chair.Opens(new JsonObject { ["verb"] = "polls.edit", ["poll"] = trial.Key, ["organisation"] = "larkford" })).Card);
        var preview = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, form, "Preview", ("matter", "car park"));
        await bot.Chair.Sends(PollForms.Pressed(preview, "Save changes"));
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Empty(await bot.RowsAsync(PollRows.Table, trial.Key, "interest."));
        var card = CardReading.Of((await bot.Priya.Executes("polls.vote", new JsonObject { ["poll"] = trial.Key, ["choice"] = "1.1" })).Card);
        Assert.True(card.Says("Do you have an interest in car park?"), card.ToString());
    }

    [Fact]
    public async Task In_a_dialog_it_is_asked_with_the_answer()
    {
        var bot = await StartAsync();
        var trial = await PracticeTrial.AskAsync(bot, Matter, ("reasons", "Required"));
        var page = CardReading.Of((await bot.Priya.Opens(new JsonObject { ["verb"] = "polls.fill", ["poll"] = trial.Key })).Card);

        var again = CardReading.Of((await SendsAsync("")).Card);
        Assert.True(again.Says("Whether you have an interest in pharmacy contract isn't said yet"), again.ToString());
        await SendsAsync("yes");
        Assert.True((await bot.RowsAsync(PollRows.Table, trial.Key, PollRows.Answer))[0].GetBoolean("IsApart") is true);

        Task<BotAnswer> SendsAsync(string interest) => bot.Priya.Sends(PollForms.Pressed(page, page.Buttons[^1], ("q1", "1"), ("reason", "Because"), ("interest", interest)));
    }

    [Fact]
    public async Task A_matter_goes_with_no_other_breakdown_and_with_no_call_for_people()
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");

        Assert.True((await PracticeTrial.PreviewAsync(bot, Matter, ("breakdown", "Locality"))).Says("The result is shown by one thing only"));
        Assert.True((await PracticeTrial.PreviewAsync(bot, Matter, ("kind", "Target"), ("options", ""), ("target", "3"))).Says("A call for people isn't voted on."));
    }
}
