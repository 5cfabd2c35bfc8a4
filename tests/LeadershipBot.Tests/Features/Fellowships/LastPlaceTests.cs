using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Applications;
using LeadershipBot.Features.Fellowships;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>Two servers over one store, and the last place: whoever comes first to the store has it, and nobody else.</summary>
public sealed class LastPlaceTests : WholeApp
{
    private BotUnderTest _first = null!;
    private BotUnderTest _second = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_who_offer_the_last_place_at_once_on_two_servers_one_comes_too_late()
    {
        var key = await WithShortlistAsync(places: 1);
        var held = Holds(_first);
        _first.HearsTeams();
        var priya = _first.Organiser.MovesAsync(key, _first.Priya, Stage.Offered); // has read that one place is free
        await held.Arrived.WaitAsync(TimeSpan.FromSeconds(20), Token);
        _second.HearsTeams();
        await _second.Chair.MovesAsync(key, _second.Tomasz, Stage.Offered);
        held.Goes();
        var late = CardReading.Of((await priya).Card);

        Assert.True(late.Says("All places are given."), late.ToString());
        Assert.Equal((Stage.Shortlisted, Stage.Offered), (await _first.StageAsync(key, _first.Priya), await _first.StageAsync(key, _first.Tomasz)));
        await _first.RecountsAsync(key, 1);
    }

    [Fact]
    public async Task A_yes_that_was_on_its_way_when_the_deadline_passed_and_the_next_in_line_never_have_the_same_place()
    {
        var key = await WithShortlistAsync(places: 1);
        await _first.Organiser.MovesAsync(key, _first.Priya, Stage.Offered);
        await _first.Organiser.MovesAsync(key, _first.Tomasz, Stage.Reserve);
        var deadline = (await _first.RowsAsync(ApplicationRows.Table, FellowshipForms.Partition(key), ApplicationRows.Application)).Select(ApplicationRows.ToApplication).Single(one => one.Stage is Stage.Offered).OfferUntil!.Value;
        await _first.BecomesAsync(deadline.AddSeconds(-1));
        await _second.DrainAsync();
        var held = Holds(_first);
        _first.HearsTeams();
        var yes = _first.Priya.Executes("applications.offer.accept", FellowshipForms.Opening(key).With(new JsonObject { ["organisation"] = FellowshipForms.Here }));
        await held.Arrived.WaitAsync(TimeSpan.FromSeconds(20), Token);
        _second.Clock.Advance(OfferRules.Grace + TimeSpan.FromSeconds(2)); // it hangs for longer than anybody waits for it
        await _second.DrainAsync();
        Assert.Equal((Stage.Lapsed, Stage.Offered), (await _second.StageAsync(key, _second.Priya), await _second.StageAsync(key, _second.Tomasz)));
        await yes; // Teams gave it up long ago
        var again = LooksAgain(_first);
        held.Goes();
        await again.WaitAsync(TimeSpan.FromSeconds(20), Token);

        _second.HearsTeams();
        await _second.Tomasz.AcceptsAsync(_second, key);
        await _first.DrainAsync();
        Assert.Equal(_second.Tomasz.Name, Assert.Single((await _first.FellowshipAsync(key)).Places).Fellow!.Name);
        await _first.RecountsAsync(key, 1);
    }

    [Fact]
    public async Task A_yes_in_the_last_second_counts_although_the_deadline_passes_before_it_is_kept()
    {
        var key = await WithShortlistAsync(places: 1);
        await _first.Organiser.MovesAsync(key, _first.Priya, Stage.Offered);
        await _first.Organiser.MovesAsync(key, _first.Tomasz, Stage.Reserve);
        var deadline = (await _first.RowsAsync(ApplicationRows.Table, FellowshipForms.Partition(key), ApplicationRows.Application)).Select(ApplicationRows.ToApplication).Single(one => one.Stage is Stage.Offered).OfferUntil!.Value;
        await _first.BecomesAsync(deadline.AddSeconds(-1));
        var held = Holds(_first);
        _first.HearsTeams();
        var yes = _first.Priya.Executes("applications.offer.accept", FellowshipForms.Opening(key).With(new JsonObject { ["organisation"] = FellowshipForms.Here }));
        await held.Arrived.WaitAsync(TimeSpan.FromSeconds(20), Token);
        _second.Clock.Advance(TimeSpan.FromSeconds(3));
        await _second.DrainAsync(); // within the grace: nothing lapses
        held.Goes();

        Assert.True(CardReading.Of((await yes).Card).Says("You took the place."));
        await _first.BecomesAsync(deadline.AddHours(1));
        Assert.Equal((Stage.Appointed, Stage.Reserve), (await _first.StageAsync(key, _first.Priya), await _first.StageAsync(key, _first.Tomasz)));
        await _first.RecountsAsync(key, 1);
    }

