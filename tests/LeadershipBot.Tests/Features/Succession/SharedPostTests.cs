using System.Text.Json.Nodes;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Succession;

/// <summary>A post's card in a channel is what the channel keeps, also where Teams asks for nothing anew.</summary>
public sealed class SharedPostTests : WholeApp
{
    [Fact]
    public async Task The_message_in_a_channel_follows_what_becomes_of_the_post_though_nobody_looks()
    {
        var bot = await StartAsync();
        var key = await bot.MakesPostAsync(bot.Organiser);
        var team = await bot.HasTeamAsync(bot.Tomasz, bot.Priya);
        await bot.Organiser.SendsFormAsync("posts.share.form", new JsonObject { ["post"] = key }, new JsonObject { ["channel"] = bot.ChannelIdOf(bot.RotaOf(team)) });
        await bot.DrainAsync();
        CardReading Shared() => CardReading.Of(Assert.Single(bot.CardsIn(bot.RotaOf(team))).Card());
        Assert.Contains("Express interest", Shared().Buttons);

        await bot.BecomesAsync((await bot.HeadAsync(key)).Post.Round!.ClosesAt.AddMinutes(1)); // by the clock alone
        Assert.DoesNotContain("Express interest", Shared().Buttons);

        await bot.Organiser.Sends(PostForms.About("posts.withdraw").With(new JsonObject { ["post"] = key, ["reason"] = "It moves" }));
        await bot.DrainAsync();
        Assert.True(Shared().Says("It moves"), Shared().ToString());
    }
}
