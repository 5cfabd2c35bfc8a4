using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>What leaders answered beside what the grassroots answered.</summary>
public sealed class GapTests : WholeApp
{
    private static readonly Question Acts = new(QuestionKind.Rating, "How often is feedback acted on?", ["Never", "Rarely", "Sometimes", "Usually", "Always"]);
    private static readonly AskPrivacy ByLeadership = new(Voice.Confidential) { Breakdown = Breakdown.Leadership };

    [Fact]
    public async Task The_gap_stands_in_the_results_and_in_the_files_with_how_many_stand_behind_it()
    {
        var (bot, people, trial) = await AskAsync(ByLeadership, leaders: 6, others: 6);
        await AllVoteAsync(trial, people, 4, 4, 3, 3, 3, 1, 0, 1, 2, 2, 3, 4);
        await trial.CloseAsync();

        var dialog = await people[^1].ReadsResultsAsync(trial);
        Assert.True(dialog.Says("Usually or Always: leaders 83%, grassroots 33%: gap 50 points (n = 6, 6)."), dialog.ToString());
        Assert.True(dialog.Says("Leaders · 6 answered") && dialog.Says("Grassroots · 6 answered"), dialog.ToString());

        var gap = JsonNode.Parse(await bot.TakesAsync(bot.Chair, trial, "json"))!["questions"]![0]!["gap"]!;
        Assert.Equal((83, 33, 50, 6), (gap["leaders"]!.GetValue<int>(), gap["grassroots"]!.GetValue<int>(), gap["gap"]!.GetValue<int>(), gap["leaders_answered"]!.GetValue<int>()));
        var rows = SpreadsheetReading.Of(await bot.TakesAsync(bot.Chair, trial, "csv"));
        Assert.Equal(["Leaders", "Grassroots"], rows.Where(row => row["Gap"] == "50").Select(row => row["Group"]));
        Assert.Equal(["83", "33"], rows.Where(row => row["Gap"] == "50").Select(row => row["Value"]));
    }

    [Theory]
    [InlineData(3, new[] { 4, 4, 1 })]
    [InlineData(6, new[] { 4, 4, 4, 4, 4, 4 })]
    public async Task Where_leaders_are_too_few_or_of_one_mind_neither_groups_nor_gap_are_shown(int leaders, int[] theirs)
    {
        var (bot, people, trial) = await AskAsync(ByLeadership, leaders, others: 6);
        await AllVoteAsync(trial, people, [.. theirs, 0, 1, 2, 2, 3, 1]);
        await trial.CloseAsync();

        var dialog = await bot.Chair.ReadsResultsAsync(trial);
        Assert.True(dialog.Says("Results by group are not shown") && dialog.Says("So the gap between leaders and grassroots is not shown either."), dialog.ToString());
        foreach (var text in new[] { dialog.ToString(), await bot.TakesAsync(bot.Chair, trial, "csv"), await bot.TakesAsync(bot.Chair, trial, "json") })
            Assert.DoesNotContain("Leaders", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anonymous_answers_are_counted_by_leaders_and_grassroots_too()
    {
        var (_, people, trial) = await AskAsync(new AskPrivacy(Voice.Anonymous) { Breakdown = Breakdown.Leadership }, leaders: 5, others: 6);
        foreach (var (person, choice) in people.Zip([4, 4, 4, 0, 3, 0, 0, 1, 1, 4, 3]))
            await trial.AnswersAsync(person, new JsonObject { ["q1"] = (choice + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) });
        await trial.CloseAsync();

        var dialog = await people[0].ReadsResultsAsync(trial);
        Assert.True(dialog.Says("Usually or Always: leaders 80%, grassroots 33%: gap 47 points (n = 5, 6)."), dialog.ToString());
    }

    [Fact]
    public async Task Before_answering_people_read_that_leaders_and_grassroots_are_counted_apart()
    {
        var (_, people, trial) = await AskAsync(ByLeadership, leaders: 5, others: 5);
        Assert.True(trial.Reads(people[0]).Says("leaders (those who chair or sit on the governing body, and locality leads) and grassroots"), trial.Reads(people[0]).ToString());
    }

    private static async Task AllVoteAsync(PollTrial trial, IReadOnlyList<Colleague> people, params int[] choices)
    {
        foreach (var (person, choice) in people.Zip(choices))
            await trial.VotesAsync(person, choice);
    }

    /// <summary>So many who lead, chairs and locality leads by turns, and then so many others.</summary>
    private async Task<(BotUnderTest Bot, IReadOnlyList<Colleague> People, PollTrial Trial)> AskAsync(AskPrivacy privacy, int leaders, int others)
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");
        var people = await bot.ListsManyAsync(PollTrial.Organisation, leaders + others);
        for (var i = 0; i < leaders; i++)
            await bot.ListsAsync(people[i], PollTrial.Organisation, i % 2 == 0 ? Roles.Chair : Roles.LocalityLead);
        return (bot, people, await PollTrial.SendAsync(bot, privacy, ReasonMode.Off, Acts));
    }
}