    [Fact]
    public async Task Two_are_put_on_the_waiting_list_in_one_dialog()
    {
        var key = await WithShortlistAsync(places: 1);
        await _first.Organiser.MovesAsync(key, _first.Priya, Stage.Offered);
        var people = string.Join(',', new[] { _first.Tomasz, _first.Yusuf }.Select(who => AskedPeople.IdOf(who).ToString()));
        var answer = await _first.Organiser.SendsFormAsync("applications.together.form", FellowshipForms.Opening(key), new JsonObject { ["people"] = people, ["stage"] = nameof(Stage.Reserve), ["words"] = "" });

        Assert.Equal("2 people are told.", answer.Sentence);
        Assert.Equal((Stage.Reserve, Stage.Reserve), (await _first.StageAsync(key, _first.Tomasz), await _first.StageAsync(key, _first.Yusuf)));
    }

    [Fact]
    public async Task Fewer_places_and_an_offer_at_the_same_moment_never_make_more_fellows_than_places()
    {
        var key = await WithShortlistAsync(places: 2);
        await _first.Organiser.MovesAsync(key, _first.Priya, Stage.Offered);
        var held = Holds(_first);
        _first.HearsTeams();
        var offer = _first.Organiser.MovesAsync(key, _first.Tomasz, Stage.Offered); // has read that there are two
        await held.Arrived.WaitAsync(TimeSpan.FromSeconds(20), Token);
        _second.HearsTeams();
        await _second.Chair.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = 1 });
        held.Goes();
        var late = CardReading.Of((await offer).Card);

        Assert.True(late.Says("All places are given."), late.ToString());
        Assert.Equal(1, (await _first.FellowshipAsync(key)).Content.Places);
        await _first.RecountsAsync(key, 1);

        await _first.Organiser.MovesAsync(key, _first.Tomasz, Stage.Reserve); // more places go to who waits, at once
        await _second.Chair.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = 3 });
        await _first.DrainAsync();
        Assert.Equal(Stage.Offered, await _first.StageAsync(key, _first.Tomasz));
        await _first.RecountsAsync(key, 3);
    }

    [Fact]
    public async Task Who_has_left_is_passed_over_and_what_is_withdrawn_is_told_to_everybody_and_takes_no_yes()
    {
        var key = await WithShortlistAsync(places: 1);
        await _first.Organiser.MovesAsync(key, _first.Priya, Stage.Offered);
        await _first.Organiser.MovesAsync(key, _first.Tomasz, Stage.Reserve);
        _first.Clock.Advance(TimeSpan.FromMinutes(1));
        await _first.Organiser.MovesAsync(key, _first.Yusuf, Stage.Reserve);
        await _first.ChangesRollAsync(FellowshipForms.Here, roll => roll with { Members = roll.Members.Where(one => one.Key != AskedPeople.IdOf(_first.Tomasz)).ToDictionary() });
        await _first.Priya.DeclinesAsync(key, "Another post");
        Assert.Equal((Stage.Reserve, Stage.Offered), (await _first.StageAsync(key, _first.Tomasz), await _first.StageAsync(key, _first.Yusuf)));
        Assert.Contains("A place came free and went on to the next, since Larkford and Vale CCG doesn't list you any more.", _first.Told(_first.Tomasz), StringComparison.Ordinal);

        await _first.Organiser.Sends(PostForms.About("fellowships.withdraw").With(FellowshipForms.About(key)).With(new JsonObject { ["reason"] = "The money went" }));
        Assert.Contains("It isn't offered any more: The money went", _first.Told(_first.Yusuf), StringComparison.Ordinal);
        var yes = await _first.Yusuf.PressesAsync(_first, "applications.offer.accept", FellowshipForms.Opening(key));
        Assert.Contains("This isn't offered any more.", yes.Sentence ?? "", StringComparison.Ordinal);
        Assert.Empty((await _first.FellowshipAsync(key)).Places);
    }

    [Fact]
    public async Task A_place_that_is_given_up_taken_back_or_whose_fellow_is_forgotten_goes_on_to_who_waits()
    {
        var key = await WithShortlistAsync(places: 1);
        await _first.Organiser.MovesAsync(key, _first.Priya, Stage.Offered);
        foreach (var who in new[] { _first.Tomasz, _first.Yusuf })
        {
            await _first.Organiser.MovesAsync(key, who, Stage.Reserve);
            _first.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await _first.Priya.AcceptsAsync(_first, key);
        var place = Assert.Single((await _first.FellowshipAsync(key)).Places);
        await _first.Priya.Sends(PostForms.About("fellowships.leave").With(FellowshipForms.About(key)).With(new JsonObject { ["place"] = place.Id, ["why"] = "I move away" }));
        await _second.DrainAsync();
        Assert.Equal((Stage.Declined, Stage.Offered), (await _first.StageAsync(key, _first.Priya), await _first.StageAsync(key, _first.Tomasz)));

        await _first.Tomasz.AcceptsAsync(_first, key);
        await _first.Organiser.MovesAsync(key, _first.Tomasz, Stage.Withdrawn, "His practice can't spare him"); // an appointment is taken back
        await _second.DrainAsync();
        Assert.Equal(Stage.Offered, await _first.StageAsync(key, _first.Yusuf));
        await _first.Yusuf.AcceptsAsync(_first, key);
        await _first.RecountsAsync(key, 1);
        Assert.Equal([PlaceEnd.GivenUp, PlaceEnd.GivenUp, PlaceEnd.None], (await _first.FellowshipAsync(key)).Places.Select(one => one.End));

        var about = new PersonAsked(AskedPeople.IdOf(_first.Yusuf), TimeZoneInfo.Utc, _first.Clock.GetUtcNow()) { Organisations = [new OrganisationName(FellowshipForms.Here, "Larkford")] };
        var held = Assert.Single(_first.Services.GetServices<IPersonalData>(), one => one.GetType().Name == "FellowshipsHeld");
        Assert.NotEmpty((await held.PlanAsync(about, Token)).Heed);
        foreach (var one in _first.Services.GetServices<IPersonalData>().Where(one => one.LiesUnderOrganisations).OrderByDescending(one => one.GoesFirst)) // as Erasure does
            await one.ForgetAsync(about, Token);
        await _first.DrainAsync();
        var forgotten = await _first.FellowshipAsync(key);
        Assert.All(forgotten.Places.TakeLast(1), one => Assert.Equal((null, PlaceEnd.GivenUp), (one.Fellow, one.End)));
        Assert.Empty(await held.DescribeAsync(about, Token)); // to whom it was done goes, too
        var head = (await _first.RowsAsync(ApplicationRows.Table, FellowshipForms.Partition(key), ApplicationRows.Head)).Select(ApplicationRows.ToHead).Single();
        Assert.Equal(0, head.TakenOf(head.Counts)); // the place is free, and nobody waits
    }

    [Fact]
    public async Task What_ended_long_ago_goes_with_every_note_and_what_runs_stays()
    {
        var key = await WithShortlistAsync(places: 1);
        await _first.Priya.PressesAsync(_first, "fellowships.show", FellowshipForms.About(key));
        var retention = Assert.Single(_first.Services.GetServices<IRetention>(), one => one.Kind.Name == "Fellowships");
        Assert.Equal(0, await retention.SweepAsync(FellowshipForms.Here, _first.Clock.GetUtcNow().AddDays(-30), Sweep.Remove, Token));
        var far = _first.Clock.GetUtcNow().AddYears(5);
        Assert.Equal(1, await retention.SweepAsync(FellowshipForms.Here, far, Sweep.Count, Token));
        Assert.Equal(1, await retention.SweepAsync(FellowshipForms.Here, far, Sweep.Remove, Token));
        Assert.Empty(await _first.RowsAsync(FellowshipRows.Table, key));
        Assert.Empty(await _first.FellowshipKeysAsync());
        foreach (var who in new[] { _first.Priya, _first.Organiser, _first.Chair })
            Assert.Empty(await _first.RowsAsync(FellowshipIndexRows.Table, FellowshipIndexRows.PersonOf(FellowshipForms.Here, AskedPeople.IdOf(who))));
    }

    /// <summary>Two servers over one store, and a fellowship that closed with three who are shortlisted.</summary>
    private async Task<string> WithShortlistAsync(int places)
    {
        var store = new MemoryRecordStore();
        _first = await StartAsync(new BotOptions { Store = store, ServerName = "first" });
        _second = await StartAsync(new BotOptions { Store = store, ServerName = "second", SharesTeamsWith = _first });
        foreach (var who in new[] { _first.Priya, _first.Tomasz, _first.Yusuf })
            await _first.MeetsAsync(who);
        var key = await _first.OffersFellowshipAsync(places: places);
        foreach (var who in new[] { _first.Priya, _first.Tomasz, _first.Yusuf })
            await who.AppliesForAsync(key);
        await _first.BecomesAsync(FellowshipForms.Closes.AddHours(16));
        await _second.DrainAsync();
        foreach (var who in new[] { _first.Priya, _first.Tomasz, _first.Yusuf })
            await _first.Organiser.MovesAsync(key, who, Stage.Shortlisted);
        await _second.DrainAsync();
        return key;
    }

    /// <summary>The next commit of this server that changes who has a place waits until it is let go.</summary>
    private static Hold Holds(BotUnderTest bot)
    {
        var hold = new Hold();
        bot.Store.BeforeCommit = (table, _, changes) => table == ApplicationRows.Table && changes.Any(change => change.RowKey == ApplicationRows.Head) ? hold.PassAsync() : Task.CompletedTask;
        return hold;
    }

    /// <summary>When this server reads applications the next time, since another was faster.</summary>
    private static Task LooksAgain(BotUnderTest bot)
    {
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bot.Store.BeforeRead = table =>
        {
            if (table == ApplicationRows.Table)
                looked.TrySetResult();
            return Task.CompletedTask;
        };
        return looked.Task;
    }

    private sealed class Hold
    {
        private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goes = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Arrived => _arrived.Task;

        public Task PassAsync()
        {
            _arrived.TrySetResult();
            return _goes.Task;
        }

        public void Goes() => _goes.TrySetResult();
    }
}
