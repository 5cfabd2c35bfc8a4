using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications;
using LeadershipBot.Features.Fellowships;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>Dates and places that change while places are offered, taken and waited for: nobody counts on what isn't so any more.</summary>
public sealed class PlacesThatMoveTests : WholeApp
{
    private const string Off = "The day of the interviews isn't known any more.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_day_that_moves_earlier_shortens_open_offers_and_says_so_and_nobody_takes_a_place_after_it()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        Assert.Equal(new DateTime(2026, 3, 24), (await ApplicationAsync(bot, key, bot.Priya)).OfferUntil!.Value.Date);
        await ChangesAsync(bot, key, new JsonObject { ["starts"] = "2026-03-20" });

        var starts = new DateTimeOffset(2026, 3, 20, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(starts, (await ApplicationAsync(bot, key, bot.Priya)).OfferUntil);
        Assert.Contains("It starts earlier than it did, so there is less time for your answer.", bot.Told(bot.Priya), StringComparison.Ordinal);
        await bot.BecomesAsync(starts.AddMinutes(1)); // within the grace: nothing has lapsed
        var late = await bot.Priya.PressesAsync(bot, "applications.offer.accept", FellowshipForms.Opening(key));
        Assert.Contains("The time for your answer had passed", late.Sentence ?? "", StringComparison.Ordinal);
        await bot.BecomesAsync(starts.AddMinutes(3));
        Assert.Equal(Stage.Lapsed, await bot.StageAsync(key, bot.Priya));
        Assert.Empty((await bot.FellowshipAsync(key)).Places);
        await bot.RecountsAsync(key, 1);
    }

