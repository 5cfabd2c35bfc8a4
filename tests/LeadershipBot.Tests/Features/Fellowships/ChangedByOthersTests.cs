using System.Text.Json.Nodes;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>A fellowship that another changes, or that is changed twice before anybody is told.</summary>
public sealed class ChangedByOthersTests : WholeApp
{
    private const string Changed = "Changed: Frailty in care homes";

    [Fact]
    public async Task Changed_twice_in_the_evening_who_applied_and_whoever_runs_it_read_one_card_with_how_it_is_now()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.BecomesAsync(FellowDrivers.Closed.AddHours(11)); // when nobody is told anything
        foreach (var ends in new[] { "2026-08-02", "2026-08-09" })
        {
            await bot.Chair.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["ends"] = ends });
            await bot.DrainAsync();
        }

        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(1));
        foreach (var who in new[] { bot.Priya, bot.Organiser })
            Assert.True(Assert.Single(bot.CardsOf(who), card => card.Says(Changed)).Says("Mon 20 Apr 2026 to Sun 9 Aug 2026"), bot.Told(who));
    }

    [Fact]
    public async Task Who_pays_corrected_by_another_is_told_to_whoever_runs_it_and_by_themselves_it_isnt()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.Organiser.SendsFormAsync("fellowships.correct.form", FellowshipForms.About(key), new JsonObject { ["fundedBy"] = "the federation" });
        await bot.DrainAsync();
        Assert.DoesNotContain(Changed, bot.Told(bot.Organiser), StringComparison.Ordinal);
        await bot.Chair.SendsFormAsync("fellowships.correct.form", FellowshipForms.About(key), new JsonObject { ["fundedBy"] = "the health board" });
        await bot.DrainAsync();
        Assert.True(Assert.Single(bot.CardsOf(bot.Organiser), card => card.Says(Changed)).Says("the health board"), bot.Told(bot.Organiser));
    }
}
