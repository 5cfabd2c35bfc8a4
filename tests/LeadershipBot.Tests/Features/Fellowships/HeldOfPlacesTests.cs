using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>What two people hold of one place is told to each without what is the other's, in the file as well as in its lines.</summary>
public sealed class HeldOfPlacesTests : WholeApp
{
    private const string OfFellow = "Badly, the practice keeps me there";
    private const string OfFellowAfter = "More time for data";
    private const string OfPractice = "The locum came late";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_file_of_who_answered_for_the_practice_has_their_answer_and_nothing_that_the_fellow_said()
    {
        var bot = await StartAsync();
        await ToldBySidesAsync(bot);
        var file = await FileAsync(bot, bot.Yusuf);
        Assert.Contains(OfPractice, file, StringComparison.Ordinal);
        foreach (var theirs in new[] { OfFellow, OfFellowAfter, "A pathway", "Appointment", "Going", "ByFellow", "EndWords" })
            Assert.DoesNotContain(theirs, file, StringComparison.Ordinal);

        await bot.WorksThereAsync(bot.Yusuf); // leads it no more
        Assert.DoesNotContain(OfFellow, await FileAsync(bot, bot.Yusuf), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_of_the_fellow_has_all_of_their_place_but_what_the_practice_said_and_who_said_it()
    {
        var bot = await StartAsync();
        await ToldBySidesAsync(bot);
        var file = await FileAsync(bot, bot.Priya);
        foreach (var own in new[] { OfFellow, OfFellowAfter, "A pathway" })
            Assert.Contains(own, file, StringComparison.Ordinal);
        foreach (var theirs in new[] { OfPractice, "ByPractice", AskedPeople.IdOf(bot.Yusuf).ToString() })
            Assert.DoesNotContain(theirs, file, StringComparison.Ordinal);
    }

    /// <summary>A fellow and the practice that Yusuf leads have each said something of one place, which was completed.</summary>
    private static async Task ToldBySidesAsync(BotUnderTest bot)
    {
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(14));
        await bot.SaysAsync(bot.Priya, "fellowships.going", key, bot.Priya, new JsonObject { ["going"] = "Badly", ["words"] = OfFellow });
        await bot.BecomesAsync(FellowDrivers.Over);
        await bot.SaysAsync(bot.Priya, "fellowships.survey", key, bot.Priya, new JsonObject { ["worth"] = "4", ["kept"] = "Partly", ["words"] = OfFellowAfter });
        await bot.SaysAsync(bot.Yusuf, "fellowships.survey", key, bot.Priya, new JsonObject { ["worth"] = "3", ["kept"] = "No", ["words"] = OfPractice });
        await bot.RecordsAsync(key, bot.Priya, "complete", new JsonObject { ["words"] = "A pathway" });
    }

    private static async Task<string> FileAsync(BotUnderTest bot, Colleague who)
    {
        var held = Assert.Single(bot.Services.GetServices<IPersonalData>(), one => one.GetType().Name == "FellowshipsHeld");
        var about = new PersonAsked(AskedPeople.IdOf(who), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName(FellowshipForms.Here, "Larkford")] };
        return Assert.Single(await held.DescribeAsync(about, Token)).Json.ToString()!;
    }
}
