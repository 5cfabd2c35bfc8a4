using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>Fellowships that don't run as they were meant to: withdrawn with fellows, or begun without any. Their cards say what is true.</summary>
public sealed class FellowshipStatesTests : WholeApp
{
    [Fact]
    public async Task A_part_that_the_organisation_does_not_have_is_refused_and_all_else_is_kept()
    {
        var bot = await StartAsync();
        var page = CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.write"))).Card);
        page = await bot.Organiser.SendsPageAsync(page, new JsonObject { ["title"] = FellowshipForms.Title, ["about"] = "Three practices.", ["sessions"] = "2", ["fundedBy"] = "the ICB", ["backfill"] = "a locum", ["locality"] = "elsewhere" });
        Assert.True(page.Says("The part of the organisation that was chosen isn't on its list, or not any more. All else is kept."), page.ToString());
        var written = (await bot.FellowshipAsync(Assert.Single(await bot.FellowshipKeysAsync()))).Content;
        Assert.Equal((FellowshipForms.Title, "", "-"), (written.Title, written.Locality, page.Input("locality")["value"]!.GetValue<string>()));
        await bot.Organiser.SendsPageAsync(page, new JsonObject { ["locality"] = "north" });
        Assert.Equal("north", (await bot.FellowshipAsync(Assert.Single(await bot.FellowshipKeysAsync()))).Content.Locality);
    }

    [Fact]
    public async Task Withdrawn_with_a_fellow_it_says_that_it_runs_on_and_is_completed_once_they_have_finished()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await WithdrawsAsync(bot, key);
        Assert.True((await bot.Priya.ReadsFellowshipAsync(bot, key)).Says("begins on Mon 20 Apr 2026 for who has a place; not offered any more"), (await bot.Priya.ReadsFellowshipAsync(bot, key)).ToString());

        await bot.BecomesAsync(FellowDrivers.Started.AddDays(1));
        var card = await bot.Priya.ReadsFellowshipAsync(bot, key);
        Assert.True(card.Says("in progress until Sun 19 Jul 2026 for who has a place; not offered any more") && card.Says("It isn't offered any more: The money went") && card.Buttons.Contains("My place"), card.ToString());
        Assert.DoesNotContain("Share", card.Buttons);
        Assert.Contains("Cover is missing: Frailty in care homes", bot.SentTo(bot.Organiser)); // it is needed all the same
        Assert.False((await bot.Tomasz.ReadsAsync(bot, "fellowships.list", new JsonObject { ["which"] = "all" })).Says(FellowshipForms.Title)); // nothing for who has no part in it

