using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications;
using LeadershipBot.Features.Applications.Held;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Applications;

/// <summary>What a practice is asked about an applicant waits for each who leads it, and they are reminded of it once. Asked on Thursday 12 March at ten, the reminder is due on Tuesday at ten.</summary>
public sealed class ReleaseWaitsTests : ApplicationsApp
{
    private const string Line = "Say whether the practice can release Dr Priya Raman: Clinical lead for frailty";
    private const string Question = "Can the practice release Dr Priya Raman?";
    private const string Reminder = "A reminder: Dr Priya Raman still waits for the practice's answer.";
    private const string LeadGone = "Somebody who was asked at The Tannery Practice doesn't lead it here any more.";

    private static readonly DateTimeOffset Asked = ApplicationForms.Closes.AddHours(1);
    private static readonly DateTimeOffset Due = Asked.AddDays(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_stands_in_what_waits_for_who_leads_the_practice_and_for_nobody_else_until_it_is_answered()
    {
        var bot = await AskedAsync();
        await LeadsAsync(bot, bot.Yusuf, "Z99001");
        Assert.True((await bot.Tomasz.Hears("waiting")).Says(Line), bot.NewestCardIn(bot.Tomasz.Chat).ToString());
        await OpensAsync(bot, bot.Tomasz);
        Assert.Equal(2, bot.CardsOf(bot.Tomasz).Count(card => card.Heading == Question && card.Buttons.SequenceEqual(["Agree", "Can't agree"])));
        foreach (var other in new[] { bot.Yusuf, bot.Organiser, bot.Priya })
            Assert.False((await other.Hears("waiting")).Says(Line));

        for (var i = 0; i < 2; i++)
            await AgreesAsync(bot, bot.Tomasz);
        Assert.False((await bot.Tomasz.Hears("waiting")).Says(Line));
        Assert.Empty(await LinesAsync(bot));
    }

    [Fact]
    public async Task What_waits_is_found_without_reading_what_others_are_asked()
    {
        var bot = await AskedAsync();
        await LeadsAsync(bot, bot.Yusuf, "Z99001");
        var read = new System.Collections.Concurrent.ConcurrentQueue<string>();
        bot.Store.RowRead = row => read.Enqueue($"{row.PartitionKey} {row.RowKey}");
        await bot.Yusuf.Hears("waiting");
        bot.Store.RowRead = null;
        Assert.DoesNotContain(read, row => row.StartsWith(ApplicationIndexRows.AskedIn("larkford"), StringComparison.Ordinal) || row.Contains(ApplicationRows.Release, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_leads_the_practice_and_hasnt_answered_is_reminded_once()
    {
        var bot = await AskedAsync();
        await bot.BecomesAsync(Due.AddMinutes(-1));
        Assert.DoesNotContain(Reminder, bot.Told(bot.Tomasz), StringComparison.Ordinal);
        await bot.BecomesAsync(Due);
        var reminder = Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Says(Reminder));
        Assert.Equal(Question, reminder.Heading);
        Assert.Equal(["Agree", "Can't agree"], reminder.Buttons);

        await bot.PassAsync(TimeSpan.FromDays(10), TimeSpan.FromDays(1));
        Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Says(Reminder));
        var after = CardReading.Of((await AgreesAsync(bot, bot.Tomasz)).Card);
        Assert.True(after.Says("Dr Tomasz Zielinski agreed for the practice.") && !after.Says(Reminder), after.ToString());
    }

    [Fact]
    public async Task Where_two_lead_it_both_are_reminded_and_neither_once_one_has_answered()
    {
        foreach (var answers in new[] { false, true })
        {
            var bot = await AskedAsync(alsoLeads: true);
            if (answers)
                await AgreesAsync(bot, bot.Yusuf);
            Assert.Equal(!answers, (await bot.Tomasz.Hears("waiting")).Says(Line));
            await bot.BecomesAsync(Due);
            foreach (var lead in new[] { bot.Tomasz, bot.Yusuf })
                Assert.Equal(answers ? 0 : 1, bot.CardsOf(lead).Count(card => card.Says(Reminder)));
        }
    }

    [Fact]
    public async Task Where_the_applicant_withdraws_nothing_waits_and_nobody_is_reminded()
    {
        var bot = await AskedAsync();
        await bot.Priya.Sends(new JsonObject { ["verb"] = "applications.withdraw", ["organisation"] = "larkford", ["kind"] = "trial", ["opening"] = "chair-1" });
        Assert.False((await bot.Tomasz.Hears("waiting")).Says(Line));
        Assert.Empty(await LinesAsync(bot));
        await bot.BecomesAsync(Due);
        Assert.DoesNotContain(Reminder, bot.Told(bot.Tomasz), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reminder_that_quiet_hours_hold_back_isnt_sent_where_the_practice_has_answered_by_the_morning()
    {
        foreach (var answers in new[] { false, true })
        {
            var bot = await AppliedAsync();
            await bot.BecomesAsync(Asked.AddHours(10)); // eight in the evening
            await AsksAsync(bot);
            await bot.BecomesAsync(Due.AddHours(11));
            Assert.DoesNotContain(Reminder, bot.Told(bot.Tomasz), StringComparison.Ordinal);
            if (answers)
                await AgreesAsync(bot, bot.Tomasz);
            await bot.BecomesAsync(Due.AddHours(22));
            Assert.Equal(answers ? 0 : 1, bot.CardsOf(bot.Tomasz).Count(card => card.Says(Reminder)));
        }
    }

    [Fact]
    public async Task Where_nobody_who_was_asked_leads_it_any_more_the_applicant_hears_it_instead_and_can_ask_whoever_does()
    {
        var bot = await AskedAsync();
        await bot.ListsAsync(bot.Tomasz, "larkford", Roles.Member, member => member with { LeadOf = PracticeCodes.None });
        await LeadsAsync(bot, bot.Yusuf, "Z99003");
        await bot.MeetsAsync(bot.Yusuf);
        foreach (var one in new[] { bot.Tomasz, bot.Yusuf })
            Assert.False((await one.Hears("waiting")).Says(Line)); // another was asked
        await bot.BecomesAsync(Due);
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says(LeadGone));
        foreach (var one in new[] { bot.Tomasz, bot.Yusuf })
            Assert.DoesNotContain(Reminder, bot.Told(one), StringComparison.Ordinal);

        await AsksAsync(bot);
        Assert.True((await bot.Yusuf.Hears("waiting")).Says(Line), bot.NewestCardIn(bot.Yusuf.Chat).ToString());
        Assert.Single(await LinesAsync(bot));
        await bot.BecomesAsync(Due.AddDays(3).AddMinutes(1)); // Friday, three working days later
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(Reminder));
        Assert.DoesNotContain(Reminder, bot.Told(bot.Tomasz), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_one_of_two_leads_it_no_more_the_other_is_reminded_and_the_applicant_hears_nothing()
    {
        var bot = await AskedAsync(alsoLeads: true);
        await bot.ListsAsync(bot.Tomasz, "larkford", Roles.Member, member => member with { LeadOf = PracticeCodes.None });
        await bot.BecomesAsync(Due);
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(Reminder));
        Assert.DoesNotContain(Reminder, bot.Told(bot.Tomasz), StringComparison.Ordinal);
        Assert.DoesNotContain(LeadGone, bot.Told(bot.Priya), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_again_after_a_week_they_are_reminded_of_that_too()
    {
        var bot = await AskedAsync();
        await bot.BecomesAsync(Asked.AddDays(7)); // Thursday
        await AsksAsync(bot);
        Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Says(Reminder));
        Assert.Single(await LinesAsync(bot));
        await bot.BecomesAsync(Due.AddDays(7));
        Assert.Equal(2, bot.CardsOf(bot.Tomasz).Count(card => card.Says(Reminder)));
    }

    [Fact]
    public async Task Where_another_practice_is_asked_instead_it_waits_there_alone()
    {
        var bot = await AppliedAsync();
        await bot.ListsAsync(bot.Priya, "larkford", Roles.Member, member => member with { Practices = PracticeCodes.Parse("Z99003,Z99001") });
        await LeadsAsync(bot, bot.Yusuf, "Z99001");
        await bot.MeetsAsync(bot.Yusuf);
        await AsksAsync(bot);
        await AsksAsync(bot, "Z99001");
        Assert.False((await bot.Tomasz.Hears("waiting")).Says(Line));
        Assert.True((await bot.Yusuf.Hears("waiting")).Says(Line));
        Assert.Single(await LinesAsync(bot));
        await bot.BecomesAsync(Due);
        Assert.DoesNotContain(Reminder, bot.Told(bot.Tomasz), StringComparison.Ordinal);
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(Reminder));
    }

    [Fact]
    public async Task Whom_nobody_could_bring_it_finds_it_in_what_waits_and_knows_of_it_from_then_on()
    {
        var bot = await AppliedAsync();
        bot.Teams.World.SetInstall(bot.Tomasz.Chat, InstallState.Blocked);
        await AsksAsync(bot);
        Assert.Null((await ReleaseAsync(bot)).GetString("Brought"));
        bot.Teams.World.SetInstall(bot.Tomasz.Chat, InstallState.Installed);

        Assert.True((await bot.Tomasz.Hears("waiting")).Says(Line));
        await OpensAsync(bot, bot.Tomasz);
        Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Heading == Question);
        Assert.Equal(AskedPeople.IdOf(bot.Tomasz).ToString(), (await ReleaseAsync(bot)).GetString("Brought"));
    }

    [Fact]
    public async Task The_line_by_which_it_is_found_is_told_to_the_applicant_and_goes_with_them()
    {
        var bot = await AskedAsync();
        var (held, about) = (bot.Services.GetServices<IPersonalData>().OfType<ApplicationsHeld>().Single(), About(bot, bot.Priya));
        Assert.Contains(Assert.Single(await LinesAsync(bot)).RowKey, Assert.Single(await held.DescribeAsync(about, Token)).Json.ToJsonString(), StringComparison.Ordinal);
        await bot.ForgetsAsync(bot.Priya);
        Assert.Empty(await LinesAsync(bot));
        Assert.False((await bot.Tomasz.Hears("waiting")).Says("Priya"));
        await bot.BecomesAsync(Due);
        Assert.DoesNotContain(Reminder, bot.Told(bot.Tomasz), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_line_goes_with_the_applications_years_later()
    {
        var bot = await AskedAsync();
        Assert.Single(await LinesAsync(bot));
        var retention = bot.Services.GetServices<IRetention>().OfType<ApplicationsRetention>().Single();
        Assert.Equal(1, await retention.SweepAsync("larkford", bot.Clock.GetUtcNow().AddDays(1), Sweep.Remove, Token));
        Assert.Empty(await LinesAsync(bot));
    }

    private static PersonAsked About(BotUnderTest bot, Colleague who)
        => new(AskedPeople.IdOf(who), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName("larkford", "Larkford and Vale CCG")] };

    private static Task<List<LeadershipBot.Storage.Record>> LinesAsync(BotUnderTest bot) => bot.RowsAsync(ApplicationIndexRows.Table, ApplicationIndexRows.AskedIn("larkford"));

    private static async Task<LeadershipBot.Storage.Record> ReleaseAsync(BotUnderTest bot) => Assert.Single(await bot.RowsAsync(ApplicationRows.Table, ApplicationForms.Key, ApplicationRows.Release));

    private static Task LeadsAsync(BotUnderTest bot, Colleague who, string practice)
        => bot.ListsAsync(who, "larkford", Roles.Member, member => member with { Practices = PracticeCodes.Parse(practice), LeadOf = PracticeCodes.Parse(practice) });

    private static async Task<LeadershipBot.Simulator.Connector.BotAnswer> AgreesAsync(BotUnderTest bot, Colleague who)
        => await who.PressesAsync(bot, "applications.release.agree", await bot.QuestionAsync(ApplicationForms.Key, bot.Priya));

    private static async Task OpensAsync(BotUnderTest bot, Colleague who)
    {
        await who.Presses($"Open {Line}", bot.CardsIn(who.Chat)[^1]);
        await bot.DrainAsync();
    }

    private static async Task AsksAsync(BotUnderTest bot, string practice = "Z99003")
    {
        await bot.Priya.FillsInAsync("applications.release.form", new JsonObject { ["practice"] = practice });
        await bot.DrainAsync();
    }

    /// <summary>Priya is shortlisted, and Tomasz leads her practice.</summary>
    private async Task<BotUnderTest> AppliedAsync()
    {
        var bot = await BeginAsync();
        Openings.All["chair-1"] = ApplicationForms.Seat(bot) with { Panel = [] };
        foreach (var who in new[] { bot.Tomasz, bot.Priya })
            await bot.MeetsAsync(who);
        await LeadsAsync(bot, bot.Tomasz, "Z99003");
        await bot.Priya.AppliesAsync();
        await bot.ClosesAsync();
        await bot.Organiser.MovesAsync(bot.Priya, Stage.Shortlisted);
        return bot;
    }

    /// <summary>The same, and the practice was asked; Yusuf leads it, too, where that is said.</summary>
    private async Task<BotUnderTest> AskedAsync(bool alsoLeads = false)
    {
        var bot = await AppliedAsync();
        if (alsoLeads)
        {
            await LeadsAsync(bot, bot.Yusuf, "Z99003");
            await bot.MeetsAsync(bot.Yusuf);
        }

        await AsksAsync(bot);
        return bot;
    }
}
