using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Succession.Ladders;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Succession;

/// <summary>Rungs that are recorded, the next one, and mentors.</summary>
public sealed class LadderTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_day_after_somebody_is_asked_how_it_was_and_the_next_rung_comes_after_a_good_one_only()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Tomasz);
        await bot.MakesPostAsync(bot.Organiser, "A project on access", new JsonObject { ["rung"] = "Project" });
        var step = new JsonObject { ["person"] = AskedPeople.IdOf(bot.Tomasz).ToString(), ["rung"] = "Shadow", ["what"] = "Shadowed the March meeting", ["from"] = "2026-03-02" };
        for (var i = 0; i < 2; i++)
            Assert.StartsWith("Recorded. Dr Tomasz Zielinski is asked", (await bot.Organiser.SendsFormAsync("posts.step.form", [], step)).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(bot.CardsOf(bot.Tomasz), card => card.Heading.StartsWith("How was it", StringComparison.Ordinal));
        var before = await bot.Tomasz.Hears("ladder");
        Assert.True(before.Says("Shadowed the March meeting") && !before.Says("Next rung"), before.ToString());

        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 3, 10, 0, 0, TimeSpan.Zero));
        Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Heading == "How was it: Shadowed the March meeting?");
        var id = Assert.Single(await bot.RowsAsync(LadderRows.Table, PostForms.Here, LadderRows.Step)).RowKey.Split('.')[^1];
        var mixed = await bot.Tomasz.ReadsAsync(bot, "posts.how", new JsonObject { ["step"] = id, ["experience"] = "Mixed" });
        Assert.False(mixed.Says("Next rung"), mixed.ToString());
        var good = await bot.Tomasz.ReadsAsync(bot, "posts.how", new JsonObject { ["step"] = id, ["experience"] = "Good" });
        Assert.True(good.Says("Next rung: Project."), good.ToString());
        Assert.True((await bot.Tomasz.ReadsAsync(bot, "posts.list", new JsonObject { ["rung"] = "Project", ["open"] = "open" })).Says("A project on access"));
        Assert.True(CardReading.Of((await bot.Priya.PressesAsync(bot, "posts.how", new JsonObject { ["step"] = id, ["experience"] = "Good" })).Card).Says("That is not recorded any more."));
    }

    [Fact]
    public async Task Mentors_offer_are_matched_by_wish_and_by_hand_both_are_told_and_either_ends_it()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Chair, bot.Tomasz, bot.Priya })
            await bot.MeetsAsync(who);
        await bot.Chair.SendsFormAsync("posts.mentor.form", new JsonObject { ["call"] = "mentor" }, new JsonObject { ["words"] = "How boards decide" });
        var form = CardReading.Of((await bot.Tomasz.Opens(PostForms.About("posts.mentor.form").With(new JsonObject { ["call"] = "wish" }))).Card);
        Assert.Equal("Dr Amara Okafor: How boards decide", form.Input("mentor")["choices"]![0]!["title"]!.GetValue<string>());
        var wish = PostForms.Filled(form, new JsonObject { ["words"] = "Standing", ["mentor"] = AskedPeople.IdOf(bot.Chair).ToString() });
        for (var i = 0; i < 2; i++)
            await bot.Tomasz.Sends(wish);
        Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Heading == "Dr Amara Okafor is your mentor");
        Assert.Single(bot.CardsOf(bot.Chair), card => card.Heading == "You are the mentor of Dr Tomasz Zielinski" && card.Says("They would like help with: “Standing”"));

        await bot.Priya.SendsFormAsync("posts.mentor.form", new JsonObject { ["call"] = "wish" }, new JsonObject { ["words"] = "Chairing" });
        await bot.Organiser.SendsFormAsync("posts.match.form", [], new JsonObject { ["mentee"] = AskedPeople.IdOf(bot.Priya).ToString(), ["mentor"] = AskedPeople.IdOf(bot.Chair).ToString() });
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "Dr Amara Okafor is your mentor");
        Assert.True((await bot.Organiser.Hears("mentors")).Says("Offer: 1. Wish: 0. Matched: 2."));

        var pair = (await bot.RowsAsync(LadderRows.Table, PostForms.Here, LadderRows.Pair)).Single(row => row.GetString("MenteeName") == "Dr Tomasz Zielinski").RowKey[LadderRows.Pair.Length..];
        Assert.StartsWith("That has ended, or isn't yours.", (await bot.Priya.PressesAsync(bot, "posts.mentor.end", new JsonObject { ["pair"] = pair })).Sentence, StringComparison.Ordinal);
        await bot.Tomasz.ReadsAsync(bot, "posts.mentor.end", new JsonObject { ["pair"] = pair });
        Assert.Single(bot.CardsOf(bot.Chair), card => card.Heading == "You and Dr Tomasz Zielinski are mentor and mentee no more");
    }

    [Fact]
    public async Task Who_is_forgotten_is_on_nobodys_ladder()
    {
        var bot = await StartAsync();
        await bot.Organiser.SendsFormAsync("posts.step.form", [], new JsonObject { ["person"] = AskedPeople.IdOf(bot.Tomasz).ToString(), ["rung"] = "Project", ["what"] = "Access", ["from"] = "2026-03-02", ["until"] = "2026-06-30" });
        await bot.Tomasz.SendsFormAsync("posts.mentor.form", new JsonObject { ["call"] = "wish" }, new JsonObject { ["words"] = "Standing" });
        var held = bot.Services.GetRequiredService<IEnumerable<LeadershipBot.Shell.Privacy.IPersonalData>>().OfType<LeadershipBot.Features.Succession.Held.LaddersHeld>().Single();
        foreach (var who in new[] { bot.Organiser, bot.Tomasz })
        {
            var about = new LeadershipBot.Shell.Privacy.PersonAsked(AskedPeople.IdOf(who), TimeZoneInfo.Utc, BotUnderTest.Start) { Organisations = [new OrganisationName("larkford", "Larkford")] };
            Assert.NotEmpty(await held.DescribeAsync(about, Token));
            await held.ForgetAsync(about, Token);
        }

        Assert.All(await bot.RowsAsync(LadderRows.Table, PostForms.Here), row => Assert.StartsWith("audit.", row.RowKey, StringComparison.Ordinal));
        Assert.DoesNotContain(await bot.RowsAsync(LadderRows.Table, PostForms.Here), row => row.GetString("Whom") is not null || row.GetString("Who") == bot.Tomasz.ObjectId);
    }
}
