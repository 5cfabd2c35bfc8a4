using LeadershipBot.Shell.Gates;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Shell;

public sealed class GateTests : WholeApp
{
    [Fact]
    public async Task A_tenant_that_is_not_on_the_list_is_told_so_and_nothing_is_done()
    {
        var bot = await StartAsync(new BotOptions { Settings = ["--Tenants:Allowed:0=11111111-1111-1111-1111-111111111111"] });

        var typed = await bot.Priya.Hears("poll \"Extend?\" Yes, No");
        var pressed = await bot.Priya.Executes("polls.view", new() { ["poll"] = "larkford.x" });

        Assert.Contains("does not serve your organisation", typed.Heading, StringComparison.Ordinal);
        Assert.Contains("does not serve your organisation", pressed.Sentence, StringComparison.Ordinal);
        Assert.Empty(await bot.PollKeysAsync());
    }

    [Fact]
    public async Task A_tenant_on_the_list_is_served_whatever_the_case_of_its_id()
    {
        var first = await StartAsync();
        var bot = await StartAsync(new BotOptions { SharesTeamsWith = first, Settings = [$"--Tenants:Allowed={first.Teams.World.Tenants[0].Id.ToUpperInvariant()}"] });
        bot.HearsTeams();

        Assert.Equal("What you can do here", (await bot.Priya.Hears("help")).Heading);
    }

    [Fact]
    public async Task A_storm_of_one_member_is_told_to_wait_while_others_are_served()
    {
        var bot = await StartAsync(new BotOptions { IsPaced = true });

        var storm = await Task.WhenAll(Enumerable.Range(0, PaceGate.Burst * 3).Select(_ => bot.Priya.Executes("shell.help", [])));

        var told = storm.Count(a => a.Sentence?.StartsWith("That was faster than I can follow", StringComparison.Ordinal) is true);
        Assert.InRange(told, 1, PaceGate.Burst * 2);
        Assert.All(storm, a => Assert.Equal(200, a.Status));
        Assert.NotNull((await bot.Tomasz.Executes("shell.help", [])).Card);
    }
}
