using System.Text.Json.Nodes;
using LeadershipBot.Features.Succession;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Succession;

/// <summary>A post is applied for by its own card, and whoever is appointed holds it.</summary>
public sealed class AppointmentTests : WholeApp
{
    [Fact]
    public async Task From_the_card_of_a_post_to_its_new_holder_on_the_board()
    {
        var bot = await StartAsync();
        var key = await bot.MakesPostAsync(bot.Organiser, facts: new JsonObject { ["why"] = "It matters" });
        await bot.Tomasz.ReadsPostAsync(bot, key);
        await AppliesAsync(bot, bot.Tomasz, key, "Now");
        await AppliesAsync(bot, bot.Priya, key, "Exploring");
        await AppliesAsync(bot, bot.Yusuf, key, "OneToTwoYears");

        Assert.True((await bot.Chair.Hears("board")).Says("Bench: 1 ready now, 1 in one to two years, 1 exploring"));
        Assert.True((await bot.Organiser.Hears("board")).Says("1 exploring")); // who runs it reads it, too
        Assert.True((await bot.Chair.Hears("board")).Says("A place is empty; 1 person is ready now"));
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 31, 9, 0, 0, TimeSpan.Zero));
        await MovesAsync(bot, bot.Yusuf, key, "NotShortlisted");
        foreach (var stage in new[] { "Shortlisted", "Interview", "Appointed" })
            await bot.Organiser.SendsFormAsync("applications.move.form", About(key).With(new JsonObject { ["who"] = AskedPeople.IdOf(bot.Tomasz).ToString() }), new JsonObject { ["stage"] = stage, ["words"] = "The panel agreed" });
        await bot.DrainAsync();

        var post = await bot.Yusuf.ReadsPostAsync(bot, key);
        Assert.True(post.Says("filled") && post.Says("Dr Tomasz Zielinski (until"), post.ToString());
        var board = await bot.Chair.Hears("board");
        Assert.True(board.Says("Held until") && board.Says("Bench: 0 ready now, 1 in one to two years"), board.ToString());
        var applicants = bot.Services.GetRequiredService<IApplicants>();
        Assert.Equal([bot.Priya.Name, bot.Yusuf.Name], (await applicants.ListInterestedAsync("larkford", "posts", key + ".1", TestContext.Current.CancellationToken)).Select(one => one.Name).Order());
        Assert.Equal([bot.Tomasz.Name], (await applicants.ListStandingAsync("larkford", "posts", key + ".1", TestContext.Current.CancellationToken)).Select(one => one.Name));
        var mine = CardReading.Of((await bot.Yusuf.Executes("applications.mine", PostForms.About("applications.mine").With(About(key)))).Card);
        Assert.True(mine.Says("How it stands: answered: on the bench for later") && mine.Buttons.Contains("Withdraw"), mine.ToString());
        await bot.Yusuf.SendsFormAsync("applications.withdraw.form", About(key), []);
        await bot.DrainAsync();
        Assert.True((await bot.Chair.Hears("board")).Says("Bench: 0 ready now, 0 in one to two years"));
        var again = CardReading.Of((await bot.Organiser.Sends(PostForms.About("posts.publish").With(new JsonObject { ["post"] = key, ["go"] = "preview" }))).Card);
        Assert.Contains("Open for applications", again.Buttons);
    }

    [Fact]
    public async Task Who_can_t_take_it_up_holds_it_no_more_and_the_reserve_does()
    {
        var bot = await StartAsync();
        var key = await bot.MakesPostAsync(bot.Organiser);
        foreach (var who in new[] { bot.Tomasz, bot.Priya })
            await AppliesAsync(bot, who, key, "Now");
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 31, 9, 0, 0, TimeSpan.Zero));
        await MovesAsync(bot, bot.Tomasz, key, "Shortlisted", "Appointed");
        await MovesAsync(bot, bot.Priya, key, "Shortlisted", "Reserve");
        Assert.True((await bot.Yusuf.ReadsPostAsync(bot, key)).Says("Dr Tomasz Zielinski (until"));

        await MovesAsync(bot, bot.Tomasz, key, "Withdrawn");
        var free = await bot.Yusuf.ReadsPostAsync(bot, key);
        Assert.True(!free.Says("Dr Tomasz Zielinski") && !free.Says("filled"), free.ToString());
        await MovesAsync(bot, bot.Priya, key, "Appointed");
        var post = await bot.Yusuf.ReadsPostAsync(bot, key);
        Assert.True(post.Says("Dr Priya Raman (until") && post.Says("filled"), post.ToString());
        Assert.Contains("posts.takenBack", (await bot.RowsAsync(PostRows.Table, key, "audit.")).Select(row => row.GetString("What")));
    }

    [Fact]
    public async Task Who_stands_in_reserve_for_a_post_that_is_withdrawn_is_told_once_and_stands_there_no_longer()
    {
        var bot = await StartAsync();
        var key = await bot.MakesPostAsync(bot.Organiser);
        foreach (var who in new[] { bot.Tomasz, bot.Priya })
        {
            await bot.MeetsAsync(who);
            await AppliesAsync(bot, who, key, "Now");
        }

        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 31, 9, 0, 0, TimeSpan.Zero));
        await MovesAsync(bot, bot.Tomasz, key, "Shortlisted");
        await MovesAsync(bot, bot.Priya, key, "Shortlisted", "Reserve");
        await bot.Organiser.Sends(PostForms.About("posts.withdraw").With(new JsonObject { ["post"] = key, ["reason"] = "It moves to the ICB" }));
        await bot.DrainAsync();

        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says("isn't offered any more") && card.Says("The reason: It moves to the ICB"));
        var mine = CardReading.Of((await bot.Priya.Executes("applications.mine", PostForms.About("applications.mine").With(About(key)))).Card);
        Assert.True(mine.Says("It isn't offered any more, so nobody is held in reserve.") && !mine.Says("How it stands: in reserve"), mine.ToString());
        Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Says("isn't offered any more"));
        var shortlisted = CardReading.Of((await bot.Tomasz.Executes("applications.mine", PostForms.About("applications.mine").With(About(key)))).Card);
        Assert.True(shortlisted.Says("How it stands: shortlisted"), shortlisted.ToString()); // that those who decide end
    }

    [Fact]
    public async Task Who_took_on_a_conflicting_post_since_they_applied_is_not_appointed()
    {
        var bot = await StartAsync();
        var other = await bot.MakesPostAsync(bot.Organiser, "Audit chair", opens: false);
        var key = await bot.MakesPostAsync(bot.Organiser, people: new JsonObject { ["conflicts"] = other.Split('.')[1] });
        await AppliesAsync(bot, bot.Tomasz, key, "Now");
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 31, 9, 0, 0, TimeSpan.Zero));
        await MovesAsync(bot, bot.Tomasz, key, "Shortlisted");
        await bot.Organiser.RecordsHolderAsync(other, bot.Tomasz, "2026-03-01", "");
        await bot.DrainAsync();

        var refused = CardReading.Of((await MovesAsync(bot, bot.Tomasz, key, "Appointed"))!.Card);
        Assert.True(refused.Says("Dr Tomasz Zielinski holds by now a post that nobody may hold together with this one"), refused.ToString());
        Assert.Empty((await bot.HeadAsync(key)).Post.Tenures);
    }

    [Fact]
    public async Task Whom_a_post_can_t_record_as_holder_its_organiser_and_the_chair_hear_of_it()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Organiser, bot.Chair })
            await bot.MeetsAsync(who);
        var key = await bot.MakesPostAsync(bot.Organiser, facts: new JsonObject { ["months"] = "0" });
        await bot.Organiser.RecordsHolderAsync(key, bot.Priya, "2025-01-01", "");
        var openings = bot.Services.GetRequiredService<IEnumerable<IOpenings>>().Single(one => one.Kind == "posts");
        for (var i = 0; i < 2; i++)
            await openings.AppointedAsync(key + ".1", new LeadershipBot.Domain.Applying.Person(AskedPeople.IdOf(bot.Priya), bot.Priya.Name), BotUnderTest.Start, "abc", TestContext.Current.CancellationToken);
        await bot.DrainAsync();
        foreach (var who in new[] { bot.Organiser, bot.Chair })
            Assert.Single(bot.CardsOf(who), card => card.Heading == "Not recorded as holder: Mental health lead");
    }

    [Fact]
    public async Task What_waits_for_a_panel_member_costs_no_read_for_posts_on_whose_panel_they_don_t_sit()
    {
        var bot = await StartAsync();
        var mine = await bot.MakesPostAsync(bot.Organiser, people: new JsonObject { ["panel"] = AskedPeople.IdOf(bot.Chair).ToString() });
        await AppliesAsync(bot, bot.Tomasz, mine, "Now");
        foreach (var number in Enumerable.Range(0, 3))
            await AppliesAsync(bot, bot.Tomasz, await bot.MakesPostAsync(bot.Organiser, $"Other post {number}"), "Now");
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 31, 9, 0, 0, TimeSpan.Zero));
        var waiting = bot.Services.GetServices<LeadershipBot.Shell.Asks.IWaiting>().Single(one => one.Kind == "applications");
        var before = bot.Store.ReadsOf(PostRows.Table) + bot.Store.ReadsOf(PostIndexRows.Table);
        var found = await waiting.ListAsync(new LeadershipBot.Shell.Asks.WaitingWish(AskedPeople.IdOf(bot.Chair), "larkford", bot.Clock.GetUtcNow(), TimeZoneInfo.Utc), TestContext.Current.CancellationToken);
        Assert.Single(found);
        Assert.Equal(2, bot.Store.ReadsOf(PostRows.Table) + bot.Store.ReadsOf(PostIndexRows.Table) - before); // the list, and the one post
    }

    private static async Task<BotAnswer?> MovesAsync(BotUnderTest bot, Colleague who, string key, params string[] stages)
    {
        BotAnswer? answer = null;
        foreach (var stage in stages)
            answer = await bot.Organiser.SendsFormAsync("applications.move.form", About(key).With(new JsonObject { ["who"] = AskedPeople.IdOf(who).ToString() }), new JsonObject { ["stage"] = stage, ["words"] = "The panel agreed" });
        await bot.DrainAsync();
        return answer;
    }

    private static async Task AppliesAsync(BotUnderTest bot, Colleague who, string key, string readiness)
    {
        var card = await who.ReadsPostAsync(bot, key);
        var apply = card.SentBy(0);
        Assert.Equal((ApplyButtons.FormVerb, key + ".1"), (apply["verb"]!.GetValue<string>(), apply["opening"]!.GetValue<string>()));
        var form = CardReading.Of((await who.Opens(apply)).Card);
        Assert.True(form.Says("Pay for a session: £350"), form.ToString());
        await who.Sends(PostForms.Filled(form, new JsonObject { ["statement"] = "I led a change with others", ["readiness"] = readiness }));
    }

    private static JsonObject About(string key) => new() { ["kind"] = "posts", ["opening"] = key + ".1" };
}
