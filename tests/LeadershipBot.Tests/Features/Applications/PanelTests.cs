using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Applications;

/// <summary>What a panel reads and scores, and what of it nobody sees before its time.</summary>
public sealed class PanelTests : ApplicationsApp
{
    private const string Secret = "Tomasz's own words";

    [Fact]
    public async Task Nobody_sees_a_score_before_all_have_scored_and_then_the_list_shows_them()
    {
        var bot = await BeginAsync();
        await PanelMeetsAsync(bot);
        var callum = bot.Who("Dr Callum Reid");
        await bot.Priya.AppliesAsync();
        await bot.Tomasz.AppliesAsync(Secret);
        Assert.StartsWith("Applications are still open, so nobody is scored", (await bot.Chair.OpensAsync("applications.score.form", more: ApplicationForms.Of(bot.Priya))).Sentence, StringComparison.Ordinal);
        await bot.ClosesAsync();
        var news = bot.NewestCardIn(callum.Chat);
        Assert.True(news.Says("2 applications wait for your score.") && news.Heading == "Applications have closed: Clinical lead for frailty", news.ToString());

        var waiting = await callum.Hears("waiting");
        Assert.True(waiting.Says("Score 2 applications: Clinical lead for frailty"), waiting.ToString());

        // One press opens the first, and each score brings the next.
        var first = CardReading.Of((await callum.PressesAsync(bot, ApplyButtons.ListVerb)).Card);
        Assert.Equal(["Score what waits", "Declare a conflict"], first.Buttons.Except(["Read"]));
        var opened = await callum.OpensAsync("applications.score.form");
        var form = CardReading.Of(opened.Card);
        Assert.True(TitleOf(opened) == "Score Dr Priya Raman" && !form.Says("Score Dr Priya Raman") && form.Says("What is looked for: Has led a change with others"), form.ToString()); // the dialog says it, and the card not once more
        var next = await callum.Sends(ApplicationForms.Filled(form, new JsonObject { ["score"] = "2" }));
        var second = CardReading.Of(next.Card);
        Assert.Equal("Score Dr Tomasz Zielinski", TitleOf(next));
        Assert.Equal("Your scores are kept. They are shown once all have scored.", (await callum.Sends(ApplicationForms.Filled(second, new JsonObject { ["score"] = "5" }))).Sentence);

        foreach (var reader in new[] { bot.Organiser, bot.Chair })
        {
            var hidden = await reader.ReadsListAsync(bot);
            Assert.DoesNotContain("of 5", hidden.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("of 5", CardReading.Of((await reader.ReadsAsync(bot, bot.Tomasz)).Card).ToString(), StringComparison.Ordinal);
        }

        Assert.True((await callum.ReadsListAsync(bot)).Says("You gave 5 of 5."));
        Assert.StartsWith("The panel hasn't scored all yet", Problem(await bot.Organiser.MovesAsync(bot.Tomasz, Stage.Shortlisted)), StringComparison.Ordinal);

        await bot.Chair.ScoresAsync(bot.Priya, "3");
        await bot.Chair.ScoresAsync(bot.Tomasz, "4");

        var shown = await bot.Organiser.ReadsListAsync(bot);
        Assert.True(shown.Says("All have scored.") && shown.Says("4.5 of 5 (Dr Amara Okafor 4, Dr Callum Reid 5)") && shown.Says("2.5 of 5"), shown.ToString());
        Assert.True(shown.Texts.ToList().IndexOf("Dr Tomasz Zielinski") < shown.Texts.ToList().IndexOf("Dr Priya Raman"));
        Assert.True(bot.NewestCardIn(bot.Organiser.Chat).Says("2 applications can be decided now."));
        Assert.StartsWith("Scoring is over", (await callum.OpensAsync("applications.score.form", more: ApplicationForms.Of(bot.Tomasz))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_and_scoring_is_audited_without_the_score()
    {
        var bot = await BeginAsync();
        await bot.Priya.AppliesAsync();
        await bot.ClosesAsync();
        await bot.Organiser.ReadsAsync(bot, bot.Priya);
        await bot.Chair.ScoresAsync(bot.Priya, "4");

        var audit = await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, "audit.");
        Assert.Equal(["applications.scored", "applications.statementRead", "applications.statementRead"], audit.Select(row => row.GetString("What")!).Order());
        Assert.All(audit, row => Assert.True(row.GetString("Whom") == bot.Priya.ObjectId && row.GetString("After") is null && row.GetString("Before") is null));
    }

    [Fact]
    public async Task The_same_score_twice_is_once_and_another_takes_its_place_until_they_are_shown()
    {
        var bot = await BeginAsync();
        await bot.Priya.AppliesAsync();
        await bot.Tomasz.AppliesAsync();
        await bot.ClosesAsync();
        var form = CardReading.Of((await bot.Chair.OpensAsync("applications.score.form", more: ApplicationForms.Of(bot.Priya))).Card);
        for (var i = 0; i < 2; i++)
            await bot.Chair.Sends(ApplicationForms.Filled(form, new JsonObject { ["score"] = "2" }));
        await bot.Chair.ScoresAsync(bot.Priya, "3");

        Assert.Equal(3, Assert.Single(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationRows.Score)).GetInt32("Score"));
        Assert.Equal(2, (await bot.AuditAsync()).Count(what => what == "applications.scored"));
        Assert.True(CardReading.Of((await bot.Chair.ScoresAsync(bot.Priya, "9")).Card).Says("It isn't said yet which score you give."));
    }

    [Fact]
    public async Task Two_who_score_at_once_are_both_kept_and_the_last_of_them_shows_the_scores()
    {
        var bot = await BeginAsync();
        await PanelMeetsAsync(bot);
        var callum = bot.Who("Dr Callum Reid");
        await bot.Priya.AppliesAsync();
        await bot.ClosesAsync();
        var forms = new List<(Colleague Who, JsonObject Data)>();
        foreach (var who in new[] { bot.Chair, callum })
            forms.Add((who, ApplicationForms.Filled(CardReading.Of((await who.OpensAsync("applications.score.form")).Card), new JsonObject { ["score"] = "4" })));

        await Task.WhenAll(forms.Select(one => one.Who.Sends(one.Data)));

        Assert.Equal(2, (await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationRows.Score)).Count);
        Assert.True((await bot.Organiser.ReadsListAsync(bot)).Says("4 of 5 (Dr Amara Okafor 4, Dr Callum Reid 4)"));
        Assert.Single(bot.CardsIn(bot.Organiser.Chat), message => CardReading.Of(message.Card()).Heading == "All have scored: Clinical lead for frailty");
    }

    [Fact]
    public async Task Who_declares_a_conflict_neither_reads_nor_scores_and_the_others_don_t_wait_for_them()
    {
        var bot = await BeginAsync();
        var callum = bot.Who("Dr Callum Reid");
        await bot.Priya.AppliesAsync();
        await bot.Tomasz.AppliesAsync(Secret);
        await bot.ClosesAsync();
        await callum.ScoresAsync(bot.Tomasz, "5");
        var form = CardReading.Of((await callum.OpensAsync("applications.conflict.form")).Card);
        Assert.Equal(["Dr Priya Raman", "Dr Tomasz Zielinski", "All of them: I step back from this"], form.Input("about")["choices"]!.AsArray().Select(one => one!["title"]!.GetValue<string>()));

        await callum.Sends(ApplicationForms.Filled(form, new JsonObject { ["about"] = ApplicationForms.Of(bot.Tomasz)["who"]!.GetValue<string>() }));

        Assert.Empty(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationRows.Score));
        Assert.StartsWith("You declared a conflict here", (await callum.ReadsAsync(bot, bot.Tomasz)).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("You declared a conflict here", (await callum.OpensAsync("applications.score.form", more: ApplicationForms.Of(bot.Tomasz))).Sentence, StringComparison.Ordinal);
        await callum.ScoresAsync(bot.Priya, "3");
        await bot.Chair.ScoresAsync(bot.Priya, "3");
        await bot.Chair.ScoresAsync(bot.Tomasz, "4");
        Assert.True((await bot.Organiser.ReadsListAsync(bot)).Says("4 of 5 (Dr Amara Okafor 4)"));
        var his = await callum.ReadsListAsync(bot);
        Assert.True(his.Says("You declared a conflict here.") && !his.Says("4 of 5"), his.ToString());
        Assert.Contains("applications.conflictDeclared", await bot.AuditAsync());
    }

    [Fact]
    public async Task A_conflict_about_all_takes_the_chair_off_too()
    {
        var bot = await BeginAsync();
        await bot.Priya.AppliesAsync();
        await bot.ClosesAsync();
        await bot.Chair.FillsInAsync("applications.conflict.form", new JsonObject { ["about"] = "all" });

        Assert.StartsWith("You declared a conflict here", (await bot.Chair.ReadsAsync(bot, bot.Priya)).Sentence, StringComparison.Ordinal);
        await bot.Who("Dr Callum Reid").ScoresAsync(bot.Priya, "4");
        Assert.True((await bot.Organiser.ReadsListAsync(bot)).Says("All have scored."));
        Assert.StartsWith("You declared a conflict here", (await bot.Chair.OpensAsync("applications.move.form", more: ApplicationForms.Of(bot.Priya))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_panel_member_who_applies_is_told_so_leaves_the_panel_and_sees_nothing_of_the_others()
    {
        var bot = await BeginAsync();
        var callum = bot.Who("Dr Callum Reid");
        await bot.Priya.AppliesAsync();
        Assert.True(CardReading.Of((await callum.OpensAsync(ApplyButtons.FormVerb)).Card).Says("You have a part in deciding this. If you send it you give that up"));
        await callum.AppliesAsync("I stand");
        await bot.ClosesAsync();

        foreach (var verb in new[] { ApplyButtons.ListVerb, "applications.read" })
            Assert.StartsWith("You applied for this yourself", (await callum.PressesAsync(bot, verb, ApplicationForms.Of(bot.Priya))).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("You applied for this yourself", (await callum.OpensAsync("applications.score.form")).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("Applications have closed:", bot.Told(callum), StringComparison.Ordinal);
        await bot.Chair.ScoresAsync(bot.Priya, "4");
        await bot.Chair.ScoresAsync(callum, "3");
        Assert.True((await bot.Organiser.ReadsListAsync(bot)).Says("All have scored."));

        await callum.Sends(new JsonObject { ["verb"] = "applications.withdraw", ["organisation"] = "larkford", ["kind"] = "trial", ["opening"] = "chair-1" });
        Assert.StartsWith("You applied for this yourself", (await callum.PressesAsync(bot, ApplyButtons.ListVerb)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scoring_is_ended_with_a_reason_by_whoever_decides_and_by_nobody_else()
    {
        var bot = await BeginAsync();
        await bot.Priya.AppliesAsync();
        await bot.ClosesAsync();
        await bot.Chair.ScoresAsync(bot.Priya, "4");
        Assert.StartsWith("Only the panel", (await bot.Who("Dr Callum Reid").OpensAsync("applications.end.form")).Sentence, StringComparison.Ordinal);
        Assert.Equal("The reason is missing.", Problem(await bot.Organiser.FillsInAsync("applications.end.form", new JsonObject { ["reason"] = " " })));

        await bot.Organiser.FillsInAsync("applications.end.form", new JsonObject { ["reason"] = "Callum is ill" });

        var list = await bot.Organiser.ReadsListAsync(bot);
        Assert.True(list.Says("Helen Whitcombe ended scoring before all had scored: “Callum is ill”") && list.Says("4 of 5 (Dr Amara Okafor 4)"), list.ToString());
        Assert.StartsWith("Scoring is over", (await bot.Who("Dr Callum Reid").OpensAsync("applications.score.form")).Sentence, StringComparison.Ordinal);
        Assert.Contains("applications.scoringEnded", await bot.AuditAsync());
    }

    [Fact]
    public async Task Who_has_no_part_in_it_reads_nothing_nor_learns_who_applied()
    {
        var bot = await BeginAsync();
        await bot.Tomasz.AppliesAsync(Secret);
        await bot.ClosesAsync();
        foreach (var stranger in new[] { bot.Yusuf, bot.Administrator })
        {
            Assert.StartsWith("Only the panel, the chair and whoever runs it", (await stranger.PressesAsync(bot, ApplyButtons.ListVerb)).Sentence, StringComparison.Ordinal);
            Assert.StartsWith("Only the panel", (await stranger.ReadsAsync(bot, bot.Tomasz)).Sentence, StringComparison.Ordinal);
            Assert.StartsWith("Only the panel", (await stranger.OpensAsync("applications.score.form", more: ApplicationForms.Of(bot.Tomasz))).Sentence, StringComparison.Ordinal);
            Assert.StartsWith("Only the panel", (await stranger.OpensAsync("applications.move.form", more: ApplicationForms.Of(bot.Tomasz))).Sentence, StringComparison.Ordinal);
            Assert.StartsWith("Only the panel", (await stranger.OpensAsync("applications.together.form")).Sentence, StringComparison.Ordinal);
            Assert.StartsWith("You haven't applied for this.", (await stranger.PressesAsync(bot, "applications.mine")).Sentence, StringComparison.Ordinal);
        }

        foreach (var person in bot.Teams.World.People.Where(one => one.Name != bot.Tomasz.Name))
            Assert.DoesNotContain(Secret, bot.Told(bot.Who(person.Name)), StringComparison.Ordinal);
        Assert.StartsWith("This is shown in your own chat", (await bot.Organiser.Opens(new JsonObject { ["verb"] = "applications.together.form", ["organisation"] = "larkford", ["kind"] = "trial", ["opening"] = "chair-1" }, bot.Channel)).Sentence, StringComparison.Ordinal);
    }

    private static string Problem(LeadershipBot.Simulator.Connector.BotAnswer answer)
        => CardReading.Of(answer.Card).Texts.First(text => text.EndsWith('.') && text.Length > 12);

    private static string? TitleOf(LeadershipBot.Simulator.Connector.BotAnswer dialog) => dialog.Body?["task"]?["value"]?["title"]?.GetValue<string>();
}
