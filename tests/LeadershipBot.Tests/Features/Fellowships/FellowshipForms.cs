using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Features.Applications;
using LeadershipBot.Features.Fellowships;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>Writes, approves and runs fellowships as people do, by the cards' and dialogs' own data.</summary>
internal static class FellowshipForms
{
    public const string Here = PostForms.Here;
    public const string Title = "Frailty in care homes";

    public static readonly DateTimeOffset Closes = new(2026, 3, 16, 17, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Writes one on the three pages and asks for approval; its key.</summary>
    public static async Task<string> WritesFellowshipAsync(this BotUnderTest bot, Colleague who, string title = Title, int places = 3, JsonObject? facts = null, JsonObject? people = null, bool asks = true)
    {
        var before = await bot.FellowshipKeysAsync();
        var page = CardReading.Of((await who.Opens(PostForms.About("fellowships.write"))).Card);
        page = await who.SendsPageAsync(page, new JsonObject { ["title"] = title, ["about"] = "Three practices change how they look after people in care homes.", ["sessions"] = "2", ["places"] = places, ["locality"] = "north", ["fundedBy"] = "the ICB pays £300 a session", ["backfill"] = "the federation sends a locum and pays", ["skills"] = "quality improvement, data" }.With(facts));
        page = await who.SendsPageAsync(page, (people ?? []).With(null));
        var answer = await who.Sends(PostForms.Filled(page, new JsonObject { ["closes"] = "2026-03-16", ["starts"] = "2026-04-20", ["ends"] = "2026-07-19" }, asks ? 0 : 1));
        Assert.True(answer.Sentence?.StartsWith(title, StringComparison.Ordinal) is true, answer.Sentence ?? CardReading.Of(answer.Card).ToString());
        return Assert.Single(await bot.FellowshipKeysAsync(), key => !before.Contains(key));
    }

    /// <summary>The same, approved by the chair: members see it.</summary>
    public static async Task<string> OffersFellowshipAsync(this BotUnderTest bot, string title = Title, int places = 3, JsonObject? facts = null)
    {
        var key = await bot.WritesFellowshipAsync(bot.Organiser, title, places, facts);
        var card = await bot.ApprovesAsync(bot.Chair, key);
        Assert.True(card.Says("Approved."), card.ToString());
        return key;
    }

    /// <summary>Approves it as it is asked for now.</summary>
    public static async Task<CardReading> ApprovesAsync(this BotUnderTest bot, Colleague who, string key)
        => await who.ReadsAsync(bot, "fellowships.approve", About(key).With(new JsonObject { ["revision"] = (await bot.FellowshipAsync(key)).Revision.ToString(System.Globalization.CultureInfo.InvariantCulture) }));

    public static JsonObject About(string key) => new() { ["fellowship"] = key };

    public static JsonObject Opening(string key) => new() { ["kind"] = "fellowships", ["opening"] = key };

    public static Task<CardReading> ReadsFellowshipAsync(this Colleague who, BotUnderTest bot, string key) => who.ReadsAsync(bot, "fellowships.show", About(key));

    public static Task<BotAnswer> AppliesForAsync(this Colleague who, string key)
        => who.SendsFormAsync("applications.form", Opening(key), new JsonObject { ["statement"] = "I led a change with others", ["readiness"] = "Now" });

    public static Task<BotAnswer> MovesAsync(this Colleague who, string key, Colleague whose, Stage to, string words = "")
        => who.SendsFormAsync("applications.move.form", Opening(key).With(new JsonObject { ["who"] = AskedPeople.IdOf(whose).ToString() }), new JsonObject { ["stage"] = to.ToString(), ["words"] = words });

    public static async Task<CardReading> AcceptsAsync(this Colleague who, BotUnderTest bot, string key) => CardReading.Of((await who.PressesAsync(bot, "applications.offer.accept", Opening(key))).Card);

    public static Task<BotAnswer> DeclinesAsync(this Colleague who, string key, string words)
        => who.SendsFormAsync("applications.offer.no.form", Opening(key), new JsonObject { ["words"] = words });

    public static async Task<List<string>> FellowshipKeysAsync(this BotUnderTest bot)
        => [.. (await bot.RowsAsync(FellowshipIndexRows.Table, Here, FellowshipIndexRows.Line)).Select(row => row.GetString("Key")!)];

    public static async Task<Fellowship> FellowshipAsync(this BotUnderTest bot, string key)
        => Assert.IsType<FellowshipHead>(await bot.Services.GetRequiredService<FellowshipShelf>().FindAsync(key, Token)).Fellowship;

    public static async Task<Stage?> StageAsync(this BotUnderTest bot, string key, Colleague who)
        => await bot.Services.GetRequiredService<ApplicationShelf>().FindAsync(Partition(key), AskedPeople.IdOf(who), Token) is { } application ? application.Stage : null;

    public static async Task<ApplicantCounts> CountsAsync(this BotUnderTest bot, string key)
        => (await bot.Services.GetRequiredService<ApplicationShelf>().FindHeadAsync(Partition(key), Token))!.Counts;

    /// <summary>The counts must be what a recount gives, and never more places be taken than there are.</summary>
    public static async Task RecountsAsync(this BotUnderTest bot, string key, int places)
    {
        var recounted = Counting.Of((await bot.RowsAsync(ApplicationRows.Table, Partition(key), ApplicationRows.Application)).Select(ApplicationRows.ToApplication));
        Assert.Equal(recounted, await bot.CountsAsync(key));
        Assert.True(recounted.Taken <= places, $"{recounted.Taken} of {places} places are taken.");
    }

    /// <summary>All that anybody was sent in their own chat.</summary>
    public static string Told(this BotUnderTest bot, Colleague who) => string.Join('\n', bot.CardsIn(who.Chat).Select(message => CardReading.Of(message.Card()).ToString()));

    public static string Partition(string key) => ApplicationRows.PartitionOf(Here, FellowshipOpenings.FellowshipKind, key);
}
