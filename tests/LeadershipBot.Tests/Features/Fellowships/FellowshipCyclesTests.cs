using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>The cycle after: who asked to be kept in mind hears of it, and what they apply for then says which cycle it is.</summary>
public sealed class FellowshipCyclesTests : WholeApp
{
    [Fact]
    public async Task Who_was_kept_in_mind_hears_that_it_is_open_again_and_my_applications_names_the_cycle()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Organiser })
            await bot.MeetsAsync(who);
        var first = await bot.OffersFellowshipAsync();
        await bot.Priya.SendsFormAsync("applications.form", FellowshipForms.Opening(first), new JsonObject { ["statement"] = "I want to get there", ["readiness"] = "OneToTwoYears" });
        await bot.Tomasz.AppliesForAsync(first);
        await bot.BecomesAsync(FellowDrivers.Closed);
        await bot.Organiser.MovesAsync(first, bot.Priya, Stage.NotShortlisted, "Next time");
        await bot.Organiser.MovesAsync(first, bot.Tomasz, Stage.NotShortlisted, "Others were nearer");

        var page = CardReading.Of((await bot.Organiser.Sends(PostForms.About("fellowships.again").With(FellowshipForms.About(first)))).Card);
        page = await bot.Organiser.SendsPageAsync(page, []);
        page = await bot.Organiser.SendsPageAsync(page, []);
        await bot.Organiser.Sends(PostForms.Filled(page, new JsonObject { ["closes"] = "2026-09-15", ["starts"] = "2026-10-05", ["ends"] = "2027-01-05" }));
        var second = Assert.Single(await bot.FellowshipKeysAsync(), key => key != first);
        Assert.True((await bot.ApprovesAsync(bot.Chair, second)).Says("Approved."));
        await bot.DrainAsync();

        var told = bot.NewestCardIn(bot.Priya.Chat);
        Assert.True(told.Says("Open again: Frailty in care homes (cycle 2)") && told.Says("asked to be kept in mind"), told.ToString());
        Assert.DoesNotContain("Open again", bot.Told(bot.Tomasz), StringComparison.Ordinal);
        await bot.Priya.AppliesForAsync(second);
        var mine = await bot.Priya.Hears("my applications");
        Assert.True(mine.Says("Frailty in care homes (cycle 2)"), mine.ToString());
    }
}
