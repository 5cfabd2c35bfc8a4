using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Applications;

/// <summary>What a panel doesn't learn, and who is told instead of somebody who doesn't decide any more.</summary>
public sealed class PanelSecretsTests : ApplicationsApp
{
    private const string Gone = "There is no such application any more";

    [Fact]
    public async Task Who_loses_the_role_reads_and_decides_nothing_more_and_the_chair_is_told_instead()
    {
        var bot = await BeginAsync();
        await PanelMeetsAsync(bot);
        await bot.Priya.AppliesAsync();
        await bot.Tomasz.AppliesAsync("I look around", "Exploring");
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Panel = [] };
        await bot.ListsAsync(bot.Organiser, "larkford", Roles.Member);
        await bot.ClosesAsync();

        Assert.DoesNotContain("Applications have closed:", bot.Told(bot.Organiser), StringComparison.Ordinal);
        Assert.Single(bot.CardsIn(bot.Chair.Chat), message => CardReading.Of(message.Card()).Heading == "Applications have closed: Clinical lead for frailty");
        foreach (var answer in new[]
        {
            await bot.Organiser.PressesAsync(bot, ApplyButtons.ListVerb),
            await bot.Organiser.ReadsAsync(bot, bot.Tomasz),
            await bot.Organiser.OpensAsync("applications.move.form", more: ApplicationForms.Of(bot.Priya)),
        })
            Assert.StartsWith("Only the panel, the chair and whoever runs it", answer.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Now")]
    [InlineData("Exploring")]
    public async Task Where_whoever_runs_it_applies_or_explores_the_chair_is_told_instead_and_once(string readiness)
    {
        var bot = await BeginAsync();
        await PanelMeetsAsync(bot);
        await bot.Priya.AppliesAsync();
        await bot.Organiser.AppliesAsync("I stand", readiness);
        await bot.ClosesAsync();
        var callum = bot.Who("Dr Callum Reid");
        foreach (var who in new[] { bot.Chair, callum })
            Assert.Single(bot.CardsIn(who.Chat), message => CardReading.Of(message.Card()).Heading == "Applications have closed: Clinical lead for frailty");

        foreach (var applicant in readiness is "Now" ? new[] { bot.Priya, bot.Organiser } : [bot.Priya])
        {
            await bot.Chair.ScoresAsync(applicant, "4");
            await callum.ScoresAsync(applicant, "4");
        }

        await bot.DrainAsync();
        Assert.Single(bot.CardsIn(bot.Chair.Chat), message => CardReading.Of(message.Card()).Heading == "All have scored: Clinical lead for frailty");
        Assert.DoesNotContain("All have scored", bot.Told(bot.Organiser) + bot.Told(callum), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_only_explores_is_to_the_panel_as_if_there_were_nobody()
    {
        var bot = await BeginAsync();
        var callum = bot.Who("Dr Callum Reid");
        await bot.Priya.AppliesAsync();
        await bot.Tomasz.AppliesAsync("I look around", "Exploring");
        await bot.ClosesAsync();
        var answers = new List<string?[]>();
        foreach (var whose in new[] { bot.Tomasz, bot.Yusuf }) // Yusuf did nothing here
        {
            var id = ApplicationForms.Of(whose)["who"]!.GetValue<string>();
            answers.Add([
                (await callum.ReadsAsync(bot, whose)).Sentence,
                (await callum.OpensAsync("applications.score.form", more: ApplicationForms.Of(whose))).Sentence,
                (await callum.Sends(About("applications.score", "who", id, new JsonObject { ["score"] = "3", ["revision"] = "1" }))).Sentence,
                (await callum.Sends(About("applications.conflict", "about", id, []))).Sentence,
                (await callum.OpensAsync("applications.move.form", more: ApplicationForms.Of(whose))).Sentence,
            ]);
        }

        Assert.Equal(answers[1], answers[0]);
        Assert.All(new[] { 0, 2, 3, 4 }, at => Assert.StartsWith(Gone, answers[0][at], StringComparison.Ordinal));
        Assert.Empty(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationRows.Conflict));
        Assert.Null((await bot.Organiser.ReadsAsync(bot, bot.Tomasz)).Sentence);
    }

    [Fact]
    public async Task A_panel_member_reads_what_others_wrote_only_once_nobody_applies_any_more()
    {
        var bot = await BeginAsync();
        var callum = bot.Who("Dr Callum Reid");
        await bot.Priya.AppliesAsync();

        var list = await callum.ReadsListAsync(bot);
        Assert.DoesNotContain("Read", list.Buttons);
        Assert.True(list.Says("The panel sees who applied, reads and scores it once applications have closed.") && !list.ToString().Contains("Priya", StringComparison.Ordinal), list.ToString());
        foreach (var whose in new[] { bot.Priya, bot.Yusuf }) // whether there is one is not seen, either
            Assert.StartsWith("Applications are open until", (await callum.ReadsAsync(bot, whose)).Sentence, StringComparison.Ordinal);
        var chairs = await bot.Chair.ReadsListAsync(bot); // who decides may still apply, too
        Assert.True(chairs.Says("Dr Priya Raman") && !chairs.Buttons.Contains("Read"), chairs.ToString());
        Assert.StartsWith("Applications are open until", (await bot.Chair.ReadsAsync(bot, bot.Priya)).Sentence, StringComparison.Ordinal);

        await bot.ClosesAsync();
        Assert.Contains("Read", (await callum.ReadsListAsync(bot)).Buttons);
        Assert.Null((await callum.ReadsAsync(bot, bot.Priya)).Sentence);

        await bot.ListsAsync(callum, "larkford", Roles.LocalityLead); // the role of panel member is taken away
        Assert.StartsWith("Only the panel", (await callum.ReadsAsync(bot, bot.Priya)).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("Only the panel", (await callum.PressesAsync(bot, ApplyButtons.ListVerb)).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("Only the panel", (await callum.OpensAsync("applications.score.form")).Sentence, StringComparison.Ordinal);
        Assert.False((await callum.Hears("waiting")).Says("Score 1 application"));
        var page = CardReading.Of((await bot.Organiser.Opens(new JsonObject { ["verb"] = "posts.write", ["organisation"] = "larkford" })).Card);
        page = await Succession.PostForms.SendsPageAsync(bot.Organiser, page, new JsonObject { ["title"] = "Another lead", ["rung"] = "Seat" });
        page = await Succession.PostForms.SendsPageAsync(bot.Organiser, page, new JsonObject { ["panel"] = AskedPeople.IdOf(callum).ToString() });
        Assert.True(page.Says("Dr Callum Reid has no role here with which they could read and score"), page.ToString());
    }

    [Fact]
    public async Task Whoever_runs_it_and_steps_back_is_told_nothing_more_and_the_last_who_decides_can_t()
    {
        var bot = await BeginAsync();
        await PanelMeetsAsync(bot);
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Panel = [] };
        await bot.Priya.AppliesAsync();
        for (var i = 0; i < 2; i++)
            Assert.Equal("Your conflict is declared.", (await bot.Organiser.Sends(About("applications.conflict", "about", "all", []))).Sentence);
        await bot.ClosesAsync();

        Assert.DoesNotContain("Applications have closed:", bot.Told(bot.Organiser), StringComparison.Ordinal);
        Assert.Single(bot.CardsIn(bot.Chair.Chat), message => CardReading.Of(message.Card()).Heading == "Applications have closed: Clinical lead for frailty");
        Assert.StartsWith("You decide on this, and nobody else could if you stepped back", (await bot.Chair.Sends(About("applications.conflict", "about", "all", []))).Sentence, StringComparison.Ordinal);
        Assert.Null((await bot.Chair.ReadsAsync(bot, bot.Priya)).Sentence);
    }

    [Fact]
    public async Task Where_all_only_explore_whoever_runs_it_is_told_at_closing_and_the_panel_is_not()
    {
        var bot = await BeginAsync();
        await PanelMeetsAsync(bot);
        await bot.Priya.AppliesAsync("I look around", "Exploring");
        await bot.ClosesAsync();
        var told = bot.NewestCardIn(bot.Organiser.Chat);
        Assert.True(told.Says("1 person explores it and waits for your answer. Nobody has applied.") && told.Says("Applicants were told that they hear by"), told.ToString());
        Assert.DoesNotContain("Applications have closed:", bot.Told(bot.Who("Dr Callum Reid")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_applied_for_what_is_not_offered_any_more_reads_so_and_is_not_appointed()
    {
        var bot = await BeginAsync();
        await bot.Priya.AppliesAsync();
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Panel = [], Set = OpeningState.Withdrawn };
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 27, 10, 0, 0, TimeSpan.Zero));

        var mine = await bot.Priya.ReadsMineAsync(bot);
        Assert.True(mine.Says("This isn't offered any more, so what you sent is not decided on.") && !mine.ToString().Contains("should have heard", StringComparison.Ordinal), mine.ToString());
        Assert.True(CardReading.Of((await bot.Organiser.MovesAsync(bot.Priya, Stage.Shortlisted)).Card).Says("This isn't offered any more, so nobody is moved on or appointed."));
        await bot.Organiser.MovesAsync(bot.Priya, Stage.NotShortlisted, "The post ends");
        Assert.Equal(Stage.NotShortlisted, (await bot.ApplicationAsync(bot.Priya))!.Stage);
    }

    private static JsonObject About(string verb, string name, string who, JsonObject more)
    {
        (more["verb"], more["organisation"], more["kind"], more["opening"], more[name]) = (verb, "larkford", "trial", "chair-1", who);
        return more;
    }
}