        await bot.BecomesAsync(FellowDrivers.Over);
        Assert.True((await bot.Chair.Hears("brief")).Says("what came of it isn't confirmed for 1 fellow"));
        await bot.RecordsAsync(key, bot.Priya, "complete", new JsonObject { ["words"] = "A pathway" });
        Assert.Equal(FellowshipState.Completed, (await bot.FellowshipAsync(key)).StateAt(bot.Clock.GetUtcNow()));
        Assert.True((await bot.ManagesAsync(key)).Says("Completed"), (await bot.ManagesAsync(key)).ToString());
    }

    [Fact]
    public async Task Begun_without_a_fellow_it_says_so_asks_whoever_runs_it_and_is_offered_again_with_later_dates()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya, bot.Tomasz);
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Reserve);
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(1));

        var asked = bot.CardsOf(bot.Organiser).Single(card => card.Says("Nobody has a place: Frailty in care homes"));
        Assert.True(asked.Says("Its first day was Mon 20 Apr 2026") && asked.Says("later dates under Manage") && asked.Buttons.Contains("Manage"), asked.ToString());
        Assert.True((await bot.Chair.Hears("brief")).Says("“Frailty in care homes” should have begun on Mon 20 Apr 2026, and nobody has a place"));
        Assert.True((await bot.Tomasz.ReadsFellowshipAsync(bot, key)).Says("its first day has passed, and nobody has a place"));
        Assert.Equal(Stage.NotSelected, await bot.StageAsync(key, bot.Tomasz)); // waiting was over

        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["starts"] = "2026-06-01", ["ends"] = "2026-08-30" });
        await bot.DrainAsync();
        Assert.Equal(FellowshipState.Shortlisting, (await bot.FellowshipAsync(key)).StateAt(bot.Clock.GetUtcNow()));
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Reserve, "It starts later");
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Offered);
        await bot.Tomasz.AcceptsAsync(bot, key);
        Assert.True((await bot.PlaceAsync(key, bot.Tomasz)).IsLive);
        await bot.RecountsAsync(key, 1);
        await bot.BecomesAsync(new DateTimeOffset(2026, 6, 3, 9, 0, 0, TimeSpan.Zero));
        Assert.Single(bot.CardsOf(bot.Organiser), card => card.Says("Nobody has a place: Frailty in care homes"));
    }

    [Fact]
    public async Task Filled_it_says_so_and_offers_nobody_to_apply_though_its_closing_day_is_moved_later()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Priya.AcceptsAsync(bot, key);
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["closes"] = "2026-03-30" });
        await bot.DrainAsync();

        var card = await bot.Tomasz.ReadsFellowshipAsync(bot, key);
        Assert.True(card.Says("all places are taken") && !card.Buttons.Contains("Apply") && !card.Buttons.Contains("Save"), card.ToString());
        Assert.False((await bot.Tomasz.ReadsAsync(bot, "fellowships.list", new JsonObject { ["which"] = "open" })).Says(FellowshipForms.Title));
        Assert.True((await bot.Tomasz.ReadsAsync(bot, "fellowships.list", new JsonObject { ["which"] = "all" })).Says("all places are taken"));
    }

    [Fact]
    public async Task Closed_without_anybody_who_applied_it_is_told_once_to_whoever_runs_it()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        var key = await bot.OffersFellowshipAsync();
        await bot.BecomesAsync(FellowDrivers.Closed);
        var told = bot.CardsOf(bot.Organiser).Single(card => card.Says("Nobody applied: Frailty in care homes"));
        Assert.True(told.Says("Applications closed on Mon 16 Mar, 17:00 (GMT).") && told.Buttons.Contains("Manage"), told.ToString());
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["closes"] = "2026-03-30" });
        await bot.Priya.AppliesForAsync(key);
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(14));
        Assert.Single(bot.CardsOf(bot.Organiser), card => card.Says("Nobody applied: Frailty in care homes"));
    }

    [Fact]
    public async Task Another_s_withdrawal_is_told_to_whoever_runs_it_and_to_the_panel_and_to_no_practice_that_was_asked()
    {
        var bot = await StartAsync();
        await bot.ListsAsync(bot.Tomasz, FellowshipForms.Here, LeadershipBot.Domain.People.Roles.PanelMember);
        await bot.MeetsAsync(bot.Tomasz);
        await bot.WorksThereAsync(bot.Yusuf, leads: true);
        await bot.WorksThereAsync(bot.Priya);
        foreach (var who in new[] { bot.Priya, bot.Yusuf, bot.Organiser, bot.Chair })
            await bot.MeetsAsync(who);
        var key = await bot.WritesFellowshipAsync(bot.Organiser, people: new JsonObject { ["panel"] = AskedPeople.IdOf(bot.Tomasz).ToString() });
        await bot.ApprovesAsync(bot.Chair, key);
        await bot.Priya.AppliesForAsync(key);
        await bot.BecomesAsync(FellowDrivers.Closed);
        await bot.Tomasz.SendsFormAsync("applications.score.form", FellowshipForms.Opening(key).With(new JsonObject { ["who"] = AskedPeople.IdOf(bot.Priya).ToString() }), new JsonObject { ["score"] = "4" });
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Shortlisted);
        await bot.BecomesAsync(FellowDrivers.Closed.AddHours(11)); // in the evening, when nobody is told anything
        await bot.Priya.SendsFormAsync("applications.release.form", FellowshipForms.Opening(key), []);
        await bot.Chair.Sends(PostForms.About("fellowships.withdraw").With(FellowshipForms.About(key)).With(new JsonObject { ["reason"] = "The money went" }));
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(1));

        foreach (var who in new[] { bot.Organiser, bot.Tomasz })
            Assert.True(bot.CardsOf(who).Single(card => card.Says("Not offered any more: ")).Says("Nothing is left to be scored or decided."), bot.Told(who));
        Assert.DoesNotContain("Not offered any more", bot.Told(bot.Chair), StringComparison.Ordinal); // did it
        Assert.DoesNotContain("Dr Priya Raman", bot.Told(bot.Yusuf), StringComparison.Ordinal); // learns of nothing
        Assert.Contains("It isn't offered any more: The money went", bot.Told(bot.Priya), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_changed_in_the_evening_nobody_is_told_in_the_morning_who_counts_on_it_no_more()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf })
            await bot.MeetsAsync(who);
        var key = await bot.OffersFellowshipAsync();
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
            await who.AppliesForAsync(key);
        await bot.Yusuf.PressesAsync(bot, "fellowships.save", FellowshipForms.About(key));
        await bot.BecomesAsync(FellowshipForms.Closes.AddDays(-6).AddHours(3)); // on a Tuesday evening
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = 2 });
        await bot.DrainAsync();
        await bot.Priya.SendsFormAsync("applications.withdraw.form", FellowshipForms.Opening(key), []);
        await bot.Yusuf.PressesAsync(bot, "fellowships.unsave", FellowshipForms.About(key));
        await bot.BecomesAsync(FellowshipForms.Closes.AddDays(-6).AddHours(16));

        Assert.Contains("It has 2 places now", bot.Told(bot.Tomasz), StringComparison.Ordinal);
        foreach (var who in new[] { bot.Priya, bot.Yusuf })
            Assert.DoesNotContain("It has 2 places now", bot.Told(who), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_another_withdraws_is_told_to_whoever_asked_for_approval()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Organiser, bot.Chair })
            await bot.MeetsAsync(who);
        var key = await bot.WritesFellowshipAsync(bot.Organiser);
        await bot.Chair.Sends(PostForms.About("fellowships.withdraw").With(FellowshipForms.About(key)).With(new JsonObject { ["reason"] = "No money this year" }));
        await bot.DrainAsync();
        var told = bot.CardsOf(bot.Organiser).Single(card => card.Says("Not offered any more: Frailty in care homes"));
        Assert.True(told.Says("No money this year") && told.Says("members never saw it"), told.ToString());
        Assert.DoesNotContain("Not offered any more", bot.Told(bot.Chair), StringComparison.Ordinal);
    }

    private static async Task WithdrawsAsync(BotUnderTest bot, string key)
    {
        await bot.Organiser.Sends(PostForms.About("fellowships.withdraw").With(FellowshipForms.About(key)).With(new JsonObject { ["reason"] = "The money went" }));
        await bot.DrainAsync();
    }
}
