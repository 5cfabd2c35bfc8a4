using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>An offer can be answered: from when its card can come, with a working day at least, before it begins; and who can't have it hears so.</summary>
public sealed class OfferTimeTests : WholeApp
{
    private static readonly DateTimeOffset Starts = new(2026, 4, 20, 0, 0, 0, TimeSpan.Zero); // a Monday

    [Fact]
    public async Task An_offer_made_in_quiet_hours_counts_its_working_days_from_when_its_card_comes()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 20, 20, 0, 0, TimeSpan.Zero)); // Friday evening
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        Assert.Equal(new DateTimeOffset(2026, 3, 30, 7, 30, 0, TimeSpan.Zero), await UntilAsync(bot, key)); // five working days after Monday
        Assert.DoesNotContain("You are offered a place.", bot.Told(bot.Priya), StringComparison.Ordinal);
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 23, 7, 31, 0, TimeSpan.Zero));
        Assert.Contains("You are offered a place.", bot.Told(bot.Priya), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_not_one_working_day_is_left_nobody_is_offered_it_and_whoever_runs_it_is_told()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya, bot.Tomasz);
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 15, 20, 0, 0, TimeSpan.Zero)); // Wednesday evening: Thursday and Friday are left
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        Assert.Equal(Starts, await UntilAsync(bot, key));
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Reserve);

        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 17, 11, 0, 0, TimeSpan.Zero)); // Friday noon: a weekend is no time for an answer
        await bot.Priya.DeclinesAsync(key, "Another post");
        await bot.DrainAsync();
        Assert.Equal(Stage.Reserve, await bot.StageAsync(key, bot.Tomasz));
        Assert.Single(bot.CardsOf(bot.Organiser), card => card.Says("Too late for an offer") && card.Says("A place is free, and Dr Tomasz Zielinski is next.")); // beside the news of the no
        await bot.RecountsAsync(key, 1);
    }

    [Fact]
    public async Task An_organiser_who_offers_too_late_reads_so()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 17, 19, 0, 0, TimeSpan.Zero)); // Friday evening before the Monday
        var late = CardReading.Of((await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered)).Card);
        Assert.True(late.Says("They couldn't answer: not one working day is left before it starts.") && late.Says("Change the first day, or talk with them."), late.ToString());
        Assert.Equal(Stage.Shortlisted, await bot.StageAsync(key, bot.Priya));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    public async Task A_day_before_it_ends_an_offer_of_two_days_is_reminded_of_as_well_and_one_of_a_day_is_not(int days, int reminders)
    {
        var (bot, _) = await HasOfferAsync(days);
        foreach (var hours in new[] { 1, 24, 48 })
            await bot.BecomesAsync(FellowDrivers.Closed.AddHours(hours).AddMinutes(1));
        Assert.Equal(reminders, bot.CardsOf(bot.Priya).Count(card => card.Says("Your offer runs out soon.")));
    }

    [Fact]
    public async Task Who_left_with_an_offer_of_one_day_is_told_to_whoever_runs_it_while_there_is_time()
    {
        var (bot, key) = await HasOfferAsync(1);
        await bot.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = roll.Members.Where(one => one.Key != AskedPeople.IdOf(bot.Priya)).ToDictionary() });
        Assert.True((await bot.Priya.ReadsAsync(bot, "applications.mine", FellowshipForms.Opening(key))).Says("or talk to Helen Whitcombe, who is told."));
        await bot.BecomesAsync(FellowDrivers.Closed.AddHours(4).AddMinutes(1)); // the same afternoon
        Assert.Single(bot.SentTo(bot.Organiser), "An offer that can't be taken: Frailty in care homes");
    }

    [Theory]
    [InlineData(true, "since by what is known of you, you may not have it now", false)]
    [InlineData(false, "A place came free for who waits, but Dr Tomasz Zielinski", true)]
    public async Task Who_may_not_have_it_by_now_is_passed_over_and_told_and_where_they_cant_be_whoever_runs_it_is(bool isReached, string words, bool tellsOrganiser)
    {
        var bot = await StartAsync();
        await bot.ListsAsync(bot.Tomasz, FellowshipForms.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse(FellowDrivers.Practice) });
        foreach (var who in new[] { bot.Priya, bot.Yusuf })
            await bot.WorksThereAsync(who);
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf, bot.Organiser })
            await bot.MeetsAsync(who);
        var key = await bot.WritesFellowshipAsync(bot.Organiser, places: 1, people: new JsonObject { ["place"] = "true" });
        await bot.ApprovesAsync(bot.Chair, key);
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf })
            await who.AppliesForAsync(key);
        await bot.BecomesAsync(FellowDrivers.Closed);
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf })
            await bot.Organiser.MovesAsync(key, who, Stage.Shortlisted);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf })
        {
            bot.Clock.Advance(TimeSpan.FromMinutes(1));
            await bot.Organiser.MovesAsync(key, who, Stage.Reserve);
        }

        await bot.ListsAsync(bot.Tomasz, FellowshipForms.Here, Roles.Member, member => member with { Practices = PracticeCodes.None }); // left the practice
        if (!isReached)
            bot.Teams.World.SetInstall(bot.Tomasz.Chat, InstallState.Blocked);
        await bot.Priya.DeclinesAsync(key, "Another post");
        await bot.DrainAsync();

        Assert.Equal((Stage.Reserve, Stage.Offered), (await bot.StageAsync(key, bot.Tomasz), await bot.StageAsync(key, bot.Yusuf)));
        Assert.Contains(words, bot.Told(tellsOrganiser ? bot.Organiser : bot.Tomasz), StringComparison.Ordinal);
        Assert.Equal(tellsOrganiser, bot.Told(bot.Organiser).Contains("Passed over:", StringComparison.Ordinal));
        await bot.Yusuf.DeclinesAsync(key, "Another post"); // passed over once more: told once
        await bot.DrainAsync();
        Assert.Equal(isReached ? 1 : 0, bot.CardsOf(bot.Tomasz).Count(card => card.Says("A place came free")));
    }

    /// <summary>Priya is offered a place on Tuesday at nine, with so many working days to answer.</summary>
    private async Task<(BotUnderTest Bot, string Key)> HasOfferAsync(int days)
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Priya, bot.Organiser })
            await bot.MeetsAsync(who);
        var key = await bot.WritesFellowshipAsync(bot.Organiser, places: 1, people: new JsonObject { ["offerDays"] = days });
        await bot.ApprovesAsync(bot.Chair, key);
        await bot.Priya.AppliesForAsync(key);
        await bot.BecomesAsync(FellowDrivers.Closed);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Shortlisted);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        Assert.Equal(FellowDrivers.Closed.AddDays(days), await UntilAsync(bot, key));
        await bot.DrainAsync();
        return (bot, key);
    }

    private static async Task<DateTimeOffset> UntilAsync(BotUnderTest bot, string key)
        => (await bot.RowsAsync(ApplicationRows.Table, FellowshipForms.Partition(key), ApplicationRows.Application)).Select(ApplicationRows.ToApplication).Single(one => one.Stage is Stage.Offered).OfferUntil!.Value;
}
