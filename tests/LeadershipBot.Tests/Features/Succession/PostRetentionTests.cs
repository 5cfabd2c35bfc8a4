using System.Text.Json.Nodes;
using LeadershipBot.Features.Succession;
using LeadershipBot.Features.Succession.Ladders;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Succession;

/// <summary>What is kept of posts, and for how long.</summary>
public sealed class PostRetentionTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_terms_go_and_the_post_stays_until_nothing_has_happened_to_it_for_as_long()
    {
        var bot = await StartAsync();
        var key = await bot.MakesPostAsync(bot.Organiser);
        await bot.Organiser.RecordsHolderAsync(key, bot.Priya, "2015-01-01", "2018-01-01");
        await bot.Organiser.RecordsHolderAsync(key, bot.Yusuf, "2025-01-01", "2028-01-01");
        var day = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(1, await SweepAsync(bot, "Posts", day, Sweep.Count));
        Assert.Equal(1, await SweepAsync(bot, "Posts", day, Sweep.Remove));
        Assert.Equal(0, await SweepAsync(bot, "Posts", day, Sweep.Remove));
        Assert.Equal("Dr Yusuf Demir", Assert.Single((await bot.HeadAsync(key)).Post.Tenures).Holder!.Name);
        Assert.Empty(await bot.RowsAsync(PostIndexRows.Table, PostIndexRows.NotesOf(PostForms.Here, AskedPeople.IdOf(bot.Priya))));

        var far = new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await SweepAsync(bot, "Posts", far, Sweep.Remove);
        Assert.True((await bot.HeadAsync(key)).Post.IsPublished); // it is still offered
        await bot.Organiser.Sends(PostForms.About("posts.withdraw").With(new JsonObject { ["post"] = key, ["reason"] = "It moves" }));
        Assert.Equal(1, await SweepAsync(bot, "Posts", far, Sweep.Remove));
        Assert.Empty(await bot.RowsAsync(PostRows.Table, key));
        Assert.Empty(await bot.PostKeysAsync());
        Assert.Empty(await bot.RowsAsync(PostIndexRows.Table, PostIndexRows.NotesOf(PostForms.Here, AskedPeople.IdOf(bot.Organiser))));
    }

    [Fact]
    public async Task Old_steps_and_wishes_go()
    {
        var bot = await StartAsync();
        await bot.Organiser.SendsFormAsync("posts.step.form", [], new JsonObject { ["person"] = AskedPeople.IdOf(bot.Tomasz).ToString(), ["rung"] = "Project", ["what"] = "Access", ["from"] = "2025-03-02" });
        await bot.Tomasz.SendsFormAsync("posts.mentor.form", new JsonObject { ["call"] = "wish" }, new JsonObject { ["words"] = "Standing" });
        Assert.Equal(1, await SweepAsync(bot, "Ladders", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), Sweep.Remove));
        Assert.Single(await bot.RowsAsync(LadderRows.Table, PostForms.Here, LadderRows.Wish));
        await SweepAsync(bot, "Ladders", new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), Sweep.Remove);
        Assert.All(await bot.RowsAsync(LadderRows.Table, PostForms.Here), row => Assert.StartsWith("head.outbox.", row.RowKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_end_of_the_term_of_somebody_who_was_forgotten_is_told_to_the_leaders_without_their_name()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Chair, bot.Priya })
            await bot.MeetsAsync(who);
        var key = await bot.MakesPostAsync(bot.Organiser, opens: false);
        await bot.Organiser.RecordsHolderAsync(key, bot.Priya, "2026-01-01", "2027-06-30");
        var about = new PersonAsked(AskedPeople.IdOf(bot.Priya), TimeZoneInfo.Utc, BotUnderTest.Start) { Organisations = [new LeadershipBot.Domain.People.OrganisationName(PostForms.Here, "Larkford")] };
        await bot.Services.GetServices<IPersonalData>().OfType<LeadershipBot.Features.Succession.Held.PostsHeld>().Single().ForgetAsync(about, Token);
        await bot.BecomesAsync(new DateTimeOffset(2026, 6, 30, 10, 0, 0, TimeSpan.Zero));

        Assert.Single(bot.CardsOf(bot.Chair), card => card.Heading == "The term of somebody who asked to be forgotten as Mental health lead ends on Wed 30 Jun 2027");
        Assert.DoesNotContain(bot.CardsOf(bot.Priya), card => card.Heading.Contains("term", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_post_that_was_withdrawn_is_not_saved_again()
    {
        var bot = await StartAsync();
        var key = await bot.MakesPostAsync(bot.Organiser);
        await bot.Organiser.Sends(PostForms.About("posts.withdraw").With(new JsonObject { ["post"] = key, ["reason"] = "It moves" }));
        foreach (var go in new[] { "open", "save", "preview" })
            Assert.True(Answered(await bot.Organiser.Sends(PostForms.About("posts.publish").With(new JsonObject { ["post"] = key, ["go"] = go, ["closes"] = "2026-04-01", ["appoint"] = "1" }))).Contains("isn't offered any more", StringComparison.Ordinal), go);
        Assert.Single((await bot.HeadAsync(key)).Post.Rounds);
    }

    private static string Answered(LeadershipBot.Simulator.Connector.BotAnswer answer) => answer.Card is { } card ? CardReading.Of(card).ToString() : answer.Sentence ?? "";

    private static Task<int> SweepAsync(BotUnderTest bot, string kind, DateTimeOffset olderThan, Sweep sweep)
        => bot.Services.GetServices<IRetention>().Single(one => one.Kind.Name == kind).SweepAsync(PostForms.Here, olderThan, sweep, Token);
}
