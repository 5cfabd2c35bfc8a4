using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships.Funnel;
using LeadershipBot.Shell.Files;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>An organiser or a chair who applies themselves, or has a place: others change it, and confirm it, as long as there are others.</summary>
public sealed class OwnStakeTests : WholeApp
{
    [Fact]
    public async Task Who_organises_and_applied_neither_changes_corrects_withdraws_nor_counts_it_and_others_do()
    {
        var bot = await StartAsync();
        var callum = await WithOrganiserAsync(bot);
        await bot.MeetsAsync(callum);
        var key = await bot.OffersFellowshipAsync(places: 1);
        await callum.AppliesForAsync(key);

        foreach (var verb in new[] { "fellowships.terms.form", "fellowships.correct.form" })
            Assert.StartsWith("You applied for it or have a place in it, so somebody else sees to that, such as Helen Whitcombe.", (await callum.Opens(PostForms.About(verb).With(FellowshipForms.About(key)))).Sentence, StringComparison.Ordinal);
        foreach (var data in new[] { Press("terms", new JsonObject { ["places"] = 4, ["closes"] = "2026-03-16", ["starts"] = "2026-04-20", ["ends"] = "2026-07-19" }), Press("correct", new JsonObject { ["runBy"] = AskedPeople.IdOf(callum).ToString(), ["panel"] = "" }), Press("withdraw", new JsonObject { ["reason"] = "Mine" }) })
            await callum.Sends(data.With(FellowshipForms.About(key)).With(new JsonObject { ["revision"] = (await bot.FellowshipAsync(key)).Revision.ToString(System.Globalization.CultureInfo.InvariantCulture) })); // as by an old dialog
        var after = await bot.FellowshipAsync(key);
        Assert.Equal((1, bot.Organiser.Name, null), (after.Content.Places, after.Content.RunBy!.Name, after.WithdrawnBecause));
        var manage = CardReading.Of((await callum.Opens(PostForms.About("fellowships.manage").With(FellowshipForms.About(key)))).Card);
        Assert.True(manage.Says("somebody else sees to that") && !manage.Says("1 applied") && !manage.Buttons.Contains("Change places or dates"), manage.ToString());

        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = 2 });
        Assert.Equal(2, (await bot.FellowshipAsync(key)).Content.Places);
    }

    [Fact]
    public async Task Who_organises_and_applied_reads_in_the_file_how_many_came_how_far_with_the_others_only()
    {
        var bot = await StartAsync();
        var callum = await WithOrganiserAsync(bot);
        var (theirs, other) = (await bot.OffersFellowshipAsync(), await bot.OffersFellowshipAsync("Data for networks"));
        foreach (var key in new[] { theirs, other })
            await bot.Priya.AppliesForAsync(key);
        await callum.AppliesForAsync(theirs);
        Assert.NotNull(await bot.StageAsync(other, bot.Priya));
        await bot.PassAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5)); // the counts of a file are a moment behind
        Assert.Equal(["", "1"], await AppliedAsync(bot, callum));
        Assert.Equal(["2", "1"], await AppliedAsync(bot, bot.Organiser));

        foreach (var who in new[] { bot.Organiser, bot.Chair })
            await bot.ListsAsync(who, FellowshipForms.Here, Roles.Member);
        Assert.Equal(["2", "1"], await AppliedAsync(bot, callum)); // nobody else is left to see to it
    }

    [Fact]
    public async Task Who_organises_and_has_a_place_records_nothing_of_it_unless_they_are_alone()
    {
        var bot = await StartAsync();
        var callum = await WithOrganiserAsync(bot);
        var key = await bot.HasShortlistAsync(1, callum);
        await bot.Organiser.MovesAsync(key, callum, Stage.Offered);
        await callum.AcceptsAsync(bot, key);
        await bot.BecomesAsync(FellowDrivers.Over);
        var about = PostForms.About("fellowships.place").With(FellowshipForms.About(key)).With(new JsonObject { ["place"] = (await bot.PlaceAsync(key, callum)).Id, ["go"] = "complete", ["words"] = "A pathway" });
        Assert.StartsWith("You applied for it or have a place in it", (await callum.Sends(about.DeepClone().AsObject())).Sentence, StringComparison.Ordinal);
        Assert.True((await bot.PlaceAsync(key, callum)).IsLive);

        var alone = AskedPeople.IdOf(callum);
        await bot.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => one.Key == alone ? one.Value : one.Value with { Roles = Roles.Member }) });
        await callum.Sends(about);
        Assert.Equal(PlaceEnd.Completed, (await bot.PlaceAsync(key, callum)).End);
    }

    [Fact]
    public async Task Who_organises_and_waits_for_a_place_ends_nobody_s()
    {
        var bot = await StartAsync();
        var callum = await WithOrganiserAsync(bot);
        var key = await bot.HasShortlistAsync(1, bot.Priya, callum);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Organiser.MovesAsync(key, callum, Stage.Reserve);
        await bot.Priya.AcceptsAsync(bot, key);
        var leave = PostForms.About("fellowships.place").With(FellowshipForms.About(key)).With(new JsonObject { ["place"] = (await bot.PlaceAsync(key, bot.Priya)).Id, ["go"] = "leave", ["words"] = "Gave it up" });
        Assert.StartsWith("You applied for it or have a place in it, so somebody else sees to that, such as Helen Whitcombe.", (await callum.Sends(leave.DeepClone().AsObject())).Sentence, StringComparison.Ordinal);
        await bot.DrainAsync();
        Assert.True((await bot.PlaceAsync(key, bot.Priya)).IsLive);
        Assert.Equal(Stage.Reserve, await bot.StageAsync(key, callum));

        await bot.Organiser.Sends(leave); // who has no stake may
        Assert.False((await bot.PlaceAsync(key, bot.Priya)).IsLive);
    }

    /// <summary>How many applied, as the file tells it: of frailty, and of data.</summary>
    private static async Task<string[]> AppliedAsync(BotUnderTest bot, Colleague who)
    {
        var actor = new Actor(who.ObjectId, who.Person.TenantId, who.Name, new Hat(new OrganisationName(FellowshipForms.Here, "Larkford"), Roles.Organiser));
        Assert.False((await bot.Services.GetRequiredService<FellowshipsTable>().MakeAsync(new FileWish(actor, "", bot.Clock.GetUtcNow(), TimeZoneInfo.Utc), TestContext.Current.CancellationToken)).IsRefused(out _, out var file));
        var lines = Encoding.UTF8.GetString(file.Bytes.Span).TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Regex.Split(line, ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")).ToList(); // commas within quotes are words
        var applied = Array.IndexOf(lines[0], "Applied");
        return [.. new[] { FellowshipForms.Title, "Data for networks" }.Select(title => lines.Single(line => line[0].Contains(title, StringComparison.Ordinal))[applied])];
    }

    private static JsonObject Press(string verb, JsonObject inputs) => PostForms.About("fellowships." + verb).With(inputs);

    private static async Task<Colleague> WithOrganiserAsync(BotUnderTest bot)
    {
        var callum = bot.Who("Dr Callum Reid");
        await bot.ListsAsync(callum, FellowshipForms.Here, Roles.Organiser);
        return callum;
    }
}
