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

        var second = await NextAsync(bot, first, "2026-09-15", "2026-10-05", "2027-01-05");

        var told = bot.NewestCardIn(bot.Priya.Chat);
        Assert.True(told.Says("Open again: Frailty in care homes (cycle 2)") && told.Says("asked to be kept in mind"), told.ToString());
        Assert.DoesNotContain("Open again", bot.Told(bot.Tomasz), StringComparison.Ordinal);
        await bot.Priya.AppliesForAsync(second);
        var mine = await bot.Priya.Hears("my applications");
        Assert.True(mine.Says("Frailty in care homes (cycle 2)"), mine.ToString());
    }

    [Fact]
    public async Task Who_was_kept_in_mind_two_cycles_ago_hears_of_the_third_unless_what_they_did_since_says_otherwise()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf, bot.Organiser })
            await bot.MeetsAsync(who);
        var first = await bot.OffersFellowshipAsync();
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf })
            await who.SendsFormAsync("applications.form", FellowshipForms.Opening(first), new JsonObject { ["statement"] = "I want to get there", ["readiness"] = "OneToTwoYears" });
        await bot.BecomesAsync(FellowDrivers.Closed);
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf })
            await bot.Organiser.MovesAsync(first, who, Stage.NotShortlisted, "Next time");

        var second = await NextAsync(bot, first, "2026-05-15", "2026-06-15", "2026-08-31");
        await bot.Tomasz.AppliesForAsync(second);
        await bot.Yusuf.Sends(PostForms.About("applications.withdraw").With(FellowshipForms.Opening(first))); // wants to hear no more
        await bot.BecomesAsync(new DateTimeOffset(2026, 5, 18, 9, 0, 0, TimeSpan.Zero));
        await bot.Organiser.MovesAsync(second, bot.Tomasz, Stage.NotShortlisted, "Others were nearer");
        await NextAsync(bot, second, "2026-09-15", "2026-10-05", "2027-01-05");

        foreach (var (who, times) in new[] { (bot.Priya, 2), (bot.Tomasz, 1), (bot.Yusuf, 1) })
            Assert.Equal(times, bot.CardsOf(who).Count(card => card.Heading.StartsWith("Open again", StringComparison.Ordinal)));
    }

    /// <summary>The next cycle, approved.</summary>
    private static async Task<string> NextAsync(BotUnderTest bot, string key, string closes, string starts, string ends)
    {
        var before = await bot.FellowshipKeysAsync();
        var page = CardReading.Of((await bot.Organiser.Sends(PostForms.About("fellowships.again").With(FellowshipForms.About(key)))).Card);
        page = await bot.Organiser.SendsPageAsync(page, []);
        page = await bot.Organiser.SendsPageAsync(page, []);
        await bot.Organiser.Sends(PostForms.Filled(page, new JsonObject { ["closes"] = closes, ["starts"] = starts, ["ends"] = ends }));
        var next = Assert.Single(await bot.FellowshipKeysAsync(), one => !before.Contains(one));
        Assert.True((await bot.ApprovesAsync(bot.Chair, next)).Says("Approved."));
        await bot.DrainAsync();
        return next;
    }
}