    [Fact]
    public async Task A_first_day_that_moves_later_brings_the_free_place_to_who_waits_and_it_is_said_once_that_there_was_no_time()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya, bot.Tomasz);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Reserve);
        await bot.Priya.AcceptsAsync(bot, key);
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 17, 11, 0, 0, TimeSpan.Zero)); // Friday before the Monday
        await bot.SaysAsync(bot.Priya, "fellowships.leave", key, bot.Priya, new JsonObject { ["why"] = "I move away" });
        await bot.DrainAsync();
        Assert.Equal(Stage.Reserve, await bot.StageAsync(key, bot.Tomasz));
        await ChangesAsync(bot, key, new JsonObject { ["ends"] = "2026-07-26" }); // looked at again, and said once
        Assert.Single(bot.SentTo(bot.Organiser), "Too late for an offer: Frailty in care homes");

        await ChangesAsync(bot, key, new JsonObject { ["starts"] = "2026-04-27" });
        Assert.Equal(Stage.Offered, await bot.StageAsync(key, bot.Tomasz));
        await bot.RecountsAsync(key, 1);
    }

    [Fact]
    public async Task Who_was_passed_over_and_is_listed_again_is_offered_the_place_that_is_still_free()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya, bot.Tomasz);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Reserve);
        await bot.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = roll.Members.Where(one => one.Key != AskedPeople.IdOf(bot.Tomasz)).ToDictionary() });
        await bot.Priya.DeclinesAsync(key, "Another post");
        await bot.DrainAsync();
        Assert.Equal(Stage.Reserve, await bot.StageAsync(key, bot.Tomasz));
        await bot.ListsAsync(bot.Tomasz, FellowshipForms.Here, Roles.Member);
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(1).AddMinutes(1));
        Assert.Equal(Stage.Offered, await bot.StageAsync(key, bot.Tomasz));
        await bot.RecountsAsync(key, 1);
    }

    [Fact]
    public async Task Fewer_places_that_are_refused_in_the_end_leave_as_many_to_offer_as_there_were()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(3, bot.Priya);
        var isFirst = true;
        bot.Store.BeforeCommit = async (table, _, changes) =>
        {
            if (!isFirst || table != ApplicationRows.Table || !changes.Any(change => change.RowKey == ApplicationRows.Head))
                return;
            isFirst = false; // another changes the dates as fewer places are agreed
            await bot.Services.GetRequiredService<FellowshipShelf>().ChangeAsync(key, head => Later(head.Fellowship, bot.Clock.GetUtcNow()), entry: null, by: null, Token);
            await bot.DrainAsync();
        };
        var refused = CardReading.Of((await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = 1 })).Card);
        await bot.DrainAsync();

        Assert.False(isFirst);
        Assert.Equal(3, (await bot.FellowshipAsync(key)).Content.Places);
        Assert.True(refused.Says("changed"), refused.ToString());
        Assert.Equal(3, (await bot.Services.GetRequiredService<ApplicationShelf>().FindHeadAsync(FellowshipForms.Partition(key), Token))!.PlacesMax);
    }

    [Fact]
    public async Task Interviews_that_are_taken_away_together_with_another_date_are_said_not_to_be_known_any_more()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        var key = await bot.OffersFellowshipAsync();
        await bot.Priya.AppliesForAsync(key);
        await ChangesAsync(bot, key, new JsonObject { ["interview"] = "2026-03-25" });
        await ChangesAsync(bot, key, new JsonObject { ["interview"] = "", ["places"] = 4 });
        var told = bot.NewestCardIn(bot.Priya.Chat);
        Assert.True(told.Says("It has 4 places now") && told.Says("The day of the interviews isn't known any more."), told.ToString());
        await ChangesAsync(bot, key, new JsonObject { ["places"] = 5 });
        Assert.False(bot.NewestCardIn(bot.Priya.Chat).Says("The day of the interviews isn't known any more.")); // it was said
    }

    [Fact]
    public async Task Interviews_that_are_called_off_in_the_evening_before_another_change_are_told_in_the_morning_and_once()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        await bot.MeetsAsync(bot.Organiser);
        var key = await bot.OffersFellowshipAsync();
        await bot.Priya.AppliesForAsync(key);
        await ChangesAsync(bot, key, new JsonObject { ["interview"] = "2026-03-25" });
        var evening = new DateTimeOffset(bot.Clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddHours(20);
        await bot.BecomesAsync(evening);
        foreach (var inputs in new[] { new JsonObject { ["interview"] = "", ["ends"] = "2026-08-02" }, new JsonObject { ["places"] = 4 }, new JsonObject { ["places"] = 5 } })
        {
            await bot.Chair.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), inputs);
            await bot.DrainAsync();
        }

        await bot.BecomesAsync(evening.AddHours(14));
        foreach (var who in new[] { bot.Priya, bot.Organiser })
            Assert.True(bot.CardsOf(who).Single(card => card.Says("It has 5 places now")).Says(Off), bot.Told(who));
        await ChangesAsync(bot, key, new JsonObject { ["places"] = 6 });
        Assert.False(bot.CardsOf(bot.Priya).Single(card => card.Says("It has 6 places now")).Says(Off)); // it was said
        await bot.Chair.SendsFormAsync("fellowships.correct.form", FellowshipForms.About(key), new JsonObject { ["fundedBy"] = "the health board" });
        await bot.DrainAsync();
        foreach (var who in new[] { bot.Priya, bot.Organiser })
            Assert.Single(bot.CardsOf(who), card => card.Says(Off));
    }

    [Fact]
    public async Task Who_decides_is_reminded_by_the_new_day_of_the_interviews_where_it_moves_earlier()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await ChangesAsync(bot, key, new JsonObject { ["interview"] = "2026-04-15" });
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Interview);
        await ChangesAsync(bot, key, new JsonObject { ["interview"] = "2026-03-20" });
        var by = (await ApplicationAsync(bot, key, bot.Priya)).WordBy((await bot.Services.GetRequiredService<Openings>().FindAsync(FellowshipOpenings.FellowshipKind, key, Token))!)!.Value;
        Assert.DoesNotContain("Applicants should have heard: Frailty in care homes", bot.SentTo(bot.Organiser));
        await bot.BecomesAsync(by.AddHours(10));
        Assert.Contains("Applicants should have heard: Frailty in care homes", bot.SentTo(bot.Organiser));
    }

    private static LeadershipBot.Domain.Ruling<Fellowship> Later(Fellowship fellowship, DateTimeOffset now)
        => fellowship.Change(fellowship.Content.Places, fellowship.Content.ClosesAt!.Value, null, fellowship.Content.Starts!.Value, fellowship.Content.Ends!.Value.AddDays(7), now);

    private static async Task ChangesAsync(BotUnderTest bot, string key, JsonObject inputs)
    {
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), inputs);
        await bot.DrainAsync();
    }

    private static async Task<Application> ApplicationAsync(BotUnderTest bot, string key, Colleague who)
        => (await bot.Services.GetRequiredService<ApplicationShelf>().FindAsync(FellowshipForms.Partition(key), AskedPeople.IdOf(who), Token))!;
}
