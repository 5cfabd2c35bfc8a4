using System.Text.Json.Nodes;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Features.Ledger;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Ledger;

/// <summary>The counts from which the figures are made.</summary>
public sealed class TallyTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_counts_are_what_a_recount_of_the_entries_gives_whatever_happened_to_them()
    {
        var bot = await StartAsync();
        var keys = new List<string>();
        for (var n = 0; n < 6; n++)
            keys.Add(await bot.RaisesAsync(bot.Priya, $"Thing {n}"));
        await bot.PassAsync(TimeSpan.FromDays(40), TimeSpan.FromDays(10));
        keys.Add(await bot.RaisesAsync(bot.Tomasz, "Raised in April"));
        await bot.Organiser.SaysFateAsync(keys[0], "ActedOn", "Done", changed: "true");
        await bot.Organiser.SaysFateAsync(keys[1], "PassedOn", "Theirs", "ICB");
        await bot.Organiser.SaysFateAsync(keys[2], "NotActedOn", "No money");
        await bot.Organiser.SaysFateAsync(keys[2], "Considering", "Again");
        await MergeTests.JoinsAsync(bot, bot.Organiser, keys[3], keys[0]);
        await MergeTests.JoinsAsync(bot, bot.Organiser, keys[4], keys[0]);
        await bot.Organiser.PressesAsync(bot, "ledger.separate", keys[4]);
        await bot.Priya.PressesAsync(bot, "ledger.judge", keys[3], new JsonObject { ["verdict"] = "yes" });
        await bot.Priya.PressesAsync(bot, "ledger.judge", keys[0], new JsonObject { ["verdict"] = "no" });

        var (counted, recounted) = (await ReadAsync(bot), await RecountAsync(bot, keys));
        Assert.True(counted.Tally.IsSameAs(recounted.Tally), $"{counted.Tally} is kept, {recounted.Tally} is there");
        Assert.Equal((6, 2, 1, 2, 1), (counted.Raised, counted.Decided, counted.Tally.Changed, counted.Judged, counted.Tally.Content));
        Assert.Equal(2, (await bot.RowsAsync(LedgerIndexRows.Table, LedgerTallyRows.PartitionOf(LedgerForms.Here), "month.")).Count);
    }

    [Fact]
    public async Task A_delivery_that_comes_again_or_late_counts_nothing_twice()
    {
        var bot = await StartAsync();
        var key = await bot.RaisesAsync(bot.Priya);
        var old = LedgerRows.ToEntry((await bot.RowsAsync(LedgerRows.Table, key, LedgerRows.Entry)).Single());
        await bot.Organiser.SaysFateAsync(key, "ActedOn", "Done");
        var tallies = bot.Services.GetRequiredService<LedgerTallies>();
        for (var i = 0; i < 2; i++)
            await tallies.CountAsync(old, Token); // a server that was taken for dead

        Assert.Equal((1, 1), ((await ReadAsync(bot)).Raised, (await ReadAsync(bot)).Decided));
    }

    [Fact]
    public async Task Entries_from_before_there_were_counts_are_counted_and_the_page_says_so_until_then()
    {
        var bot = await StartAsync();
        List<string> keys = [await bot.RaisesAsync(bot.Priya), await bot.RaisesAsync(bot.Tomasz, "Another")];
        var partition = LedgerTallyRows.PartitionOf(LedgerForms.Here);
        foreach (var row in await bot.RowsAsync(LedgerIndexRows.Table, partition))
            await bot.Store.Inner.CommitAsync(LedgerIndexRows.Table, partition, [new Change.Delete(row.RowKey, null)], Token);
        Assert.True((await bot.Yusuf.Hears("you said we did")).Says("The figures are being counted."));
        Assert.StartsWith("The figures are being counted.", (await bot.Yusuf.Opens(new JsonObject { ["verb"] = "brief.copy", ["organisation"] = LedgerForms.Here, ["kind"] = "ledger", ["key"] = "figures" })).Sentence, StringComparison.Ordinal);

        await bot.Organiser.SaysFateAsync(keys[0], "Considering", "We look"); // the next step orders it

        Assert.True((await bot.Yusuf.Hears("you said we did")).Says("2 things were raised since 1 March 2025."));
        Assert.True((await ReadAsync(bot)).Tally.IsSameAs((await RecountAsync(bot, keys)).Tally));
    }

    private static async Task<LedgerFigures> ReadAsync(BotUnderTest bot) => (await bot.Services.GetRequiredService<LedgerTallies>().ReadAsync(LedgerForms.Here, bot.Clock.GetUtcNow(), Token))!;

    private static async Task<LedgerFigures> RecountAsync(BotUnderTest bot, IEnumerable<string> keys)
    {
        var entries = new List<LedgerEntry>();
        foreach (var key in keys)
            entries.Add(LedgerRows.ToEntry((await bot.RowsAsync(LedgerRows.Table, key, LedgerRows.Entry)).Single()));
        return LedgerFigures.Of(entries);
    }
}
