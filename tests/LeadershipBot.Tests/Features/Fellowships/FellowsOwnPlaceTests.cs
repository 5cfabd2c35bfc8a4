using System.Text.Json.Nodes;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships;
using LeadershipBot.Features.Fellowships.Running;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Shell.Recognition;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>A fellow's own place: open to them wherever they are, to nobody who may not, and nobody's once they are forgotten.</summary>
public sealed class FellowsOwnPlaceTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_leaves_the_organisation_while_it_runs_keeps_their_place_and_those_who_count_on_them_are_told_once()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(1));
        await bot.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = roll.Members.Where(one => one.Key != AskedPeople.IdOf(bot.Priya)).ToDictionary() });
        for (var day = 2; day < 6; day++)
            await bot.BecomesAsync(FellowDrivers.Started.AddDays(day));

        foreach (var who in new[] { bot.Organiser, bot.Yusuf })
            Assert.Single(bot.SentTo(who), "Dr Priya Raman isn't listed in the organisation any more: Frailty in care homes");
        Assert.True((await bot.PlaceAsync(key, bot.Priya)).IsLive);
        var mine = CardReading.Of((await bot.Priya.Opens(PostForms.About("fellowships.mine").With(FellowshipForms.About(key)))).Card);
        Assert.True(mine.Says(FellowshipForms.Title), mine.ToString());
        await bot.SaysAsync(bot.Priya, "fellowships.leave", key, bot.Priya, new JsonObject { ["why"] = "I moved away" });
        Assert.Equal(PlaceEnd.LeftEarly, (await bot.PlaceAsync(key, bot.Priya)).End);
        var other = await bot.Tomasz.Opens(PostForms.About("fellowships.mine").With(FellowshipForms.About(key)).With(new JsonObject { ["place"] = (await bot.PlaceAsync(key, bot.Priya)).Id }));
        Assert.DoesNotContain("I moved away", $"{other.Sentence}{other.Card}", StringComparison.Ordinal); // nobody else's
    }

    [Fact]
    public async Task Forgotten_nothing_that_stays_of_a_place_tells_whose_it_was()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(14));
        var before = await bot.PlaceAsync(key, bot.Priya);
        Assert.Equal("Z99003", before.PracticeCode);
        await bot.SaysAsync(bot.Priya, "fellowships.leave", key, bot.Priya, new JsonObject { ["why"] = "I move away" });
        await bot.SaysAsync(bot.Yusuf, "fellowships.survey", key, bot.Priya, new JsonObject { ["worth"] = "4", ["kept"] = "Yes", ["words"] = "Priya was missed" });
        Assert.False(before.Id == Keys.Hash("place", key, before.Appointment)[..12], "The id is made of who they are.");

        var held = Assert.Single(bot.Services.GetServices<IPersonalData>(), one => one.GetType().Name == "FellowshipsHeld");
        await held.ForgetAsync(new PersonAsked(AskedPeople.IdOf(bot.Priya), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName(FellowshipForms.Here, "Larkford")] }, Token);
        var place = Assert.Single((await bot.FellowshipAsync(key)).Places);
        Assert.Equal((null, "", "", "", 4, ""), (place.Fellow, place.Appointment, place.Practice, place.PracticeCode, Assert.Single(place.ByPractice).Worth, place.ByPractice[0].Words));
        Assert.DoesNotContain(await bot.RowsAsync(FellowshipRows.Table, key, "audit."), row => (row.GetString("Who") == bot.Priya.ObjectId || row.GetString("Whom") == bot.Priya.ObjectId) && row.GetString("After") is { Length: > 0 });
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(16));
        Assert.Equal("", Assert.Single((await bot.FellowshipAsync(key)).Places).PracticeCode); // not looked up again
    }

    [Fact]
    public async Task Who_agreed_and_leads_no_more_is_told_and_gets_no_button_that_would_refuse_them()
    {
        var bot = await StartAsync();
        var callum = bot.Who("Dr Callum Reid");
        var key = await bot.HasReleasedFellowAsync();
        await bot.MeetsAsync(bot.Tomasz);
        await bot.WorksThereAsync(bot.Tomasz, leads: true);
        await bot.WorksThereAsync(bot.Yusuf); // agreed, and leads it no more
        await bot.BecomesAsync(FellowDrivers.Started);
        var (leads, agreed) = (bot.NewestCardIn(bot.Tomasz.Chat), bot.NewestCardIn(bot.Yusuf.Chat));
        Assert.True(leads.Says("Dr Priya Raman starts: Frailty in care homes") && leads.Buttons.Contains("Open the place"), leads.ToString());
        Assert.True(agreed.Says("Dr Priya Raman starts: Frailty in care homes") && agreed.Buttons.Count == 0 && agreed.Says("Your practice agreed to release them."), agreed.ToString());

        await bot.BecomesAsync(FellowDrivers.Over);
        Assert.Empty(bot.NewestCardIn(bot.Yusuf.Chat).Buttons); // told, and asked nothing
        await bot.SaysAsync(bot.Tomasz, "fellowships.survey", key, bot.Priya, new JsonObject { ["worth"] = "4", ["kept"] = "Yes", ["words"] = "The locum came late" });
        await bot.WorksThereAsync(callum, leads: true);
        var about = FellowshipForms.About(key).With(new JsonObject { ["place"] = (await bot.PlaceAsync(key, bot.Priya)).Id });
        var own = CardReading.Of((await bot.Tomasz.Opens(PostForms.About("fellowships.mine").With(about))).Card);
        var other = CardReading.Of((await callum.Opens(PostForms.About("fellowships.mine").With(about))).Card);
        Assert.Equal(("The locum came late", ""), (own.Input("words")["value"]?.ToString() ?? "", other.Input("words")["value"]?.ToString() ?? ""));
        Assert.True(other.Says("Who else leads your practice has an answer of their own."), other.ToString());
    }

    [Fact]
    public async Task Extended_it_is_over_once_more_on_its_new_last_day()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.BecomesAsync(FellowDrivers.Over);
        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["ends"] = "2026-08-30" });
        await bot.DrainAsync();
        Assert.Single(bot.SentTo(bot.Priya), "It is over: Frailty in care homes");
        await bot.BecomesAsync(new DateTimeOffset(2026, 8, 31, 9, 0, 0, TimeSpan.Zero));
        Assert.Equal(2, bot.SentTo(bot.Priya).Count(said => said == "It is over: Frailty in care homes"));
    }

    [Fact]
    public async Task Begun_my_applications_leads_to_the_place_and_what_was_completed_stands_in_the_portfolio()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        Assert.True((await bot.Priya.ReadsAsync(bot, "applications.mine", FellowshipForms.Opening(key))).Says("The place is yours. Next: it starts on"));
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(1));
        var mine = await bot.Priya.ReadsAsync(bot, "applications.mine", FellowshipForms.Opening(key));
        Assert.True(mine.Says("The place is yours, and it has begun.") && mine.Buttons.Contains("Open my place"), mine.ToString());
        Assert.True(CardReading.Of((await bot.Priya.Opens(PostForms.About("fellowships.mine").With(FellowshipForms.Opening(key)))).Card).Says(FellowshipForms.Title));

        Assert.Empty(await PortfolioAsync(bot, bot.Priya));
        await bot.RecordsAsync(key, bot.Priya, "complete", new JsonObject { ["words"] = "A pathway" });
        Assert.Contains("What came of it: A pathway", await PortfolioAsync(bot, bot.Priya));
        mine = await bot.Priya.ReadsAsync(bot, "applications.mine", FellowshipForms.Opening(key));
        Assert.True(mine.Says("How it stands: completed"), mine.ToString());
        Assert.True((await bot.Priya.Hears("my applications")).Says("completed · Tue 21 Apr 2026"), (await bot.Priya.Hears("my applications")).ToString());
        Assert.Empty(await PortfolioAsync(bot, bot.Tomasz));
    }

    [Fact]
    public async Task Where_nobody_runs_it_and_nobody_chairs_every_organiser_hears_a_call_for_help()
    {
        var bot = await StartAsync();
        var callum = bot.Who("Dr Callum Reid");
        var key = await bot.HasReleasedFellowAsync();
        await bot.MeetsAsync(callum);
        await bot.ListsAsync(callum, FellowshipForms.Here, Roles.Organiser);
        foreach (var who in new[] { bot.Organiser, bot.Chair })
            await bot.ListsAsync(who, FellowshipForms.Here, Roles.Member);
        await bot.BecomesAsync(FellowDrivers.Started.AddDays(1));
        await bot.SaysAsync(bot.Priya, "fellowships.going", key, bot.Priya, new JsonObject { ["going"] = "Badly", ["words"] = "No cover came" });
        await bot.DrainAsync();
        Assert.Contains("No cover came", bot.Told(callum), StringComparison.Ordinal);
    }

    private static async Task<List<string>> PortfolioAsync(BotUnderTest bot, Colleague who)
    {
        var source = bot.Services.GetServices<IPortfolio>().OfType<FellowshipsInPortfolio>().Single();
        return [.. (await source.WriteAsync(new PortfolioWish(AskedPeople.IdOf(who), FellowshipForms.Here, bot.Clock.GetUtcNow(), TimeZoneInfo.Utc), Token)).SelectMany(part => part.Lines).Select(line => line.Words)];
    }
}
