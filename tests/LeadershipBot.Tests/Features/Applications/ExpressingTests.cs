using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Applications;

/// <summary>Expressing an interest: whether one may, the one dialog, and what the applicant may do with it afterwards.</summary>
public sealed class ExpressingTests : ApplicationsApp
{
    [Fact]
    public async Task Who_applies_sees_in_one_dialog_what_it_takes_and_who_reads_it_and_is_told_at_once_what_happens_next()
    {
        var bot = await BeginAsync();
        await bot.MeetsAsync(bot.Priya);
        var form = CardReading.Of((await bot.Priya.OpensAsync(ApplyButtons.FormVerb)).Card);
        Assert.True(form.Says("Two sessions a week") && form.Says("Helen Whitcombe, the chair and the panel (Dr Amara Okafor and Dr Callum Reid) read it.") && form.Says("Applications close on"), form.ToString());
        Assert.Contains(form.Input("readiness")["choices"]!.AsArray(), one => one!["title"]!.GetValue<string>() == "Exploring: only the chair and Helen Whitcombe see it");

        var answer = await bot.Priya.AppliesAsync();

        Assert.Equal("Your interest in “Clinical lead for frailty” was sent. You get a card that says what happens next.", answer.Sentence);
        var card = bot.NewestCardIn(bot.Priya.Chat);
        Assert.True(card.Says("It was received.") && card.Says("How it stands: received") && card.Says("Next: applications close on Thu 12 Mar, 09:00 (GMT). You hear by Thu 26 Mar 2026."), card.ToString());
        Assert.Equal(["Change it", "Withdraw", "All of mine", "Declare an interest", "Nominate somebody else"], card.Buttons);
        var list = await bot.Priya.Hears("my applications");
        Assert.True(list.Says("Clinical lead for frailty") && list.Says("received · Mon 2 Mar 2026"), list.ToString());
        await bot.RecountsAsync();
        Assert.Empty(await bot.AuditAsync());
    }

