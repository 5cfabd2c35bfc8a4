using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Applications;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>Brings people into the places of a fellowship, and goes on with them.</summary>
internal static class FellowDrivers
{
    public const string Practice = "Z99003";

    /// <summary>Tuesday after it closed, at nine.</summary>
    public static readonly DateTimeOffset Closed = FellowshipForms.Closes.AddHours(16);

    /// <summary>Monday, the first day, at nine.</summary>
    public static readonly DateTimeOffset Started = new(2026, 4, 20, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Monday after its last day, at ten.</summary>
    public static readonly DateTimeOffset Over = new(2026, 7, 20, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Lists who works at the practice that is asked, and who leads it.</summary>
    public static Task WorksThereAsync(this BotUnderTest bot, Colleague who, bool leads = false)
        => bot.ListsAsync(who, FellowshipForms.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse(Practice), LeadOf = leads ? PracticeCodes.Parse(Practice) : PracticeCodes.None });

    /// <summary>A fellowship that closed, with people who are shortlisted. All of them, and who runs it, have met the bot.</summary>
    public static async Task<string> HasShortlistAsync(this BotUnderTest bot, int places, params Colleague[] people)
    {
        foreach (var who in people.Concat([bot.Organiser, bot.Chair]))
            await bot.MeetsAsync(who);
        var key = await bot.OffersFellowshipAsync(places: places);
        foreach (var who in people)
            await who.AppliesForAsync(key);
        await bot.BecomesAsync(Closed);
        foreach (var who in people)
            await bot.Organiser.MovesAsync(key, who, Stage.Shortlisted);
        return key;
    }

    /// <summary>Priya is shortlisted, and her practice, which Yusuf leads, was asked, and read the question.</summary>
    public static async Task<string> HasAskedPracticeAsync(this BotUnderTest bot, params Colleague[] others)
    {
        await bot.WorksThereAsync(bot.Yusuf, leads: true);
        await bot.WorksThereAsync(bot.Priya);
        await bot.MeetsAsync(bot.Yusuf);
        var key = await bot.HasShortlistAsync(1, [bot.Priya, .. others]);
        await bot.AsksPracticeAsync(key);
        return key;
    }

    /// <summary>The same, asked when nobody is told anything: the question waits for the morning.</summary>
    public static async Task<string> HasAskedPracticeAtNightAsync(this BotUnderTest bot)
    {
        await bot.WorksThereAsync(bot.Yusuf, leads: true);
        await bot.WorksThereAsync(bot.Priya);
        await bot.MeetsAsync(bot.Yusuf);
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.BecomesAsync(Closed.AddHours(11));
        await bot.AsksPracticeAsync(key);
        return key;
    }

    /// <summary>Priya is offered a place, and takes it.</summary>
    public static async Task TakesPlaceAsync(this BotUnderTest bot, string key)
    {
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Priya.AcceptsAsync(bot, key);
        await bot.DrainAsync();
    }

    /// <summary>Priya asks her practice, and the question comes.</summary>
    public static async Task<BotAnswer> AsksPracticeAsync(this BotUnderTest bot, string key)
    {
        var answer = await bot.Priya.SendsFormAsync("applications.release.form", FellowshipForms.Opening(key), []);
        await bot.DrainAsync();
        return answer;
    }

    /// <summary>Yusuf agrees for the practice, on the newest card.</summary>
    public static async Task<BotAnswer> PracticeAgreesAsync(this BotUnderTest bot, string key)
        => await bot.Yusuf.PressesAsync(bot, "applications.release.agree", FellowshipForms.Opening(key).With(await bot.QuestionAsync(FellowshipForms.Partition(key), bot.Priya)));

    /// <summary>Priya has a place, and the practice that Yusuf leads agreed to release her.</summary>
    public static async Task<string> HasReleasedFellowAsync(this BotUnderTest bot, params Colleague[] others)
    {
        var key = await bot.HasAskedPracticeAsync(others);
        await bot.PracticeAgreesAsync(key);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Priya.AcceptsAsync(bot, key);
        return key;
    }

    /// <summary>Whoever runs it writes the next cycle, a year later, and asks for approval; its key.</summary>
    public static async Task<string> RepeatsAsync(this BotUnderTest bot, string key)
    {
        var before = await bot.FellowshipKeysAsync();
        var page = CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.again").With(FellowshipForms.About(key)))).Card);
        page = await bot.Organiser.SendsPageAsync(page, []);
        page = await bot.Organiser.SendsPageAsync(page, []);
        await bot.Organiser.Sends(PostForms.Filled(page, new JsonObject { ["closes"] = "2027-03-15" }, 0));
        return Assert.Single(await bot.FellowshipKeysAsync(), one => !before.Contains(one));
    }

    public static async Task<FellowPlace> PlaceAsync(this BotUnderTest bot, string key, Colleague who)
        => Assert.IsType<FellowPlace>((await bot.FellowshipAsync(key)).PlaceOf(AskedPeople.IdOf(who)));

    /// <summary>Whoever runs it records something of somebody's place.</summary>
    public static async Task<BotAnswer> RecordsAsync(this BotUnderTest bot, string key, Colleague whose, string go, JsonObject? inputs = null)
        => await bot.Organiser.Sends(PostForms.About("fellowships.place").With(FellowshipForms.About(key)).With(new JsonObject { ["place"] = (await bot.PlaceAsync(key, whose)).Id, ["go"] = go }).With(inputs));

    /// <summary>A fellow, or who leads their practice, sends something about the place.</summary>
    public static async Task<BotAnswer> SaysAsync(this BotUnderTest bot, Colleague who, string verb, string key, Colleague whose, JsonObject inputs)
        => await who.Sends(PostForms.About(verb).With(FellowshipForms.About(key)).With(new JsonObject { ["place"] = (await bot.PlaceAsync(key, whose)).Id }).With(inputs));

    public static async Task<CardReading> ManagesAsync(this BotUnderTest bot, string key)
        => CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.manage").With(FellowshipForms.About(key)))).Card);
}
