using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Fellowships;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Applications;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>Fellowships of one maker, and places that end before they began: by whom is said as it was, and to everybody who counts on it.</summary>
public sealed class PlacesThatEndTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_only_one_who_organises_or_chairs_approves_what_they_wrote_and_with_others_doesnt()
    {
        var bot = await StartAsync();
        var key = await bot.WritesFellowshipAsync(bot.Organiser);
        Assert.DoesNotContain("Approve", (await bot.Organiser.ReadsFellowshipAsync(bot, key)).Buttons); // the chair does
        Assert.Contains("Approve", (await bot.Chair.ReadsFellowshipAsync(bot, key)).Buttons);

        var alone = AskedPeople.IdOf(bot.Organiser);
        await bot.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => one.Key == alone ? one.Value : one.Value with { Roles = Roles.Member }) });
        Assert.Contains("Approve", (await bot.Organiser.ReadsFellowshipAsync(bot, key)).Buttons); // they have left the roles since
        var page = CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.write"))).Card);
        page = await bot.Organiser.SendsPageAsync(page, new JsonObject { ["title"] = "Data in primary care", ["about"] = "Two practices share what they count.", ["sessions"] = "2", ["places"] = 1, ["locality"] = "north", ["fundedBy"] = "the ICB pays", ["backfill"] = "the federation sends a locum" });
        page = await bot.Organiser.SendsPageAsync(page, []);
        var answer = await bot.Organiser.Sends(PostForms.Filled(page, new JsonObject { ["closes"] = "2026-03-16", ["starts"] = "2026-04-20", ["ends"] = "2026-07-19" }, 0));
        Assert.Equal("Data in primary care: nobody else organises or chairs here, so you approve it yourself. Read it once more, and press Approve.", answer.Sentence);
        var written = Assert.Single(await bot.FellowshipKeysAsync(), one => one != key);
        Assert.Contains("Approve", (await bot.Organiser.ReadsFellowshipAsync(bot, written)).Buttons);
        Assert.True((await bot.ApprovesAsync(bot.Organiser, written)).Says("Approved."));
    }

    [Fact]
    public async Task A_fellow_who_is_forgotten_before_the_first_day_frees_the_place_and_whoever_runs_it_and_the_practice_hear_so()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync(bot.Tomasz);
        await bot.Organiser.MovesAsync(key, bot.Tomasz, Stage.Reserve);
        await ForgetsAsync(bot, bot.Priya);
        await bot.DrainAsync();

        Assert.Equal(Stage.Offered, await bot.StageAsync(key, bot.Tomasz));
        var told = bot.CardsOf(bot.Organiser).Single(card => card.Says("has left: Frailty in care homes"));
        Assert.True(told.Says("Nothing is kept any more of whoever had it.") && told.Says("the first of them is offered it by itself") && !told.Says("Priya"), told.ToString());
        Assert.Contains("has left: Frailty in care homes", bot.Told(bot.Yusuf), StringComparison.Ordinal);
        await bot.RecountsAsync(key, 1);
    }

    [Theory]
    [InlineData(true, "It isn't offered any more: The money went")]
    [InlineData(false, "Changed: Frailty in care homes")]
    public async Task Who_took_the_place_just_before_a_withdrawal_or_new_dates_and_their_practice_are_told_once(bool isWithdrawn, string words)
    {
        var bot = await StartAsync();
        var key = await OfferedAsync(bot);
        var isFirst = true;
        BeforePlace(bot, async () =>
        {
            isFirst = false; // it changes as the place is being kept
            await bot.Services.GetRequiredService<FellowshipShelf>().ChangeAsync(key, head => isWithdrawn ? head.Fellowship.Withdraw("The money went", DateOnly.FromDateTime(bot.Clock.GetUtcNow().UtcDateTime)) : Later(head.Fellowship, bot.Clock.GetUtcNow()), entry: null, by: null, Token);
        });
        await bot.Priya.AcceptsAsync(bot, key);
        await bot.PassAsync(TimeSpan.FromSeconds(3)); // what is ordered anew while it is being told is told in a moment

        Assert.False(isFirst);
        Assert.True((await bot.PlaceAsync(key, bot.Priya)).IsLive);
        Assert.True(bot.CardsOf(bot.Priya).Count(card => card.Says(words)) == 1, string.Join("\n---\n", bot.CardsOf(bot.Priya).Skip(1)));
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says(words));
    }

    [Fact]
    public async Task The_practice_that_released_a_fellow_is_known_as_soon_as_whoever_runs_it_writes_something_of_the_place()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        var place = await bot.PlaceAsync(key, bot.Priya);
        Assert.Equal(("The Tannery Practice", FellowDrivers.Practice), (place.Practice, place.PracticeCode)); // the same minute
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("fellowships.place.form").With(FellowshipForms.About(key)).With(new JsonObject { ["place"] = place.Id }))).Card);
        Assert.True(form.Says("Dr Priya Raman and who leads The Tannery Practice read who covers"), form.ToString());
    }

    [Fact]
    public async Task Who_isnt_listed_any_more_just_before_the_first_day_keeps_the_place_and_nobody_is_warned_that_it_goes_on()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = roll.Members.Where(one => one.Key != AskedPeople.IdOf(bot.Priya)).ToDictionary() });
        foreach (var day in new[] { -1, 0, 1 })
            await bot.BecomesAsync(FellowDrivers.Started.AddDays(day));
        Assert.True((await bot.PlaceAsync(key, bot.Priya)).IsLive);
        Assert.DoesNotContain("Dr Priya Raman isn't listed any more: Frailty in care homes", bot.SentTo(bot.Organiser));
        Assert.Single(bot.SentTo(bot.Organiser), "Dr Priya Raman isn't listed in the organisation any more: Frailty in care homes");
    }

    [Fact]
    public async Task An_appointment_that_is_taken_back_is_told_as_ended_by_others_with_the_reason_and_once()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Withdrawn, "The practice can't spare her");
        await bot.DrainAsync();

        var place = await bot.PlaceAsync(key, bot.Priya);
        Assert.Equal((PlaceEnd.GivenUp, EndedBy.TakenBack, "The practice can't spare her"), (place.End, place.EndedBy, place.EndWords));
        Assert.True((await bot.ManagesAsync(key)).Says("Ended by those who run it: The practice can't spare her"), (await bot.ManagesAsync(key)).ToString());
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says("The practice can't spare her")); // as an applicant, and not again as a fellow
        Assert.DoesNotContain("gave the place up", bot.Told(bot.Organiser), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_those_who_run_it_end_before_it_begins_isnt_said_to_be_given_up_by_the_fellow()
    {
        var bot = await StartAsync();
        var key = await bot.HasReleasedFellowAsync();
        await bot.RecordsAsync(key, bot.Priya, "leave", new JsonObject { ["words"] = "The money went" });
        await bot.DrainAsync();

        Assert.Contains("The place of Dr Priya Raman was ended by those who run it.", bot.Told(bot.Organiser), StringComparison.Ordinal);
        Assert.DoesNotContain("gave the place up", bot.Told(bot.Organiser), StringComparison.Ordinal);
        var mine = await bot.Priya.ReadsAsync(bot, "applications.mine", FellowshipForms.Opening(key));
        Assert.True(mine.Says("Those who run it ended your place before it began.") && mine.Says("ended before it began") && !mine.Says("Thank you for saying so"), mine.ToString());
    }

    [Fact]
    public async Task Who_is_forgotten_while_their_place_is_being_kept_leaves_a_place_that_ended_and_no_name()
    {
        var bot = await StartAsync();
        var key = await OfferedAsync(bot);
        BeforePlace(bot, () => ForgetsAsync(bot, bot.Priya));
        await bot.Priya.AcceptsAsync(bot, key);
        await bot.DrainAsync();

        var place = Assert.Single((await bot.FellowshipAsync(key)).Places);
        Assert.Equal((null, PlaceEnd.GivenUp), (place.Fellow, place.End));
        Assert.DoesNotContain(await bot.RowsAsync(FellowshipRows.Table, key), row => row.Columns.Any(column => column.Value is string words && (words.Contains("Priya", StringComparison.Ordinal) || words.Contains(bot.Priya.ObjectId, StringComparison.Ordinal))));
        Assert.Empty(await bot.RowsAsync(FellowshipIndexRows.Table, FellowshipIndexRows.PersonOf(FellowshipForms.Here, AskedPeople.IdOf(bot.Priya))));
    }

    private static LeadershipBot.Domain.Ruling<Fellowship> Later(Fellowship fellowship, DateTimeOffset now)
        => fellowship.Change(fellowship.Content.Places, fellowship.Content.ClosesAt!.Value, null, fellowship.Content.Starts!.Value, fellowship.Content.Ends!.Value.AddDays(7), now);

    /// <summary>Priya is offered the only place, and the practice that Yusuf leads agreed to release her.</summary>
    private static async Task<string> OfferedAsync(BotUnderTest bot)
    {
        await bot.WorksThereAsync(bot.Yusuf, leads: true);
        await bot.WorksThereAsync(bot.Priya);
        await bot.MeetsAsync(bot.Yusuf);
        var key = await bot.HasShortlistAsync(1, bot.Priya);
        await bot.Priya.SendsFormAsync("applications.release.form", FellowshipForms.Opening(key), []);
        await bot.Yusuf.PressesAsync(bot, "applications.release.agree", FellowshipForms.Opening(key).With(await bot.QuestionAsync(FellowshipForms.Partition(key), bot.Priya)));
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        return key;
    }

    /// <summary>Something happens just before the place of a fellow is kept, the first time.</summary>
    private static void BeforePlace(BotUnderTest bot, Func<Task> happens)
    {
        var isFirst = true;
        bot.Store.BeforeCommit = async (table, _, changes) =>
        {
            if (!isFirst || table != FellowshipRows.Table || !changes.Any(change => change.RowKey.StartsWith(FellowshipRows.Place, StringComparison.Ordinal)))
                return;
            isFirst = false;
            await happens();
        };
    }

    [Fact]
    public async Task Who_asked_for_approval_is_forgotten_and_it_waits_for_it_all_the_same()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Chair);
        var key = await bot.WritesFellowshipAsync(bot.Organiser);
        await ForgetsAsync(bot, bot.Organiser);
        await bot.BecomesAsync(bot.Clock.GetUtcNow().AddDays(8));
        Assert.Equal(FellowshipState.Waiting, (await bot.FellowshipAsync(key)).StateAt(bot.Clock.GetUtcNow()));
        var told = bot.CardsOf(bot.Chair).Last();
        Assert.True(told.Says("A former colleague asks for a second pair of eyes.") && !told.Says("Helen"), told.ToString());
        Assert.True((await bot.ApprovesAsync(bot.Chair, key)).Says("Approved."));
    }

    private static async Task ForgetsAsync(BotUnderTest bot, Colleague who)
    {
        var about = new PersonAsked(AskedPeople.IdOf(who), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName(FellowshipForms.Here, "Larkford")] };
        foreach (var one in bot.Services.GetServices<IPersonalData>().Where(one => one.LiesUnderOrganisations).OrderByDescending(one => one.GoesFirst)) // as Erasure does
            await one.ForgetAsync(about, Token);
    }
}
