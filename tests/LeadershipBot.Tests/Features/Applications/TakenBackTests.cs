using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications;
using LeadershipBot.Features.Applications.Held;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Applications;

/// <summary>Appointments that don't come about, who can still decide, and who hears when nobody does.</summary>
public sealed class TakenBackTests : ApplicationsApp
{
    [Fact]
    public async Task Who_can_t_take_it_up_is_taken_back_with_a_reason_and_the_reserve_follows()
    {
        var bot = await DecidedAsync();
        Assert.StartsWith("All places are given.", Problem(await bot.Organiser.MovesAsync(bot.Tomasz, Stage.Appointed)), StringComparison.Ordinal);
        Assert.Equal("The reason is missing.", Problem(await bot.Organiser.MovesAsync(bot.Priya, Stage.Withdrawn)));

        await bot.Organiser.MovesAsync(bot.Priya, Stage.Withdrawn, "You are going abroad");

        var told = bot.NewestCardIn(bot.Priya.Chat);
        Assert.True(told.Says("Your appointment was taken back.") && told.Says("“You are going abroad”") && told.Says("To talk about it: Dr Yusuf Demir, who held it before"), told.ToString());
        Assert.Equal(Openings.Appointed.Single().Once, Assert.Single(Openings.TakenBack).Once);
        await bot.Organiser.MovesAsync(bot.Tomasz, Stage.Appointed);
        Assert.Equal(2, Openings.Appointed.Count);
        await bot.RecountsAsync();
    }

