using System.Text.Json.Nodes;
using LeadershipBot.Features.Thanks;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Thanks;

/// <summary>Thanks are removed with all that says where they lie, or not at all.</summary>
public sealed class RemovedThanksTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_fails_while_thanks_are_removed_leaves_nothing_that_erasure_does_not_find()
    {
        var bot = await StartAsync(new BotOptions { MayLogErrors = true });
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf })
            await bot.MeetsAsync(who);
        var id = await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "The rota");
        var commits = 0;
        bot.Store.BeforeCommit = (table, _, _) => table == ThanksRows.Table && commits++ > 0 ? throw new StoreUnavailableException("A fault that was asked for.") : Task.CompletedTask;
        await bot.Yusuf.PressesAsync(bot, "thanks.remove", new JsonObject { ["thanks"] = id, ["sure"] = "true" });
        bot.Store.BeforeCommit = null;
        Assert.Equal((await bot.ThanksToAsync(bot.Yusuf)).Count, (await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.From)).Count);

        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<ThanksHeld>().Single();
        await held.ForgetAsync(new PersonAsked(AskedPeople.IdOf(bot.Tomasz), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new(PostForms.Here, "Larkford")] }, Token);
        Assert.DoesNotContain(await bot.RowsAsync(ThanksRows.Table, PostForms.Here), row => (row.RowKey + string.Join(' ', row.Columns.Select(column => column.Value))).Contains(bot.Tomasz.ObjectId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Thanks_that_are_hidden_at_the_moment_in_which_they_are_removed_leave_no_note_among_the_hidden()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf, bot.Chair })
            await bot.MeetsAsync(who);
        var id = await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "The rota", mayBePublic: true);
        await bot.Yusuf.PublishesAsync(bot, id);
        await bot.DrainAsync();
        var hide = PostForms.Filled(CardReading.Of((await bot.Chair.Opens(PostForms.About("thanks.hide.form").With(ThanksTrial.About(bot.Yusuf, id)))).Card), new JsonObject { ["reason"] = "Names a third person" });
        bot.Store.BeforeCommit = async (table, _, changes) =>
        {
            if (table != ThanksRows.Table || !changes.OfType<Change.Delete>().Any())
                return;
            bot.Store.BeforeCommit = null;
            await bot.Chair.Sends(hide);
        };
        await bot.Yusuf.PressesAsync(bot, "thanks.remove", new JsonObject { ["thanks"] = id, ["sure"] = "true" });
        await bot.DrainAsync();
        Assert.Null(bot.Store.BeforeCommit);
        Assert.Empty(await bot.ThanksToAsync(bot.Yusuf));
        foreach (var prefix in new[] { ThanksRows.Hidden, ThanksRows.From, ThanksRows.Public })
            Assert.Empty(await bot.RowsAsync(ThanksRows.Table, PostForms.Here, prefix));
    }
}
