using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications;
using LeadershipBot.Tests.Features.Applications;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>What a practice says once the place is taken counts on every card after it: nobody reads that it agreed where it didn't, or not to that.</summary>
public sealed class SaidSinceTakenTests : WholeApp
{
    private const string Agreed = "agreed to release";
    private const string Starts = "Dr Priya Raman starts: Frailty in care homes";
    private const string Mine = "It starts: Frailty in care homes";
    private const string Taken = "Dr Priya Raman took the place: Frailty in care homes";
    private const string NotYet = "What your practice agreed to has changed since, and it hasn't agreed to how it is now.";
    private const string Declined = "Your practice said on Tue 17 Mar 2026 that it can't release them: please talk to Helen Whitcombe.";

    [Fact]
    public async Task A_practice_that_is_asked_again_and_says_no_reads_that_on_the_first_day()
    {
        var (bot, key) = await TakenOnEarlierWordsAsync();
        await bot.AsksPracticeAsync(key);
        await bot.Yusuf.SendsFormAsync("applications.release.no.form", FellowshipForms.Opening(key).With(await bot.QuestionAsync(FellowshipForms.Partition(key), bot.Priya)), new JsonObject { ["words"] = "We lost a partner" });
        await bot.DrainAsync();
        await StartsAsync(bot, Declined, "It said on Tue 17 Mar 2026 that it can't release you: please talk to them, and to Helen Whitcombe.");
        Assert.True((await PlaceAsync(bot, key)).Says("The Tannery Practice said on Tue 17 Mar 2026 that it can't release them."), (await PlaceAsync(bot, key)).ToString());
    }

    [Fact]
    public async Task A_practice_that_is_asked_again_and_hasnt_answered_doesnt_read_that_it_agreed()
    {
        var (bot, key) = await TakenOnEarlierWordsAsync();
        await bot.AsksPracticeAsync(key);
        await StartsAsync(bot, NotYet, "It hasn't agreed to how it is now: please make sure that they know.");
        Assert.True((await PlaceAsync(bot, key)).Says("The Tannery Practice hasn't agreed to release them for how it is now."), (await PlaceAsync(bot, key)).ToString());
    }

