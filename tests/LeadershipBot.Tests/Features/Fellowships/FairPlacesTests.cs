using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>Who gets a place is decided by those who decide: the waiting list takes only what came free, and nobody decides for themselves.</summary>
public sealed class FairPlacesTests : WholeApp
{
    [Fact]
    public async Task A_place_that_was_never_given_stays_for_who_is_still_undecided_and_only_what_came_free_goes_to_who_waits()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(3, bot.Priya, bot.Tomasz, bot.Yusuf);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Organiser.MovesAsync(key, bot.Yusuf, Stage.Reserve); // Tomasz is interviewed tomorrow
        await bot.Priya.AcceptsAsync(bot, key);
        await bot.RecordsAsync(key, bot.Priya, "cover", new JsonObject { ["coveredBy"] = "Dr Lee", ["paidBy"] = "the ICB" });
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["interview"] = "2026-03-25" });
        await bot.Organiser.SendsFormAsync("fellowships.correct.form", FellowshipForms.About(key), new JsonObject { ["fundedBy"] = "the ICB pays half" });
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(2));
        Assert.Equal((Stage.Shortlisted, Stage.Reserve), (await bot.StageAsync(key, bot.Tomasz), await bot.StageAsync(key, bot.Yusuf)));

        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Offered);
        Assert.Equal((Stage.Offered, Stage.Reserve), (await bot.StageAsync(key, bot.Tomasz), await bot.StageAsync(key, bot.Yusuf)));
        await bot.SaysAsync(bot.Priya, "fellowships.leave", key, bot.Priya, new JsonObject { ["why"] = "I move away" });
        await bot.DrainAsync();
        Assert.Equal(Stage.Offered, await bot.StageAsync(key, bot.Yusuf));
        await bot.RecountsAsync(key, 3);
    }

    [Fact]
    public async Task Of_several_who_wait_one_is_offered_the_one_place_that_a_no_frees()
    {
        var bot = await StartAsync();
        var callum = bot.Who("Dr Callum Reid");
        var key = await bot.HasShortlistAsync(3, bot.Priya, bot.Tomasz, bot.Yusuf, callum);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf })
        {
            await bot.Organiser.MovesAsync(key, who, Stage.Reserve);
            bot.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await bot.Priya.DeclinesAsync(key, "Another post");
        await bot.DrainAsync();
        Assert.Equal((Stage.Offered, Stage.Reserve, Stage.Shortlisted), (await bot.StageAsync(key, bot.Tomasz), await bot.StageAsync(key, bot.Yusuf), await bot.StageAsync(key, callum)));

        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = 4 }); // one more, for who waits
        await bot.DrainAsync();
        Assert.Equal((Stage.Offered, Stage.Shortlisted), (await bot.StageAsync(key, bot.Yusuf), await bot.StageAsync(key, callum)));
        await bot.RecountsAsync(key, 4);
    }

    [Fact]
    public async Task An_organiser_who_applied_neither_adds_places_nor_names_who_decides_nor_withdraws_it_and_reads_no_numbers()
    {
        var bot = await StartAsync();
        var callum = await OrganisesAsync(bot);
        var key = await bot.HasShortlistAsync(1, bot.Priya, callum);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Organiser.MovesAsync(key, callum, Stage.Reserve);

        foreach (var verb in new[] { "fellowships.terms.form", "fellowships.correct.form" })
            Assert.Contains("so somebody else sees to that, such as Helen Whitcombe", (await callum.Opens(PostForms.About(verb).With(FellowshipForms.About(key)))).Sentence ?? "", StringComparison.Ordinal);
        var terms = CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.terms.form").With(FellowshipForms.About(key)))).Card);
        var sent = await callum.Sends(PostForms.Filled(terms, new JsonObject { ["places"] = 2 })); // as if from a dialog that was open before
        Assert.Contains("so somebody else sees to that", sent.Sentence ?? "", StringComparison.Ordinal);
        var withdrawn = await callum.Sends(PostForms.About("fellowships.withdraw").With(FellowshipForms.About(key)).With(new JsonObject { ["reason"] = "No" }));
        Assert.Contains("so somebody else sees to that", withdrawn.Sentence ?? "", StringComparison.Ordinal);
        await bot.DrainAsync();

        var fellowship = await bot.FellowshipAsync(key);
        Assert.Equal((1, null, Stage.Reserve), (fellowship.Content.Places, fellowship.WithdrawnBecause, await bot.StageAsync(key, callum)));
        var manage = CardReading.Of((await callum.Opens(PostForms.About("fellowships.manage").With(FellowshipForms.About(key)))).Card);
        Assert.False(manage.Says("applied,") || manage.Says("waiting."), manage.ToString());
        Assert.True((await bot.ManagesAsync(key)).Says("2 applied"), (await bot.ManagesAsync(key)).ToString());
    }

    [Fact]
    public async Task Nobody_confirms_or_ends_their_own_place_where_somebody_else_could()
    {
        var bot = await StartAsync();
        var callum = await OrganisesAsync(bot);
        var key = await bot.HasShortlistAsync(1, callum);
        await bot.Organiser.MovesAsync(key, callum, Stage.Offered);
        await callum.AcceptsAsync(bot, key);
        await bot.BecomesAsync(FellowDrivers.Over);

        var about = FellowshipForms.About(key).With(new JsonObject { ["place"] = (await bot.PlaceAsync(key, callum)).Id });
        foreach (var go in new[] { "complete", "leave", "cover" })
        {
            var answer = await callum.Sends(PostForms.About("fellowships.place").With(about).With(new JsonObject { ["go"] = go, ["words"] = "I did well", ["coveredBy"] = "Me", ["paidBy"] = "Me" }));
            Assert.Contains("so somebody else sees to that, such as Helen Whitcombe", answer.Sentence ?? "", StringComparison.Ordinal);
        }

        Assert.Equal((PlaceEnd.None, ""), ((await bot.PlaceAsync(key, callum)).End, (await bot.PlaceAsync(key, callum)).CoveredBy));
        await bot.RecordsAsync(key, callum, "complete", new JsonObject { ["words"] = "A pathway" });
        Assert.Equal((PlaceEnd.Completed, "Helen Whitcombe"), ((await bot.PlaceAsync(key, callum)).End, (await bot.PlaceAsync(key, callum)).ConfirmedBy!.Name));
    }

    private static async Task<Colleague> OrganisesAsync(BotUnderTest bot)
    {
        var callum = bot.Who("Dr Callum Reid");
        await bot.ListsAsync(callum, FellowshipForms.Here, Roles.Organiser);
        return callum;
    }
}
