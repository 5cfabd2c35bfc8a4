using System.Text.Json.Nodes;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Features.Thanks;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Thanks;

/// <summary>Gives thanks, and lets others see them, by the cards' and dialogs' own data.</summary>
internal static class ThanksTrial
{
    /// <summary>Somebody thanks somebody by the dialog, and says what it changed where others may see it; the id of the thanks.</summary>
    public static async Task<string> ThanksAsync(this Colleague who, BotUnderTest bot, Colleague to, string words, bool mayBePublic = false, JsonObject? more = null)
    {
        var before = (await bot.ThanksToAsync(to)).Select(thanks => thanks.Id).ToList();
        var form = CardReading.Of((await who.Opens(PostForms.About("thanks.form"))).Card);
        await who.Sends(PostForms.Filled(form, new JsonObject { ["person"] = AskedPeople.IdOf(to).ToString(), ["words"] = words, ["difference"] = mayBePublic ? "Nobody waited" : "", ["public"] = mayBePublic ? "true" : "false" }.With(more)));
        return Assert.Single(await bot.ThanksToAsync(to), thanks => !before.Contains(thanks.Id)).Id;
    }

    /// <summary>Who gave thanks writes them anew.</summary>
    public static Task<BotAnswer> RewritesAsync(this Colleague who, Colleague to, string id, JsonObject inputs) => who.SendsFormAsync("thanks.form", About(to, id), inputs);

    /// <summary>Who was thanked lets others see it, as it reads now.</summary>
    public static async Task<CardReading> PublishesAsync(this Colleague who, BotUnderTest bot, string id)
        => await who.ReadsAsync(bot, "thanks.publish", new JsonObject { ["thanks"] = id, ["take"] = "public", ["stamp"] = ThanksCards.StampOf(await bot.ThanksAsync(who, id)) });

    public static async Task<IReadOnlyList<ThankYou>> ThanksToAsync(this BotUnderTest bot, Colleague who)
        => [.. (await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.ToOf(AskedPeople.IdOf(who)))).Select(ThanksRows.ToThanks).OfType<ThankYou>()];

    public static async Task<ThankYou> ThanksAsync(this BotUnderTest bot, Colleague to, string id) => (await bot.ThanksToAsync(to)).Single(thanks => thanks.Id == id);

    public static JsonObject About(Colleague to, string id) => new() { ["thanks"] = id, ["to"] = AskedPeople.IdOf(to).ToString() };
}
