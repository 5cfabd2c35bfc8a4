using System.Text.Json.Nodes;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Registers;
using LeadershipBot.Shell;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>The day of a meeting is the one on the wall where it takes place, whoever refers to it.</summary>
public sealed class MeetingZoneTests : WholeApp
{
    private const string Named = "Exchange visit, Fri 13 Mar 2026";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_meeting_that_begins_on_another_day_where_it_takes_place_is_named_by_that_day_everywhere()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var starts = CalendarForms.Thursday.AddHours(3); // Friday, 06:00 in Tokyo
        graph.Board(bot).Add("Exchange visit", starts, starts.AddHours(1), it => it.Zone = "Tokyo Standard Time");
        await bot.MeetsAsync(bot.Priya);
        await bot.FollowsAsync(new JsonObject { ["quorumPeople"] = "1" });
        var key = MeetingRows.KeyOf(await bot.NamedAsync("Exchange visit"));
        await bot.BecomesAsync(starts.AddMinutes(5));
        await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya);
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));

        var linked = bot.Services.GetRequiredService<IEnumerable<ILinkable>>().Single(one => one.Kind == "meetings");
        Assert.Equal(Named, Assert.Single(await linked.ListNewestAsync(PostForms.Here, 5, Token)).Title);
        Assert.Equal(Named, (await linked.FindAsync(key, PostForms.Here, Token))!.Title);
        var came = bot.Services.GetRequiredService<IEnumerable<IGathering>>().OfType<WhoCame>().Single();
        Assert.Equal(Named, Assert.Single(await came.ListAsync(PostForms.Here, Token)).Name);
        Assert.Equal(Named, (await came.FindAsync(PostForms.Here, WhoCame.IdOf(key), Token))!.Name);
    }
}
