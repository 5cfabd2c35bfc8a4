using System.Text.Json.Nodes;
using LeadershipBot.Features.Thanks;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Thanks;

/// <summary>How often somebody is told of thanks, and what buttons give away.</summary>
public sealed class ThanksNoticesTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_wordings_bring_one_message_at_once_and_one_on_the_next_day_with_the_last_of_them()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf })
            await bot.MeetsAsync(who);
        var id = await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "Your draft");
        Assert.Equal(1, Told(bot));
        for (var n = 1; n <= 20; n++)
            await bot.Tomasz.RewritesAsync(bot.Yusuf, id, new JsonObject { ["words"] = $"Your draft, wording {n}." });
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(2, Told(bot));
        await bot.BecomesAsync(bot.Clock.GetUtcNow().AddHours(23));
        Assert.Equal(2, Told(bot));
        await bot.BecomesAsync(bot.Clock.GetUtcNow().AddHours(1));
        Assert.Equal(3, Told(bot));
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says("“Your draft, wording 20.”"));
        Assert.DoesNotContain(bot.CardsOf(bot.Yusuf), card => card.Says("“Your draft, wording 19.”"));

        // Nothing is left to be told; the next change after that is told at once again.
        await bot.BecomesAsync(bot.Clock.GetUtcNow().AddDays(1).AddHours(1));
        Assert.Equal(3, Told(bot));
        await bot.Tomasz.RewritesAsync(bot.Yusuf, id, new JsonObject { ["words"] = "Your final draft" });
        await bot.DrainAsync();
        Assert.Equal(4, Told(bot));
    }

    [Fact]
    public async Task Who_removed_thanks_hears_no_more_of_a_wording_that_waited()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf })
            await bot.MeetsAsync(who);
        var id = await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "Your draft");
        foreach (var words in new[] { "One", "Two" })
            await bot.Tomasz.RewritesAsync(bot.Yusuf, id, new JsonObject { ["words"] = words });
        await bot.Yusuf.ReadsAsync(bot, "thanks.remove", new JsonObject { ["thanks"] = id, ["sure"] = "true" });
        var before = Told(bot);
        await bot.BecomesAsync(bot.Clock.GetUtcNow().AddDays(1).AddHours(1));
        Assert.Equal(before, Told(bot));
        Assert.DoesNotContain(await bot.RowsAsync(ThanksRows.Table, PostForms.Here), row => row.RowKey.Contains(TellThanked.Kind, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_chair_who_gave_thanks_can_not_tell_from_any_button_whether_the_other_reported_them()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Chair, bot.Yusuf, bot.Organiser })
            await bot.MeetsAsync(who);
        var (reported, other) = (await bot.Chair.ThanksAsync(bot, bot.Yusuf, "For nothing, as always"), await bot.Chair.ThanksAsync(bot, bot.Yusuf, "The rota"));
        var before = await SeenAsync(bot, reported);
        await bot.Yusuf.ReadsAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, reported).With(new JsonObject { ["at"] = "mine" }));
        Assert.Equal(before, await SeenAsync(bot, reported));
        Assert.Equal(before, await SeenAsync(bot, other));
        Assert.Contains("Reported", (await bot.Organiser.ReadsAsync(bot, "thanks.month")).Buttons); // who may decide sees it

        // Nor once they are removed, and the report with them.
        foreach (var id in new[] { reported, other })
            await bot.Yusuf.ReadsAsync(bot, "thanks.remove", new JsonObject { ["thanks"] = id, ["sure"] = "true" });
        Assert.Empty(await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.Reported));
        Assert.Equal(await SeenAsync(bot, other), await SeenAsync(bot, reported));
    }

    [Fact]
    public async Task That_thanks_were_reported_is_audited_once_and_tells_nobody_but_the_audit_who_did()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf, bot.Priya })
            await bot.MeetsAsync(who);
        var id = await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "For keeping quiet about it", mayBePublic: true);
        await bot.Yusuf.PublishesAsync(bot, id);
        for (var i = 0; i < 2; i++)
            await bot.Priya.PressesAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id));
        var entry = Assert.Single(await bot.RowsAsync(ThanksRows.Table, PostForms.Here, "audit."));
        Assert.Equal(("thanks.reported", AskedPeople.IdOf(bot.Priya).ObjectId, id), (entry.GetString("What"), entry.GetString("Who"), entry.GetString("After")));
        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<ThanksHeld>().Single();
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf })
        {
            var about = new PersonAsked(AskedPeople.IdOf(who), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new("larkford", "Larkford")] };
            Assert.All(await held.DescribeAsync(about, Token), section => Assert.DoesNotContain(bot.Priya.ObjectId, section.Json.ToJsonString(), StringComparison.Ordinal));
        }
    }

    private static int Told(BotUnderTest bot) => bot.CardsOf(bot.Yusuf).Count(card => card.Heading == "Dr Tomasz Zielinski thanks you");

    /// <summary>All that the chair can see of whether something was reported: the list, the dialog, and the answer to its buttons.</summary>
    private static async Task<string> SeenAsync(BotUnderTest bot, string id)
    {
        var about = ThanksTrial.About(bot.Yusuf, id);
        var month = await bot.Chair.ReadsAsync(bot, "thanks.month");
        var list = await bot.Chair.ReadsAsync(bot, "thanks.reported");
        var form = await bot.Chair.Opens(PostForms.About("thanks.hide.form").With(about));
        var sent = new List<string>();
        foreach (var what in new[] { "leave", "remove", "hide" })
            sent.Add(Words(await bot.Chair.Sends(PostForms.About("thanks.hide").With(about).With(new JsonObject { ["what"] = what, ["reason"] = "Rude" }))));
        return string.Join('\n', [string.Join(',', month.Buttons), list.ToString(), Words(form).Replace(id, "", StringComparison.Ordinal), .. sent]);
    }

    private static string Words(LeadershipBot.Simulator.Connector.BotAnswer answer) => answer.Sentence ?? CardReading.Of(answer.Card).ToString();
}
