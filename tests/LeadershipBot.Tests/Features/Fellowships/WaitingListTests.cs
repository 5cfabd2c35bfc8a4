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
}
