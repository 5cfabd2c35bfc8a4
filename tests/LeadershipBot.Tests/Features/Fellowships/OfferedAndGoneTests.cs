using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>An applicant whom the organisation doesn't list any more is noticed at every stage, and an offer that can't be brought or taken is said in time.</summary>
public sealed class OfferedAndGoneTests : WholeApp
{
    private const string Left = "The organisation doesn't list them any more";
    private const string CantGoOn = "so your application can't go further for now";
    private const string Unlisted = "An applicant isn't listed any more: Frailty in care homes";

    [Theory]
    [InlineData(Stage.Received)]
    [InlineData(Stage.Shortlisted)]
    [InlineData(Stage.Interview)]
    [InlineData(Stage.Reserve)]
    public async Task Who_left_stands_so_in_the_list_and_on_their_application_at_every_stage(Stage stage)
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        var key = await bot.OffersFellowshipAsync(places: 1);
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
            await who.AppliesForAsync(key);
        await bot.BecomesAsync(FellowDrivers.Closed);
        foreach (var one in new[] { Stage.Shortlisted, Stage.Interview, Stage.Reserve }.TakeWhile(one => one <= stage))
            await bot.Organiser.MovesAsync(key, bot.Priya, one);
        Assert.Equal(stage, await bot.StageAsync(key, bot.Priya));
        Assert.False((await ListAsync(bot, key)).Says(Left));

