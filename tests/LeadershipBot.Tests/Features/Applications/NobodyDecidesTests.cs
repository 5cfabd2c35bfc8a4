using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Succession;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Fellowships;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Applications;

/// <summary>Whoever runs it changes, or is gone: what was confided stays with those to whom it was, and somebody hears of what waits.</summary>
public sealed class NobodyDecidesTests : WholeApp
{
    [Fact]
    public async Task Where_nobody_is_left_who_decides_those_who_organise_are_told_so_once_a_day_and_nothing_of_who_applied()
    {
        var bot = await StartAsync();
        var callum = bot.Who("Dr Callum Reid");
        await bot.MeetsAsync(callum);
        var key = await bot.OffersFellowshipAsync();
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
            await who.AppliesForAsync(key);
        var organiser = AskedPeople.IdOf(callum);
        await bot.ListsAsync(callum, FellowshipForms.Here, Roles.Organiser);
        await bot.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => one.Key == organiser ? one.Value : one.Value with { Roles = Roles.Member }) });
        await bot.BecomesAsync(FellowDrivers.Closed);

        var told = Assert.Single(bot.CardsOf(callum), card => card.Says("Nobody decides any more: Frailty in care homes"));
        Assert.True(told.Says("Please say under Manage who runs it from now on.") && told.Buttons.Count == 0 && !told.Says("2 applications"), told.ToString());
        await bot.ListsAsync(bot.Organiser, FellowshipForms.Here, Roles.Organiser); // has the role again
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(15)); // applicants should have heard
        Assert.Single(bot.CardsOf(callum), card => card.Says("Nobody decides any more"));
    }

    [Fact]
    public async Task Applications_that_closed_tell_who_runs_it_only_since_then_no_number_of_those_who_explored_before()
    {
        var bot = await StartAsync();
        var callum = bot.Who("Dr Callum Reid");
        await bot.ListsAsync(callum, FellowshipForms.Here, Roles.Organiser);
        foreach (var who in new[] { callum, bot.Chair })
            await bot.MeetsAsync(who);
        var key = await bot.OffersFellowshipAsync();
        await bot.Priya.SendsFormAsync("applications.form", FellowshipForms.Opening(key), new JsonObject { ["statement"] = "I wonder", ["readiness"] = "Exploring" });
        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await bot.Organiser.SendsFormAsync("fellowships.correct.form", FellowshipForms.About(key), new JsonObject { ["runBy"] = AskedPeople.IdOf(callum).ToString() });
        await bot.BecomesAsync(FellowDrivers.Closed);

        Assert.DoesNotContain("Applications have closed", bot.Told(callum), StringComparison.Ordinal);
        Assert.True(bot.CardsOf(bot.Chair).Single(card => card.Says("Applications have closed: ")).Says("1 person explores it and waits for your answer."), bot.Told(bot.Chair));
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(15));
        Assert.DoesNotContain("should have heard", bot.Told(callum), StringComparison.Ordinal);
        Assert.Contains("should have heard", bot.Told(bot.Chair), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_else_who_runs_a_post_is_told_to_its_applicants_and_sees_nobody_who_explored_before()
    {
        var bot = await StartAsync();
        var callum = bot.Who("Dr Callum Reid");
        await bot.ListsAsync(callum, PostForms.Here, Roles.Organiser);
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
            await bot.MeetsAsync(who);
        var key = await bot.MakesPostAsync(bot.Organiser);
        var about = new JsonObject { ["kind"] = PostOpenings.PostsKind, ["opening"] = PostRows.OpeningOf(key, 1) };
        await bot.Priya.SendsFormAsync("applications.form", about, new JsonObject { ["statement"] = "I wonder", ["readiness"] = "Exploring" });
        await bot.Tomasz.SendsFormAsync("applications.form", about, new JsonObject { ["statement"] = "I led a change", ["readiness"] = "Now" });
        Assert.True((await bot.Organiser.Hears("board")).Says("1 exploring"));
        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        var page = CardReading.Of((await bot.Organiser.OpensPostAsync("posts.write", key)).Card);
        page = await bot.Organiser.SendsPageAsync(page, []);
        await bot.Organiser.SendsPageAsync(page, new JsonObject { ["runBy"] = AskedPeople.IdOf(callum).ToString() });
        await bot.Organiser.Sends(PostForms.About("posts.publish").With(new JsonObject { ["post"] = key, ["go"] = "save" }));
        await bot.DrainAsync();

        Assert.True(bot.NewestCardIn(bot.Tomasz.Chat).Says("Who runs it, or decides, has changed.") && bot.NewestCardIn(bot.Tomasz.Chat).Says("Dr Callum Reid and the chair read it"), bot.Told(bot.Tomasz));
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("Only the chair sees that you explore this"), bot.Told(bot.Priya));
        foreach (var (who, sees) in new[] { (callum, false), (bot.Chair, true) })
        {
            Assert.Equal(sees, (await who.ReadsAsync(bot, ApplyButtons.ListVerb, about.DeepClone().AsObject())).Says(bot.Priya.Name));
            Assert.Equal(sees, (await who.Hears("board")).Says("1 exploring"));
        }
    }
}
