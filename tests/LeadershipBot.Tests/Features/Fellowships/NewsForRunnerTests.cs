using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>News of applicants that waits for the morning comes to whoever runs it then; and where the chairs are told with it, they are told once.</summary>
public sealed class NewsForRunnerTests : WholeApp
{
    [Fact]
    public async Task Whoever_runs_it_by_the_morning_hears_what_came_in_the_evening_before()
    {
        var bot = await StartAsync();
        var callum = bot.Who("Dr Callum Reid");
        await bot.ListsAsync(callum, FellowshipForms.Here, Roles.Organiser);
        await bot.MeetsAsync(callum);
        var key = await bot.HasAskedPracticeAsync();
        await bot.BecomesAsync(FellowDrivers.Closed.AddHours(11)); // when nobody is told anything
        await bot.PracticeAgreesAsync(key);
        await CorrectsAsync(bot, key, callum);
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(1));

        const string agreed = "agrees to release Dr Priya Raman.";
        Assert.Single(bot.CardsOf(callum), card => card.Says(agreed));
        Assert.DoesNotContain(agreed, bot.Told(bot.Organiser), StringComparison.Ordinal);
        Assert.DoesNotContain(agreed, bot.Told(bot.Chair), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closed_on_a_Sunday_a_chair_without_quiet_hours_hears_it_once_and_whoever_runs_it_on_Monday()
    {
        const string closed = "Applications have closed: Frailty in care homes";
        var bot = await StartAsync();
        var callum = bot.Who("Dr Callum Reid");
        await bot.ListsAsync(callum, FellowshipForms.Here, Roles.Organiser);
        foreach (var who in new[] { callum, bot.Chair })
            await bot.MeetsAsync(who);
        await bot.SetsAsync(bot.Chair, PersonalSettings.Usual with { Quiet = new QuietHours(new TimeOnly(3, 0), new TimeOnly(3, 1), Weekends: false) });
        var key = await bot.OffersFellowshipAsync();
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["closes"] = "2026-03-15" });
        await bot.Priya.SendsFormAsync("applications.form", FellowshipForms.Opening(key), new JsonObject { ["statement"] = "I wonder", ["readiness"] = "Exploring" });
        await bot.Tomasz.AppliesForAsync(key);
        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await CorrectsAsync(bot, key, callum); // and doesn't know who explored before

        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 15, 18, 0, 0, TimeSpan.Zero));
        Assert.Equal((1, 0), Counted());
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 16, 9, 0, 0, TimeSpan.Zero));
        Assert.Equal((1, 1), Counted());

        (int Chair, int Runner) Counted() => (bot.CardsOf(bot.Chair).Count(card => card.Says(closed)), bot.CardsOf(callum).Count(card => card.Says(closed)));
    }

    private static async Task CorrectsAsync(BotUnderTest bot, string key, Colleague runBy)
    {
        await bot.Chair.SendsFormAsync("fellowships.correct.form", FellowshipForms.About(key), new JsonObject { ["runBy"] = AskedPeople.IdOf(runBy).ToString() });
        await bot.DrainAsync();
    }
}
