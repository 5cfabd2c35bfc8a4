using LeadershipBot.Domain.Meetings;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Features.Meetings;

/// <content>Where Microsoft doesn't believe who asks.</content>
public sealed partial class AttendanceTests
{
    [Fact]
    public async Task Where_Microsoft_once_does_not_believe_who_asks_it_is_asked_again()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var key = await ArrangeAsync(bot);
        graph.OnlineMeeting(bot.Organiser.ObjectId, LinkOf(bot.Organiser)).AddReport(At(0), At(90), Was(bot.Priya, (0, 90)));
        graph.Refuses("/onlineMeetings", 401, "InvalidAuthenticationToken", times: 1);
        await bot.BecomesAsync(Ends.AddMinutes(16));
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("Teams' attendance report is awaited."));
        await bot.BecomesAsync(Ends.AddMinutes(65));
        Assert.Equal(Presence.Present, (await bot.StandsAsync(key, bot.Priya))!.Presence);
    }
}
