using System.Text.Json.Nodes;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Features.Ledger.Anonymous;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Ledger.Anonymous;

/// <summary>Every Monday the week's box is passed on: everything in it, once, whatever happens meanwhile.</summary>
public sealed class PassOnTests : WholeApp
{
    private static readonly string[] Said = ["One", "Two", "Three", "Four", "Five"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(9)]
    [InlineData(14)]
    [InlineData(20)]
    public async Task Killed_after_any_number_of_commits_it_is_finished_by_another_server_and_nothing_comes_twice(int commits)
    {
        var store = new MemoryRecordStore();
        var bot = await StartAsync(new BotOptions { Store = store, ServerName = "first", MayLogErrors = true });
        await RaiseAllAsync(bot);
        var left = commits;
        bot.Store.BeforeCommit = (table, _, _) => table != LeadershipBot.Shell.Delivery.Pointer.DueTable && bot.Clock.GetUtcNow() >= Monday && Interlocked.Decrement(ref left) < 0
            ? throw new StoreUnavailableException("killed")
            : Task.CompletedTask;
        bot.Clock.Advance(Monday.AddMinutes(1) - bot.Clock.GetUtcNow());
        await bot.DrainAsync();
        bot.Store.BeforeCommit = (_, _, _) => throw new StoreUnavailableException("dead");

        var second = await StartAsync(new BotOptions { Store = store, ServerName = "second", SharesTeamsWith = bot, MayLogErrors = true });
        second.HearsTeams();
        await second.PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(20));

