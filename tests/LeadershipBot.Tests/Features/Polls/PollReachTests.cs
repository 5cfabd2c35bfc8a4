using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>What a poll costs, however many answer it.</summary>
public sealed class PollReachTests : WholeApp
{
    private const int Few = 100;
    private const int Many = 50_000;

    private static readonly Question Hub = Question.OneOf("Shall the hub open?", ["Yes", "No"]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_named_answer_costs_two_reads_and_one_commit()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Shall the hub open?", "Yes", "No");
        await bot.Priya.Votes("Yes", on: poll);
        var (reads, commits) = (bot.Store.Reads, bot.Store.Commits);

        await bot.Priya.Votes("No", on: poll);

        Assert.Equal((2, 1), (bot.Store.Reads - reads, bot.Store.Commits - commits));
    }

    [Theory]
    [InlineData(Voice.Named)]
    [InlineData(Voice.Confidential)]
    public async Task Card_and_result_of_fifty_thousand_answers_cost_what_those_of_a_hundred_do(Voice voice)
    {
        var bot = await StartAsync(new BotOptions { Store = new MemoryRecordStore() });
        var people = await SendingTrial.MeetAllAsync(bot);
        var (few, many) = (await AskAsync("few", Few), await AskAsync("many", Many));

        foreach (var look in new[] { "polls.view", "polls.results" })
        {
            await CostAsync(few, look); // who looks is known from then on
            var (small, large) = (await CostAsync(few, look), await CostAsync(many, look));
            Assert.Equal((small.Reads, small.Rows), (large.Reads, large.Rows));
            Assert.True(large.Bytes <= small.Bytes * 1.1, $"{look}: {large.Bytes} bytes, {small.Bytes} of a hundred");
        }

        async Task<PollTrial> AskAsync(string id, int answers)
        {
            var trial = await PollTrial.SendAsync(bot, id, new AskPrivacy(voice), ReasonMode.Off, Hub);
            await trial.VotesAsync(people[0], 0);
            var head = await trial.HeadAsync();
            var (shard, tally) = (head.Shards.Single().Key, head.Tally);
            for (var n = 1; n < answers; n++)
            {
                var sheet = new AnswerSheet([Response.Of(n % 3 == 0 ? 1 : 0)]);
                tally = tally.With(head.Poll.Questions, null, sheet);
                var row = PollRows.OfAnswer(trial.Key, new PollAnswer($"voter-{n}", "Dr Voter", null, sheet, bot.Clock.GetUtcNow(), bot.Clock.GetUtcNow()), null);
                await bot.Store.Inner.CommitAsync(PollRows.Table, trial.Key, [new Change.Upsert(row)], Token);
            }

            await bot.Store.Inner.CommitAsync(PollRows.Table, trial.Key, [new Change.Replace(PollRows.OfTally(trial.Key, shard, tally, isFinal: false, head.Shards[shard].ETag))], Token);
            await trial.CloseAsync();
            Assert.Equal(answers, (await trial.HeadAsync()).Tally.Answered);
            return trial;
        }

        async Task<(int Reads, int Rows, int Bytes)> CostAsync(PollTrial trial, string look)
        {
            var (reads, rows) = (bot.Store.Reads, 0);
            bot.Store.RowRead = _ => rows++;
            var data = new JsonObject { ["verb"] = look, ["poll"] = trial.Key, ["page"] = 0 };
            var answer = look == "polls.view" ? await people[1].Executes(look, data) : await people[1].Opens(data);
            bot.Store.RowRead = null;
            return (bot.Store.Reads - reads, rows, answer.Card!.ToJsonString().Length);
        }
    }

    [Fact]
    public async Task Forty_people_racing_on_two_servers_and_Azure_Tables_are_all_counted_in_the_time_that_a_press_may_take()
    {
        var azurite = await Azurite.StartOwnAsync();
        var one = await StartAsync(new BotOptions { Store = AzureTablesRecordStore.FromConnectionString(azurite.ConnectionString), ServerName = "one", TimePasses = true });
        var two = await StartAsync(new BotOptions { Store = AzureTablesRecordStore.FromConnectionString(azurite.ConnectionString), ServerName = "two", SharesTeamsWith = one });
        var poll = await one.Chair.AsksInChannel("Should we extend hours?", "Yes", "No");
        var people = Enumerable.Range(0, 40).Select(n => one.Joins($"Dr Racer Number{n}")).ToList();

        var answers = people.Take(20).Select(who => who.Votes("Yes", on: poll)).ToList();
        two.HearsTeams();
        answers.AddRange(people.Skip(20).Select(who => who.Votes("No", on: poll)));

        Assert.All(await Task.WhenAll(answers), answer => Assert.NotNull(CardReading.Of(answer.Card).Mine)); // it gives up after five seconds, and says so
        Assert.Equal([20, 20], (await one.Chair.Sees(poll)).Choices.Select(choice => choice.Count));
    }
}
