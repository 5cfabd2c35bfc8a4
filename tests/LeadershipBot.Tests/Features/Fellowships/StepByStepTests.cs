using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>An applicant opens "My applications" at each stage, and reads the next step with its day.</summary>
public sealed class StepByStepTests : WholeApp
{
    [Fact]
    public async Task From_received_to_completed_the_applicant_reads_the_next_step_and_its_day()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Organiser, bot.Chair })
            await bot.MeetsAsync(who);
        var key = await bot.OffersFellowshipAsync(places: 1);
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
            await who.AppliesForAsync(key);
        await ReadsAsync(bot, key, "applications close on Mon 16 Mar, 17:00 (GMT). You hear by Mon 30 Mar 2026.");
        await bot.BecomesAsync(FellowDrivers.Closed);
        await ReadsAsync(bot, key, "it is being read. You hear by Mon 30 Mar 2026.");
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
            await bot.Organiser.MovesAsync(key, who, Stage.Shortlisted);
        await ReadsAsync(bot, key, "Helen Whitcombe tells you what follows by Tue 31 Mar 2026.");
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Offered);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Reserve);
        await ReadsAsync(bot, key, "if a place comes free before Mon 20 Apr 2026 it is offered to you at once.");
        await bot.Tomasz.DeclinesAsync(key, "Another post");
        await bot.DrainAsync();
        await ReadsAsync(bot, key, "say yes or no by Tue 24 Mar, 09:00 (GMT).");
        await bot.Priya.AcceptsAsync(bot, key);
        await ReadsAsync(bot, key, "it starts on Mon 20 Apr 2026, and you get a card then.");
        await bot.BecomesAsync(FellowDrivers.Started);
        await ReadsAsync(bot, key, "from Thu 4 Jun 2026 you are asked how it goes.");
        await bot.BecomesAsync(new DateTimeOffset(2026, 6, 4, 9, 0, 0, TimeSpan.Zero));
        await ReadsAsync(bot, key, "its last day is Sun 19 Jul 2026, and Helen Whitcombe confirms by Fri 31 Jul 2026 what came of it.");
        await bot.BecomesAsync(FellowDrivers.Over);
        await ReadsAsync(bot, key, "Next: Helen Whitcombe confirms by Fri 31 Jul 2026 what came of it, and you are told.");
        await bot.BecomesAsync(new DateTimeOffset(2026, 7, 31, 12, 0, 0, TimeSpan.Zero));
        await ReadsAsync(bot, key, "Helen Whitcombe and the chairs have been reminded to confirm what came of it");
        await bot.RecordsAsync(key, bot.Priya, "complete", new JsonObject { ["words"] = "A rota that two homes still keep" });
        await ReadsAsync(bot, key, "Completed.");
    }

    [Fact]
    public async Task An_offer_whose_time_has_just_passed_has_no_yes_any_more_and_says_so()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        Assert.Contains("Yes, I take it", (await MineAsync(bot, key)).Buttons);
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(7).AddMinutes(1)); // within the grace
        var mine = await MineAsync(bot, key);
        Assert.Equal(Stage.Offered, await bot.StageAsync(key, bot.Priya));
        Assert.True(mine.Says("The time for your answer ended on Tue 24 Mar, 09:00 (GMT)") && !mine.Buttons.Contains("Yes, I take it"), mine.ToString());
    }

    [Fact]
    public async Task Whoever_waits_for_their_practice_reads_from_when_it_can_be_asked_again()
    {
        var bot = await StartAsync();
        await bot.WorksThereAsync(bot.Yusuf, leads: true);
        await bot.WorksThereAsync(bot.Priya);
        await bot.MeetsAsync(bot.Yusuf);
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.Priya.SendsFormAsync("applications.release.form", FellowshipForms.Opening(key), []);
        await ReadsAsync(bot, key, "if there is none by Tue 24 Mar 2026, you can ask again.");
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(7));
        var mine = await MineAsync(bot, key);
        Assert.True(mine.Says("hasn't answered yet") && mine.Buttons.Contains("Ask my practice"), mine.ToString());
    }

    private static Task<CardReading> MineAsync(BotUnderTest bot, string key) => bot.Priya.ReadsAsync(bot, "applications.mine", FellowshipForms.Opening(key));

    private static async Task ReadsAsync(BotUnderTest bot, string key, string words)
    {
        var mine = await MineAsync(bot, key);
        Assert.True(mine.Says(words), mine.ToString());
    }
}
