using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications;
using LeadershipBot.Features.Applications.Offers;
using LeadershipBot.Features.Fellowships;
using LeadershipBot.Features.Fellowships.Watching;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>Who waits, and a place that goes on to them: given up, taken back, or of somebody who left or is forgotten; and what goes when all is over.</summary>
public sealed class PlacesThatGoOnTests : TwoServersApp
{
    /// <summary>So long a row of the outbox waits that was touched while it was being delivered.</summary>
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Two_are_put_on_the_waiting_list_in_one_dialog()
    {
        var key = await WithShortlistAsync(places: 1);
        await First.Organiser.MovesAsync(key, First.Priya, Stage.Offered);
        var people = string.Join(',', new[] { First.Tomasz, First.Yusuf }.Select(who => AskedPeople.IdOf(who).ToString()));
        var answer = await First.Organiser.SendsFormAsync("applications.together.form", FellowshipForms.Opening(key), new JsonObject { ["people"] = people, ["stage"] = nameof(Stage.Reserve), ["words"] = "" });

        Assert.Equal("2 people are told.", answer.Sentence);
        Assert.Equal((Stage.Reserve, Stage.Reserve), (await First.StageAsync(key, First.Tomasz), await First.StageAsync(key, First.Yusuf)));
    }

    [Fact]
    public async Task Who_has_left_is_passed_over_and_what_is_withdrawn_is_told_to_everybody_and_takes_no_yes()
    {
        var key = await WithShortlistAsync(places: 1);
        await First.Organiser.MovesAsync(key, First.Priya, Stage.Offered);
        await First.Organiser.MovesAsync(key, First.Tomasz, Stage.Reserve);
        First.Clock.Advance(TimeSpan.FromMinutes(1));
        await First.Organiser.MovesAsync(key, First.Yusuf, Stage.Reserve);
        await First.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = roll.Members.Where(one => one.Key != AskedPeople.IdOf(First.Tomasz)).ToDictionary() });
        await First.Priya.DeclinesAsync(key, "Another post");
        Assert.Equal((Stage.Reserve, Stage.Offered), (await First.StageAsync(key, First.Tomasz), await First.StageAsync(key, First.Yusuf)));
        Assert.Contains("A place came free and isn't offered to you, since Larkford and Vale CCG doesn't list you any more.", First.Told(First.Tomasz), StringComparison.Ordinal);

        await First.Organiser.Sends(PostForms.About("fellowships.withdraw").With(FellowshipForms.About(key)).With(new JsonObject { ["reason"] = "The money went" }));
        Assert.Contains("It isn't offered any more: The money went", First.Told(First.Yusuf), StringComparison.Ordinal);
        var yes = await First.Yusuf.PressesAsync(First, "applications.offer.accept", FellowshipForms.Opening(key));
        Assert.Contains("This isn't offered any more.", yes.Sentence ?? "", StringComparison.Ordinal);
        Assert.Empty((await First.FellowshipAsync(key)).Places);
    }

    [Fact]
    public async Task What_is_withdrawn_ends_open_offers_and_the_waiting_list_and_says_to_each_what_they_lost()
    {
        var key = await WithShortlistAsync(places: 1);
        await First.Organiser.MovesAsync(key, First.Priya, Stage.Offered);
        await First.Organiser.MovesAsync(key, First.Tomasz, Stage.Reserve);
        await First.Organiser.Sends(PostForms.About("fellowships.withdraw").With(FellowshipForms.About(key)).With(new JsonObject { ["reason"] = "The money went" }));
        await First.DrainAsync();
        await Second.PassAsync(AMoment); // what two servers touch at once is done a moment later

        foreach (var (who, lost) in new[] { (First.Priya, "The place that you were offered can't be taken any more"), (First.Tomasz, "You were on the waiting list, which has ended"), (First.Yusuf, "If you applied, it is not decided on") })
        {
            var told = First.CardsOf(who).Single(card => card.Says("Not offered any more: "));
            Assert.True(told.Says("It isn't offered any more: The money went") && told.Says(lost), told.ToString());
        }

        Assert.Equal((Stage.NotSelected, Stage.NotSelected, Stage.Shortlisted), (await First.StageAsync(key, First.Priya), await First.StageAsync(key, First.Tomasz), await First.StageAsync(key, First.Yusuf)));
        var mine = await First.Priya.ReadsAsync(First, "applications.mine", FellowshipForms.Opening(key));
        Assert.True(mine.Says(": not offered any more") && !mine.Says("not selected") && !mine.Says("goes no further") && mine.Says("so the place that you were offered can't be taken") && !mine.Says("offered a place") && !mine.Buttons.Contains("Yes, I take it"), mine.ToString());
        var head = (await First.RowsAsync(ApplicationRows.Table, FellowshipForms.Partition(key), ApplicationRows.Head)).Select(ApplicationRows.ToHead).Single();
        Assert.Equal((0, 0), (head.TakenOf(head.Counts), head.Counts.Reserve));
        await First.RecountsAsync(key, 1);
        Assert.Contains("This isn't offered any more.", (await First.Priya.PressesAsync(First, "applications.offer.accept", FellowshipForms.Opening(key))).Sentence ?? "", StringComparison.Ordinal); // on the card of before
        Assert.Empty((await First.FellowshipAsync(key)).Places);
    }

    [Fact]
    public async Task Where_offers_end_before_it_is_told_that_it_is_withdrawn_each_is_told_all_the_same()
    {
        var key = await WithShortlistAsync(places: 1);
        await First.Organiser.MovesAsync(key, First.Priya, Stage.Offered);
        await First.Organiser.MovesAsync(key, First.Tomasz, Stage.Reserve);
        await First.DrainAsync();
        var isFirst = true;
        First.Store.BeforeCommit = async (table, _, changes) =>
        {
            // As whoever tells it begins, an offer has run out on another server.
            if (!isFirst || table != FellowshipRows.Table || !changes.Any(change => change is Change.Replace && change.RowKey.StartsWith(OutboxRow.RowKeyOf(TellFellowship.Kind, nameof(Note.Withdrawn)), StringComparison.Ordinal)))
                return;
            isFirst = false;
            await First.Services.GetRequiredService<WithdrawnOffers>().EndAsync((await First.Services.GetRequiredService<Openings>().FindAsync(FellowshipOpenings.FellowshipKind, key, Token))!, Token);
        };
        await First.Organiser.Sends(PostForms.About("fellowships.withdraw").With(FellowshipForms.About(key)).With(new JsonObject { ["reason"] = "The money went" }));
        await First.DrainAsync();
        await Second.PassAsync(AMoment);

        Assert.False(isFirst);
        Assert.Equal((Stage.NotSelected, Stage.NotSelected), (await First.StageAsync(key, First.Priya), await First.StageAsync(key, First.Tomasz)));
        foreach (var (who, lost) in new[] { (First.Priya, "The place that you were offered can't be taken any more"), (First.Tomasz, "You were on the waiting list, which has ended") })
            Assert.Single(First.CardsOf(who), card => card.Says("It isn't offered any more: The money went") && card.Says(lost));
    }

    [Fact]
    public async Task A_place_that_is_given_up_taken_back_or_whose_fellow_is_forgotten_goes_on_to_who_waits()
    {
        var key = await WithShortlistAsync(places: 1);
        await First.Organiser.MovesAsync(key, First.Priya, Stage.Offered);
        foreach (var who in new[] { First.Tomasz, First.Yusuf })
        {
            await First.Organiser.MovesAsync(key, who, Stage.Reserve);
            First.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await First.Priya.AcceptsAsync(First, key);
        var place = Assert.Single((await First.FellowshipAsync(key)).Places);
        await First.Priya.Sends(PostForms.About("fellowships.leave").With(FellowshipForms.About(key)).With(new JsonObject { ["place"] = place.Id, ["why"] = "I move away" }));
        await Second.PassAsync(AMoment); // what two servers touch at once is done a moment later
        Assert.Equal((Stage.Declined, Stage.Offered), (await First.StageAsync(key, First.Priya), await First.StageAsync(key, First.Tomasz)));

        await First.Tomasz.AcceptsAsync(First, key);
        await First.Organiser.MovesAsync(key, First.Tomasz, Stage.Withdrawn, "His practice can't spare him"); // an appointment is taken back
        await Second.PassAsync(AMoment); // what two servers touch at once is done a moment later
        Assert.Equal(Stage.Offered, await First.StageAsync(key, First.Yusuf));
        await First.Yusuf.AcceptsAsync(First, key);
        await First.RecountsAsync(key, 1);
        Assert.Equal([PlaceEnd.GivenUp, PlaceEnd.GivenUp, PlaceEnd.None], (await First.FellowshipAsync(key)).Places.Select(one => one.End));

        var about = new PersonAsked(AskedPeople.IdOf(First.Yusuf), TimeZoneInfo.Utc, First.Clock.GetUtcNow()) { Organisations = [new OrganisationName(FellowshipForms.Here, "Larkford")] };
        var held = Assert.Single(First.Services.GetServices<IPersonalData>(), one => one.GetType().Name == "FellowshipsHeld");
        Assert.NotEmpty((await held.PlanAsync(about, Token)).Heed);
        foreach (var one in First.Services.GetServices<IPersonalData>().Where(one => one.LiesUnderOrganisations).OrderByDescending(one => one.GoesFirst)) // as Erasure does
            await one.ForgetAsync(about, Token);
        await First.DrainAsync();
        var forgotten = await First.FellowshipAsync(key);
        Assert.All(forgotten.Places.TakeLast(1), one => Assert.Equal((null, PlaceEnd.GivenUp), (one.Fellow, one.End)));
        Assert.Empty(await held.DescribeAsync(about, Token)); // to whom it was done goes, too
        var head = (await First.RowsAsync(ApplicationRows.Table, FellowshipForms.Partition(key), ApplicationRows.Head)).Select(ApplicationRows.ToHead).Single();
        Assert.Equal(0, head.TakenOf(head.Counts)); // the place is free, and nobody waits
    }

    [Fact]
    public async Task What_ended_long_ago_goes_with_every_note_and_what_runs_stays()
    {
        var key = await WithShortlistAsync(places: 1);
        await First.Priya.PressesAsync(First, "fellowships.show", FellowshipForms.About(key));
        var retention = Assert.Single(First.Services.GetServices<IRetention>(), one => one.Kind.Name == "Fellowships");
        Assert.Equal(0, await retention.SweepAsync(FellowshipForms.Here, First.Clock.GetUtcNow().AddDays(-30), Sweep.Remove, Token));
        var far = First.Clock.GetUtcNow().AddYears(5);
        Assert.Equal(1, await retention.SweepAsync(FellowshipForms.Here, far, Sweep.Count, Token));
        Assert.Equal(1, await retention.SweepAsync(FellowshipForms.Here, far, Sweep.Remove, Token));
        Assert.Empty(await First.RowsAsync(FellowshipRows.Table, key));
        Assert.Empty(await First.FellowshipKeysAsync());
        foreach (var who in new[] { First.Priya, First.Organiser, First.Chair })
            Assert.Empty(await First.RowsAsync(FellowshipIndexRows.Table, FellowshipIndexRows.PersonOf(FellowshipForms.Here, AskedPeople.IdOf(who))));
    }
}
