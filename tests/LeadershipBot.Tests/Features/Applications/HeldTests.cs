using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications;
using LeadershipBot.Features.Applications.Held;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Privacy;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Applications;

/// <summary>What is held of applying, and what goes when somebody is forgotten or after years.</summary>
public sealed class HeldTests : ApplicationsApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_reads_what_is_held_of_them_from_themselves_alone()
    {
        var bot = await DecidedAsync();
        var about = await AboutAsync(bot, bot.Priya);
        var section = Assert.Single(await Held(bot).DescribeAsync(about, Token));
        Assert.Contains(section.Lines, line => line.Words.Contains(ApplicationForms.Statement, StringComparison.Ordinal));
        Assert.DoesNotContain("\"Score\"", section.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(section.Lines, line => line.Words.Contains("entries of the audit say what was done with “Clinical lead for frailty” of yours", StringComparison.Ordinal));
        foreach (var other in new[] { bot.Chair, bot.Organiser, bot.Who("Dr Callum Reid") }) // who scored it, and who moved it on
            Assert.DoesNotContain(other.ObjectId, section.Json.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        foreach (var told in new[] { bot.Organiser.Name, "applications.scored", "conflictDeclared" })
            Assert.DoesNotContain(told, section.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("You stand in", Assert.Single(await Held(bot).DescribeAsync(await AboutAsync(bot, bot.Chair), Token)).Lines[0].Words, StringComparison.Ordinal);
        Assert.Contains("\"Score\"", Assert.Single(await Held(bot).DescribeAsync(await AboutAsync(bot, bot.Chair), Token)).Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(await Held(bot).DescribeAsync(await AboutAsync(bot, bot.Yusuf), Token));
    }

    [Fact]
    public async Task Who_nominated_somebody_does_not_learn_from_it_what_the_nominee_did_and_is_forgotten_there_too()
    {
        var bot = await BeginAsync();
        await bot.Yusuf.FillsInAsync(ApplyButtons.NominateVerb, new JsonObject { ["person"] = AskedPeople.IdOf(bot.Administrator).ToString(), ["words"] = "Good" });
        Assert.Empty(await Held(bot).DescribeAsync(await AboutAsync(bot, bot.Yusuf), Token));
        Assert.Empty((await Held(bot).PlanAsync(await AboutAsync(bot, bot.Yusuf), Token)).Erased);
        Assert.Single(await Held(bot).DescribeAsync(await AboutAsync(bot, bot.Administrator), Token));

        await Held(bot).ForgetAsync(await AboutAsync(bot, bot.Yusuf), Token);

        var row = Assert.Single(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationRows.Nominee));
        Assert.Equal(["At", "State"], row.Columns.Select(column => column.Key).Order());
    }

    [Fact]
    public async Task Who_applied_and_did_something_else_there_does_not_learn_who_read_or_scored_them_from_what_they_did()
    {
        var bot = await BeginAsync();
        await bot.Priya.AppliesAsync();
        await bot.Priya.FillsInAsync(ApplyButtons.NominateVerb, new JsonObject { ["person"] = AskedPeople.IdOf(bot.Yusuf).ToString(), ["words"] = "Good" });
        await bot.ClosesAsync();
        await bot.Chair.ScoresAsync(bot.Priya, "5");
        await bot.Who("Dr Callum Reid").FillsInAsync("applications.conflict.form", new JsonObject { ["about"] = ApplicationForms.Of(bot.Priya)["who"]!.GetValue<string>() });
        var section = Assert.Single(await Held(bot).DescribeAsync(await AboutAsync(bot, bot.Priya), Token));
        foreach (var reader in new[] { bot.Chair, bot.Who("Dr Callum Reid") })
            Assert.DoesNotContain(reader.ObjectId, section.Json.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_note_of_a_nominator_goes_with_the_answer_since_nothing_else_would_find_it()
    {
        var bot = await BeginAsync();
        await bot.Yusuf.FillsInAsync(ApplyButtons.NominateVerb, new JsonObject { ["person"] = AskedPeople.IdOf(bot.Priya).ToString(), ["words"] = "Good" });
        Assert.NotEmpty(await bot.RowsAsync(ApplicationIndexRows.Table, ApplicationIndexRows.DoneBy("larkford", AskedPeople.IdOf(bot.Yusuf))));
        await bot.Priya.PressesAsync(bot, "applications.nominate.no");
        Assert.Empty(await bot.RowsAsync(ApplicationIndexRows.Table, ApplicationIndexRows.DoneBy("larkford", AskedPeople.IdOf(bot.Yusuf))));
    }

    [Fact]
    public async Task An_applicant_who_is_forgotten_goes_with_all_that_was_said_of_them()
    {
        var bot = await DecidedAsync();
        var plan = await Held(bot).PlanAsync(await AboutAsync(bot, bot.Priya), Token);
        Assert.Equal("You have applied for something that isn't decided yet. It would be deleted, and you could not be told the outcome.", Assert.Single(plan.Heed).Words);

        for (var i = 0; i < 2; i++)
            await Held(bot).ForgetAsync(await AboutAsync(bot, bot.Priya), Token);
        await bot.DrainAsync();

        var left = await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key);
        Assert.All(left, row => Assert.DoesNotContain(bot.Priya.ObjectId, $"{row.RowKey} {string.Join(' ', row.Columns)}", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(left, row => row.GetString("What") == "applications.moved" && row.GetString("Who") == bot.Organiser.ObjectId); // who did what stays
        Assert.All(left, row => Assert.DoesNotContain(row.Columns, column => $"{column.Value}".Contains(bot.Priya.Name, StringComparison.Ordinal)));
        await bot.RecountsAsync();
        Assert.StartsWith("There is no such application any more.", (await bot.Organiser.ReadsAsync(bot, bot.Priya)).Sentence, StringComparison.Ordinal);
        Assert.Empty(await bot.RowsAsync(ApplicationIndexRows.Table, ApplicationIndexRows.AppliedBy("larkford", AskedPeople.IdOf(bot.Priya))));
    }

    [Fact]
    public async Task A_panel_member_who_is_forgotten_leaves_their_scores_without_their_name()
    {
        var bot = await DecidedAsync();
        await Held(bot).ForgetAsync(await AboutAsync(bot, bot.Chair), Token);

        var rows = await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key);
        Assert.All(rows.Where(row => !row.RowKey.StartsWith("audit.", StringComparison.Ordinal)), row => Assert.DoesNotContain(bot.Chair.ObjectId, $"{row.RowKey} {string.Join(' ', row.Columns)}", StringComparison.OrdinalIgnoreCase));
        Openings.All["chair-1"] = Openings.All["chair-1"] with { Panel = [ApplicationForms.Named(bot.Who("Dr Callum Reid"))] };
        Assert.True((await bot.Organiser.ReadsListAsync(bot)).Says("4.5 of 5 (Dr Callum Reid 4, somebody who has left 5)") || (await bot.Organiser.ReadsListAsync(bot)).Says("4.5 of 5 (somebody who has left 5, Dr Callum Reid 4)"), (await bot.Organiser.ReadsListAsync(bot)).ToString());
        Assert.NotEmpty(await bot.RowsAsync(ApplicationIndexRows.Table, ApplicationIndexRows.DoneBy("larkford", AskedPeople.IdOf(bot.Chair)))); // by which the audit is found
    }

    [Fact]
    public async Task Long_after_the_last_change_all_of_it_goes_with_every_note()
    {
        var bot = await DecidedAsync();
        var retention = bot.Services.GetServices<IRetention>().OfType<ApplicationsRetention>().Single();
        Assert.Equal(0, await retention.SweepAsync("larkford", BotUnderTest.Start, Sweep.Remove, Token));
        Assert.Equal(1, await retention.SweepAsync("larkford", bot.Clock.GetUtcNow().AddDays(1), Sweep.Count, Token));
        Assert.Equal(1, await retention.SweepAsync("larkford", bot.Clock.GetUtcNow().AddDays(1), Sweep.Remove, Token));

        Assert.Empty(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key));
        Assert.Empty(await bot.RowsAsync(ApplicationIndexRows.Table, "larkford"));
        foreach (var who in new[] { bot.Priya, bot.Chair, bot.Organiser, bot.Tomasz })
        {
            Assert.Empty(await bot.RowsAsync(ApplicationIndexRows.Table, ApplicationIndexRows.AppliedBy("larkford", AskedPeople.IdOf(who))));
            Assert.Empty(await bot.RowsAsync(ApplicationIndexRows.Table, ApplicationIndexRows.DoneBy("larkford", AskedPeople.IdOf(who))));
        }
    }

    [Fact]
    public async Task The_whole_way_of_forgetting_knows_it()
    {
        var bot = await DecidedAsync();
        var card = await bot.HearsWhatForgettingMeansAsync(bot.Priya);
        Assert.True(card.Says("You have applied for something that isn't decided yet.") && card.Says("1 application of yours, with everything that was said of it."), card.ToString());
    }

    private static ApplicationsHeld Held(BotUnderTest bot) => bot.Services.GetServices<IPersonalData>().OfType<ApplicationsHeld>().Single();

    private static Task<PersonAsked> AboutAsync(BotUnderTest bot, Colleague who)
        => Task.FromResult(new PersonAsked(AskedPeople.IdOf(who), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName("larkford", "Larkford and Vale CCG")] });

    /// <summary>Priya and Tomasz applied, both were scored, a conflict and a nomination were there, and Priya is shortlisted.</summary>
    private async Task<BotUnderTest> DecidedAsync()
    {
        var bot = await BeginAsync();
        await bot.Priya.AppliesAsync();
        await bot.Tomasz.AppliesAsync("Mine");
        await bot.Tomasz.FillsInAsync(ApplyButtons.NominateVerb, new JsonObject { ["person"] = AskedPeople.IdOf(bot.Administrator).ToString(), ["words"] = "Good" });
        await bot.ClosesAsync();
        await bot.Who("Dr Callum Reid").FillsInAsync("applications.conflict.form", new JsonObject { ["about"] = ApplicationForms.Of(bot.Tomasz)["who"]!.GetValue<string>() });
        await bot.Chair.ScoresAsync(bot.Priya, "5");
        await bot.Who("Dr Callum Reid").ScoresAsync(bot.Priya, "4");
        await bot.Chair.ScoresAsync(bot.Tomasz, "3");
        await bot.Organiser.MovesAsync(bot.Priya, Stage.Shortlisted, "Come and meet us");
        return bot;
    }
}
