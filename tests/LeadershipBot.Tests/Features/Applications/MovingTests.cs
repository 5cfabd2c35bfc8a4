using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Applications;

/// <summary>Moving applications on, and what each applicant is told.</summary>
public sealed class MovingTests : ApplicationsApp
{
    [Fact]
    public async Task Each_stage_is_told_on_a_card_with_the_next_step_and_its_date()
    {
        var bot = await WithoutPanelAsync();
        await bot.Organiser.MovesAsync(bot.Priya, Stage.Shortlisted, "We would like to meet you");
        var card = bot.NewestCardIn(bot.Priya.Chat);
        Assert.True(card.Says("You are shortlisted.") && card.Says("What you are told: “We would like to meet you”") && card.Says("Next: interviews are on Wed 25 Mar 2026. Helen Whitcombe tells you the time."), card.ToString());
        Assert.Contains("Ask my practice", card.Buttons);

        await bot.Organiser.MovesAsync(bot.Priya, Stage.Interview);
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("You are invited to an interview."));
        await bot.Organiser.MovesAsync(bot.Priya, Stage.Appointed, "Well done");
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("You are appointed.") && bot.NewestCardIn(bot.Priya.Chat).Says("Helen Whitcombe agrees with you how and when you start."));
        Assert.Equal(("chair-1", ApplicationForms.Named(bot.Priya)), (Assert.Single(Openings.Appointed).Key, Openings.Appointed.Single().Person));
        Assert.Equal(["applications.moved", "applications.moved", "applications.moved"], (await bot.AuditAsync()).Where(what => what == "applications.moved"));
        await bot.RecountsAsync();
    }

    [Fact]
    public async Task A_no_needs_its_reason_and_comes_with_the_next_rung_and_somebody_to_talk_to()
    {
        var bot = await WithoutPanelAsync();
        Openings.All["project-1"] = ApplicationForms.Seat(bot, "project-1", Rung.Project) with { Title = "Falls project", ClosesAt = null };
        var again = CardReading.Of((await bot.Organiser.MovesAsync(bot.Priya, Stage.NotShortlisted, " ")).Card);
        Assert.True(again.Says("The reason is missing."), again.ToString());
        Assert.Equal(Stage.Received, (await bot.ApplicationAsync(bot.Priya))!.Stage);

        await bot.Organiser.MovesAsync(bot.Priya, Stage.NotShortlisted, "Lead one project first");

        var card = bot.NewestCardIn(bot.Priya.Chat);
        Assert.True(card.Says("It was decided, and not for you this time.") && card.Says("“Lead one project first”") && card.Says("Your next step could be:") && card.Says("To talk about it: Dr Yusuf Demir, who held it before"), card.ToString());
        var rung = CardReading.Of((await bot.Priya.Presses("Look at Falls project", bot.CardsIn(bot.Priya.Chat)[^1])).Card);
        Assert.True(rung.Says("Falls project"), rung.ToString());
    }

    [Fact]
    public async Task Several_are_moved_together_or_none()
    {
        var bot = await WithoutPanelAsync();
        await bot.Organiser.MovesAsync(bot.Yusuf, Stage.Shortlisted);
        var form = CardReading.Of((await bot.Organiser.OpensAsync("applications.together.form")).Card);
        Assert.Equal(3, form.Input("people")["choices"]!.AsArray().Count);
        string People(params Colleague[] who) => string.Join(',', who.Select(one => ApplicationForms.Of(one)["who"]!.GetValue<string>()));
        var mixed = CardReading.Of((await bot.Organiser.Sends(ApplicationForms.Filled(form, new JsonObject { ["people"] = People(bot.Priya, bot.Yusuf), ["stage"] = "NotShortlisted", ["words"] = "Thank you" }))).Card);
        Assert.True(mixed.Says("It can't be moved there from where it stands."), mixed.ToString());
        Assert.Equal(Stage.Received, (await bot.ApplicationAsync(bot.Priya))!.Stage);

        for (var i = 0; i < 2; i++) // pressed twice
            Assert.Equal("2 people are told.", (await bot.Organiser.Sends(ApplicationForms.Filled(form, new JsonObject { ["people"] = People(bot.Priya, bot.Tomasz), ["stage"] = "NotShortlisted", ["words"] = "Thank you" }))).Sentence);

        foreach (var who in new[] { bot.Priya, bot.Tomasz })
        {
            Assert.True(bot.NewestCardIn(who.Chat).Says("What you are told: “Thank you”"));
            Assert.Equal(2, (await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationMore.StepsOf(AskedPeople.IdOf(who)))).Count);
        }

        await bot.RecountsAsync();
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_the_second_sees_what_the_first_did()
    {
        var bot = await WithoutPanelAsync();
        var helens = CardReading.Of((await bot.Organiser.OpensAsync("applications.move.form", more: ApplicationForms.Of(bot.Priya))).Card);
        var amaras = CardReading.Of((await bot.Chair.OpensAsync("applications.move.form", more: ApplicationForms.Of(bot.Priya))).Card);
        await bot.Organiser.Sends(ApplicationForms.Filled(helens, new JsonObject { ["stage"] = "Shortlisted", ["words"] = "" }));

        var late = CardReading.Of((await bot.Chair.Sends(ApplicationForms.Filled(amaras, new JsonObject { ["stage"] = "NotShortlisted", ["words"] = "Not now" }))).Card);

        Assert.True(late.Says("Somebody moved this on meanwhile.") && late.Says("Now: shortlisted"), late.ToString());
        Assert.Equal(Stage.Shortlisted, (await bot.ApplicationAsync(bot.Priya))!.Stage);
    }

    [Fact]
    public async Task More_are_not_appointed_than_there_are_places_also_at_once()
    {
        var bot = await WithoutPanelAsync();
        var forms = new List<JsonObject>();
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
        {
            await bot.Organiser.MovesAsync(who, Stage.Shortlisted);
            forms.Add(ApplicationForms.Filled(CardReading.Of((await bot.Organiser.OpensAsync("applications.move.form", more: ApplicationForms.Of(who))).Card), new JsonObject { ["stage"] = "Appointed", ["words"] = "" }));
        }

        var answers = await Task.WhenAll(forms.Select(form => bot.Organiser.Sends(form)));

        Assert.Single(answers, answer => answer.Sentence is not null);
        Assert.True(CardReading.Of(answers.Single(answer => answer.Sentence is null).Card).Says("All places are given."));
        Assert.Single(Openings.Appointed);
        await bot.RecountsAsync();
    }

    [Fact]
    public async Task An_appointment_that_could_not_be_kept_there_is_said_again_with_the_same_name()
    {
        var bot = await WithoutPanelAsync();
        Openings.FailsTimes = 1;
        await bot.Organiser.MovesAsync(bot.Priya, Stage.Shortlisted);
        await bot.Organiser.MovesAsync(bot.Priya, Stage.Appointed);
        await bot.PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1));
        Assert.Matches("^[a-z2-7]+$", Assert.Single(Openings.Appointed).Once);
    }

    [Fact]
    public async Task While_applications_are_taken_nobody_is_moved_and_who_withdrew_stays_so()
    {
        var bot = await BeginAsync();
        await bot.Priya.AppliesAsync();
        Assert.StartsWith("Applications are open until", (await bot.Organiser.OpensAsync("applications.move.form", more: ApplicationForms.Of(bot.Priya))).Sentence, StringComparison.Ordinal);
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Panel = [] };
        await bot.ClosesAsync();
        var form = CardReading.Of((await bot.Organiser.OpensAsync("applications.move.form", more: ApplicationForms.Of(bot.Priya))).Card);
        await bot.Priya.Sends(new JsonObject { ["verb"] = "applications.withdraw", ["organisation"] = "larkford", ["kind"] = "trial", ["opening"] = "chair-1" });

        Assert.True(CardReading.Of((await bot.Organiser.Sends(ApplicationForms.Filled(form, new JsonObject { ["stage"] = "Shortlisted", ["words"] = "" }))).Card).Says("Somebody moved this on meanwhile."));
        Assert.True(CardReading.Of((await bot.Organiser.MovesAsync(bot.Priya, Stage.Shortlisted)).Card).Says("They withdrew meanwhile."));
        Assert.True((await bot.Priya.ReadsMineAsync(bot)).Says("Nothing more happens with it. Applications have closed."));
    }

    [Fact]
    public async Task Who_withdraws_after_shortlisting_is_reported_to_whoever_runs_it()
    {
        var bot = await WithoutPanelAsync();
        await bot.Organiser.MovesAsync(bot.Priya, Stage.Shortlisted);
        var form = await bot.Priya.OpensDialog("Withdraw");
        Assert.True(form.Says("Whoever runs it is told that you withdrew, and no reason."));
        await bot.Priya.Fills(form, []);
        Assert.True(bot.NewestCardIn(bot.Organiser.Chat).Says("Dr Priya Raman withdrew."));
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("You withdrew it."));
    }

    [Fact]
    public async Task Who_hears_nothing_in_ten_working_days_is_told_so_and_whoever_runs_it_is_reminded_once()
    {
        var bot = await WithoutPanelAsync();
        await bot.Organiser.MovesAsync(bot.Yusuf, Stage.Shortlisted);
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 26, 10, 0, 0, TimeSpan.Zero));

        foreach (var who in new[] { bot.Priya, bot.Tomasz })
            Assert.True(bot.NewestCardIn(who.Chat).Says("You should have heard by now. Helen Whitcombe has been reminded"), bot.NewestCardIn(who.Chat).ToString());
        Assert.DoesNotContain("should have heard", bot.Told(bot.Yusuf), StringComparison.Ordinal);
        Assert.Single(bot.CardsIn(bot.Organiser.Chat), message => CardReading.Of(message.Card()).Says("2 applicants have had no word by the date that they were told."));
        await bot.PassAsync(TimeSpan.FromDays(3), TimeSpan.FromHours(12));
        Assert.Single(bot.CardsIn(bot.Organiser.Chat), message => CardReading.Of(message.Card()).Heading.StartsWith("Applicants should have heard", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_overdue_at_night_is_told_in_the_morning_once_to_each()
    {
        var bot = await BeginAsync();
        await PanelMeetsAsync(bot);
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Panel = [], ClosesAt = new DateTimeOffset(2026, 3, 12, 23, 30, 0, TimeSpan.Zero) };
        await bot.Priya.AppliesAsync();
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 26, 23, 30, 0, TimeSpan.Zero));
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 27, 0, 30, 0, TimeSpan.Zero));
        Assert.DoesNotContain("should have heard", bot.Told(bot.Priya) + bot.Told(bot.Organiser), StringComparison.Ordinal);
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 27, 8, 0, 0, TimeSpan.Zero));
        await bot.PassAsync(TimeSpan.FromHours(6), TimeSpan.FromHours(2));
        foreach (var who in new[] { bot.Priya, bot.Organiser })
            Assert.Single(bot.CardsIn(who.Chat), message => CardReading.Of(message.Card()).ToString().Contains("hould have heard", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_withdraws_in_the_night_before_they_were_told_of_a_step_is_not_told_of_it_any_more()
    {
        var bot = await WithoutPanelAsync();
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 12, 22, 0, 0, TimeSpan.Zero));
        await bot.Organiser.MovesAsync(bot.Priya, Stage.Shortlisted);
        await bot.Priya.Sends(new JsonObject { ["verb"] = "applications.withdraw", ["organisation"] = "larkford", ["kind"] = "trial", ["opening"] = "chair-1" });
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 13, 9, 0, 0, TimeSpan.Zero));
        Assert.DoesNotContain("You are shortlisted.", bot.Told(bot.Priya), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kept_open_longer_it_closes_later_and_is_due_later()
    {
        var bot = await BeginAsync();
        await PanelMeetsAsync(bot);
        await bot.Priya.AppliesAsync();
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { ClosesAt = ApplicationForms.Closes.AddDays(7) };
        await bot.ClosesAsync();
        Assert.DoesNotContain("Applications have closed:", bot.Told(bot.Organiser), StringComparison.Ordinal);
        await bot.BecomesAsync(ApplicationForms.Closes.AddDays(7).AddHours(1));
        Assert.Contains("Applications have closed:", bot.Told(bot.Organiser), StringComparison.Ordinal);
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 26, 10, 0, 0, TimeSpan.Zero));
        Assert.DoesNotContain("should have heard", bot.Told(bot.Priya), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_left_the_organisation_is_not_appointed_and_hears_the_no()
    {
        var bot = await WithoutPanelAsync();
        await bot.ListsAsync(bot.Priya, "larkford", LeadershipBot.Domain.People.Roles.Member, member => member with { LeftAt = bot.Clock.GetUtcNow() });
        var refused = CardReading.Of((await bot.Organiser.MovesAsync(bot.Priya, Stage.Shortlisted)).Card);
        Assert.True(refused.Says("Dr Priya Raman isn't listed by the organisation any more"), refused.ToString());
        await bot.Organiser.MovesAsync(bot.Priya, Stage.NotShortlisted, "You have moved away");
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("“You have moved away”"));
    }

    /// <summary>Three have applied, there is no panel, and applications have closed.</summary>
    private async Task<BotUnderTest> WithoutPanelAsync()
    {
        var bot = await BeginAsync();
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Panel = [] };
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf })
            await who.AppliesAsync();
        await bot.ClosesAsync();
        return bot;
    }
}
