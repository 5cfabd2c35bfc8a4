using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>A practice that is asked to release somebody for a fellowship has it in what waits until it begins, and is reminded once, with a working day left. Asked on Tuesday 17 March at nine; it starts on Monday 20 April.</summary>
public sealed class PracticeRemindedTests : WholeApp
{
    private const string Line = "Say whether the practice can release Dr Priya Raman: Frailty in care homes";
    private const string Reminder = "A reminder: Dr Priya Raman still waits for the practice's answer. It starts on Mon 20 Apr 2026, so please answer before that.";

    private static readonly DateTimeOffset Due = FellowDrivers.Closed.AddDays(3);

    [Fact]
    public async Task They_are_reminded_after_three_working_days_and_read_until_when_it_counts()
    {
        var bot = await StartAsync();
        await bot.HasAskedPracticeAsync();
        Assert.True((await bot.Yusuf.Hears("waiting")).Says(Line) && bot.NewestCardIn(bot.Yusuf.Chat).Says("closes Mon 20 Apr"), bot.NewestCardIn(bot.Yusuf.Chat).ToString());
        await bot.BecomesAsync(Due);
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(Reminder));

        await bot.BecomesAsync(FellowDrivers.Started);
        Assert.False((await bot.Yusuf.Hears("waiting")).Says(Line));
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(Reminder));
    }

    [Fact]
    public async Task Asked_shortly_before_it_starts_they_are_reminded_on_the_working_day_before()
    {
        var bot = await StartAsync();
        var key = await HasShortlistAsync(bot);
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 16, 9, 0, 0, TimeSpan.Zero)); // Thursday
        await bot.AsksPracticeAsync(key);
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 16, 23, 30, 0, TimeSpan.Zero));
        Assert.DoesNotContain("A reminder", bot.Told(bot.Yusuf), StringComparison.Ordinal);
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 17, 7, 0, 0, TimeSpan.Zero));
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(Reminder));
    }

    [Fact]
    public async Task Where_it_isnt_offered_any_more_nothing_waits_and_nobody_is_reminded()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await bot.Organiser.Sends(PostForms.About("fellowships.withdraw").With(FellowshipForms.About(key)).With(new JsonObject { ["reason"] = "The money went" }));
        await bot.DrainAsync();
        await EndsAsync(bot);
    }

    [Fact]
    public async Task Where_what_it_was_asked_about_has_changed_nothing_waits_until_it_is_asked_again()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["ends"] = "2026-08-02" });
        await bot.DrainAsync();
        await EndsAsync(bot);
        await bot.AsksPracticeAsync(key);
        Assert.True((await bot.Yusuf.Hears("waiting")).Says(Line));
        await bot.BecomesAsync(Due.AddDays(5));
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says("A reminder"));
    }

    [Fact]
    public async Task Where_it_comes_about_after_all_it_waits_again_and_they_are_reminded_from_then()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.NotSelected, "Lead a smaller project first");
        await bot.DrainAsync();
        await EndsAsync(bot);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Reserve, "Somebody may drop out");
        await bot.DrainAsync();
        Assert.True((await bot.Yusuf.Hears("waiting")).Says(Line));
        await bot.BecomesAsync(Due.AddDays(4));
        Assert.DoesNotContain("A reminder", bot.Told(bot.Yusuf), StringComparison.Ordinal);
        await bot.BecomesAsync(Due.AddDays(5));
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says("A reminder"));
    }

    /// <summary>Nothing waits, and the day of the reminder passes without one.</summary>
    private static async Task EndsAsync(BotUnderTest bot)
    {
        Assert.False((await bot.Yusuf.Hears("waiting")).Says(Line));
        Assert.Empty(await bot.RowsAsync(ApplicationIndexRows.Table, ApplicationIndexRows.AskedIn(FellowshipForms.Here)));
        await bot.BecomesAsync(Due);
        Assert.DoesNotContain("A reminder", bot.Told(bot.Yusuf), StringComparison.Ordinal);
    }

    private static async Task<string> HasShortlistAsync(BotUnderTest bot)
    {
        await bot.WorksThereAsync(bot.Yusuf, leads: true);
        await bot.WorksThereAsync(bot.Priya);
        await bot.MeetsAsync(bot.Yusuf);
        return await bot.HasShortlistAsync(1, bot.Priya);
    }
}
