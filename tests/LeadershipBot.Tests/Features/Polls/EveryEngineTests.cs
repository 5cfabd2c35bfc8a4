using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>The main job on each of the engines.</summary>
public sealed class EveryEngineTests : WholeApp
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Memory")]
    [InlineData("AzureTables")]
    public async Task A_chair_asks_three_answer_one_changes_the_chair_closes_and_reads(string engine)
    {
        var bot = await StartAsync(new BotOptions { Store = await OpenAsync(engine), TimePasses = true });
        var poll = await bot.Chair.AsksInChannel($"Should we extend hours ({engine})?", "Yes", "No", "Unsure");

        await Task.WhenAll(bot.Priya.Votes("Yes", on: poll), bot.Tomasz.Votes("No", on: poll), bot.Yusuf.Votes("Unsure", on: poll));
        await bot.Yusuf.Votes("Yes", on: poll);
        await bot.Chair.Sees(poll);
        await bot.Chair.Closes(poll);
        await bot.DrainAsync();

        var seen = await bot.Tomasz.Sees(poll);
        Assert.Equal([2, 1, 0], seen.Choices.Select(c => c.Count));
        Assert.Equal("No", seen.Mine);
        Assert.True(seen.Says("Yes came first with 2 of 3 answers (67%)."), seen.ToString());
        await bot.Chair.Sees(poll);
        var dialog = CardReading.Of((await bot.Chair.Presses("Who answered", poll)).Card);
        Assert.True(dialog.Says("Dr Yusuf Demir"), dialog.ToString());
    }

    private static async Task<IRecordStore?> OpenAsync(string engine) => engine switch
    {
        "Memory" => new MemoryRecordStore(),
        "AzureTables" => AzureTablesRecordStore.FromConnectionString((await Azurite.StartAsync()).ConnectionString),
        _ => null,
    };
}
