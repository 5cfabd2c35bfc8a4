using System.Text.Json.Nodes;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>What two people do to one fellowship at once, who waits for whom before it is seen, and who takes it over.</summary>
public sealed class FellowshipMeanwhileTests : WholeApp
{
    [Fact]
    public async Task Who_explored_before_somebody_else_ran_it_stays_unseen_by_them_and_all_who_are_named_anew_are_told()
    {
        var bot = await StartAsync();
        var callum = bot.Who("Dr Callum Reid");
        await bot.ListsAsync(callum, FellowshipForms.Here, Roles.Organiser);
        await bot.ListsAsync(bot.Yusuf, FellowshipForms.Here, Roles.PanelMember);
        foreach (var who in new[] { bot.Priya, callum, bot.Yusuf, bot.Organiser, bot.Chair })
            await bot.MeetsAsync(who);
        var key = await bot.OffersFellowshipAsync();
        await bot.Priya.SendsFormAsync("applications.form", FellowshipForms.Opening(key), new JsonObject { ["statement"] = "I wonder", ["readiness"] = "Exploring" });
        Assert.True(await SeesAsync(bot, bot.Organiser, key, bot.Priya));

        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await bot.Organiser.SendsFormAsync("fellowships.correct.form", FellowshipForms.About(key), new JsonObject { ["runBy"] = AskedPeople.IdOf(callum).ToString(), ["panel"] = AskedPeople.IdOf(bot.Yusuf).ToString() });
        await bot.DrainAsync();

        Assert.False(await SeesAsync(bot, callum, key, bot.Priya));
        Assert.True(await SeesAsync(bot, bot.Chair, key, bot.Priya));
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("Only the chair sees that you explore this"), bot.Told(bot.Priya));
        Assert.Contains("You run it from now on: Frailty in care homes", bot.Told(callum), StringComparison.Ordinal);
        Assert.Contains("You are on the panel: Frailty in care homes", bot.Told(bot.Yusuf), StringComparison.Ordinal);
        Assert.DoesNotContain("Dr Priya Raman", bot.Told(callum), StringComparison.Ordinal);
        var relieved = bot.CardsOf(bot.Organiser).Single(card => card.Says("Not yours to see to any more: Frailty in care homes"));
        Assert.True(relieved.Says("Dr Callum Reid runs it."), relieved.ToString());

