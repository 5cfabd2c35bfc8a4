using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>Two servers over one store, and the last place: whoever comes first to the store has it, and nobody else.</summary>
public sealed class LastPlaceTests : TwoServersApp
{
    [Fact]
    public async Task Of_two_who_offer_the_last_place_at_once_on_two_servers_one_comes_too_late()
    {
        var key = await WithShortlistAsync(places: 1);
        var held = Holds(First);
        First.HearsTeams();
        var priya = First.Organiser.MovesAsync(key, First.Priya, Stage.Offered); // has read that one place is free
        await held.Arrived.WaitAsync(TimeSpan.FromSeconds(20), Token);
        Second.HearsTeams();
        await Second.Chair.MovesAsync(key, Second.Tomasz, Stage.Offered);
        held.Goes();
        var late = CardReading.Of((await priya).Card);

        Assert.True(late.Says("All places are given."), late.ToString());
        Assert.Equal((Stage.Shortlisted, Stage.Offered), (await First.StageAsync(key, First.Priya), await First.StageAsync(key, First.Tomasz)));
        await First.RecountsAsync(key, 1);
    }

    [Fact]
    public async Task A_yes_that_was_on_its_way_when_the_deadline_passed_and_the_next_in_line_never_have_the_same_place()
    {
        var key = await WithShortlistAsync(places: 1);
        await First.Organiser.MovesAsync(key, First.Priya, Stage.Offered);
        await First.Organiser.MovesAsync(key, First.Tomasz, Stage.Reserve);
        var deadline = (await First.RowsAsync(ApplicationRows.Table, FellowshipForms.Partition(key), ApplicationRows.Application)).Select(ApplicationRows.ToApplication).Single(one => one.Stage is Stage.Offered).OfferUntil!.Value;
        await First.BecomesAsync(deadline.AddSeconds(-1));
        await Second.DrainAsync();
        var held = Holds(First);
        First.HearsTeams();
        var yes = First.Priya.Executes("applications.offer.accept", FellowshipForms.Opening(key).With(new JsonObject { ["organisation"] = FellowshipForms.Here }));
        await held.Arrived.WaitAsync(TimeSpan.FromSeconds(20), Token);
        Second.Clock.Advance(OfferRules.Grace + TimeSpan.FromSeconds(2)); // it hangs for longer than anybody waits for it
        await Second.DrainAsync();
        Assert.Equal((Stage.Lapsed, Stage.Offered), (await Second.StageAsync(key, Second.Priya), await Second.StageAsync(key, Second.Tomasz)));
        await yes; // Teams gave it up long ago
        var again = LooksAgain(First);
        held.Goes();
        await again.WaitAsync(TimeSpan.FromSeconds(20), Token);

        Second.HearsTeams();
        await Second.Tomasz.AcceptsAsync(Second, key);
        await First.DrainAsync();
        Assert.Equal(Second.Tomasz.Name, Assert.Single((await First.FellowshipAsync(key)).Places).Fellow!.Name);
        await First.RecountsAsync(key, 1);
    }

    [Fact]
    public async Task A_yes_in_the_lastSecond_counts_although_the_deadline_passes_before_it_is_kept()
    {
        var key = await WithShortlistAsync(places: 1);
        await First.Organiser.MovesAsync(key, First.Priya, Stage.Offered);
        await First.Organiser.MovesAsync(key, First.Tomasz, Stage.Reserve);
        var deadline = (await First.RowsAsync(ApplicationRows.Table, FellowshipForms.Partition(key), ApplicationRows.Application)).Select(ApplicationRows.ToApplication).Single(one => one.Stage is Stage.Offered).OfferUntil!.Value;
        await First.BecomesAsync(deadline.AddSeconds(-1));
        var held = Holds(First);
        First.HearsTeams();
        var yes = First.Priya.Executes("applications.offer.accept", FellowshipForms.Opening(key).With(new JsonObject { ["organisation"] = FellowshipForms.Here }));
        await held.Arrived.WaitAsync(TimeSpan.FromSeconds(20), Token);
        Second.Clock.Advance(TimeSpan.FromSeconds(3));
        await Second.DrainAsync(); // within the grace: nothing lapses
        held.Goes();

        Assert.True(CardReading.Of((await yes).Card).Says("You took the place."));
        await First.BecomesAsync(deadline.AddHours(1));
        Assert.Equal((Stage.Appointed, Stage.Reserve), (await First.StageAsync(key, First.Priya), await First.StageAsync(key, First.Tomasz)));
        await First.RecountsAsync(key, 1);
    }

    [Fact]
    public async Task Fewer_places_and_an_offer_at_the_same_moment_never_make_more_fellows_than_places()
    {
        var key = await WithShortlistAsync(places: 2);
        await First.Organiser.MovesAsync(key, First.Priya, Stage.Offered);
        var held = Holds(First);
        First.HearsTeams();
        var offer = First.Organiser.MovesAsync(key, First.Tomasz, Stage.Offered); // has read that there are two
        await held.Arrived.WaitAsync(TimeSpan.FromSeconds(20), Token);
        Second.HearsTeams();
        await Second.Chair.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = 1 });
        held.Goes();
        var late = CardReading.Of((await offer).Card);

        Assert.True(late.Says("All places are given."), late.ToString());
        Assert.Equal(1, (await First.FellowshipAsync(key)).Content.Places);
        await First.RecountsAsync(key, 1);

        await First.Organiser.MovesAsync(key, First.Tomasz, Stage.Reserve); // more places go to who waits, at once
        await Second.Chair.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = 3 });
        await First.DrainAsync();
        Assert.Equal(Stage.Offered, await First.StageAsync(key, First.Tomasz));
        await First.RecountsAsync(key, 3);
    }
}
