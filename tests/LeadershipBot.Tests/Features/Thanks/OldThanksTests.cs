using System.Text.Json.Nodes;
using LeadershipBot.Features.Thanks;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Thanks;

/// <summary>What becomes of thanks that everybody saw: taken back at once or years later, forgotten, or removed by who decides.</summary>
public sealed class OldThanksTests : WholeApp
{
    private static readonly DateTimeOffset Digest = new(2026, 4, 2, 11, 31, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Taken_back_or_swept_away_years_later_old_thanks_are_not_sent_to_everybody_again(bool isTakenBack)
    {
        var (bot, ids) = await SentAsync("Your draft", "The rota");
        var sending = SendingId();
        await bot.BecomesAsync(Digest.AddYears(3));
        foreach (var row in await bot.RowsAsync(SendingRows.Table, sending)) // as retention does long before
            await bot.Store.Inner.CommitAsync(SendingRows.Table, sending, [new Change.Delete(row.RowKey, null)], Token);
        var before = bot.CardsIn(bot.Priya.Chat).Count;
        if (isTakenBack)
            await bot.Yusuf.ReadsAsync(bot, "thanks.publish", new JsonObject { ["thanks"] = ids[0], ["take"] = "back" });
        else
            await Retention(bot).SweepAsync(PostForms.Here, (await bot.ThanksAsync(bot.Yusuf, ids[1])).At, Sweep.Remove, Token);
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(isTakenBack ? 2 : 1, (await bot.ThanksToAsync(bot.Yusuf)).Count);
        Assert.Empty(await bot.RowsAsync(SendingRows.Table, sending));
        Assert.Equal(before, bot.CardsIn(bot.Priya.Chat).Count);
    }

    [Fact]
    public async Task Two_taken_back_within_the_same_second_are_both_gone_from_everybodys_card()
    {
        var (bot, ids) = await SentAsync("Your draft", "The rota", "The cake");
        foreach (var id in ids.Take(2))
        {
            await bot.Yusuf.ReadsAsync(bot, "thanks.publish", new JsonObject { ["thanks"] = id, ["take"] = "back" });
            await bot.DrainAsync();
        }

        Assert.True(Month(bot).Says("“The cake”") && !Month(bot).Says("“Your draft”") && !Month(bot).Says("“The rota”"), Month(bot).ToString());
    }

    [Fact]
    public async Task What_a_forgotten_colleague_gave_is_between_the_two_again_and_gone_from_everybodys_card()
    {
        var (bot, ids) = await SentAsync("Your draft");
        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<ThanksHeld>().Single();
        await held.ForgetAsync(new PersonAsked(AskedPeople.IdOf(bot.Tomasz), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new("larkford", "Larkford")] }, Token);
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        var kept = await bot.ThanksAsync(bot.Yusuf, ids[0]);
        Assert.True(kept is { From: null, MayBePublic: false, PublicAt: null }, kept.ToString());
        Assert.True(!Month(bot).Says("Tomasz") && !Month(bot).Says("“Your draft”"), Month(bot).ToString());
        Assert.Empty(await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.Public));
    }

    [Fact]
    public async Task Reported_thanks_that_only_the_two_see_are_removed_without_a_word_to_who_gave_them()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf, bot.Organiser })
            await bot.MeetsAsync(who);
        var id = await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "For nothing, as always");
        await bot.Yusuf.ReadsAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id).With(new JsonObject { ["at"] = "mine" }));
        var before = bot.CardsOf(bot.Tomasz).Count();
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("thanks.hide.form").With(ThanksTrial.About(bot.Yusuf, id)))).Card);
        Assert.Equal(["Remove", "Leave it"], form.Buttons);

        // A dialog from when others saw them hides nothing: it asks anew.
        Assert.Equal(["Remove", "Leave it"], CardReading.Of((await bot.Organiser.Sends(PostForms.About("thanks.hide").With(ThanksTrial.About(bot.Yusuf, id)).With(new JsonObject { ["what"] = "hide", ["reason"] = "Rude" }))).Card).Buttons);
        Assert.StartsWith("Removed, for both.", (await bot.Organiser.Sends(PostForms.Filled(form, []))).Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Empty(await bot.ThanksToAsync(bot.Yusuf));
        Assert.Equal(before, bot.CardsOf(bot.Tomasz).Count());
        Assert.True((await bot.Tomasz.ReadsAsync(bot, "thanks.mine", new JsonObject { ["list"] = "given" })).Says("You have thanked nobody here yet."));
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Heading == "The thanks that you reported" && card.Says("An organiser or chair removed them. Who gave them isn't told."));
        Assert.Equal(["thanks.removed", "thanks.reported"], (await bot.RowsAsync(ThanksRows.Table, PostForms.Here, "audit.")).Select(row => row.GetString("What")).Order());
    }

    [Fact]
    public async Task Thanks_of_a_month_whose_day_went_by_without_a_server_come_a_week_later()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf, bot.Priya })
            await bot.MeetsAsync(who);
        await bot.Yusuf.PublishesAsync(bot, await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "Your draft", mayBePublic: true));
        await bot.BecomesAsync(Digest.AddDays(7));
        Assert.True(Month(bot).Says("“Your draft”"), Month(bot).ToString());
    }

    private async Task<(BotUnderTest Bot, List<string> Ids)> SentAsync(params string[] words)
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf, bot.Priya })
            await bot.MeetsAsync(who);
        var ids = new List<string>();
        foreach (var one in words)
        {
            ids.Add(await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, one, mayBePublic: true));
            await bot.Yusuf.PublishesAsync(bot, ids[^1]);
            await bot.PassAsync(TimeSpan.FromMinutes(1));
        }

        await bot.BecomesAsync(Digest);
        Assert.All(words, one => Assert.True(Month(bot).Says($"“{one}”"), Month(bot).ToString()));
        return (bot, ids);
    }

    private static string SendingId() => LeadershipBot.Shell.Keys.Hash(ThanksOfMonth.SendingKind, PostForms.Here, "202603");

    private static ThanksRetention Retention(BotUnderTest bot) => bot.Services.GetRequiredService<IEnumerable<IRetention>>().OfType<ThanksRetention>().Single();

    private static CardReading Month(BotUnderTest bot) => bot.CardsOf(bot.Priya).Single(card => card.Heading == "Thanks of the month");
}
