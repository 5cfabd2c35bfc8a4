using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls;
using LeadershipBot.Tests.Support;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>Whoever holds the storage of an anonymous poll that has closed, and its members' list, learns no more than its result.</summary>
public sealed class KeptResultTests : WholeApp
{
    private const string Vale = "Z99002";
    private const string North = "Z99001";
    private const string Coast = "Z99003";

    private static readonly Question Hub = Question.OneOf("Shall the hub open?", ["Yes", "No"]);
    private static readonly AskPrivacy ByLocality = new(Voice.Anonymous) { Breakdown = Breakdown.Locality };

    [Fact]
    public async Task Of_one_person_of_a_locality_neither_the_group_nor_the_answer_stands_anywhere_and_the_result_is_as_published()
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");
        var people = await bot.ListsAtAsync((Vale, 6), (North, 5), (Coast, 1));
        var trial = await PollTrial.SendAsync(bot, ByLocality, ReasonMode.Off, Hub);
        await AllAnswerAsync(trial, people, 1, 1, 1, 1, 2, 2, 1, 1, 1, 2, 2, 2);
        await trial.CloseAsync();

        var dialog = await people[0].ReadsResultsAsync(trial);
        Assert.True(dialog.Says("All together · 12 answered") && dialog.Says("Vale · 6 answered") && dialog.Says("Others put together (2 groups) · 6 answered"), dialog.ToString());
        Assert.Equal([7, 5, 4, 2, 3, 3], dialog.Choices.Select(choice => choice.Count));
        Assert.True(trial.Reads(people[0]).Says("Yes came first with 7 of 12 answers (58%)."), trial.Reads(people[0]).ToString());
        var table = await bot.TakesAsync(bot.Chair, trial, "csv");
        Assert.Contains("1,Shall the hub open?,Others put together (2 groups),No,,3,50,6,,,", table, StringComparison.Ordinal);

        var rows = await AnswersHeldAsync(bot, trial);
        Assert.Equal(["result.kept"], rows.Where(row => row.RowKey.StartsWith(PollRows.Result, StringComparison.Ordinal)).Select(row => row.RowKey));
        Assert.DoesNotContain(rows, row => row.RowKey.StartsWith("anonymous.result.", StringComparison.Ordinal));
        Assert.Equal(2, rows.Single(row => row.RowKey == "result.kept").GetString("Parts1")!.Split('\n').Length - 1); // one group, and the others together
        Assert.DoesNotContain("coast", Text(rows), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("north", Text(rows), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Of_four_answers_only_their_number_is_kept()
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");
        var people = await bot.ListsAtAsync((Vale, 6), (North, 5));
        var trial = await PollTrial.SendAsync(bot, new AskPrivacy(Voice.Anonymous), ReasonMode.Off, Hub);
        await AllAnswerAsync(trial, people, 2, 2, 2, 1);
        await trial.CloseAsync();

        Assert.True(trial.Reads(people[0]).Says("Fewer than 5 people answered, so no result is shown."), trial.Reads(people[0]).ToString());
        Assert.Equal(4, (await trial.HeadAsync()).Tally.Answered);
        Assert.Equal((0, 0), ((await trial.HeadAsync()).Tally.First.Answered, (await trial.HeadAsync()).Tally.First.Counts.Sum()));
        Assert.Equal("0\n0:0,0:", (await AnswersHeldAsync(bot, trial)).Single(row => row.RowKey == "result.kept").GetString("Parts1"));
    }

    [Fact]
    public async Task Of_one_that_was_withdrawn_nothing_is_kept_that_was_in_its_box()
    {
        var bot = await StartAsync();
        await bot.Chair.Types("hello");
        var people = await bot.ListsAtAsync((Vale, 6), (North, 5));
        var trial = await PollTrial.SendAsync(bot, ByLocality, ReasonMode.Optional, Hub);
        await AllAnswerAsync(trial, people, 1, 1, 1, 2, 2, 2);
        await bot.Chair.Sends(new JsonObject { ["verb"] = "polls.withdraw", ["poll"] = trial.Key, ["organisation"] = PollTrial.Organisation, ["why"] = "It asked the wrong thing" });
        await bot.PassAsync(TimeSpan.FromSeconds(10));

        var head = await trial.HeadAsync();
        Assert.NotNull(head.Poll.Withdrawal);
        Assert.True(head.Box!.IsClosed);
        Assert.Equal(0, head.Tally.First.Counts.Sum());
        Assert.DoesNotContain(await AnswersHeldAsync(bot, trial), row => row.RowKey.StartsWith("result.", StringComparison.Ordinal) || (row.RowKey.StartsWith("anonymous.", StringComparison.Ordinal) && !row.RowKey.StartsWith("anonymous.roll.", StringComparison.Ordinal)));
    }

    private static async Task<IReadOnlyList<Record>> AnswersHeldAsync(BotUnderTest bot, PollTrial trial)
        => [.. (await bot.RowsAsync(PollRows.Table, trial.Key)).Where(row => row.RowKey is not PollRows.PollRow)];

    private static string Text(IEnumerable<Record> rows) => string.Join('|', rows.SelectMany(row => row.Columns.Select(column => column.Value?.ToString()).Prepend(row.RowKey)));

    private static async Task AllAnswerAsync(PollTrial trial, IReadOnlyList<Colleague> people, params int[] choices)
    {
        foreach (var (person, choice) in people.Zip(choices))
            await trial.AnswersAsync(person, new JsonObject { ["q1"] = choice.ToString(System.Globalization.CultureInfo.InvariantCulture) });
    }
}
