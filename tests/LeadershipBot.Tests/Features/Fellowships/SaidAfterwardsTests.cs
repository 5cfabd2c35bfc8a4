using System.Text;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships;
using LeadershipBot.Features.Fellowships.Funnel;
using LeadershipBot.Shell.Files;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>What is said of a place once it has ended stays true, can be put right, and reaches those who write the next cycle.</summary>
public sealed class SaidAfterwardsTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task My_applications_says_that_a_place_was_left()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(14));
        Assert.True((await MineAsync(bot, key)).Says("The place is yours, and it has begun."));
        await bot.SaysAsync(bot.Priya, "fellowships.leave", key, bot.Priya, new JsonObject { ["why"] = "I move away" });
        var mine = await MineAsync(bot, key);
        Assert.True(mine.Says("Left early: I move away") && !mine.Says("The place is yours"), mine.ToString());
    }

    [Fact]
    public async Task Who_covered_is_written_down_also_once_a_place_was_left()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(14));
        await bot.RecordsAsync(key, bot.Priya, "leave", new JsonObject { ["words"] = "The money went" });
        var form = await PlaceFormAsync(bot, key);
        Assert.Equal("", form.Input("coveredBy")["value"]?.ToString() ?? "");
        await bot.RecordsAsync(key, bot.Priya, "cover", new JsonObject { ["coveredBy"] = "Dr Lee, a locum", ["paidBy"] = "the federation" });
        Assert.True((await bot.ManagesAsync(key)).Says("Covered by Dr Lee, a locum; paid by the federation."));
    }

    [Fact]
    public async Task What_came_of_a_place_is_corrected_in_the_open_and_what_another_confirmed_is_never_replaced_unseen()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Over);
        await bot.RecordsAsync(key, bot.Priya, "complete", new JsonObject { ["skills"] = "1", ["words"] = "A pathway" });

        var about = FellowshipForms.About(key).With(new JsonObject { ["place"] = (await bot.PlaceAsync(key, bot.Priya)).Id, ["go"] = "complete", ["skills"] = "0", ["words"] = "A report" });
        var second = CardReading.Of((await bot.Chair.Sends(PostForms.About("fellowships.place").With(about))).Card); // had the dialog open before
        Assert.True(second.Says("It was confirmed already, with other skills or words.") && second.Says("What came of it: A pathway") && second.Input("words")["value"]!.ToString() == "A report", second.ToString());
        Assert.Equal(("A pathway", "Helen Whitcombe"), ((await bot.PlaceAsync(key, bot.Priya)).EndWords, (await bot.PlaceAsync(key, bot.Priya)).ConfirmedBy!.Name));

        var form = await PlaceFormAsync(bot, key);
        Assert.Equal(("1", "A pathway"), (form.Input("skills")["value"]!.ToString(), form.Input("words")["value"]!.ToString()));
        for (var i = 0; i < 2; i++) // pressed twice: once
            await bot.RecordsAsync(key, bot.Priya, "correct", new JsonObject { ["skills"] = "1", ["more"] = "leading change", ["words"] = "A pathway for three practices" });
        await bot.DrainAsync();
        var place = await bot.PlaceAsync(key, bot.Priya);
        Assert.Equal(("A pathway for three practices", "data, leading change", PlaceEnd.Completed), (place.EndWords, string.Join(", ", place.Skills), place.End));
        Assert.Single(bot.SentTo(bot.Priya), "What came of it was corrected: Frailty in care homes");
        Assert.Single(await bot.RowsAsync(FellowshipRows.Table, key, "audit."), row => row.GetString("What") == "fellowships.outcomeCorrected");
        Assert.Equal(1, bot.CardsOf(bot.Yusuf).Count(card => card.Says("Thank you for releasing them.") && card.Says("has completed it")));
    }

    [Fact]
    public async Task What_both_sides_say_is_told_once_a_day_stands_under_manage_in_the_file_and_before_whoever_writes_the_next_cycle()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Over);
        await bot.SaysAsync(bot.Priya, "fellowships.survey", key, bot.Priya, new JsonObject { ["worth"] = "5", ["kept"] = "Yes", ["words"] = "More time for data" });
        await bot.SaysAsync(bot.Yusuf, "fellowships.survey", key, bot.Priya, new JsonObject { ["worth"] = "4", ["kept"] = "Partly", ["words"] = "" });
        await bot.BecomesAsync(FellowDrivers.Over.AddDays(1));

        Assert.Single(bot.SentTo(bot.Organiser), "They say what it was worth: Frailty in care homes"); // two answers of a day
        string[] lines = ["1 fellow: worth it 5 of 5; time protected: 1 yes, 0 in part, 0 no.", "1 answer for a practice: worth it 4 of 5; the cover worked: 0 yes, 1 in part, 0 no.", "1 answer has words; they stand with each place under Manage."];
        var (told, manage) = (bot.CardsOf(bot.Organiser).Last(card => card.Says("They say what it was worth")), await bot.ManagesAsync(key));
        Assert.All(lines, line => Assert.True(told.Says(line) && manage.Says(line), $"{told}\n{manage}"));
        Assert.True((await PlaceFormAsync(bot, key)).Says("More time for data"));
        Assert.Contains("More time for data", await ExportAsync(bot), StringComparison.Ordinal);
        var practice = (await bot.PlaceAsync(key, bot.Priya)).Practice;
        Assert.True(practice.Length > 0 && (await ExportAsync(bot)).Contains(practice, StringComparison.Ordinal), practice); // whose answer it is

        var next = CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.again").With(FellowshipForms.About(key)))).Card);
        Assert.True(next.Says("What was said of Frailty in care homes:") && Array.TrueForAll(lines, line => next.Says(line)), next.ToString());
        Assert.False(next.Says("More time for data")); // words stay with the place that they are about
        Assert.DoesNotContain("What was said", CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.write"))).Card).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_who_decide_find_what_was_answered_to_offers_with_the_application_whoever_runs_it_by_then_and_a_panel_doesnt()
    {
        var bot = await StartAsync();
        await bot.ListsAsync(bot.Yusuf, FellowshipForms.Here, Roles.PanelMember);
        var key = await bot.HasShortlistAsync(1, bot.Priya, bot.Tomasz);
        await bot.Organiser.SendsFormAsync("fellowships.correct.form", FellowshipForms.About(key), new JsonObject { ["panel"] = AskedPeople.IdOf(bot.Yusuf).ToString() });
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Reserve);
        await bot.Priya.DeclinesAsync(key, "My partner is off sick");
        await bot.Tomasz.AcceptsAsync(bot, key);

        var declined = await ReadAsync(bot, bot.Chair, key, bot.Priya);
        Assert.True(declined.Says("said no to the place: “My partner is off sick”"), declined.ToString());
        var taken = await ReadAsync(bot, bot.Chair, key, bot.Tomasz);
        Assert.True(taken.Says("Tue 17 Mar 2026: offered a place") && taken.Says("Tue 17 Mar 2026: took the place"), taken.ToString());
        Assert.DoesNotContain("off sick", (await ReadAsync(bot, bot.Yusuf, key, bot.Priya)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_runs_it_hears_to_whom_the_waiting_list_went_however_it_moved()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya, bot.Tomasz);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Reserve);
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = 2 });
        await bot.DrainAsync();
        var told = bot.CardsOf(bot.Organiser).Single(card => card.Says("The next is offered a place: Frailty in care homes"));
        Assert.True(told.Says("Dr Tomasz Zielinski was next of those who wait and is offered a place, until Tue 24 Mar, 09:00"), told.ToString());
    }

    [Fact]
    public async Task Who_would_be_ready_later_reads_that_they_are_kept_in_mind_and_of_no_bench()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        var key = await bot.OffersFellowshipAsync();
        await bot.Priya.SendsFormAsync("applications.form", FellowshipForms.Opening(key), new JsonObject { ["statement"] = "I lead from next year on", ["readiness"] = "OneToTwoYears" });
        await bot.BecomesAsync(FellowDrivers.Closed);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.NotShortlisted, "We would love to hear from you next time");
        var mine = await MineAsync(bot, key);
        Assert.True(mine.Says("answered: kept in mind for later") && mine.Says("you get a card when it is offered again") && !mine.Says("bench"), mine.ToString());
    }

    [Fact]
    public async Task Turned_down_before_it_was_withdrawn_my_applications_says_that_and_promises_no_word_of_the_next()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.NotSelected, "Others were nearer");
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(14));
        await bot.Organiser.Sends(PostForms.About("fellowships.withdraw").With(FellowshipForms.About(key)).With(new JsonObject { ["reason"] = "The money went" }));
        await bot.DrainAsync();
        var mine = await MineAsync(bot, key);
        Assert.True(mine.Says(": not selected") && mine.Says("Your application goes no further this time.") && !mine.Says("not offered any more") && !mine.Says("You are told if it is offered again"), mine.ToString());
        var all = await bot.Priya.Hears("my applications");
        Assert.True(all.Says("not selected") && !all.Says("not offered any more"), all.ToString());
    }

    [Fact]
    public async Task Who_waited_for_a_place_until_it_began_is_told_of_the_next_cycle_and_who_was_turned_down_isnt()
    {
        var bot = await StartAsync();
        var key = await bot.HasShortlistAsync(1, bot.Priya, bot.Tomasz, bot.Yusuf);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        await bot.Priya.AcceptsAsync(bot, key);
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Reserve);
        await bot.Organiser.MovesAsync(key, bot.Yusuf, Stage.NotSelected, "Others were nearer");
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(1));
        var next = await bot.RepeatsAsync(key);
        await bot.ApprovesAsync(bot.Chair, next);
        await bot.DrainAsync();
        Assert.Contains("Open again: Frailty in care homes", bot.Told(bot.Tomasz), StringComparison.Ordinal);
        foreach (var who in new[] { bot.Priya, bot.Yusuf })
            Assert.DoesNotContain("Open again", bot.Told(who), StringComparison.Ordinal);
    }

    private static Task<CardReading> MineAsync(BotUnderTest bot, string key) => bot.Priya.ReadsAsync(bot, "applications.mine", FellowshipForms.Opening(key));

    private static Task<CardReading> ReadAsync(BotUnderTest bot, Colleague who, string key, Colleague whose)
        => who.ReadsAsync(bot, "applications.read", FellowshipForms.Opening(key).With(Features.Applications.ApplicationForms.Of(whose)));

    private static async Task<CardReading> PlaceFormAsync(BotUnderTest bot, string key)
        => CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.place.form").With(FellowshipForms.About(key)).With(new JsonObject { ["place"] = (await bot.PlaceAsync(key, bot.Priya)).Id }))).Card);

    private static async Task<string> ExportAsync(BotUnderTest bot)
    {
        var actor = new Actor(bot.Organiser.ObjectId, bot.Organiser.Person.TenantId, bot.Organiser.Name, new Hat(new OrganisationName(FellowshipForms.Here, "Larkford"), Roles.Organiser));
        Assert.False((await bot.Services.GetRequiredService<FellowshipsTable>().MakeAsync(new FileWish(actor, "", bot.Clock.GetUtcNow(), TimeZoneInfo.Utc), Token)).IsRefused(out _, out var file));
        return Encoding.UTF8.GetString(file.Bytes.Span);
    }
}
