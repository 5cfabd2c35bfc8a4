using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Succession;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Succession;

/// <summary>Makes and changes posts as people do, by the dialogs' own data.</summary>
internal static class PostForms
{
    public const string Here = "larkford";

    /// <summary>Writes a post on the three pages and saves it, or opens it for applications; its key.</summary>
    public static async Task<string> MakesPostAsync(this BotUnderTest bot, Colleague who, string title = "Mental health lead", JsonObject? facts = null, JsonObject? people = null, bool opens = true, string closes = "2026-03-30", string interview = "")
    {
        var before = await bot.PostKeysAsync();
        var page = CardReading.Of((await who.Opens(About("posts.write"))).Card);
        page = await who.SendsPageAsync(page, new JsonObject { ["title"] = title, ["rung"] = "Seat", ["sessions"] = "2", ["pay"] = "£350", ["backfill"] = "we pay your practice", ["locality"] = "north" }.With(facts));
        page = await who.SendsPageAsync(page, (people ?? []).With(null));
        var answer = await who.Sends(Filled(page, new JsonObject { ["closes"] = closes, ["interview"] = interview }, opens ? 0 : 1));
        Assert.True(answer.Sentence?.StartsWith(title, StringComparison.Ordinal) is true, answer.Sentence ?? CardReading.Of(answer.Card).ToString());
        return Assert.Single(await bot.PostKeysAsync(), key => !before.Contains(key));
    }

    public static async Task<CardReading> SendsPageAsync(this Colleague who, CardReading page, JsonObject inputs, int button = 0)
        => CardReading.Of((await who.Sends(Filled(page, inputs, button))).Card);

    /// <summary>A dialog's data with its inputs as they stand, and what was changed.</summary>
    public static JsonObject Filled(CardReading form, JsonObject inputs, int button = 0)
    {
        var data = form.SentBy(button);
        foreach (var input in CardReading.All(form.Json["body"]).Where(one => CardReading.TextOf(one["type"])?.StartsWith("Input.", StringComparison.Ordinal) is true))
            data[CardReading.TextOf(input["id"])!] ??= input["value"]?.DeepClone();
        foreach (var (name, value) in inputs)
            data[name] = value?.DeepClone();
        return data;
    }

    /// <summary>Opens the dialog of a verb, fills it in and sends it.</summary>
    public static async Task<BotAnswer> SendsFormAsync(this Colleague who, string verb, JsonObject about, JsonObject inputs)
        => await who.Sends(Filled(CardReading.Of((await who.Opens(About(verb).With(about))).Card), inputs));

    public static Task<BotAnswer> OpensPostAsync(this Colleague who, string verb, string key) => who.Opens(About(verb).With(new JsonObject { ["post"] = key }));

    public static Task<BotAnswer> RecordsHolderAsync(this Colleague who, string key, Colleague holder, string from, string until)
        => who.SendsFormAsync("posts.holder.form", new JsonObject { ["post"] = key }, new JsonObject { ["person"] = AskedPeople.IdOf(holder).ToString(), ["from"] = from, ["until"] = until });

    /// <summary>Presses a button that turns its card into another.</summary>
    public static async Task<BotAnswer> PressesAsync(this Colleague who, BotUnderTest bot, string verb, JsonObject? data = null)
    {
        var answer = await who.Executes(verb, new JsonObject { ["organisation"] = Here }.With(data));
        await bot.DrainAsync();
        return answer;
    }

    public static async Task<CardReading> ReadsAsync(this Colleague who, BotUnderTest bot, string verb, JsonObject? data = null) => CardReading.Of((await who.PressesAsync(bot, verb, data)).Card);

    public static Task<CardReading> ReadsPostAsync(this Colleague who, BotUnderTest bot, string key) => who.ReadsAsync(bot, "posts.post", new JsonObject { ["post"] = key });

    public static async Task<List<string>> PostKeysAsync(this BotUnderTest bot)
        => [.. (await bot.RowsAsync(PostIndexRows.Table, Here, PostIndexRows.Line)).Select(row => row.GetString("Key")!)];

    public static async Task<PostHead> HeadAsync(this BotUnderTest bot, string key)
        => Assert.IsType<PostHead>(await bot.Services.GetRequiredService<PostShelf>().FindAsync(key, TestContext.Current.CancellationToken));

    public static IEnumerable<CardReading> CardsOf(this BotUnderTest bot, Colleague who) => bot.CardsIn(who.Chat).Select(message => CardReading.Of(message.Card()));

    public static JsonObject About(string verb) => new() { ["verb"] = verb, ["organisation"] = Here };

    public static JsonObject With(this JsonObject data, JsonObject? more)
    {
        foreach (var (name, value) in more ?? [])
            data[name] = value?.DeepClone();
        return data;
    }
}

/// <summary>Applicants as a test says that there are.</summary>
internal sealed class SomeApplicants : IApplicants
{
    public Dictionary<string, ApplicantCounts> Counts { get; } = [];

    public Dictionary<string, List<Person>> Interested { get; } = [];

    /// <summary>Who stands already.</summary>
    public Dictionary<string, List<Person>> Standing { get; } = [];

    public static ApplicantCounts Ready(int now, int later = 0, int exploring = 0) => new(now + later, 0, 0, 0, 0, 0, 0) { ReadyNow = now, OneToTwoYears = later, Exploring = exploring };

    public BotOptions Options => new() { Parts = services => services.AddSingleton<IApplicants>(this) };

    public Task<IReadOnlyList<Person>> ListLostAsync(string organisationId, string kind, string key, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Person>>([]);

    public Task<ApplicantCounts> CountAsync(string organisationId, string kind, string key, CancellationToken cancellationToken) => Task.FromResult(Counts.GetValueOrDefault(key, ApplicantCounts.None));

    public Task<IReadOnlyDictionary<string, ApplicantCounts>> CountAllAsync(string organisationId, string kind, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyDictionary<string, ApplicantCounts>>(Counts);

    public Task<IReadOnlyList<Person>> ListInterestedAsync(string organisationId, string kind, string key, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Person>>(Interested.GetValueOrDefault(key, []));

    public Task<IReadOnlyList<Person>> ListStandingAsync(string organisationId, string kind, string key, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Person>>(Standing.GetValueOrDefault(key, []));

    public Task ClosedAsync(string organisationId, string kind, string key, CancellationToken cancellationToken) => Task.CompletedTask;
}
