using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships;
using LeadershipBot.Features.Fellowships.Browsing;
using LeadershipBot.Features.Fellowships.Funnel;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Files;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>What follows when a fellowship is over: nobody waits in vain, and what is kept of it outlives those whom it names.</summary>
public sealed class AfterTheLastDayTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("complete", "You completed it: Frailty in care homes", "Dr Priya Raman has completed it: Frailty in care homes")]
    [InlineData("leave", "Your place has ended: Frailty in care homes", "The place of Dr Priya Raman has ended: Frailty in care homes")]
    public async Task A_card_of_the_last_day_that_is_answered_once_the_place_has_ended_comes_back_with_how_it_ended(string go, string fellow, string practice)
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Over);
        var cards = new[] { bot.Priya, bot.Yusuf }.Select(who => (Who: who, Card: bot.NewestCardIn(who.Chat), Says: who == bot.Priya ? fellow : practice)).ToList();
        await bot.RecordsAsync(key, bot.Priya, go, new JsonObject { ["skills"] = "1", ["words"] = "A pathway" });
        foreach (var (who, card, says) in cards)
        {
            var answer = CardReading.Of((await who.PressesAsync(bot, "fellowships.survey", PostForms.Filled(card, new JsonObject { ["worth"] = "5", ["kept"] = "Yes" }))).Card);
            Assert.True(answer.Says(says) && answer.Says("Recorded: 5 of 5; yes.") && !answer.Says("now confirms"), answer.ToString());
        }
    }

    [Fact]
    public async Task Over_and_not_confirmed_it_is_said_who_is_awaited_the_survey_is_open_and_the_chairs_are_reminded()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Over);

        Assert.Equal(FellowshipState.ToConfirm, (await bot.FellowshipAsync(key)).StateAt(bot.Clock.GetUtcNow()));
        Assert.Contains("Helen Whitcombe now confirms what came of it.", bot.Told(bot.Priya), StringComparison.Ordinal);
        Assert.Contains("The last day of Dr Priya Raman: Frailty in care homes", bot.Told(bot.Yusuf), StringComparison.Ordinal);
        var card = await bot.Priya.ReadsFellowshipAsync(bot, key);
        Assert.True(card.Says("over, to be confirmed") && card.Says("Helen Whitcombe still confirms what came of it"), card.ToString());
        var mine = CardReading.Of((await bot.Priya.Opens(PostForms.About("fellowships.mine").With(FellowshipForms.About(key)))).Card);
        Assert.True(mine.Says("Helen Whitcombe still confirms what came of it") && mine.Says("organisers and chairs read"), mine.ToString());
        Assert.Equal("5", mine.Input("worth")["choices"]![4]!["value"]!.GetValue<string>()); // before anybody confirmed

        foreach (var (who, words) in new[] { (bot.Priya, "More time for data"), (bot.Yusuf, "The locum came late") })
            await bot.SaysAsync(who, "fellowships.survey", key, bot.Priya, new JsonObject { ["worth"] = "4", ["kept"] = "Yes", ["words"] = words });
        Assert.Equal(("More time for data", "The locum came late"), ((await bot.PlaceAsync(key, bot.Priya)).ByFellow!.Words, Assert.Single((await bot.PlaceAsync(key, bot.Priya)).ByPractice).Words));

        await bot.BecomesAsync(new DateTimeOffset(2026, 7, 31, 9, 0, 0, TimeSpan.Zero)); // ten working days
        foreach (var who in new[] { bot.Organiser, bot.Chair })
            Assert.Single(bot.SentTo(who), "Still to be confirmed: Frailty in care homes");
        var brief = await bot.Chair.Hears("brief");
        Assert.True(brief.Says("“Frailty in care homes” ended on Sun 19 Jul 2026, and what came of it isn't confirmed for 1 fellow."), brief.ToString());

        await bot.RecordsAsync(key, bot.Priya, "complete", new JsonObject { ["skills"] = "1", ["words"] = "A pathway" });
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("There you find a paragraph for your portfolio.") && bot.NewestCardIn(bot.Yusuf.Chat).Says("Thank you for releasing them."), bot.Told(bot.Priya));
        Assert.DoesNotContain("Send", bot.NewestCardIn(bot.Yusuf.Chat).Buttons); // answered already
        await bot.BecomesAsync(new DateTimeOffset(2026, 9, 1, 9, 0, 0, TimeSpan.Zero));
        Assert.Single(bot.SentTo(bot.Chair), "Still to be confirmed: Frailty in care homes");
    }

    [Fact]
    public async Task Who_left_early_and_their_practice_are_asked_what_it_was_worth()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(14));
        await bot.SaysAsync(bot.Priya, "fellowships.leave", key, bot.Priya, new JsonObject { ["why"] = "I move away" });
        await bot.DrainAsync();

        var (fellows, practices) = (bot.NewestCardIn(bot.Priya.Chat), bot.NewestCardIn(bot.Yusuf.Chat));
        Assert.True(fellows.Says("You left early: Frailty in care homes") && fellows.Buttons.Contains("Send"), bot.Told(bot.Priya));
        Assert.True(practices.Says("Dr Priya Raman has left") && practices.Buttons.Contains("Send"), bot.Told(bot.Yusuf));
        Assert.Equal("Did the cover work?", practices.Input("kept")["label"]!.GetValue<string>());
        Assert.DoesNotContain("I move away", bot.Told(bot.Yusuf), StringComparison.Ordinal);
        await bot.SaysAsync(bot.Priya, "fellowships.survey", key, bot.Priya, new JsonObject { ["worth"] = "2", ["kept"] = "No", ["words"] = "" });
        Assert.Equal(2, (await bot.PlaceAsync(key, bot.Priya)).ByFellow!.Worth);
    }

    [Fact]
    public async Task Who_led_the_practice_or_confirmed_is_forgotten_with_their_words_and_their_name()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.Organiser.Types("export fellowships");
        await bot.BecomesAsync(FellowDrivers.Over);
        await bot.SaysAsync(bot.Yusuf, "fellowships.survey", key, bot.Priya, new JsonObject { ["worth"] = "4", ["kept"] = "Yes", ["words"] = "The locum came late" });
        await bot.RecordsAsync(key, bot.Priya, "complete");
        var held = Assert.Single(bot.Services.GetServices<IPersonalData>(), one => one.GetType().Name == "FellowshipsHeld");
        Assert.Contains("Of a place in “Frailty in care homes” you said for your practice: The locum came late", await HeldAsync(held, bot, bot.Yusuf));
        Assert.Contains("You took the fellowships of Larkford as a file, 1 time.", await HeldAsync(held, bot, bot.Organiser));

        foreach (var who in new[] { bot.Yusuf, bot.Organiser })
            await held.ForgetAsync(Asked(bot, who), Token);

        var place = await bot.PlaceAsync(key, bot.Priya);
        var said = Assert.Single(place.ByPractice);
        Assert.Equal((4, "", null), (said.Worth, said.Words, said.By));
        Assert.Null(place.ConfirmedBy);
        Assert.Empty(await HeldAsync(held, bot, bot.Yusuf));
        Assert.All(await HeldAsync(held, bot, bot.Organiser), line => Assert.True(line.Contains("audit", StringComparison.Ordinal) || line.Contains("as a file", StringComparison.Ordinal), line)); // who did what stays
        Assert.DoesNotContain(await bot.RowsAsync(FellowshipRows.Table, key, "head."), row => row.Columns.Any(column => column.Value is string words && words.Contains("Helen Whitcombe", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Each_who_leads_the_practice_finds_their_own_answer_in_their_file_and_takes_only_that_with_them()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.WorksThereAsync(bot.Tomasz, leads: true);
        await bot.BecomesAsync(FellowDrivers.Over);
        foreach (var (who, words) in new[] { (bot.Yusuf, "The locum came late"), (bot.Tomasz, "Too few hands") })
            await bot.SaysAsync(who, "fellowships.survey", key, bot.Priya, new JsonObject { ["worth"] = "4", ["kept"] = "Yes", ["words"] = words });
        var held = Assert.Single(bot.Services.GetServices<IPersonalData>(), one => one.GetType().Name == "FellowshipsHeld");
        foreach (var (who, own, other) in new[] { (bot.Yusuf, "The locum came late", "Too few hands"), (bot.Tomasz, "Too few hands", "The locum came late") })
        {
            var file = string.Concat((await held.DescribeAsync(Asked(bot, who), Token)).Select(section => section.Json.ToJsonString()));
            Assert.Contains(own, file, StringComparison.Ordinal);
            Assert.DoesNotContain(other, file, StringComparison.Ordinal);
        }

        await held.ForgetAsync(Asked(bot, bot.Yusuf), Token);
        Assert.Equal([("", null), ("Too few hands", (LeadershipBot.Domain.People.MemberId?)AskedPeople.IdOf(bot.Tomasz))], (await bot.PlaceAsync(key, bot.Priya)).ByPractice.Select(one => (one.Words, one.By)));
    }

    [Fact]
    public async Task What_fellow_and_practice_say_of_it_is_held_about_whoever_said_it_and_in_nobody_else_s_file()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Over);
        await bot.SaysAsync(bot.Priya, "fellowships.survey", key, bot.Priya, new JsonObject { ["worth"] = "2", ["kept"] = "No", ["words"] = "My practice never let me go" });
        await bot.SaysAsync(bot.Yusuf, "fellowships.survey", key, bot.Priya, new JsonObject { ["worth"] = "4", ["kept"] = "Yes", ["words"] = "She was away a lot" });
        var held = Assert.Single(bot.Services.GetServices<IPersonalData>(), one => one.GetType().Name == "FellowshipsHeld");
        foreach (var (who, own, other) in new[] { (bot.Priya, "My practice never let me go", "She was away a lot"), (bot.Yusuf, "She was away a lot", "My practice never let me go") })
        {
            var file = string.Concat((await held.DescribeAsync(Asked(bot, who), Token)).Select(section => section.Json.ToJsonString()));
            Assert.Contains(own, file, StringComparison.Ordinal);
            Assert.DoesNotContain(other, file, StringComparison.Ordinal);
        }

        var fellow = string.Concat((await held.DescribeAsync(Asked(bot, bot.Priya), Token)).Select(section => section.Json.ToJsonString()));
        Assert.DoesNotContain("ByPractice", fellow, StringComparison.Ordinal); // nor who said it
    }

    [Fact]
    public async Task How_many_came_how_far_outlives_the_applications_and_the_file_says_how_each_place_ended()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync(bot.Tomasz);
        await bot.Priya.ReadsFellowshipAsync(bot, key);
        await bot.Priya.ReadsFellowshipAsync(bot, key); // counts once; who opens the form to apply saw it, too
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.NotSelected, "Others were nearer");
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(14));
        await bot.RecordsAsync(key, bot.Priya, "leave", new JsonObject { ["words"] = "The money went" });
        var funnel = "Seen by 2, saved by 0, 2 applied, 1 offered, 1 took a place, 0 completed, 0 waiting.";
        Assert.True((await bot.ManagesAsync(key)).Says(funnel), (await bot.ManagesAsync(key)).ToString());

        var applications = Assert.Single(bot.Services.GetServices<IRetention>(), one => one.Kind.Name == "Applications");
        Assert.Equal(1, await applications.SweepAsync(FellowshipForms.Here, bot.Clock.GetUtcNow().AddYears(2), Sweep.Remove, Token));
        await Assert.Single(bot.Services.GetServices<IPersonalData>(), one => one.GetType().Name == "FellowshipsHeld").ForgetAsync(Asked(bot, bot.Priya), Token);

        Assert.Equal(ApplicantCounts.None, await bot.Services.GetRequiredService<IApplicants>().CountAsync(FellowshipForms.Here, FellowshipOpenings.FellowshipKind, key, Token));
        Assert.True((await bot.ManagesAsync(key)).Says(funnel), (await bot.ManagesAsync(key)).ToString());
        Assert.Equal(2, await bot.Services.GetRequiredService<SavedShelf>().CountSeenAsync(key, Token));
        var actor = new Actor(bot.Organiser.ObjectId, bot.Organiser.Person.TenantId, bot.Organiser.Name, new Hat(new OrganisationName(FellowshipForms.Here, "Larkford"), Roles.Organiser));
        Assert.False((await bot.Services.GetRequiredService<FellowshipsTable>().MakeAsync(new FileWish(actor, "", bot.Clock.GetUtcNow(), TimeZoneInfo.Utc), Token)).IsRefused(out _, out var file));
        Assert.Contains("Practice: next time", System.Text.Encoding.UTF8.GetString(file.Bytes.Span), StringComparison.Ordinal);
        Assert.Contains("ended early by those who run it", System.Text.Encoding.UTF8.GetString(file.Bytes.Span), StringComparison.Ordinal);
    }

    private static PersonAsked Asked(BotUnderTest bot, Colleague who)
        => new(AskedPeople.IdOf(who), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName(FellowshipForms.Here, "Larkford")] };

    private static async Task<List<string>> HeldAsync(IPersonalData held, BotUnderTest bot, Colleague who)
        => [.. (await held.DescribeAsync(Asked(bot, who), Token)).SelectMany(section => section.Lines).Select(line => line.Words)];
}
