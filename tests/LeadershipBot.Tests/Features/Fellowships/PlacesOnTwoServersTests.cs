using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications;
using LeadershipBot.Features.Fellowships;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>
/// Two who run a fellowship change it at once on two servers: one lowers its places, which those who count agree to first, and is
/// refused in the end, since the other was faster. A place that is meant for somebody isn't given to who waits by that.
/// </summary>
public sealed class PlacesOnTwoServersTests : TwoServersApp
{
    [Theory]
    [InlineData("ends", "2026-07-26", 2, Stage.Reserve)] // put right, the two places are no more than there were
    [InlineData("places", "3", 3, Stage.Offered)] // the third is one more: it is for who waits, and the second stays free
    public async Task Fewer_places_that_are_refused_since_another_was_faster_add_none_as_they_are_put_right(string field, string value, int places, Stage waits)
    {
        var key = await WithShortlistAsync(places: 2);
        await First.Organiser.MovesAsync(key, First.Priya, Stage.Offered);
        await First.Organiser.MovesAsync(key, First.Tomasz, Stage.Reserve);
        await First.DrainAsync();
        await Second.DrainAsync();
        Assert.Equal((Stage.Reserve, 0), (await First.StageAsync(key, First.Tomasz), (await HeadAsync(key)).ForWaitingOf(await OpeningAsync(key)))); // the second place is for Yusuf, who is shortlisted

        var held = HoldsFellowship(First);
        First.HearsTeams();
        var fewer = First.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = 1 });
        await held.Arrived.WaitAsync(TimeSpan.FromSeconds(20), Token); // those who count have agreed to one place
        Assert.Equal(1, (await HeadAsync(key)).PlacesMax);
        Second.HearsTeams();
        await Second.Chair.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { [field] = value });
        held.Goes();
        var refused = CardReading.Of((await fewer).Card);
        await First.DrainAsync();
        await Second.DrainAsync();

        Assert.True(refused.Says("changed"), refused.ToString());
        Assert.Equal((places, places), ((await First.FellowshipAsync(key)).Content.Places, (await HeadAsync(key)).PlacesMax));
        Assert.Equal(waits, await First.StageAsync(key, First.Tomasz));
        await Second.Chair.MovesAsync(key, Second.Yusuf, Stage.Offered);
        Assert.Equal(Stage.Offered, await First.StageAsync(key, First.Yusuf));
        await First.RecountsAsync(key, places);
    }

    /// <summary>The next change of the fellowship by this server waits until it is let go.</summary>
    private static Hold HoldsFellowship(BotUnderTest bot)
    {
        var hold = new Hold();
        bot.Store.BeforeCommit = (table, _, changes) => table == FellowshipRows.Table && changes.Any(change => change is Change.Replace) ? hold.PassAsync() : Task.CompletedTask;
        return hold;
    }

    private async Task<OpeningHead> HeadAsync(string key)
        => (await First.Services.GetRequiredService<ApplicationShelf>().FindHeadAsync(FellowshipForms.Partition(key), Token))!;

    private async Task<Opening> OpeningAsync(string key)
        => (await First.Services.GetRequiredService<LeadershipBot.Shell.Applying.Openings>().FindAsync(FellowshipOpenings.FellowshipKind, key, Token))!;
}