        await bot.Tomasz.SendsFormAsync("applications.form", FellowshipForms.Opening(key), new JsonObject { ["statement"] = "I wonder, too", ["readiness"] = "Exploring" });
        Assert.True(await SeesAsync(bot, callum, key, bot.Tomasz)); // named to them as they wrote it
    }

    [Fact]
    public async Task Terms_that_somebody_else_changed_meanwhile_are_refused_once_and_nothing_typed_is_lost()
    {
        var bot = await StartAsync();
        var key = await bot.OffersFellowshipAsync();
        var open = CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.terms.form").With(FellowshipForms.About(key)))).Card);
        await bot.Chair.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["ends"] = "2026-08-30" });

        var wanted = PostForms.Filled(open, new JsonObject { ["places"] = 5 });
        var refused = CardReading.Of((await bot.Organiser.Sends(wanted)).Card);
        Assert.True(refused.Says("Somebody else changed it meanwhile. Nothing was changed."), refused.ToString());
        Assert.Equal("5", refused.Input("places")["value"]!.ToString());
        Assert.Equal((3, new DateOnly(2026, 8, 30)), ((await bot.FellowshipAsync(key)).Content.Places, (await bot.FellowshipAsync(key)).Content.Ends));
        await bot.Organiser.Sends(PostForms.Filled(refused, []));
        Assert.Equal(5, (await bot.FellowshipAsync(key)).Content.Places);
    }

    [Fact]
    public async Task Corrections_that_somebody_else_made_meanwhile_are_not_undone_unseen()
    {
        var bot = await StartAsync();
        var key = await bot.OffersFellowshipAsync();
        var open = CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.correct.form").With(FellowshipForms.About(key)))).Card);
        await bot.Chair.SendsFormAsync("fellowships.correct.form", FellowshipForms.About(key), new JsonObject { ["fundedBy"] = "the ICB pays half" });

        var refused = CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(open, new JsonObject { ["fundedBy"] = "the trust pays" }))).Card);
        Assert.True(refused.Says("Somebody else changed it meanwhile.") && refused.Input("fundedBy")["value"]!.ToString() == "the trust pays", refused.ToString());
        Assert.Equal("the ICB pays half", (await bot.FellowshipAsync(key)).Content.FundedBy);
        await bot.Organiser.Sends(PostForms.Filled(open, new JsonObject { ["fundedBy"] = "the ICB pays half" })); // says it already: nothing to refuse
        Assert.Equal("the ICB pays half", (await bot.FellowshipAsync(key)).Content.FundedBy);
    }

    [Fact]
    public async Task Only_what_was_read_is_sent_back()
    {
        var bot = await StartAsync();
        var key = await bot.WritesFellowshipAsync(bot.Organiser);
        var about = FellowshipForms.About(key).With(new JsonObject { ["revision"] = "1" });
        await AsksAgainAsync(bot, key);

        var refused = CardReading.Of((await bot.Chair.SendsFormAsync("fellowships.return.form", about, new JsonObject { ["reason"] = "Who is the mentor?" })).Card);
        Assert.True(refused.Says("Somebody else changed it meanwhile.") && refused.Input("reason")["value"]!.ToString() == "Who is the mentor?", refused.ToString());
        Assert.Equal(FellowshipState.Waiting, (await bot.FellowshipAsync(key)).StateAt(bot.Clock.GetUtcNow()));
        await bot.Chair.Sends(PostForms.Filled(refused, []));
        Assert.Equal(FellowshipState.Draft, (await bot.FellowshipAsync(key)).StateAt(bot.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_wait_for_approval_is_told_after_three_working_days_and_when_closing_passes()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Organiser, bot.Chair })
            await bot.MeetsAsync(who);
        await bot.WritesFellowshipAsync(bot.Organiser);
        Assert.DoesNotContain("still waits", bot.Told(bot.Chair), StringComparison.Ordinal);
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(7));
        Assert.Single(bot.SentTo(bot.Chair), "It still waits for approval: Frailty in care homes");
        Assert.Single(bot.SentTo(bot.Organiser), "Nobody has approved it yet: Frailty in care homes");
        Assert.True((await bot.Chair.Hears("brief")).Says("“Frailty in care homes” waits to be approved."));

        await bot.BecomesAsync(FellowDrivers.Closed);
        foreach (var who in new[] { bot.Organiser, bot.Chair })
            Assert.Single(bot.SentTo(who), "It wasn't approved in time: Frailty in care homes");
    }

    [Fact]
    public async Task Who_is_the_only_one_left_to_approve_is_reminded_with_the_button_and_sent_to_nobody_else()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        await bot.WritesFellowshipAsync(bot.Organiser);
        var alone = AskedPeople.IdOf(bot.Organiser);
        await bot.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => one.Key == alone ? one.Value : one.Value with { Roles = Roles.Member }) });
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(7));
        var told = bot.NewestCardIn(bot.Organiser.Chat);
        Assert.True(told.Says("Nobody has approved it yet: Frailty in care homes") && told.Says("Nobody else organises or chairs here, so you approve it yourself.") && told.Buttons.Contains("Approve"), told.ToString());
    }

    [Fact]
    public async Task What_was_asked_for_in_time_is_not_chased_once_it_is_approved()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Chair);
        await bot.OffersFellowshipAsync();
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(7));
        Assert.DoesNotContain("still waits", bot.Told(bot.Chair), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saved_shortly_before_it_closes_it_promises_no_reminder()
    {
        var bot = await StartAsync();
        var key = await bot.OffersFellowshipAsync();
        Assert.True((await bot.Priya.ReadsAsync(bot, "fellowships.save", FellowshipForms.About(key))).Says("you are reminded"));
        await bot.BecomesAsync(FellowshipForms.Closes.AddDays(-2));
        var late = await bot.Tomasz.ReadsAsync(bot, "fellowships.save", FellowshipForms.About(key));
        Assert.True(late.Says("It closes within three days, so no reminder comes: please apply in time."), late.ToString());
    }

    private static async Task<bool> SeesAsync(BotUnderTest bot, Colleague who, string key, Colleague whom)
        => (await who.ReadsAsync(bot, ApplyButtons.ListVerb, FellowshipForms.Opening(key))).Says(whom.Name);

    private static async Task AsksAgainAsync(BotUnderTest bot, string key)
    {
        var page = CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.write").With(FellowshipForms.About(key)))).Card);
        page = await bot.Organiser.SendsPageAsync(page, new JsonObject { ["mentor"] = "Dr Lee" });
        page = await bot.Organiser.SendsPageAsync(page, []);
        await bot.Organiser.Sends(PostForms.Filled(page, []));
        Assert.Equal(3, (await bot.FellowshipAsync(key)).Revision); // a draft again, and asked for anew
    }
}
