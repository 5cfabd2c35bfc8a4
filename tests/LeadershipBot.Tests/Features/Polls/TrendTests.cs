using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>The result of a run beside that of the run before: of a ready-made set, or of a series.</summary>
public sealed class TrendTests : WholeApp
{
    private const string Compared = "Compared with the run that closed";

    private static readonly Question Worth = Question.OneOf("Was it worth it?", ["Yes", "No"]);
    private static readonly AskPrivacy Confidential = new(Voice.Confidential);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_change_since_the_run_before_stands_on_the_card_in_the_dialog_and_in_the_files(bool isSet)
    {
        var (bot, people) = await MeetAsync();
        var first = await RunAsync(bot, people, 1, isSet, Confidential, Worth, 0, 0, 0, 1, 1, 1);
        Assert.False(first.Reads(people[0]).Says(Compared), first.Reads(people[0]).ToString());
        var second = await RunAsync(bot, people, 2, isSet, Confidential, Worth, 0, 0, 0, 0, 0, 0, 1, 1);

        const string Line = "Yes 75%, up 25 points; No 25%, down 25 points (n = 8, before 6).";
        foreach (var shown in new[] { second.Reads(people[0]), await people[0].ReadsResultsAsync(second), await bot.Chair.ReadsResultsAsync(second) })
            Assert.True(shown.Says(Compared) && shown.Says(Line), shown.ToString());
        Assert.False((await bot.Chair.ReadsResultsAsync(first)).Says(Compared));

        var trend = JsonNode.Parse(await bot.TakesAsync(bot.Chair, second, "json"))!["questions"]![0]!["trend"]!;
        Assert.Equal(6, trend["before_answered"]!.GetValue<int>());
        Assert.Equal([25, -25], trend["changes"]!.AsArray().Select(change => change!["change"]!.GetValue<int>()));
        var rows = SpreadsheetReading.Of(await bot.TakesAsync(bot.Chair, second, "csv"));
        var no = Assert.Single(rows, row => row["Measure"] == "No");
        Assert.Equal(("25", "50", "6", "-25"), (no["Value"], no["Before"], no["Before answered"], no["Change"]));
    }

    [Fact]
    public async Task A_scale_of_numbers_is_compared_by_its_mean()
    {
        var (bot, people) = await MeetAsync();
        var scale = new Question(QuestionKind.Rating, "How useful?", ["1", "2", "3", "4", "5"]);
        await RunAsync(bot, people, 1, true, Confidential, scale, 4, 4, 4, 3, 3);
        var second = await RunAsync(bot, people, 2, true, Confidential, scale, 4, 3, 3, 3, 3);

        Assert.True((await people[0].ReadsResultsAsync(second)).Says("Mean 4.2, down 0.4 (n = 5, before 5)."));
        Assert.Contains(SpreadsheetReading.Of(await bot.TakesAsync(bot.Chair, second, "csv")), row => (row["Measure"], row["Value"], row["Before"], row["Change"]) == ("Mean", "4.2", "4.6", "-0.4"));
    }

    [Fact]
    public async Task What_the_one_rule_hid_of_the_run_before_is_not_compared()
    {
        var (bot, people) = await MeetAsync();
        await RunAsync(bot, people, 1, true, Confidential, Worth, 0, 0, 0, 1);
        var second = await RunAsync(bot, people, 2, true, Confidential, Worth, 0, 0, 0, 0, 0, 1);

        foreach (var shown in new[] { second.Reads(people[0]), await bot.Chair.ReadsResultsAsync(second) })
            Assert.True(shown.Says("fewer than 5 people answered this then.") && !shown.Says(Compared), shown.ToString());
        Assert.Null(JsonNode.Parse(await bot.TakesAsync(bot.Chair, second, "json"))!["questions"]![0]!["trend"]);
    }

    [Fact]
    public async Task A_changed_question_is_never_compared()
    {
        var (bot, people) = await MeetAsync();
        await RunAsync(bot, people, 1, true, Confidential, Worth, 0, 0, 0, 1, 1);
        var second = await RunAsync(bot, people, 2, true, Confidential, Worth with { Choices = ["Yes", "No", "Unsure"] }, 0, 0, 0, 1, 1);

        foreach (var shown in new[] { second.Reads(people[0]), await bot.Chair.ReadsResultsAsync(second) })
            Assert.True(shown.Says("the question or its choices were different.") && !shown.Says(Compared), shown.ToString());
    }

