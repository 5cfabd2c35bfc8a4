using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>Of several who wait as many are offered a place as came free, and no more.</summary>
public sealed class SeveralWhoWaitTests : WholeApp
{
    [Fact]
    public async Task Of_several_who_wait_one_is_offered_the_one_place_that_a_no_frees()
    {
        var bot = await StartAsync();
        var callum = bot.Who("Dr Callum Reid");
        var key = await bot.HasShortlistAsync(3, bot.Priya, bot.Tomasz, bot.Yusuf, callum);
        await bot.Organiser.MovesAsync(key, bot.Priya, Stage.Offered);
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf })
        {
            await bot.Organiser.MovesAsync(key, who, Stage.Reserve);
            bot.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await bot.Priya.DeclinesAsync(key, "Another post");
        await bot.DrainAsync();
        Assert.Equal((Stage.Offered, Stage.Reserve, Stage.Shortlisted), (await bot.StageAsync(key, bot.Tomasz), await bot.StageAsync(key, bot.Yusuf), await bot.StageAsync(key, callum)));

        await bot.Organiser.SendsFormAsync("fellowships.terms.form", FellowshipForms.About(key), new JsonObject { ["places"] = 4 }); // one more, for who waits
        await bot.DrainAsync();
        Assert.Equal((Stage.Offered, Stage.Shortlisted), (await bot.StageAsync(key, bot.Yusuf), await bot.StageAsync(key, callum)));
        await bot.RecountsAsync(key, 4);
    }
}