        await LeavesAsync(bot, bot.Priya);
        var list = await ListAsync(bot, key);
        Assert.Equal(1, list.ToString().Split(Left).Length - 1); // of her, and not of Tomasz
        var read = await bot.Organiser.ReadsAsync(bot, "applications.read", FellowshipForms.Opening(key).With(Features.Applications.ApplicationForms.Of(bot.Priya)));
        Assert.True(read.Says(Left), read.ToString());
    }

    [Theory]
    [InlineData(Stage.Received)]
    [InlineData(Stage.Shortlisted)]
    [InlineData(Stage.Interview)]
    [InlineData(Stage.Reserve)]
    public async Task Who_left_before_an_offer_is_told_at_the_second_look_and_so_is_whoever_runs_it_once_for_each_time(Stage stage)
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Tomasz); // still to be chosen: nobody who waits is offered the place
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["closes"] = "2026-03-18" });
        await bot.MeetsAsync(bot.Priya);
        await bot.Priya.AppliesForAsync(key);
        var closed = FellowDrivers.Closed.AddDays(2);
        await bot.BecomesAsync(closed);
        foreach (var one in new[] { Stage.Shortlisted, Stage.Interview, Stage.Reserve }.TakeWhile(one => one <= stage))
            await bot.Organiser.MovesAsync(key, bot.Priya, one);
        await LeavesAsync(bot, bot.Priya);
        Assert.DoesNotContain(CantGoOn, bot.Told(bot.Priya), StringComparison.Ordinal);

        await bot.BecomesAsync(closed.AddDays(1).AddMinutes(1)); // Friday, so that the next working day is Monday
        Assert.DoesNotContain(Unlisted, bot.Told(bot.Organiser), StringComparison.Ordinal);
        Assert.DoesNotContain(CantGoOn, bot.Told(bot.Priya), StringComparison.Ordinal);
        foreach (var day in new[] { 4, 5 })
            await bot.BecomesAsync(closed.AddDays(day).AddMinutes(1));
        var told = bot.CardsOf(bot.Organiser).Single(card => card.Says(Unlisted));
        Assert.True(told.Says("Dr Priya Raman isn't listed any more, so they can't be moved on or offered a place.") && told.Says("I tell them in Teams; where I can't, you hear so."), told.ToString());
        var mine = bot.CardsOf(bot.Priya).Single(card => card.Says(CantGoOn));
        Assert.True(mine.Says("what you sent is kept, and you hear by ") && mine.Says("If that is wrong, type profile, or talk to Helen Whitcombe, who is told.") && !mine.Says("Next:"), mine.ToString());

        await bot.ListsAsync(bot.Priya, FellowshipForms.Here, Roles.Member);
        await bot.BecomesAsync(closed.AddDays(6).AddMinutes(2));
        Assert.False((await bot.Priya.ReadsAsync(bot, "applications.mine", FellowshipForms.Opening(key))).Says("Until it does"));
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says("Larkford and Vale CCG lists you again, so your application goes on."));
        await LeavesAsync(bot, bot.Priya);
        foreach (var day in new[] { 7, 8 })
            await bot.BecomesAsync(closed.AddDays(day).AddMinutes(3));
        await bot.BecomesAsync(closed.AddDays(8).AddHours(3)); // once it is known whether she could be reached
        Assert.Equal((2, 2), (bot.CardsOf(bot.Organiser).Count(card => card.Says(Unlisted)), bot.CardsOf(bot.Priya).Count(card => card.Says(CantGoOn))));
        Assert.DoesNotContain(CantGoOn, bot.Told(bot.Tomasz), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_isnt_listed_and_should_have_heard_by_now_reads_who_was_reminded()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await LeavesAsync(bot, bot.Priya);
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(16));
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says("You should have heard by now what becomes of it, and Helen Whitcombe has been reminded."));
        Assert.Equal(Stage.Shortlisted, await bot.StageAsync(key, bot.Priya));
    }

    [Fact]
    public async Task Where_places_can_be_offered_again_with_later_dates_who_left_is_told_again()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(1)); // nobody has the place, and nobody can be offered it
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["starts"] = "2026-06-01", ["ends"] = "2026-08-30" });
        await bot.DrainAsync();
        await LeavesAsync(bot, bot.Priya);
        foreach (var day in new[] { 2, 3 })
            await bot.BecomesAsync(FellowDrivers.Started.AddDays(day).AddMinutes(2));
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says(CantGoOn));
    }

    [Fact]
    public async Task Listed_again_by_the_morning_nobody_is_told_that_somebody_left()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.BecomesAsync(FellowDrivers.Closed.AddHours(11)); // in the evening, when nobody is told anything
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Interview);
        await LeavesAsync(bot, bot.Priya);
        foreach (var day in new[] { 1, 2 })
            await bot.BecomesAsync(FellowDrivers.Closed.AddDays(day).AddHours(-3).AddMinutes(1)); // two looks at six, before anybody is told anything
        await bot.ListsAsync(bot.Priya, FellowshipForms.Here, Roles.Member);
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(2));
        Assert.DoesNotContain(CantGoOn, bot.Told(bot.Priya), StringComparison.Ordinal);
        Assert.DoesNotContain(Unlisted, bot.Told(bot.Organiser), StringComparison.Ordinal);
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(4));
        Assert.DoesNotContain("lists you again", bot.Told(bot.Priya), StringComparison.Ordinal); // who heard nothing
    }

    [Fact]
    public async Task Who_left_with_an_offer_is_noticed_the_next_day_and_their_yes_hears_until_when_it_is_kept_and_who_helps()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await LeavesAsync(bot, bot.Priya);
        Assert.DoesNotContain("An offer that can't be taken", bot.Told(bot.Organiser), StringComparison.Ordinal);
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(1).AddMinutes(1));
        var told = bot.NewestCardIn(bot.Organiser.Chat);
        Assert.True(told.Says("An offer that can't be taken: Frailty in care homes") && told.Says("Dr Priya Raman is offered a place until Tue 24 Mar, 09:00"), told.ToString());

        var yes = await bot.Priya.PressesAsync(bot, "applications.offer.accept", FellowshipForms.Opening(key));
        Assert.Contains("It is kept for you until Tue 24 Mar, 09:00", yes.Sentence ?? "", StringComparison.Ordinal);
        Assert.Contains("please talk to Helen Whitcombe, who is told", yes.Sentence ?? "", StringComparison.Ordinal);
        Assert.Equal(Stage.Offered, await bot.StageAsync(key, bot.Priya));
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(3));
        Assert.Single(bot.SentTo(bot.Organiser), "An offer that can't be taken: Frailty in care homes"); // once for the offer

        await bot.ListsAsync(bot.Priya, FellowshipForms.Here, Roles.Member);
        Assert.True((await bot.Priya.AcceptsAsync(bot, key)).Says("You took the place."));
    }

    [Fact]
    public async Task A_yes_of_who_left_the_same_day_is_told_to_whoever_runs_it_at_once_and_a_no_is_taken()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await LeavesAsync(bot, bot.Priya);
        for (var i = 0; i < 2; i++) // pressed twice: told once
            await bot.Priya.PressesAsync(bot, "applications.offer.accept", FellowshipForms.Opening(key));
        await bot.DrainAsync();
        Assert.Single(bot.SentTo(bot.Organiser), "An offer that can't be taken: Frailty in care homes");
        await bot.Priya.DeclinesAsync(key, "I have moved away");
        Assert.Equal(Stage.Declined, await bot.StageAsync(key, bot.Priya));
    }

    [Fact]
    public async Task An_offer_to_who_removed_the_bot_is_said_to_whoever_runs_it_with_its_deadline()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        bot.Teams.World.SetInstall(bot.Priya.Chat, InstallState.Uninstalled);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.DrainAsync();
        var told = bot.NewestCardIn(bot.Organiser.Chat);
        Assert.True(told.Says("Dr Priya Raman is offered a place, and I have no way to tell them in Teams.") && told.Says("until Tue 24 Mar, 09:00"), told.ToString());
    }

    [Fact]
    public async Task Offered_in_quiet_hours_and_withdrawn_before_they_end_nobody_gets_a_card_that_offers_a_place()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 17, 20, 0, 0, TimeSpan.Zero));
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Organiser.Sends(PostForms.About("fellowships.withdraw").With(FellowshipForms.About(key)).With(new JsonObject { ["reason"] = "The money went" }));
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 18, 7, 31, 0, TimeSpan.Zero));
        Assert.DoesNotContain("You are offered a place.", bot.Told(bot.Priya), StringComparison.Ordinal);
        Assert.Contains("It isn't offered any more: The money went", bot.Told(bot.Priya), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_that_ends_with_the_weekend_before_the_first_day_is_reminded_of_on_the_working_day_before()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 14, 9, 0, 0, TimeSpan.Zero)); // Tuesday; it starts on Monday the 20th
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        Assert.Equal(new DateTimeOffset(2026, 4, 20, 0, 0, 0, TimeSpan.Zero), (await bot.RowsAsync(ApplicationRows.Table, FellowshipForms.Partition(key), ApplicationRows.Application)).Select(ApplicationRows.ToApplication).Single().OfferUntil);
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 17, 16, 0, 0, TimeSpan.Zero)); // Friday, before quiet hours
        Assert.Contains("Your offer runs out soon.", bot.Told(bot.Priya), StringComparison.Ordinal);
    }

    private static Task<CardReading> ListAsync(BotUnderTest bot, string key) => bot.Organiser.ReadsAsync(bot, ApplyButtons.ListVerb, FellowshipForms.Opening(key));

    private static Task LeavesAsync(BotUnderTest bot, Colleague who)
        => bot.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = roll.Members.Where(one => one.Key != AskedPeople.IdOf(who)).ToDictionary() });
}