    [Fact]
    public async Task Taken_back_before_it_was_said_it_is_not_said_any_more()
    {
        var bot = await DecidedAsync();
        var appointed = (await bot.ApplicationAsync(bot.Priya))!;
        await bot.Organiser.MovesAsync(bot.Priya, Stage.NotSelected, "The references");
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("Your appointment was taken back."));
        await bot.Services.GetRequiredService<Outbox>().CommitAsync(ApplicationRows.Table, ApplicationForms.Key, [TellAppointed.Order(ApplicationForms.Key, appointed, bot.Clock.GetUtcNow())], TestContext.Current.CancellationToken);
        await bot.DrainAsync();
        Assert.Single(Openings.Appointed); // as it was said before
    }

    [Fact]
    public async Task A_place_that_was_given_stays_given_when_its_holder_is_forgotten()
    {
        var bot = await DecidedAsync();
        var about = new PersonAsked(AskedPeople.IdOf(bot.Priya), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName("larkford", "Larkford and Vale CCG")] };
        await bot.Services.GetServices<IPersonalData>().OfType<ApplicationsHeld>().Single().ForgetAsync(about, TestContext.Current.CancellationToken);
        Assert.StartsWith("All places are given.", Problem(await bot.Organiser.MovesAsync(bot.Tomasz, Stage.Appointed)), StringComparison.Ordinal);
        await bot.RecountsAsync();
    }

    [Fact]
    public async Task Who_took_on_a_conflicting_post_meanwhile_is_not_appointed()
    {
        var bot = await DecidedAsync(appoints: false);
        Openings.Conflicted[AskedPeople.IdOf(bot.Priya)] = true;
        Assert.StartsWith("Dr Priya Raman holds by now a post", Problem(await bot.Organiser.MovesAsync(bot.Priya, Stage.Appointed)), StringComparison.Ordinal);
        Assert.Empty(Openings.Appointed);
    }

    [Theory]
    [InlineData(Stage.Shortlisted)]
    [InlineData(Stage.Reserve)]
    public async Task Also_after_a_first_word_who_hears_no_more_is_told_so_whoever_runs_it_is_reminded_and_then_the_chair(Stage stage)
    {
        var bot = await DecidedAsync(appoints: false);
        await bot.MeetsAsync(bot.Chair);
        if (stage is Stage.Reserve)
            await bot.Organiser.MovesAsync(bot.Priya, Stage.Reserve);
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 10, 10, 0, 0, TimeSpan.Zero)); // interviews were on 25 March, the reserve was told on 12 March
        await bot.DrainAsync();

        Assert.Contains("You should have heard by now. Helen Whitcombe has been reminded", bot.Told(bot.Priya), StringComparison.Ordinal);
        Assert.Contains("no word by the date that they were told", bot.Told(bot.Organiser), StringComparison.Ordinal);
        Assert.DoesNotContain("no word by the date", bot.Told(bot.Chair), StringComparison.Ordinal);
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 17, 12, 0, 0, TimeSpan.Zero));
        await bot.DrainAsync();
        Assert.Contains("no word by the date that they were told", bot.Told(bot.Chair), StringComparison.Ordinal);

        var reminded = await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, "told.overdue.");
        Assert.Contains(reminded, row => row.GetString("Who") == AskedPeople.IdOf(bot.Chair).ToString());
        await bot.ForgetsAsync(bot.Chair);
        Assert.All(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, "told.overdue."), row => Assert.NotEqual(AskedPeople.IdOf(bot.Chair).ToString(), row.GetString("Who")));
    }

    [Fact]
    public async Task Closed_early_applicants_hear_earlier_that_it_is_overdue()
    {
        var bot = await BeginAsync();
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Panel = [], ClosesAt = ApplicationForms.Closes.AddDays(60) };
        await bot.Priya.AppliesAsync();
        await bot.ClosesAsync();
        Openings.All["chair-1"] = Openings.All["chair-1"] with { ClosesAt = ApplicationForms.Closes };
        await bot.Services.GetRequiredService<IApplicants>().ClosedAsync("larkford", TrialOpenings.Name, "chair-1", TestContext.Current.CancellationToken);
        await bot.DrainAsync();
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 27, 10, 0, 0, TimeSpan.Zero));
        Assert.Contains("You should have heard by now.", bot.Told(bot.Priya), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_decides_alone_can_t_apply_since_nobody_would_be_left_to_decide()
    {
        var bot = await BeginAsync();
        await bot.ListsAsync(bot.Chair, "larkford", Roles.Member);
        Assert.StartsWith("You decide on this, and nobody else could if you applied", (await bot.Organiser.OpensAsync(ApplyButtons.FormVerb)).Sentence, StringComparison.Ordinal);
        await bot.ListsAsync(bot.Chair, "larkford", Roles.Chair);
        Assert.Null((await bot.Organiser.OpensAsync(ApplyButtons.FormVerb)).Sentence);
        await bot.Chair.AppliesAsync("I stand");
        Assert.StartsWith("You decide on this", (await bot.Organiser.OpensAsync(ApplyButtons.FormVerb)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_the_organisation_lists_no_more_still_reads_and_withdraws_what_they_sent()
    {
        var bot = await BeginAsync();
        await bot.Priya.AppliesAsync();
        await bot.ListsAsync(bot.Priya, "larkford", Roles.Member, member => member with { LeftAt = bot.Clock.GetUtcNow() });
        await bot.PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(1));
        Assert.StartsWith("This is about an organisation that doesn't list you.", (await bot.Priya.OpensAsync(ApplyButtons.FormVerb)).Sentence, StringComparison.Ordinal);
        Assert.True((await bot.Priya.ReadsMineAsync(bot)).Says("How it stands: received"));
        Assert.StartsWith("Your application for", (await bot.Priya.FillsInAsync("applications.withdraw.form", [])).Sentence, StringComparison.Ordinal);
        Assert.Equal(Stage.Withdrawn, (await bot.ApplicationAsync(bot.Priya))!.Stage);
    }

    [Fact]
    public async Task Who_was_turned_down_is_not_invited_and_waits_for_nothing()
    {
        var bot = await DecidedAsync(appoints: false);
        await bot.Organiser.MovesAsync(bot.Tomasz, Stage.NotSelected, "Next time");
        var applicants = bot.Services.GetRequiredService<IApplicants>();
        Assert.Equal(["Dr Priya Raman"], (await applicants.ListInterestedAsync("larkford", TrialOpenings.Name, "chair-1", TestContext.Current.CancellationToken)).Select(one => one.Name));
        Assert.Equal(["Dr Priya Raman"], (await applicants.ListWaitingAsync("larkford", TrialOpenings.Name, "chair-1", TestContext.Current.CancellationToken)).Select(one => one.Name));
    }

    private static string Problem(LeadershipBot.Simulator.Connector.BotAnswer answer)
        => CardReading.Of(answer.Card).Texts.First(text => text.EndsWith('.') && text.Length > 12);

    /// <summary>Priya is shortlisted or appointed, and Tomasz in reserve; there is no panel.</summary>
    private async Task<BotUnderTest> DecidedAsync(bool appoints = true)
    {
        var bot = await BeginAsync();
        await bot.MeetsAsync(bot.Organiser);
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Panel = [] };
        await bot.Priya.AppliesAsync();
        await bot.Tomasz.AppliesAsync("Mine");
        await bot.ClosesAsync();
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
            await bot.Organiser.MovesAsync(who, Stage.Shortlisted);
        await bot.Organiser.MovesAsync(bot.Tomasz, Stage.Reserve);
        if (appoints)
            await bot.Organiser.MovesAsync(bot.Priya, Stage.Appointed, "Well done");
        return bot;
    }
}