    [Fact]
    public async Task A_run_that_was_withdrawn_or_asked_of_other_people_is_passed_over_and_the_one_before_it_taken()
    {
        var (bot, people) = await MeetAsync();
        await RunAsync(bot, people, 1, true, Confidential, Worth, 0, 0, 0, 1, 1, 1);
        var withdrawn = await RunAsync(bot, people, 2, true, Confidential, Worth, 0, 0, 0, 0, 0, 0, 0);
        await bot.Chair.Sends(new JsonObject { ["verb"] = "polls.withdraw", ["poll"] = withdrawn.Key, ["why"] = "Asked too early" });
        await RunAsync(bot, people, 3, true, Confidential, Worth, poll => poll with { Audience = PollAudience.Everybody with { Localities = ["vale"] } }, [1, 1, 1, 1, 1]);
        var last = await RunAsync(bot, people, 4, true, Confidential, Worth, 0, 0, 0, 1, 1);

        Assert.True((await people[0].ReadsResultsAsync(last)).Says("(n = 5, before 6)"), (await people[0].ReadsResultsAsync(last)).ToString());
    }

    [Fact]
    public async Task Who_may_not_read_the_run_before_reads_no_comparison()
    {
        var (bot, people) = await MeetAsync();
        await RunAsync(bot, people, 1, true, Confidential with { Readers = Readers.Leaders }, Worth, 0, 0, 0, 1, 1);
        var second = await RunAsync(bot, people, 2, true, Confidential, Worth, 0, 0, 0, 0, 1);
        var member = people.First(person => person.Name == bot.Priya.Name);

        Assert.False((await member.ReadsResultsAsync(second)).Says("run that closed"));
        Assert.False(second.Reads(member).Says("run that closed"));
        Assert.True((await bot.Chair.ReadsResultsAsync(second)).Says("Yes 80%, up 20 points"));
    }

    [Fact]
    public async Task While_it_is_open_nothing_is_compared_and_other_sets_and_series_are_none_of_its_runs()
    {
        var (bot, people) = await MeetAsync();
        await RunAsync(bot, people, 1, true, Confidential, Worth, 0, 0, 0, 1, 1);
        var open = await PollTrial.SendAsync(bot, "run2", new AskPrivacy(Voice.Named), ReasonMode.Off, poll => poll with { Set = new PollSet("worth", 1) }, Worth);
        await open.VotesAsync(people[0], 0);
        Assert.False(open.Reads(people[0]).Says("run that closed"));
        Assert.False((await bot.Chair.ReadsResultsAsync(open)).Says("run that closed"));
        await open.CloseAsync();

        var series = await RunAsync(bot, people, 3, false, Confidential, Worth, 0, 0, 0, 0, 1);
        Assert.False((await bot.Chair.ReadsResultsAsync(series)).Says("run that closed"));
        Assert.Equal(["larkford.runs.series.weekly"], await PartitionsAsync(bot, "series.weekly"));
    }

    private static async Task<List<string>> PartitionsAsync(BotUnderTest bot, string runs)
        => [.. (await bot.RowsAsync(PollRows.IndexTable, $"{PollTrial.Organisation}.runs.{runs}")).Select(row => row.PartitionKey)];

    private static Task<PollTrial> RunAsync(BotUnderTest bot, IReadOnlyList<Colleague> people, int number, bool isSet, AskPrivacy privacy, Question question, params int[] choices)
        => RunAsync(bot, people, number, isSet, privacy, question, poll => poll, choices);

    /// <summary>One run: asked, answered by so many, and closed.</summary>
    private static async Task<PollTrial> RunAsync(BotUnderTest bot, IReadOnlyList<Colleague> people, int number, bool isSet, AskPrivacy privacy, Question question, Func<Poll, Poll> with, int[] choices)
    {
        Poll Marked(Poll poll) => with(isSet ? poll with { Set = new PollSet("worth", 1) } : poll with { Series = new PollSeries("weekly", number) });
        var trial = await PollTrial.SendAsync(bot, $"run{number}", privacy, ReasonMode.Off, Marked, question);
        var asked = people.Where(person => bot.CardsIn(person.Chat).Any(message => CardReading.Of(message.Card()).Json.ToJsonString().Contains(trial.Key, StringComparison.Ordinal)));
        foreach (var (person, choice) in asked.Zip(choices))
            await trial.VotesAsync(person, choice);
        await trial.CloseAsync();
        return trial;
    }

    private async Task<(BotUnderTest Bot, List<Colleague> People)> MeetAsync()
    {
        var bot = await StartAsync();
        return (bot, await SendingTrial.MeetAllAsync(bot));
    }
}
