using LeadershipBot.Shell;
using LeadershipBot.Tests.Features.Fellowships;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Succession;

/// <summary>What a newcomer finds on the Simulator.</summary>
public sealed class DemoPostsTests : WholeApp
{
    [Fact]
    public async Task A_newcomer_finds_posts_one_open_and_one_red_and_somebody_who_leads_a_practice()
    {
        var bot = await StartAsync(new BotOptions { Settings = ["--Demo:Posts=true"] });
        await bot.DrainAsync();
        var posts = await bot.Priya.Hears("posts");
        Assert.True(posts.Says("Clinical lead, frailty and care homes") && posts.Says("1 post is open for applications."), posts.ToString());
        var board = await bot.Chair.Hears("board");
        Assert.True(board.Says("1 of 3 posts red") || board.Says("2 of 3 posts red"), board.ToString());
        Assert.True(board.Says("Dr Callum Reid"), board.ToString());

        var fellowships = await bot.Priya.Hears("fellowships");
        Assert.True(fellowships.Says("1 fellowship is open for applications.") && fellowships.Says("Health equity fellow"), fellowships.ToString());
        var key = Assert.Single(await bot.FellowshipKeysAsync());
        var card = await bot.Priya.ReadsFellowshipAsync(bot, key);
        Assert.Equal(["3", "Helen Whitcombe"], card.Texts.Where((_, at) => at > 0 && (card.Texts[at - 1] is "Places" or "Run by")));
        Assert.Contains("Apply", card.Buttons);

        var members = new List<AudienceMember>();
        await foreach (var member in bot.Services.GetRequiredService<IAudience>().ListAsync("larkford", TestContext.Current.CancellationToken))
            members.Add(member);
        Assert.Equal("Grace Adeyemi", Assert.Single(members, member => member.LeadOf.All.Count > 0).Name);
    }
}
