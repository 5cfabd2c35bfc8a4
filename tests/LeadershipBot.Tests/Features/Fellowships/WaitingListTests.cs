using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>The waiting list moves by itself for what comes free while somebody waits, and for nothing else; who may not have it any more hears why.</summary>
public sealed class WaitingListTests : WholeApp
{
    [Fact]
    public async Task A_place_that_was_never_offered_stays_with_those_who_decide_whatever_else_happens()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(3, bot.Priya, bot.Tomasz, bot.Yusuf, bot.Who("Dr Callum Reid")); // whom nothing is decided on
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Reserve); // Yusuf is still to be interviewed
        await bot.Priya.AcceptsAsync(bot, key);
        await bot.RecordsAsync(key, bot.Priya, "cover", new JsonObject { ["coveredBy"] = "Dr Lee", ["paidBy"] = "the ICB" });
        await bot.Organiser.SendsFormAsync("fellowships.correct.form", FellowshipForms.About(key), new JsonObject { ["fundedBy"] = "the trust pays" });
        await bot.DrainAsync();
        Assert.Equal((Stage.Reserve, Stage.Shortlisted), (await bot.StageAsync(key, bot.Tomasz), await bot.StageAsync(key, bot.Yusuf)));

        await bot.SaysAsync(bot.Priya, "fellowships.leave", key, bot.Priya, new JsonObject { ["why"] = "I move away" }); // one comes free, and only that goes on
        await bot.DrainAsync();
        Assert.Equal(Stage.Offered, await bot.StageAsync(key, bot.Tomasz));
        await bot.Organiser.MovesAsync(key, bot.Yusuf, Stage.Reserve);
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["ends"] = "2026-07-26" });
        await bot.DrainAsync();
        Assert.Equal(Stage.Reserve, await bot.StageAsync(key, bot.Yusuf));
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = 4 }); // one more is for who waits
        await bot.DrainAsync();
        Assert.Equal(Stage.Offered, await bot.StageAsync(key, bot.Yusuf));
        await bot.RecountsAsync(key, 4);
    }

    [Fact]
    public async Task A_place_that_came_free_while_nobody_waited_is_offered_to_who_waits_once_everybody_else_has_an_answer()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya, bot.Tomasz, bot.Yusuf);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Priya.DeclinesAsync(key, "Another post");
        await bot.DrainAsync();
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Reserve);
        await bot.DrainAsync();
        Assert.Equal(Stage.Reserve, await bot.StageAsync(key, bot.Tomasz)); // Yusuf may still be chosen
        await bot.Organiser.MovesAsync(key, bot.Yusuf, Stage.NotSelected, "Lead a smaller project first");
        await bot.DrainAsync();
        Assert.Equal(Stage.Offered, await bot.StageAsync(key, bot.Tomasz));

        await bot.Tomasz.DeclinesAsync(key, "Another post");
        await bot.DrainAsync();
        await bot.Organiser.MovesAsync(key, bot.Yusuf, Stage.Reserve, "A place came free"); // put on the list when nobody else is left
        await bot.DrainAsync();
        Assert.Equal(Stage.Offered, await bot.StageAsync(key, bot.Yusuf));
        await bot.RecountsAsync(key, 1);
    }

    [Fact]
    public async Task A_number_of_places_that_is_lowered_and_put_right_gives_no_place_to_who_waits()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(3, bot.Priya, bot.Tomasz, bot.Yusuf);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Reserve);
        foreach (var places in new[] { 2, 3 })
        {
            await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = places });
            await bot.DrainAsync();
        }

        Assert.Equal((Stage.Reserve, Stage.Shortlisted), (await bot.StageAsync(key, bot.Tomasz), await bot.StageAsync(key, bot.Yusuf)));
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = 4 });
        await bot.DrainAsync();
        Assert.Equal((Stage.Offered, Stage.Shortlisted), (await bot.StageAsync(key, bot.Tomasz), await bot.StageAsync(key, bot.Yusuf)));
    }

    [Fact]
    public async Task Whose_contract_shuts_it_out_by_now_is_passed_over_and_told_why()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf })
            await bot.ListsAsync(who, FellowshipForms.Here, Roles.Member, member => member with { Contract = Contract.Salaried });
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf, bot.Organiser })
            await bot.MeetsAsync(who);
        var key = await bot.WritesFellowshipAsync(bot.Organiser, places: 1, people: new JsonObject { ["contracts"] = "Salaried" });
        await bot.ApprovesAsync(bot.Chair, key);
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf })
            await who.AppliesForAsync(key);
        await bot.BecomesAsync(FellowDrivers.Closed);
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf })
            await bot.Organiser.MovesAsync(key, who, Stage.Shortlisted);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Reserve);
        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await bot.Organiser.MovesAsync(key, bot.Yusuf, Stage.Reserve);

        await bot.ListsAsync(bot.Tomasz, FellowshipForms.Here, Roles.Member, member => member with { Contract = Contract.Partner });
        await bot.Priya.DeclinesAsync(key, "Another post");
        await bot.DrainAsync();
        Assert.Equal((Stage.Reserve, Stage.Offered), (await bot.StageAsync(key, bot.Tomasz), await bot.StageAsync(key, bot.Yusuf)));
        Assert.Contains("you may not have it now: This isn't open to people with your contract.", bot.Told(bot.Tomasz), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_that_nobody_can_bring_is_told_to_whoever_runs_it()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        bot.Teams.World.SetInstall(bot.Priya.Chat, LeadershipBot.Simulator.People.InstallState.Blocked);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.DrainAsync();
        var told = bot.CardsOf(bot.Organiser).Single(card => card.Says("An offer could not be brought: Frailty in care homes"));
        Assert.True(told.Says("Dr Priya Raman is offered a place, and I have no way to tell them in Teams. It is kept for them until Tue 24 Mar, 09:00"), told.ToString());
    }

    [Fact]
    public async Task Whom_the_organisation_does_not_list_any_more_reads_whom_to_talk_to_as_they_say_yes()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = roll.Members.Where(one => one.Key != AskedPeople.IdOf(bot.Priya)).ToDictionary() });
        var refused = await bot.Priya.PressesAsync(bot, "applications.offer.accept", FellowshipForms.Opening(key));
        Assert.True(refused.Sentence?.Contains("It is kept for you until Tue 24 Mar, 09:00 (GMT): if you still belong, please talk to Helen Whitcombe, who is told.", StringComparison.Ordinal) is true, refused.Sentence);
        Assert.Equal(Stage.Offered, await bot.StageAsync(key, bot.Priya));
    }
}
