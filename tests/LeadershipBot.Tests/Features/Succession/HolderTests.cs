using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Succession;
using LeadershipBot.Features.Succession.Ladders;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Succession;

/// <summary>Who holds a post, and what they are told and asked.</summary>
public sealed class HolderTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_holder_is_recorded_by_hand_once_and_a_term_is_ended()
    {
        var bot = await StartAsync();
        var key = await bot.MakesPostAsync(bot.Organiser);
        for (var i = 0; i < 2; i++)
            await bot.Organiser.RecordsHolderAsync(key, bot.Priya, "2025-07-01", "");
        var tenure = Assert.Single((await bot.HeadAsync(key)).Post.Tenures);
        Assert.Equal((new DateOnly(2025, 7, 1), new DateOnly(2028, 6, 30)), (tenure.From, tenure.Until));
        Assert.True((await bot.Tomasz.ReadsPostAsync(bot, key)).Says("Dr Priya Raman (until Fri 30 Jun 2028)"));
        Assert.True(CardReading.Of((await bot.Organiser.RecordsHolderAsync(key, bot.Priya, "2026-01-01", "")).Card).Says("Dr Priya Raman holds this post in that time already."));
        Assert.True(CardReading.Of((await bot.Organiser.RecordsHolderAsync(key, bot.Yusuf, "2026-01-01", "2025-01-01")).Card).Says("The last day is before the first, or a day is missing."));

        await bot.Organiser.SendsFormAsync("posts.tenure.form", new JsonObject { ["post"] = key }, new JsonObject { ["tenure"] = tenure.Id, ["until"] = "2026-03-01" });
        Assert.False((await bot.Tomasz.ReadsPostAsync(bot, key)).Says("Dr Priya Raman"));
        Assert.Equal(["posts.drafted", "posts.holderRecorded", "posts.opened", "posts.tenureEnded"], (await bot.RowsAsync(PostRows.Table, key, "audit.")).Select(row => row.GetString("What")).Distinct().Order());
    }

    [Fact]
    public async Task Whoever_is_appointed_holds_the_post_once_however_often_it_is_said()
    {
        var bot = await StartAsync();
        var key = await bot.MakesPostAsync(bot.Organiser);
        var openings = bot.Services.GetRequiredService<IEnumerable<IOpenings>>().Single(one => one.Kind == "posts");
        for (var i = 0; i < 2; i++)
            await openings.AppointedAsync(key + ".1", Of(bot.Priya), BotUnderTest.Start, "abc", Token);
        await bot.DrainAsync();

        Assert.Single((await bot.HeadAsync(key)).Post.Tenures);
        Assert.Equal(OpeningState.Filled, (await openings.FindAsync(key + ".1", Token))!.StateAt(BotUnderTest.Start));
        var card = await bot.Tomasz.ReadsPostAsync(bot, key);
        Assert.True(card.Says("filled") && card.Says("Dr Priya Raman (until Thu 1 Mar 2029)"), card.ToString());
        Assert.False((await bot.Tomasz.Hears("posts")).Says("Mental health lead"));
        await openings.AppointedAsync("larkford.nothing.1", Of(bot.Priya), BotUnderTest.Start, "abc", Token);
    }

    [Fact]
    public async Task An_appointment_below_a_seat_is_a_step_on_the_ladder_until_it_is_taken_back()
    {
        var bot = await StartAsync();
        var (associate, seat) = (await bot.MakesPostAsync(bot.Organiser, "GP associate", new JsonObject { ["rung"] = "Associate" }), await bot.MakesPostAsync(bot.Organiser, "Finance chair"));
        var openings = bot.Services.GetRequiredService<PostOpenings>();
        for (var i = 0; i < 2; i++)
            await openings.AppointedAsync(associate + ".1", Of(bot.Priya), BotUnderTest.Start, "abc", Token);
        await openings.AppointedAsync(seat + ".1", Of(bot.Yusuf), BotUnderTest.Start, "def", Token);

        var step = LadderRows.ToStep(Assert.Single(await bot.RowsAsync(LadderRows.Table, PostForms.Here, LadderRows.Step)))!;
        var tenure = Assert.Single((await bot.HeadAsync(associate)).Post.Tenures);
        Assert.Equal(("Dr Priya Raman", Rung.Associate, "GP associate", tenure.From, tenure.Until), (step.Who.Name, step.Rung, step.What, step.From, step.Until));

        for (var i = 0; i < 2; i++)
            await openings.TakenBackAsync(associate + ".1", BotUnderTest.Start.AddDays(1), "", "abc", Token);
        Assert.Empty(await bot.RowsAsync(LadderRows.Table, PostForms.Here, LadderRows.Step));
    }

    [Fact]
    public async Task Somebody_with_a_conflicting_post_is_refused_with_its_name_from_either_side()
    {
        var bot = await StartAsync();
        var first = await bot.MakesPostAsync(bot.Organiser, "Finance chair");
        var second = await bot.MakesPostAsync(bot.Organiser, "Audit chair", people: new JsonObject { ["conflicts"] = first.Split('.')[1] });
        var openings = bot.Services.GetRequiredService<PostOpenings>();
        await bot.Organiser.RecordsHolderAsync(first, bot.Priya, "2025-01-01", "");
        await bot.Organiser.RecordsHolderAsync(second, bot.Yusuf, "2025-01-01", "2026-10-01");

        Assert.Equal(("posts.refused.conflict", "Finance chair"), await WhyAsync(second, bot.Priya));
        Assert.Equal(("posts.refused.conflict", "Audit chair"), await WhyAsync(first, bot.Yusuf));
        Assert.Equal(("posts.refused.holdsAlready", null), await WhyAsync(first, bot.Priya));
        Assert.Null(await WhyAsync(second, bot.Yusuf)); // their own term ends soon: they may stand again
        Assert.Null(await WhyAsync(second, bot.Tomasz));

        async Task<(string, string?)?> WhyAsync(string key, Colleague who)
        {
            var actor = new Actor(who.ObjectId, who.Person.TenantId, who.Name, new Hat(new OrganisationName("larkford", "Larkford"), Roles.Member));
            return await openings.WhyNotAsync((await openings.FindAsync(key + ".1", Token))!, actor, Token) is { } refusal ? (refusal.TextKey, refusal.Values.Select(value => value.Value).FirstOrDefault()) : null;
        }
    }

    [Fact]
    public async Task Lower_rungs_that_are_open_are_offered_the_highest_first()
    {
        var bot = await StartAsync();
        await bot.MakesPostAsync(bot.Organiser, "A meeting", new JsonObject { ["rung"] = "Shadow" });
        await bot.MakesPostAsync(bot.Organiser, "An associate", new JsonObject { ["rung"] = "Associate" });
        await bot.MakesPostAsync(bot.Organiser, "A closed project", new JsonObject { ["rung"] = "Project" }, opens: false);
        await bot.MakesPostAsync(bot.Organiser, "A seat");
        Assert.Equal(["An associate", "A meeting"], (await bot.Services.GetRequiredService<PostOpenings>().NextRungsAsync("larkford", Rung.Seat, Token)).Select(one => one.Title));
    }

    [Fact]
    public async Task Holder_organiser_and_chair_are_reminded_of_the_end_each_once()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Priya, bot.Organiser, bot.Chair })
            await bot.MeetsAsync(who);
        var key = await bot.MakesPostAsync(bot.Organiser, opens: false);
        await bot.Organiser.RecordsHolderAsync(key, bot.Priya, "2023-07-01", "2026-10-15");
        await bot.DrainAsync();

        Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "Your term as Mental health lead ends on Thu 15 Oct 2026");
        var told = Assert.Single(bot.CardsOf(bot.Chair), card => card.Heading == "The term of Dr Priya Raman as Mental health lead ends on Thu 15 Oct 2026");
        Assert.True(told.Says("Nobody is ready to follow: the seat is red."), told.ToString());
        Assert.Single(bot.CardsOf(bot.Organiser), card => card.Heading.StartsWith("The term of Dr Priya Raman", StringComparison.Ordinal));
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 14, 10, 0, 0, TimeSpan.Zero));
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading.StartsWith("Your term", StringComparison.Ordinal));
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 15, 10, 0, 0, TimeSpan.Zero));
        Assert.Equal(2, bot.CardsOf(bot.Priya).Count(card => card.Heading.StartsWith("Your term", StringComparison.Ordinal)));
        await bot.BecomesAsync(new DateTimeOffset(2026, 7, 15, 10, 0, 0, TimeSpan.Zero));
        await bot.BecomesAsync(new DateTimeOffset(2026, 7, 16, 10, 0, 0, TimeSpan.Zero));
        Assert.Equal(3, bot.CardsOf(bot.Priya).Count(card => card.Heading.StartsWith("Your term", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_holder_is_asked_yearly_whether_they_stay_and_only_chair_and_whoever_runs_it_read_it()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        var key = await bot.MakesPostAsync(bot.Organiser, opens: false);
        await bot.Organiser.RecordsHolderAsync(key, bot.Priya, "2025-03-02", "2029-03-01");
        await bot.DrainAsync();

        var asked = Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "Do you stay as Mental health lead?");
        Assert.True(asked.Says("Only the chair and Helen Whitcombe read your answer; nobody else does."), asked.ToString());
        var tenure = (await bot.HeadAsync(key)).Post.Tenures[0].Id;
        var data = new JsonObject { ["post"] = key, ["tenure"] = tenure, ["intention"] = "MayLeave" };
        Assert.StartsWith("Only whoever holds the post", (await bot.Tomasz.PressesAsync(bot, "posts.stay", data.DeepClone().AsObject())).Sentence, StringComparison.Ordinal);
        var recorded = CardReading.Of((await bot.Priya.PressesAsync(bot, "posts.stay", data)).Card);
        Assert.True(recorded.Says("● I may leave earlier") && recorded.Says("Recorded, thank you."), recorded.ToString());

        Assert.True(CardReading.Of((await bot.Chair.OpensPostAsync("posts.manage", key)).Card).Says("I may leave earlier"));
        Assert.True(CardReading.Of((await bot.Organiser.OpensPostAsync("posts.manage", key)).Card).Says("I may leave earlier"));
        Assert.False((await bot.Tomasz.ReadsPostAsync(bot, key)).Says("leave"));
        var paper = CardReading.Of((await bot.Chair.Opens(PostForms.About("brief.copy").With(new JsonObject { ["kind"] = "posts", ["key"] = "larkford" }))).Card);
        Assert.DoesNotContain("leave earlier", paper.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_forgotten_is_named_in_no_post()
    {
        var bot = await StartAsync();
        await bot.ListsAsync(bot.Priya, "larkford", Roles.PanelMember);
        var key = await bot.MakesPostAsync(bot.Organiser, people: new JsonObject { ["panel"] = AskedPeople.IdOf(bot.Priya).ToString(), ["deputies"] = AskedPeople.IdOf(bot.Priya).ToString() });
        await bot.Organiser.RecordsHolderAsync(key, bot.Priya, "2025-03-02", "2029-03-01");
        var about = new LeadershipBot.Shell.Privacy.PersonAsked(AskedPeople.IdOf(bot.Priya), TimeZoneInfo.Utc, BotUnderTest.Start) { Organisations = [new OrganisationName("larkford", "Larkford")] };
        var held = bot.Services.GetRequiredService<IEnumerable<LeadershipBot.Shell.Privacy.IPersonalData>>().OfType<LeadershipBot.Features.Succession.Held.PostsHeld>().Single();

        Assert.Contains("You hold or held “Mental health lead”", (await held.DescribeAsync(about, Token))[0].Lines[0].Words, StringComparison.Ordinal);
        Assert.Equal(["In 1 post your name goes, and what you said of staying.", "In 1 entry of the audit it is no longer said that it was about you."], (await held.PlanAsync(about, Token)).Erased.Select(line => line.Words));
        await held.ForgetAsync(about, Token);
        await held.ForgetAsync(about, Token);
        await bot.DrainAsync();
        var post = (await bot.HeadAsync(key)).Post;
        Assert.True(post.Tenures is [{ Holder: null }] && post.Content.Panel.Count == 0 && post.Content.Deputies.Count == 0);
        foreach (var table in new[] { (PostRows.Table, key), (PostIndexRows.Table, "larkford") })
            Assert.DoesNotContain((await bot.RowsAsync(table.Item1, table.Item2)).SelectMany(row => row.Columns), column => column.Value is string words && (words.Contains("Priya", StringComparison.Ordinal) || words.Contains(bot.Priya.ObjectId, StringComparison.Ordinal)));
    }

    private static Person Of(Colleague who) => new(AskedPeople.IdOf(who), who.Name);
}