        await AllIsThereAsync(second);
        bot.Store.BeforeCommit = null;
    }

    [Fact]
    public async Task Two_servers_that_do_it_at_once_do_it_once()
    {
        var store = new MemoryRecordStore();
        var bot = await StartAsync(new BotOptions { Store = store, ServerName = "first" });
        await RaiseAllAsync(bot);
        var row = (await bot.RowsAsync(AnonymousWeek.Table, AnonymousForms.FirstBox, LeadershipBot.Shell.Delivery.OutboxRow.Prefix)).Single();
        var second = await StartAsync(new BotOptions { Store = store, ServerName = "second", SharesTeamsWith = bot });
        bot.Clock.Advance(Monday - bot.Clock.GetUtcNow());

        await Task.WhenAll(new[] { bot, second, bot, second }.Select(one => Task.Run(() => one.Services.GetRequiredService<PassOn>().DeliverAsync(AnonymousWeek.Table, row, Token), Token)));
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        await AllIsThereAsync(bot);
    }

    [Fact]
    public async Task What_waited_while_the_bot_was_down_for_weeks_is_passed_on_then_and_its_clock_begins_then()
    {
        var bot = await StartAsync();
        var code = await bot.Priya.RaisesAnonymouslyAsync();
        bot.Clock.Advance(TimeSpan.FromDays(24)); // nothing ran: Thursday 26 March
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        var entry = (await bot.EntryOfAsync(code))!;
        Assert.Equal(new DateTimeOffset(2026, 3, 23, 0, 0, 0, TimeSpan.Zero), entry.RaisedAt);
        Assert.Equal(LedgerDue.Nothing, LedgerClock.Overdue(entry, bot.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task While_the_key_is_away_nothing_is_lost_and_it_comes_when_the_key_does()
    {
        var key = new Shell.Anonymous.ShakyKey();
        var bot = await StartAsync(new BotOptions { Parts = parts => parts.AddSingleton(provider => new AskKeys(key, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Chance>())) });
        var code = await bot.Priya.RaisesAnonymouslyAsync();
        key.IsAway = true;
        bot.Clock.Advance(Monday - bot.Clock.GetUtcNow());
        await bot.PassAsync(TimeSpan.FromDays(15), TimeSpan.FromHours(6));
        Assert.Empty(await bot.KeysAsync());
        var notNow = await bot.Priya.LooksUpAsync(code);
        Assert.True(!notNow.Says("Nothing is found by this code") && !notNow.Says("one letter of it is wrong"), notNow.ToString());
        Assert.Contains("nothing of it was kept", (await bot.Priya.Opens(new JsonObject { ["verb"] = "ledger.anonymous", ["organisation"] = "larkford" })).Sentence, StringComparison.Ordinal);
        key.IsAway = false;
        Assert.True((await bot.Priya.LooksUpAsync(code)).Says(LedgerForms.Words));
        await bot.PassAsync(TimeSpan.FromMinutes(11), TimeSpan.FromMinutes(11));

        Assert.Equal(new DateTimeOffset(2026, 3, 23, 0, 0, 0, TimeSpan.Zero), (await bot.EntryOfAsync(code))!.RaisedAt);
    }

    [Fact]
    public async Task A_box_whose_key_is_gone_for_a_year_is_removed()
    {
        var key = new Shell.Anonymous.ShakyKey();
        var bot = await StartAsync(new BotOptions { Parts = parts => parts.AddSingleton(provider => new AskKeys(key, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Chance>())) });
        await bot.Priya.RaisesAnonymouslyAsync();
        key.IsAway = true;
        bot.Clock.Advance(TimeSpan.FromDays(380));
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Empty(await bot.RowsAsync(AnonymousWeek.Table, AnonymousForms.FirstBox));
    }

    [Fact]
    public async Task In_summer_it_is_passed_on_at_eight_by_the_clock_on_the_wall()
    {
        var bot = await StartAsync();
        bot.Clock.Advance(TimeSpan.FromDays(28)); // Monday 30 March, 09:00 UTC
        var code = await bot.Priya.RaisesAnonymouslyAsync();
        bot.Clock.Advance(new DateTimeOffset(2026, 4, 6, 6, 59, 0, TimeSpan.Zero) - bot.Clock.GetUtcNow());
        await bot.DrainAsync();
        Assert.Null(await bot.EntryOfAsync(code));
        Assert.True((await bot.Priya.LooksUpAsync(code)).Says("Mon 6 Apr, 08:00 (BST)"));
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        Assert.NotNull(await bot.EntryOfAsync(code));
    }

    [Fact]
    public async Task Retention_removes_it_like_all_else_and_its_code_then_leads_nowhere()
    {
        var bot = await StartAsync();
        var code = await bot.Priya.RaisesAnonymouslyAsync();
        await bot.PassesOnAsync();
        var retention = bot.Services.GetServices<LeadershipBot.Shell.Privacy.IRetention>().Single(one => one.Kind == LeadershipBot.Shell.Privacy.RetentionKind.Ledger);
        Assert.Equal(1, await retention.SweepAsync("larkford", bot.Clock.GetUtcNow().AddDays(1), LeadershipBot.Shell.Privacy.Sweep.Remove, Token));

        Assert.Empty(await bot.KeysAsync());
        Assert.Empty(await bot.RowsAsync(LedgerIndexRows.Table, LedgerIndexRows.References("larkford")));
        Assert.True((await bot.Priya.LooksUpAsync(code)).Says("Nothing is found by this code"));
    }

    private static DateTimeOffset Monday => new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero);

    private static async Task RaiseAllAsync(BotUnderTest bot)
    {
        var code = await bot.Yusuf.RaisesAnonymouslyAsync(Said[0]);
        foreach (var words in Said.Skip(1))
            await bot.Priya.RaisesAnonymouslyAsync(words);
        Assert.NotEmpty(code);
    }

    private static async Task AllIsThereAsync(BotUnderTest bot)
    {
        Assert.Equal(Said.Order(), (await bot.WordsAsync()).Order());
        Assert.Equal(Said.Length, (await bot.RowsAsync(LedgerIndexRows.Table, LedgerIndexRows.References("larkford"))).Count);
        Assert.Empty(await bot.RowsAsync(AnonymousWeek.Table, AnonymousForms.FirstBox));
    }
}