    [Fact]
    public async Task A_practice_that_is_asked_again_and_agrees_reads_that_it_agreed()
    {
        var (bot, key) = await TakenOnEarlierWordsAsync();
        await bot.AsksPracticeAsync(key);
        await bot.PracticeAgreesAsync(key);
        await bot.BecomesAsync(FellowDrivers.Started);
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(Starts) && card.Says("Your practice agreed to release them."));
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says(Mine) && card.Says("which agreed to release you"));
        Assert.True((await PlaceAsync(bot, key)).Says("The Tannery Practice agreed to release them."));
    }

    [Fact]
    public async Task A_no_by_telephone_after_the_place_was_taken_is_what_everybody_reads()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await bot.PracticeAgreesAsync(key);
        await bot.TakesPlaceAsync(key);
        await RecordsNoAsync(bot, key);
        await StartsAsync(bot, Declined, "It said on Tue 17 Mar 2026 that it can't release you: please talk to them, and to Helen Whitcombe.");
    }

    [Fact]
    public async Task A_no_that_is_recorded_before_the_practice_was_told_of_the_place_is_what_it_reads_then()
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await bot.PracticeAgreesAsync(key);
        await bot.BecomesAsync(FellowDrivers.Closed.AddHours(11)); // when nobody is told anything
        await bot.TakesPlaceAsync(key);
        await RecordsNoAsync(bot, key);
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(1));
        var told = bot.CardsOf(bot.Yusuf).Single(card => card.Says(Taken));
        Assert.True(told.Says("Your practice said on Tue 17 Mar 2026 that it can't release them: please talk to Helen Whitcombe soon.") && !told.Says(Agreed), told.ToString());
    }

    [Fact]
    public async Task Another_practice_that_agrees_since_is_told_of_the_place_and_the_first_hears_no_more_of_it()
    {
        var (bot, key) = await TakenOnEarlierWordsAsync(twoPractices: true);
        await bot.Priya.SendsFormAsync("applications.release.form", FellowshipForms.Opening(key), new JsonObject { ["practice"] = "Z99001" });
        await bot.DrainAsync();
        await bot.Tomasz.PressesAsync(bot, "applications.release.agree", FellowshipForms.Opening(key).With(await bot.QuestionAsync(FellowshipForms.Partition(key), bot.Priya)));
        for (var day = 1; day <= 3; day++)
            await bot.BecomesAsync(FellowDrivers.Closed.AddDays(day));
        Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Says(Taken) && card.Says("Your practice agreed to release them."));
        Assert.Equal("Z99001", (await bot.PlaceAsync(key, bot.Priya)).PracticeCode);

        await bot.BecomesAsync(FellowDrivers.Started);
        Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Says(Starts) && card.Says("Your practice agreed to release them."));
        Assert.DoesNotContain(bot.CardsOf(bot.Yusuf), card => card.Says(Starts));
    }

    [Fact]
    public async Task Where_another_practice_is_asked_and_hasnt_answered_the_first_doesnt_read_that_it_agreed()
    {
        var (bot, key) = await TakenOnEarlierWordsAsync(twoPractices: true);
        await bot.Priya.SendsFormAsync("applications.release.form", FellowshipForms.Opening(key), new JsonObject { ["practice"] = "Z99001" });
        await bot.DrainAsync();
        await StartsAsync(bot, NotYet, "It hasn't agreed to how it is now: please make sure that they know.");
        Assert.DoesNotContain(bot.CardsOf(bot.Tomasz), card => card.Says(Starts)); // it is asked, and released nobody
    }

    [Fact]
    public async Task Given_up_after_the_practice_was_asked_again_it_hears_so_once()
    {
        var (bot, key) = await TakenOnEarlierWordsAsync();
        await bot.AsksPracticeAsync(key);
        await bot.SaysAsync(bot.Priya, "fellowships.leave", key, bot.Priya, new JsonObject { ["why"] = "I move away" });
        await bot.DrainAsync();
        Assert.Contains("Dr Priya Raman has left", bot.Told(bot.Yusuf), StringComparison.Ordinal);
        Assert.DoesNotContain("It goes no further", bot.Told(bot.Yusuf), StringComparison.Ordinal);
        Assert.Empty(await bot.RowsAsync(ApplicationIndexRows.Table, ApplicationIndexRows.AskedIn(FellowshipForms.Here)));
    }

    /// <summary>Yusuf's practice agreed, its last day moved since, and Priya took the place.</summary>
    private async Task<(BotUnderTest Bot, string Key)> TakenOnEarlierWordsAsync(bool twoPractices = false)
    {
        var bot = await StartAsync();
        var key = await bot.HasAskedPracticeAsync();
        await bot.PracticeAgreesAsync(key);
        if (twoPractices)
        {
            await bot.ListsAsync(bot.Tomasz, FellowshipForms.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99001"), LeadOf = PracticeCodes.Parse("Z99001") });
            await bot.ListsAsync(bot.Priya, FellowshipForms.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99001,Z99003"), LeadOf = PracticeCodes.None });
            await bot.MeetsAsync(bot.Tomasz);
        }

        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["ends"] = "2026-08-02" });
        await bot.DrainAsync();
        await bot.TakesPlaceAsync(key);
        Assert.Equal(FellowDrivers.Practice, (await bot.PlaceAsync(key, bot.Priya)).PracticeCode);
        return (bot, key);
    }

    private static async Task RecordsNoAsync(BotUnderTest bot, string key)
    {
        await bot.Organiser.SendsFormAsync("applications.record.form", FellowshipForms.Opening(key).With(ApplicationForms.Of(bot.Priya)), new JsonObject { ["said"] = "no", ["words"] = "They lost a partner" });
        await bot.DrainAsync();
    }

    /// <summary>On the first day practice and fellow read this, and nobody that it agreed.</summary>
    private static async Task StartsAsync(BotUnderTest bot, string toLead, string toFellow)
    {
        await bot.BecomesAsync(FellowDrivers.Started);
        foreach (var (who, heading, words) in new[] { (bot.Yusuf, Starts, toLead), (bot.Priya, Mine, toFellow) })
        {
            var card = bot.CardsOf(who).Single(one => one.Says(heading));
            Assert.True(card.Says(words) && !card.Says(Agreed) && !card.Says("agreed before"), card.ToString());
        }
    }

    /// <summary>The dialog about the place, for whoever runs it.</summary>
    private static async Task<CardReading> PlaceAsync(BotUnderTest bot, string key)
        => CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.place.form").With(FellowshipForms.About(key)).With(new JsonObject { ["place"] = (await bot.PlaceAsync(key, bot.Priya)).Id }))).Card);
}
