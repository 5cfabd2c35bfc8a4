using System.Text.Json.Nodes;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>How it goes halfway is asked once more, and its silence told, counted from when the question came; of who can't be asked just that is said.</summary>
public sealed class MidwayHeldTests : WholeApp
{
    private const string Halfway = "Halfway: Frailty in care homes";
    private const string Silent = "No word from Dr Priya Raman: Frailty in care homes";

    [Fact]
    public async Task Paused_over_the_halfway_day_the_questions_come_one_after_the_other_and_silence_is_told_after_both()
    {
        var bot = await StartAsync();
        await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(44)); // the day before
        await bot.Priya.Hears("pause 2 weeks");
        await GoesOnAsync(bot, 45, 57);
        Assert.Equal((0, 0), Counted(bot));
        await GoesOnAsync(bot, 58, 63); // back on the 17th of June, a Wednesday
        Assert.Equal((1, 0), Counted(bot));
        await GoesOnAsync(bot, 64, 69);
        Assert.Equal((2, 0), Counted(bot));
        await GoesOnAsync(bot, 70, 82);
        Assert.Equal((2, 1), Counted(bot));
    }

    [Fact]
    public async Task Of_who_cant_be_asked_whoever_runs_it_reads_that_and_not_that_they_were_asked_twice()
    {
        var bot = await StartAsync();
        await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(40));
        bot.Teams.World.SetInstall(bot.Priya.Chat, InstallState.Uninstalled);
        await GoesOnAsync(bot, 41, 80);
        var told = bot.CardsOf(bot.Organiser).Single(card => card.Says(Silent));
        Assert.True(told.Says("I can't ask them: they can't be reached in Teams") && !told.Says("once more") && told.Buttons.Contains("Manage"), told.ToString());
    }

    [Fact]
    public async Task Asked_anew_halfway_to_a_later_last_day_a_second_silence_is_told_too()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await GoesOnAsync(bot, 44, 66);
        Assert.Equal((2, 1), Counted(bot));
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["ends"] = "2026-10-18" });
        await GoesOnAsync(bot, 67, 120); // halfway is on the 20th of July now
        Assert.Equal((4, 2), Counted(bot));
    }

    private static async Task GoesOnAsync(BotUnderTest bot, int from, int to)
    {
        for (var day = from; day <= to; day++)
            await bot.BecomesAsync(FellowDrivers.Started.AddDays(day));
    }

    private static (int Asked, int Told) Counted(BotUnderTest bot)
        => (bot.CardsOf(bot.Priya).Count(card => card.Says(Halfway)), bot.CardsOf(bot.Organiser).Count(card => card.Says(Silent)));
}
