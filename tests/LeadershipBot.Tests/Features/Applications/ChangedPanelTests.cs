using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Applications;

/// <summary>A panel that changes after some have scored; conflicts, and who sees that there are any.</summary>
public sealed class ChangedPanelTests : ApplicationsApp
{
    [Fact]
    public async Task Taking_somebody_off_who_has_not_scored_shows_no_score_before_a_reason_is_given()
    {
        var bot = await ScoredByOneAsync();
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Panel = [ApplicationForms.Named(bot.Chair)] };

        var list = await bot.Organiser.ReadsListAsync(bot);
        Assert.True(list.Says("The panel was changed before all had scored") && !list.ToString().Contains("of 5", StringComparison.Ordinal), list.ToString());
        await bot.Chair.ScoresAsync(bot.Priya, "2"); // another score of the same panel gives away nothing, either
        Assert.DoesNotContain("of 5", (await bot.Organiser.ReadsListAsync(bot)).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("All have scored", bot.Told(bot.Organiser), StringComparison.Ordinal);

        await bot.Organiser.FillsInAsync("applications.end.form", new JsonObject { ["reason"] = "Callum moved away" });
        Assert.True((await bot.Organiser.ReadsListAsync(bot)).Says("2 of 5 (Dr Amara Okafor 2)"));
    }

    [Fact]
    public async Task Adding_somebody_after_all_have_scored_hides_nothing_and_lets_nobody_change_a_score()
    {
        var bot = await ScoredByOneAsync();
        var callum = bot.Who("Dr Callum Reid");
        await callum.ScoresAsync(bot.Priya, "3");
        await bot.ListsAsync(bot.Tomasz, "larkford", Roles.PanelMember);
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Panel = [.. ApplicationForms.Seat(bot).Panel, ApplicationForms.Named(bot.Tomasz)] };

        Assert.True((await bot.Organiser.ReadsListAsync(bot)).Says("3.5 of 5 (Dr Amara Okafor 4, Dr Callum Reid 3)"));
        foreach (var who in new[] { bot.Chair, bot.Tomasz })
            Assert.StartsWith("Scoring is over", (await who.OpensAsync("applications.score.form", more: ApplicationForms.Of(bot.Priya))).Sentence, StringComparison.Ordinal);

