using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications;
using LeadershipBot.Features.Applications.Held;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Person = LeadershipBot.Domain.Applying.Person;

namespace LeadershipBot.Tests.Features.Applications;

/// <summary>Applies, scores and decides as people do, by the cards' and dialogs' own data.</summary>
internal static class ApplicationForms
{
    public const string Here = "larkford";
    public const string Statement = "I chaired our practice's quality meeting for three years";

    public static readonly DateTimeOffset Closes = BotUnderTest.Start.AddDays(10);

    public static string Key => ApplicationRows.PartitionOf(Here, TrialOpenings.Name, "chair-1");

    /// <summary>A seat that closes in ten days: Helen runs it, Amara and Callum sit on its panel.</summary>
    public static Opening Seat(BotUnderTest bot, string key = "chair-1", Rung rung = Rung.Seat) => new(
        TrialOpenings.Name, key, new OrganisationName(Here, "Larkford and Vale CCG"), "Clinical lead for frailty", rung,
        BotUnderTest.Start.AddDays(-1), Closes, Places: 1, Eligibility.Anybody,
        [Named(bot.Chair), Named(bot.Who("Dr Callum Reid"))], Named(bot.Organiser),
        ["Two sessions a week for three years.", "Backfill is paid by the CCG."], new DateOnly(2026, 3, 25))
    {
        Specification = "Has led a change with others",
        TalkTo = "Dr Yusuf Demir, who held it before",
    };

    public static Person Named(Colleague who) => new(AskedPeople.IdOf(who), who.Name);

    public static async Task<BotAnswer> OpensAsync(this Colleague who, string verb, string opening = "chair-1", JsonObject? more = null)
    {
        var data = more ?? [];
        (data["verb"], data["organisation"], data["kind"], data["opening"]) = (verb, Here, TrialOpenings.Name, opening);
        return await who.Opens(data);
    }

    /// <summary>Opens the dialog of a verb, fills it in and sends it.</summary>
    public static async Task<BotAnswer> FillsInAsync(this Colleague who, string verb, JsonObject inputs, JsonObject? more = null, string opening = "chair-1")
    {
        var form = CardReading.Of((await who.OpensAsync(verb, opening, more)).Card);
        return await who.Sends(Filled(form, inputs));
    }

    public static JsonObject Filled(CardReading form, JsonObject inputs)
    {
        var data = form.SentBy(0);
        foreach (var (name, value) in inputs)
            data[name] = value?.DeepClone();
        return data;
    }

    public static Task<BotAnswer> AppliesAsync(this Colleague who, string statement = Statement, string readiness = "Now", string opening = "chair-1")
        => who.FillsInAsync(ApplyButtons.FormVerb, new JsonObject { ["statement"] = statement, ["readiness"] = readiness }, opening: opening);

    /// <summary>Presses a button that turns its card into another.</summary>
    public static async Task<BotAnswer> PressesAsync(this Colleague who, BotUnderTest bot, string verb, JsonObject? more = null, string opening = "chair-1")
    {
        var data = more ?? [];
        (data["organisation"], data["kind"], data["opening"]) = (Here, TrialOpenings.Name, opening);
        var answer = await who.Executes(verb, data);
        await bot.DrainAsync();
        return answer;
    }

    public static async Task<CardReading> ReadsListAsync(this Colleague who, BotUnderTest bot) => CardReading.Of((await who.PressesAsync(bot, ApplyButtons.ListVerb)).Card);

    public static async Task<CardReading> ReadsMineAsync(this Colleague who, BotUnderTest bot) => CardReading.Of((await who.PressesAsync(bot, "applications.mine")).Card);

    public static Task<BotAnswer> ReadsAsync(this Colleague who, BotUnderTest bot, Colleague whose) => who.PressesAsync(bot, "applications.read", Of(whose));

    public static Task<BotAnswer> ScoresAsync(this Colleague who, Colleague whose, string score)
        => who.FillsInAsync("applications.score.form", new JsonObject { ["score"] = score }, Of(whose));

    public static Task<BotAnswer> MovesAsync(this Colleague who, Colleague whose, Stage to, string words = "")
        => who.FillsInAsync("applications.move.form", new JsonObject { ["stage"] = to.ToString(), ["words"] = words }, Of(whose));

    public static JsonObject Of(Colleague whose) => new() { ["who"] = AskedPeople.IdOf(whose).ToString() };

    /// <summary>Applications close, and what is due then happens.</summary>
    public static Task ClosesAsync(this BotUnderTest bot) => bot.BecomesAsync(Closes.AddHours(1));

    public static async Task<Application?> ApplicationAsync(this BotUnderTest bot, Colleague who)
        => await bot.Store.Inner.FindAsync(ApplicationRows.Table, Key, ApplicationRows.ApplicationRow(AskedPeople.IdOf(who)), TestContext.Current.CancellationToken) is { } row ? ApplicationRows.ToApplication(row) : null;

    /// <summary>The counts must be what a recount of the applications gives, in the head and in the organisation's list.</summary>
    public static async Task RecountsAsync(this BotUnderTest bot)
    {
        var recounted = Counting.Of((await bot.RowsAsync(ApplicationRows.Table, Key, ApplicationRows.Application)).Select(ApplicationRows.ToApplication));
        var applicants = bot.Services.GetRequiredService<IApplicants>();
        Assert.Equal(recounted, await applicants.CountAsync(Here, TrialOpenings.Name, "chair-1", TestContext.Current.CancellationToken));
        Assert.Equal(recounted, (await applicants.CountAllAsync(Here, TrialOpenings.Name, TestContext.Current.CancellationToken))["chair-1"]);
    }

    public static async Task<List<string>> AuditAsync(this BotUnderTest bot)
        => [.. (await bot.RowsAsync(ApplicationRows.Table, Key, "audit.")).Select(row => row.GetString("What")!)];

    /// <summary>Somebody asks to be forgotten, as far as it concerns applying.</summary>
    public static async Task ForgetsAsync(this BotUnderTest bot, Colleague who)
    {
        var about = new PersonAsked(AskedPeople.IdOf(who), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName(Here, "Larkford and Vale CCG")] };
        await bot.Services.GetServices<IPersonalData>().OfType<ApplicationsHeld>().Single().ForgetAsync(about, TestContext.Current.CancellationToken);
        await bot.DrainAsync();
    }

    /// <summary>All that anybody was sent in their own chat.</summary>
    public static string Told(this BotUnderTest bot, Colleague who) => string.Join('\n', bot.CardsIn(who.Chat).Select(message => CardReading.Of(message.Card()).ToString()));
}

/// <summary>Whole-app tests of applying, with a seat that can be applied for.</summary>
public abstract class ApplicationsApp : WholeApp
{
    private protected TrialOpenings Openings { get; } = new();

    private protected async Task<BotUnderTest> BeginAsync(BotOptions? more = null)
    {
        var bot = await StartAsync(Openings.Options(more));
        Openings.All["chair-1"] = ApplicationForms.Seat(bot);
        return bot;
    }

    /// <summary>The panel and whoever runs the seat have met the bot, so that they can be told something.</summary>
    private protected static async Task PanelMeetsAsync(BotUnderTest bot)
    {
        foreach (var who in new[] { bot.Organiser, bot.Chair, bot.Who("Dr Callum Reid") })
            await bot.MeetsAsync(who);
    }
}