    [Fact]
    public async Task At_night_it_is_confirmed_at_once()
    {
        var bot = await BeginAsync();
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 3, 22, 0, 0, TimeSpan.Zero));
        await bot.Priya.AppliesAsync();
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("It was received."));
    }

    [Fact]
    public async Task The_same_dialog_sent_twice_is_one_application_and_one_card()
    {
        var bot = await BeginAsync();
        var form = CardReading.Of((await bot.Priya.OpensAsync(ApplyButtons.FormVerb)).Card);
        var data = ApplicationForms.Filled(form, new JsonObject { ["statement"] = ApplicationForms.Statement, ["readiness"] = "Now" });
        var first = await bot.Priya.Sends(data);
        Assert.Equal(first.Sentence, (await bot.Priya.Sends(data)).Sentence);

        Assert.Single(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationMore.Step));
        Assert.Single(bot.CardsIn(bot.Priya.Chat));

        data["statement"] = "Something else, from another device";
        var twice = CardReading.Of((await bot.Priya.Sends(data)).Card);
        Assert.True(twice.Says("You have applied for this already."), twice.ToString());
        Assert.Equal(ApplicationForms.Statement, (await bot.ApplicationAsync(bot.Priya))!.Statement);
        await bot.RecountsAsync();
    }

    [Fact]
    public async Task It_can_be_changed_from_its_card_until_it_closes()
    {
        var bot = await BeginAsync();
        await bot.Priya.AppliesAsync();
        var form = await bot.Priya.OpensDialog("Change it");
        Assert.Equal(ApplicationForms.Statement, form.Input("statement")["value"]!.GetValue<string>());
        await bot.Priya.Fills(form, new JsonObject { ["statement"] = "More to the point", ["readiness"] = "OneToTwoYears" });

        var card = bot.NewestCardIn(bot.Priya.Chat);
        Assert.True(card.Says("Your changes were saved.") && card.Says("“More to the point”") && card.Says("ready in 1–2 years"), card.ToString());
        Assert.Single(bot.CardsIn(bot.Priya.Chat));
        await bot.RecountsAsync();

        await bot.ClosesAsync();
        Assert.StartsWith("Applications have closed, so yours stays as you sent it.", (await bot.Priya.OpensAsync(ApplyButtons.FormVerb)).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("Change it", (await bot.Priya.ReadsMineAsync(bot)).Buttons);
    }

    [Fact]
    public async Task After_closing_nobody_applies_also_where_the_dialog_was_open_before()
    {
        var bot = await BeginAsync();
        var form = CardReading.Of((await bot.Priya.OpensAsync(ApplyButtons.FormVerb)).Card);
        bot.Clock.Advance(ApplicationForms.Closes - bot.Clock.GetUtcNow()); // no timer has run

        var late = CardReading.Of((await bot.Priya.Sends(ApplicationForms.Filled(form, new JsonObject { ["statement"] = ApplicationForms.Statement, ["readiness"] = "Now" }))).Card);

        Assert.True(late.Says("Applications have closed, so nothing was sent."), late.ToString());
        Assert.Equal(ApplicationForms.Statement, late.Input("statement")["value"]!.GetValue<string>());
        Assert.Empty(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key));
    }

    [Fact]
    public async Task Withdrawn_then_sent_again_is_a_new_edition_and_the_old_one_is_kept()
    {
        var bot = await BeginAsync();
        await bot.Priya.AppliesAsync();
        for (var i = 0; i < 2; i++)
            Assert.Equal("Your application for “Clinical lead for frailty” was withdrawn.", (await bot.Priya.Sends(new JsonObject { ["verb"] = "applications.withdraw", ["organisation"] = "larkford", ["kind"] = "trial", ["opening"] = "chair-1" })).Sentence);
        Assert.Equal(Stage.Withdrawn, (await bot.ApplicationAsync(bot.Priya))!.Stage);
        await bot.RecountsAsync();

        await bot.Priya.AppliesAsync("I thought again");

        var now = (await bot.ApplicationAsync(bot.Priya))!;
        Assert.Equal((Stage.Received, 2, "I thought again"), (now.Stage, now.Edition, now.Statement));
        Assert.Equal(ApplicationForms.Statement, Assert.Single(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationRows.Edition)).GetString("Statement"));
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("It was received again, as a new application."));
        await bot.ClosesAsync();
        var read = CardReading.Of((await bot.Organiser.ReadsAsync(bot, bot.Priya)).Card);
        Assert.True(read.Says("This is application number 2"), read.ToString());
        Assert.DoesNotContain("application number", CardReading.Of((await bot.Who("Dr Callum Reid").ReadsAsync(bot, bot.Priya)).Card).ToString(), StringComparison.Ordinal); // she might have explored
        await bot.RecountsAsync();
    }

    [Theory]
    [InlineData("", "Now", "There is nothing to read in it yet.")]
    [InlineData("I saw 485 777 3457", "Now", "This looks like it holds a patient's details")]
    [InlineData("Words", "", "It isn't said yet when you would be ready.")]
    [InlineData("Words", "Tomorrow", "It isn't said yet when you would be ready.")]
    public async Task What_can_not_be_taken_comes_back(string statement, string readiness, string problem)
    {
        var bot = await BeginAsync();
        var again = CardReading.Of((await bot.Priya.AppliesAsync(statement, readiness)).Card);
        Assert.True(again.Says(problem), again.ToString());
        Assert.Empty(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key));
    }

    [Fact]
    public async Task Who_may_not_apply_hears_why_before_the_first_question()
    {
        var bot = await BeginAsync();
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Eligibility = new Eligibility { Contracts = [Contract.Partner] } };
        Assert.StartsWith("This isn't open to people with your contract.", (await bot.Priya.OpensAsync(ApplyButtons.FormVerb)).Sentence, StringComparison.Ordinal);
        Assert.Null((await bot.Tomasz.OpensAsync(ApplyButtons.FormVerb)).Sentence);
        Openings.Conflicted[AskedPeople.IdOf(bot.Tomasz)] = true;
        Assert.StartsWith("All places are taken.", (await bot.Tomasz.OpensAsync(ApplyButtons.FormVerb)).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("This is about an organisation that doesn't list you.", (await bot.Joins("Dr New Comer").OpensAsync(ApplyButtons.FormVerb)).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("There is nothing to apply for here any more", (await bot.Tomasz.OpensAsync(ApplyButtons.FormVerb, "no-such-thing")).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_another_organisation_nothing_is_shown_or_taken()
    {
        var bot = await BeginAsync();
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Organisation = new OrganisationName("elsewhere", "Elsewhere PCN") };
        Assert.StartsWith("There is nothing to apply for here any more, or it belongs to another organisation.", (await bot.Priya.OpensAsync(ApplyButtons.FormVerb)).Sentence, StringComparison.Ordinal);
        var raw = new JsonObject { ["verb"] = "applications.send", ["organisation"] = "larkford", ["kind"] = "trial", ["opening"] = "chair-1", ["statement"] = "Words", ["readiness"] = "Now", ["seen"] = "0" };
        Assert.StartsWith("There is nothing", (await bot.Priya.Sends(raw)).Sentence, StringComparison.Ordinal);
        Assert.Empty(await bot.RowsAsync(ApplicationRows.Table, "elsewhere.trial.chair-1"));
    }

    [Fact]
    public async Task While_the_store_is_down_nothing_is_lost_or_doubled()
    {
        var bot = await BeginAsync();
        var form = CardReading.Of((await bot.Priya.OpensAsync(ApplyButtons.FormVerb)).Card);
        var data = ApplicationForms.Filled(form, new JsonObject { ["statement"] = ApplicationForms.Statement, ["readiness"] = "Now" });
        bot.Store.Fails(StoreFault.Unavailable, ApplicationRows.Table);
        Assert.StartsWith("We couldn't confirm it.", (await bot.Priya.Sends(data)).Sentence, StringComparison.Ordinal);
        bot.Store.Fails(StoreFault.LosesAnswers, ApplicationRows.Table, times: 1);
        await bot.Priya.Sends(data);
        bot.Store.Recovers();
        await bot.Priya.Sends(data);
        Assert.Single(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationRows.Application));
        await bot.RecountsAsync();
    }

    [Fact]
    public async Task Who_explores_is_seen_by_the_chair_and_the_organiser_and_by_nobody_else_and_gets_an_answer()
    {
        var bot = await BeginAsync();
        Openings.All["shadow-1"] = ApplicationForms.Seat(bot, "shadow-1", Rung.Shadow) with { Title = "Shadow the governing body", ClosesAt = null };
        await bot.MeetsAsync(bot.Priya);
        await bot.Priya.AppliesAsync("I wonder", "Exploring");
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("Only the chair and Helen Whitcombe see that you explore this"));

        Assert.True((await bot.Organiser.ReadsListAsync(bot)).Says("Dr Priya Raman"));
        Assert.True((await bot.Chair.ReadsListAsync(bot)).Says("Dr Priya Raman"));
        var panel = await bot.Who("Dr Callum Reid").ReadsListAsync(bot);
        Assert.True(panel.Says("The panel sees who applied, reads and scores it once applications have closed.") && !panel.ToString().Contains("Priya", StringComparison.Ordinal), panel.ToString());
        Assert.StartsWith("Applications are open until", (await bot.Who("Dr Callum Reid").ReadsAsync(bot, bot.Priya)).Sentence, StringComparison.Ordinal);
        Assert.Null((await bot.Chair.OpensAsync(ApplyButtons.FormVerb)).Sentence);
        Assert.Null((await bot.Chair.ReadsAsync(bot, bot.Priya)).Sentence); // who explores is read and answered at any time
        Assert.StartsWith("You have read what somebody wrote", (await bot.Chair.OpensAsync(ApplyButtons.FormVerb)).Sentence, StringComparison.Ordinal);
        var counts = await bot.Services.GetRequiredService<IApplicants>().CountAsync("larkford", "trial", "chair-1", TestContext.Current.CancellationToken);
        Assert.Equal((1, 0, 0), (counts.Exploring, counts.Live, counts.Received));

        await bot.Organiser.MovesAsync(bot.Priya, Stage.NotSelected, "Come and see a meeting first");
        var told = bot.NewestCardIn(bot.Priya.Chat);
        Assert.True(told.Says("You have an answer.") && told.Says("Come and see a meeting first") && told.Buttons.Contains("Look at Shadow the governing body"), told.ToString());
        await bot.Priya.AppliesAsync("Now I know", "Now");
        Assert.Equal((Stage.Received, 2), ((await bot.ApplicationAsync(bot.Priya))!.Stage, (await bot.ApplicationAsync(bot.Priya))!.Edition));
        await bot.RecountsAsync();
    }
}
