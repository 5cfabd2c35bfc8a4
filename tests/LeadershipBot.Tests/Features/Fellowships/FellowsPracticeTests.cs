using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships;
using LeadershipBot.Features.Fellowships.Browsing;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>The practice that released a fellow, and everybody else who counts on a place: what changes they are told.</summary>
public sealed class FellowsPracticeTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_dates_a_place_that_is_given_up_and_a_withdrawal_are_told_to_who_leads_the_practice_now_and_to_who_agreed()
    {
        var bot = await StartAsync();
        var callum = bot.Who("Dr Callum Reid");
        var key = await bot.HasReleasedFellowAsync();
        foreach (var who in new[] { bot.Tomasz, callum })
            await bot.MeetsAsync(who);
        await bot.WorksThereAsync(bot.Tomasz, leads: true); // leads it from now on
        await bot.WorksThereAsync(bot.Yusuf); // agreed, and works there still

        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["ends"] = "2026-08-02" });
        await bot.DrainAsync();
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf })
        {
            var told = bot.NewestCardIn(who.Chat);
            Assert.True(told.Says("Changed: Frailty in care homes") && told.Says("You are told for your practice, because of Dr Priya Raman.") && told.Says("Mon 20 Apr 2026 to Sun 2 Aug 2026"), told.ToString());
        }

        Assert.False(bot.NewestCardIn(bot.Priya.Chat).Says("You are told for your practice")); // told as a fellow
        await bot.SaysAsync(bot.Priya, "fellowships.leave", key, bot.Priya, new JsonObject { ["why"] = "I move away" });
        await bot.DrainAsync();
        Assert.True(bot.NewestCardIn(bot.Tomasz.Chat).Says("Dr Priya Raman has left: ") && bot.NewestCardIn(bot.Tomasz.Chat).Says("The place was given up before it began."), bot.Told(bot.Tomasz));
        Assert.DoesNotContain("I move away", bot.Told(bot.Tomasz), StringComparison.Ordinal);
        Assert.Empty(bot.SentTo(callum));
    }

    [Fact]
    public async Task A_withdrawal_is_told_to_the_practice_and_its_fellows_and_who_saved_it_still_see_it_with_the_reason()
    {
        var bot = await StartAsync();
        var callum = bot.Who("Dr Callum Reid");
        var saved = "Frailty in care homes";
        await bot.MeetsAsync(bot.Tomasz);
        var key = await bot.HasReleasedFellowAsync();
        var head = await bot.Services.GetRequiredService<FellowshipShelf>().FindAsync(key, Token);
        await bot.Services.GetRequiredService<SavedShelf>().SaveAsync(head!, AskedPeople.IdOf(bot.Tomasz), BotUnderTest.Start, Token); // while it was open

        await bot.Organiser.Sends(PostForms.About("fellowships.withdraw").With(FellowshipForms.About(key)).With(new JsonObject { ["reason"] = "The money went" }));
        await bot.DrainAsync();
        Assert.True(bot.NewestCardIn(bot.Yusuf.Chat).Says("It isn't offered any more: The money went") && bot.NewestCardIn(bot.Yusuf.Chat).Says("You are told for your practice, because of Dr Priya Raman."), bot.Told(bot.Yusuf));
        foreach (var (who, sees) in new[] { (bot.Priya, true), (bot.Tomasz, true), (callum, false) })
        {
            var list = await who.ReadsAsync(bot, "fellowships.list", new JsonObject { ["which"] = "all" });
            Assert.Equal(sees, list.Says(saved));
            Assert.Equal(sees, list.Says("not offered any more: The money went"));
        }

        var card = await bot.Priya.ReadsFellowshipAsync(bot, key);
        Assert.True(card.Says("It isn't offered any more: The money went") && card.Buttons.Contains("My place"), card.ToString());
    }

    [Theory]
    [InlineData(-10, "It was ended by those who run it before it began.", false)]
    [InlineData(14, "It was ended by those who run it before its last day.", true)]
    public async Task Whom_those_who_run_it_end_early_is_told_and_why(int day, string practiceReads, bool isRated)
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(day));
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.place.form").With(FellowshipForms.About(key)).With(new JsonObject { ["place"] = (await bot.PlaceAsync(key, bot.Priya)).Id }))).Card);
        Assert.True(form.Says("Dr Priya Raman and who leads The Tannery Practice read who covers") && form.Says("Organisers and chairs read all of it."), form.ToString());
        await bot.RecordsAsync(key, bot.Priya, "leave", new JsonObject { ["words"] = "The locum left" });
        await bot.DrainAsync();

        var card = bot.CardsOf(bot.Priya).Single(card => card.Says("Your place has ended: Frailty in care homes"));
        var told = card.ToString();
        Assert.Contains("Those who run it ended it, and say why: The locum left", told, StringComparison.Ordinal);
        Assert.Contains("If that isn't right, please talk to Helen Whitcombe.", told, StringComparison.Ordinal);
        Assert.Equal(isRated, card.Buttons.Contains("Send"));
        Assert.Contains(practiceReads, bot.Told(bot.Yusuf), StringComparison.Ordinal);
        Assert.Contains("The place of Dr Priya Raman has ended: Frailty in care homes", bot.Told(bot.Yusuf), StringComparison.Ordinal);
        Assert.DoesNotContain("Dr Priya Raman has left", bot.Told(bot.Yusuf), StringComparison.Ordinal); // it wasn't their doing
        var applied = await bot.Priya.ReadsAsync(bot, "applications.mine", FellowshipForms.Opening(key));
        Assert.True(applied.Says("ended early by those who run it") || applied.Says("ended before it began"), applied.ToString());
        Assert.False(applied.Says("The place is yours") || applied.Says("How it stands: appointed"), applied.ToString());
        Assert.DoesNotContain("The locum left", bot.Told(bot.Yusuf), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_isnt_listed_any_more_before_the_first_day_loses_the_place_to_who_waits_and_all_who_counted_on_it_are_told()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync(bot.Tomasz);
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Reserve);
        await bot.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = roll.Members.Where(one => one.Key != AskedPeople.IdOf(bot.Priya)).ToDictionary() });
        const string Still = "If it does again before {0} Mar 2026, the place stays yours; otherwise it goes on from then.";
        await ReadsNextAsync("Thu 19"); // before anybody looked
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(1));
        await ReadsNextAsync("Fri 20"); // as the warning says
        var warned = bot.NewestCardIn(bot.Organiser.Chat);
        Assert.True(warned.Says("Dr Priya Raman isn't listed any more: Frailty in care homes") && warned.Says("have them listed again. Otherwise their place goes on from Fri 20 Mar 2026"), warned.ToString());
        var mine = bot.CardsOf(bot.Priya).Single(card => card.Says("You aren't listed any more: Frailty in care homes")); // while they can say that it is wrong
        Assert.True(mine.Says("If it does again before Fri 20 Mar 2026, your place stays yours") && mine.Says("talk to Helen Whitcombe") && mine.Buttons.Contains("Open my place"), mine.ToString());
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(2));
        Assert.True((await bot.PlaceAsync(key, bot.Priya)).IsLive); // it may have been a wrong list
        Assert.Single(bot.SentTo(bot.Organiser), "Dr Priya Raman isn't listed any more: Frailty in care homes");
        await bot.BecomesAsync(FellowDrivers.Closed.AddDays(3));

        Assert.Equal((PlaceEnd.GivenUp, EndedBy.Unlisted), ((await bot.PlaceAsync(key, bot.Priya)).End, (await bot.PlaceAsync(key, bot.Priya)).EndedBy));
        Assert.Equal(Stage.Offered, await bot.StageAsync(key, bot.Tomasz));
        foreach (var who in new[] { bot.Organiser, bot.Yusuf })
            Assert.Contains("Isn't listed in the organisation any more, so the place went on before it began.", bot.Told(who), StringComparison.Ordinal);
        Assert.Contains("Dr Priya Raman isn't listed any more, so their place went on.", bot.Told(bot.Organiser), StringComparison.Ordinal);
        Assert.DoesNotContain("gave the place up", bot.Told(bot.Organiser), StringComparison.Ordinal);
        Assert.Contains("Larkford and Vale CCG doesn't list you any more, so your place went on before it began.", bot.Told(bot.Priya), StringComparison.Ordinal);
        await bot.RecountsAsync(key, 1);

        async Task ReadsNextAsync(string day)
        {
            var next = await bot.Priya.ReadsAsync(bot, "applications.mine", FellowshipForms.Opening(key));
            Assert.True(next.Says(Still.Replace("{0}", day, StringComparison.Ordinal)) && !next.Says("The place is yours"), next.ToString());
        }
    }

    [Fact]
    public async Task The_practice_hears_that_the_place_was_taken_and_with_the_fellow_who_covers_and_what_came_of_it_stands_with_the_application()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.DrainAsync();
        var taken = bot.CardsOf(bot.Yusuf).Single(card => card.Says("Dr Priya Raman took the place: Frailty in care homes"));
        Assert.True(taken.Says("Mon 20 Apr 2026 to Sun 19 Jul 2026") && taken.Says("You hear as soon as cover is written down"), taken.ToString());
        await bot.RecordsAsync(key, bot.Priya, "cover", new JsonObject { ["coveredBy"] = "Dr Lee", ["paidBy"] = "the ICB" });
        await bot.DrainAsync();
        Assert.True(bot.NewestCardIn(bot.Yusuf.Chat).Says("Cover for Dr Priya Raman: Frailty in care homes") && bot.NewestCardIn(bot.Yusuf.Chat).Says("Covered by Dr Lee; paid by the ICB."), bot.Told(bot.Yusuf));
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("Your cover: Frailty in care homes"), bot.Told(bot.Priya));

        await bot.BecomesAsync(FellowDrivers.Over);
        Assert.True((await bot.Priya.ReadsAsync(bot, "applications.mine", FellowshipForms.Opening(key))).Says("Its last day was Sun 19 Jul 2026."));
        await bot.RecordsAsync(key, bot.Priya, "complete", new JsonObject { ["skills"] = "1", ["words"] = "A pathway" });
        await bot.RecordsAsync(key, bot.Priya, "cover", new JsonObject { ["coveredBy"] = "Dr Lee, a locum", ["paidBy"] = "the ICB" }); // claimed for afterwards
        Assert.Equal("Dr Lee, a locum", (await bot.PlaceAsync(key, bot.Priya)).CoveredBy);
        var applied = await bot.Priya.ReadsAsync(bot, "applications.mine", FellowshipForms.Opening(key));
        Assert.True(applied.Says("Completed. Skills: data.") && !applied.Says("The place is yours"), applied.ToString());
    }

    [Fact]
    public async Task A_fellow_who_is_forgotten_while_it_runs_is_told_to_the_practice_without_the_name()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(7));
        var before = bot.CardsOf(bot.Yusuf).Count();
        var about = new PersonAsked(AskedPeople.IdOf(bot.Priya), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName(FellowshipForms.Here, "Larkford")] };
        foreach (var one in bot.Services.GetServices<IPersonalData>().Where(one => one.LiesUnderOrganisations).OrderByDescending(one => one.GoesFirst)) // as Erasure does
            await one.ForgetAsync(about, Token);
        await bot.DrainAsync();

        Assert.Equal((null, PlaceEnd.LeftEarly), (Assert.Single((await bot.FellowshipAsync(key)).Places).Fellow, Assert.Single((await bot.FellowshipAsync(key)).Places).End));
        var told = Assert.Single(bot.CardsOf(bot.Yusuf).Skip(before));
        Assert.True(told.Says("has left: Frailty in care homes") && told.Says("It ended before its last day.") && !told.Says("Priya"), told.ToString());
    }

    [Fact]
    public async Task Missing_cover_is_asked_for_once_ten_working_days_before_the_first_day_and_stands_in_the_brief()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 3, 9, 0, 0, TimeSpan.Zero)); // Friday
        Assert.DoesNotContain("Cover is missing: Frailty in care homes", bot.SentTo(bot.Organiser));
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 6, 9, 0, 0, TimeSpan.Zero)); // Monday
        Assert.Single(bot.SentTo(bot.Organiser), "Cover is missing: Frailty in care homes");
        Assert.True(bot.NewestCardIn(bot.Organiser.Chat).Says("who covers and who pays: Dr Priya Raman."), bot.Told(bot.Organiser));
        var brief = await bot.Chair.Hears("brief");
        Assert.True(brief.Says("“Frailty in care homes” starts on Mon 20 Apr 2026, and for 1 fellow it isn't written down who covers and who pays."), brief.ToString());

        await bot.RecordsAsync(key, bot.Priya, "cover", new JsonObject { ["coveredBy"] = "Dr Lee", ["paidBy"] = "the ICB" });
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 16, 9, 0, 0, TimeSpan.Zero));
        Assert.Single(bot.SentTo(bot.Organiser), "Cover is missing: Frailty in care homes");
        Assert.False((await bot.Chair.Hears("brief")).Says("isn't written down"));
    }

    [Fact]
    public async Task A_place_that_is_given_up_late_never_takes_a_newer_appointment_with_it()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        var offers = bot.Services.GetRequiredService<IOffers>();
        await offers.GiveUpAsync("fellowships", key, AskedPeople.IdOf(bot.Priya), "another", GivenUpBy.Applicant, Token); // of an earlier one, which is over
        Assert.Equal(Stage.Appointed, await bot.StageAsync(key, bot.Priya));
        await offers.GiveUpAsync("fellowships", key, AskedPeople.IdOf(bot.Priya), (await bot.PlaceAsync(key, bot.Priya)).Appointment, GivenUpBy.Applicant, Token);
        Assert.Equal(Stage.Declined, await bot.StageAsync(key, bot.Priya));
    }
}