        // A conflict that is declared now takes away no score by which others decide, and shuts out whoever declares it.
        await callum.FillsInAsync("applications.conflict.form", new JsonObject { ["about"] = "all" });
        Assert.True((await bot.Organiser.ReadsListAsync(bot)).Says("3.5 of 5 (Dr Amara Okafor 4, Dr Callum Reid 3)"));
        Assert.Equal(2, (await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationRows.Score)).Count);
        Assert.StartsWith("You declared a conflict here", (await callum.ReadsAsync(bot, bot.Priya)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_panel_of_one_that_steps_back_while_it_is_open_shows_nothing_before_closing_and_keeps_nobody_waiting_after_it()
    {
        var bot = await BeginAsync();
        await PanelMeetsAsync(bot);
        var callum = bot.Who("Dr Callum Reid");
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Panel = [ApplicationForms.Named(callum)] };
        await bot.Priya.AppliesAsync();
        var form = CardReading.Of((await callum.OpensAsync("applications.conflict.form")).Card);
        Assert.Equal(["All of them: I step back from this"], form.Input("about")["choices"]!.AsArray().Select(one => one!["title"]!.GetValue<string>())); // who applied isn't seen yet
        await callum.Sends(ApplicationForms.Filled(form, new JsonObject { ["about"] = "all" }));
        await bot.Tomasz.AppliesAsync("Mine");
        Assert.DoesNotContain("All have scored", bot.Told(bot.Organiser), StringComparison.Ordinal);

        await bot.ClosesAsync();

        Assert.False((await bot.Organiser.ReadsListAsync(bot)).Says("The panel was changed"));
        await bot.Organiser.MovesAsync(bot.Tomasz, Stage.Shortlisted);
        Assert.Equal(Stage.Shortlisted, (await bot.ApplicationAsync(bot.Tomasz))!.Stage);
        Assert.DoesNotContain("Applications have closed:", bot.Told(callum), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_withdraws_as_the_last_who_was_not_scored_shows_the_scores_of_the_others()
    {
        var bot = await BeginAsync();
        await PanelMeetsAsync(bot);
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Panel = [ApplicationForms.Named(bot.Chair)] };
        await bot.Priya.AppliesAsync();
        await bot.Tomasz.AppliesAsync("Mine");
        await bot.ClosesAsync();
        await bot.Chair.ScoresAsync(bot.Priya, "4");
        await bot.Tomasz.Sends(new JsonObject { ["verb"] = "applications.withdraw", ["organisation"] = "larkford", ["kind"] = "trial", ["opening"] = "chair-1" });

        Assert.True((await bot.Organiser.ReadsListAsync(bot)).Says("4 of 5 (Dr Amara Okafor 4)"));
        Assert.True(bot.NewestCardIn(bot.Organiser.Chat).Says("1 application can be decided now."));
    }

    [Fact]
    public async Task A_panel_member_who_is_forgotten_keeps_nobody_waiting()
    {
        var bot = await ScoredByOneAsync();
        await bot.Organiser.ReadsAsync(bot, bot.Priya);
        foreach (var forgotten in new[] { bot.Organiser, bot.Who("Dr Callum Reid") }) // he did nothing there, so no note leads to it
        {
            Assert.DoesNotContain("of 5", (await bot.Organiser.ReadsListAsync(bot)).ToString(), StringComparison.Ordinal);
            await bot.ForgetsAsync(forgotten);
        }

        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Panel = [ApplicationForms.Named(bot.Chair)] };
        Assert.True((await bot.Organiser.ReadsListAsync(bot)).Says("4 of 5 (Dr Amara Okafor 4)"));
    }

    [Fact]
    public async Task Who_is_forgotten_shows_no_score_where_somebody_else_was_taken_off_who_had_not_scored()
    {
        var bot = await ScoredByOneAsync();
        await bot.Organiser.ReadsAsync(bot, bot.Priya);
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Panel = [ApplicationForms.Named(bot.Chair)] };
        await bot.ForgetsAsync(bot.Organiser);
        await bot.ForgetsAsync(bot.Who("Dr Callum Reid")); // not on it any more
        Assert.DoesNotContain("of 5", (await bot.Organiser.ReadsListAsync(bot)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_who_decide_see_that_a_conflict_was_declared_and_the_panel_doesn_t()
    {
        var bot = await ScoredByOneAsync();
        var callum = bot.Who("Dr Callum Reid");
        await callum.FillsInAsync("applications.conflict.form", new JsonObject { ["about"] = ApplicationForms.Of(bot.Priya)["who"]!.GetValue<string>() });

        Assert.True((await bot.Organiser.ReadsListAsync(bot)).Says("Conflict declared by Dr Callum Reid."));
        Assert.True(CardReading.Of((await bot.Organiser.ReadsAsync(bot, bot.Priya)).Card).Says("Conflict declared by Dr Callum Reid."));
        Assert.False((await callum.ReadsListAsync(bot)).Says("Conflict declared by"));
    }

    [Fact]
    public async Task A_conflict_about_all_goes_also_after_more_scores_than_fit_into_one_commit()
    {
        var bot = await BeginAsync();
        var callum = bot.Who("Dr Callum Reid");
        await bot.Priya.AppliesAsync();
        await bot.ClosesAsync();
        var many = Enumerable.Range(0, 120).Select(number => new PanelScore(ApplicationForms.Named(callum), new LeadershipBot.Domain.People.MemberId("tenant", $"person{number}"), 3, 1));
        foreach (var some in many.Chunk(60))
            await bot.Store.Inner.CommitAsync(ApplicationRows.Table, ApplicationForms.Key, [.. some.Select(score => new LeadershipBot.Storage.Change.Upsert(ApplicationRows.OfScore(ApplicationForms.Key, score, bot.Clock.GetUtcNow())))], TestContext.Current.CancellationToken);

        Assert.Equal("Your conflict is declared.", (await callum.FillsInAsync("applications.conflict.form", new JsonObject { ["about"] = "all" })).Sentence);
        Assert.Empty(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationRows.Score));
    }

    [Fact]
    public async Task Who_decides_and_declared_a_conflict_reads_nothing_of_the_practice_either()
    {
        var bot = await BeginAsync();
        await PanelMeetsAsync(bot);
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Panel = [] };
        await bot.Priya.AppliesAsync();
        await bot.ClosesAsync();
        await bot.Chair.MovesAsync(bot.Priya, Stage.Shortlisted);
        await bot.Organiser.FillsInAsync("applications.conflict.form", new JsonObject { ["about"] = ApplicationForms.Of(bot.Priya)["who"]!.GetValue<string>() });
        await bot.Chair.FillsInAsync("applications.record.form", new JsonObject { ["said"] = "yes", ["words"] = "" }, ApplicationForms.Of(bot.Priya));
        Assert.True((await bot.Chair.ReadsListAsync(bot)).Says("agrees to release them."));
        Assert.False((await bot.Organiser.ReadsListAsync(bot)).Says("agrees to release them."));
        await bot.Priya.Sends(new JsonObject { ["verb"] = "applications.withdraw", ["organisation"] = "larkford", ["kind"] = "trial", ["opening"] = "chair-1" });
        Assert.DoesNotContain("withdrew", bot.Told(bot.Organiser), StringComparison.Ordinal); // the chair is told instead
        Assert.True(bot.NewestCardIn(bot.Chair.Chat).Says("Dr Priya Raman withdrew."));
    }

    private async Task<BotUnderTest> ScoredByOneAsync()
    {
        var bot = await BeginAsync();
        await PanelMeetsAsync(bot);
        await bot.Priya.AppliesAsync();
        await bot.ClosesAsync();
        await bot.Chair.ScoresAsync(bot.Priya, "4");
        return bot;
    }
}
