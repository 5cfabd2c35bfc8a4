using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications;
using LeadershipBot.Tests.Features.Applications;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>A practice that was asked here, and whose answer is recorded by hand, hears of what becomes of it as any other that was asked.</summary>
public sealed class RecordedForPracticeTests : WholeApp
{
    private const string Agrees = "Your practice agrees to release you.";

    [Fact]
    public async Task Who_leads_the_practice_agrees_after_it_was_recorded_and_it_is_theirs_and_told_once()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await RecordsAsync(bot, key, "yes");
        var card = CardReading.Of((await bot.PracticeAgreesAsync(key)).Card);
        await bot.DrainAsync();
        Assert.True(card.Says("Dr Yusuf Demir agreed for the practice."), card.ToString());
        var row = Assert.Single(await bot.RowsAsync(ApplicationRows.Table, FellowshipForms.Partition(key), ApplicationRows.Release));
        Assert.Equal(("Agreed", AskedPeople.IdOf(bot.Yusuf).ToString(), null), (row.GetString("State"), row.GetString("AnsweredBy"), row.GetBoolean("IsByHand")));
        Assert.Single(bot.CardsOf(bot.Priya), one => one.Says(Agrees));
    }

    [Fact]
    public async Task Once_a_yes_was_recorded_who_leads_it_hears_of_the_place_its_start_and_what_it_was_worth()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await RecordsAsync(bot, key, "yes");
        await bot.TakesPlaceAsync(key);
        var taken = bot.CardsOf(bot.Yusuf).Single(card => card.Says("Dr Priya Raman took the place: Frailty in care homes"));
        Assert.True(taken.Says("Your practice agreed to release them."), taken.ToString());

        await bot.BecomesAsync(FellowDrivers.Started);
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says("Dr Priya Raman starts: Frailty in care homes"));
        var start = bot.CardsOf(bot.Priya).Single(card => card.Says("It starts: Frailty in care homes"));
        Assert.True(start.Says("which agreed to release you, is told as well.") && !start.Says("it wasn't asked here"), start.ToString());
        await bot.BecomesAsync(FellowDrivers.Over);
        Assert.True((await bot.Yusuf.Hears("waiting")).Says("What was releasing Dr Priya Raman worth?"));
    }

    [Fact]
    public async Task Agreed_here_then_a_no_by_telephone_then_a_yes_the_practice_hears_still_that_nothing_comes_of_it()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await bot.PracticeAgreesAsync(key);
        await RecordsAsync(bot, key, "no", "They lost a partner");
        await RecordsAsync(bot, key, "yes");
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.NotSelected, "Lead a smaller project first");
        await bot.DrainAsync();
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says("It goes no further: Frailty in care homes"));
    }

    [Fact]
    public async Task A_practice_to_which_the_question_never_came_hears_nothing_of_what_was_recorded_for_it()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAtNightAsync();
        await RecordsAsync(bot, key, "yes");
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(1));
        await bot.TakesPlaceAsync(key);
        Assert.DoesNotContain("Dr Priya Raman", bot.Told(bot.Yusuf), StringComparison.Ordinal);
    }

    private static async Task RecordsAsync(BotUnderTest bot, string key, string said, string words = "")
    {
        await bot.Organiser.SendsFormAsync("applications.record.form", FellowshipForms.Opening(key).With(ApplicationForms.Of(bot.Priya)), new JsonObject { ["said"] = said, ["words"] = words });
        await bot.DrainAsync();
    }
}
