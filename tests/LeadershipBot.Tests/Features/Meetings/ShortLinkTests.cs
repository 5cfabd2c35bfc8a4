using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Meetings.Calendars;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>Short links of Teams, which name nobody: whose meeting is behind them, and by which long link Teams tells of it.</summary>
public sealed class ShortLinkTests : WholeApp
{
    private static readonly DateTimeOffset Ends = CalendarForms.Thursday.AddHours(2);

    private int _number;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_followed_mailbox_that_the_organisations_list_knows_the_report_is_read_by_a_short_link_too()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        await bot.MeetsAsync(bot.Organiser);
        await bot.GivesAddressesAsync([(bot.Chair, CalendarForms.Mailbox)]);
        var online = Online(graph, bot.Chair.ObjectId);
        online.AddReport(CalendarForms.Thursday, Ends, new StandInAttendance(bot.Priya.ObjectId, bot.Priya.Name, null, (CalendarForms.Thursday, Ends)));
        graph.Board(bot).Add("Governing body", CalendarForms.Thursday, Ends, it => it.JoinUrl = ShortOf(online));
        await bot.FollowsAsync(new JsonObject { ["quorumPeople"] = "4" });
        var key = MeetingRows.KeyOf(await bot.NamedAsync("Governing body"));
        await bot.BecomesAsync(Ends.AddMinutes(16));
        Assert.Equal((Presence.Present, PresenceSource.Report), (await bot.StandsAsync(key, bot.Priya)) is { } one ? (one.Presence, one.PresenceFrom) : default);
    }

    [Fact]
    public async Task Of_one_that_the_list_doesnt_know_it_is_said_why_not_and_it_is_read_once_it_does_and_of_one_that_is_only_invited_never()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        await bot.MeetsAsync(bot.Organiser);
        var (own, other) = (Online(graph, bot.Chair.ObjectId), Online(graph, bot.Chair.ObjectId));
        foreach (var online in new[] { own, other })
            online.AddReport(CalendarForms.Thursday, Ends, new StandInAttendance(bot.Priya.ObjectId, bot.Priya.Name, null, (CalendarForms.Thursday, Ends)));
        var board = graph.Board(bot);
        board.Add("Governing body", CalendarForms.Thursday, Ends, it => it.JoinUrl = ShortOf(own));
        board.Add("Supervision", CalendarForms.Thursday, Ends, it => (it.JoinUrl, it.Organiser) = (ShortOf(other), bot.Yusuf.Person.Email));
        await bot.FollowsAsync(new JsonObject { ["quorumPeople"] = "4" });
        var (key, privately) = (MeetingRows.KeyOf(await bot.NamedAsync("Governing body")), MeetingRows.KeyOf(await bot.NamedAsync("Supervision")));
        await bot.BecomesAsync(Ends.AddMinutes(16));
        var card = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(card.Says("the organisation's list has nobody with the address of the followed mailbox."), card.ToString());
        Assert.Contains("Read Teams' report now", card.Buttons);
        Assert.DoesNotContain(graph.Calls, call => call.Path.Contains("onlineMeetings", StringComparison.Ordinal));

        await bot.GivesAddressesAsync([(bot.Chair, CalendarForms.Mailbox)]);
        await bot.Organiser.PressesAsync(bot, "meetings.attendance.read", MeetingForms.Of(key));
        await bot.Organiser.PressesAsync(bot, "meetings.attendance.read", MeetingForms.Of(privately));
        await bot.PassAsync(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(1));
        Assert.Equal(Presence.Present, (await bot.StandsAsync(key, bot.Priya))?.Presence);
        Assert.Null(await bot.StandsAsync(privately, bot.Priya));
        Assert.True((await bot.Organiser.ManagesAsync(bot, privately)).Says("it isn't one of whoever put the link in here."));
    }

    [Fact]
    public async Task That_the_meeting_behind_a_short_link_began_and_ended_is_known_by_the_long_one_that_Graph_tells_the_day_before()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        await bot.MeetsAsync(bot.Organiser);
        graph.IsWellAgain();
        var online = graph.OnlineMeeting(bot.Organiser.ObjectId, LongOf(bot));
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["join"] = ShortOf(online) });
        Assert.Equal("", (await bot.MeetingAsync(key)).Meeting.JoinedAs);
        await bot.BecomesAsync(MeetingForms.Starts.AddHours(-23));
        var meeting = (await bot.MeetingAsync(key)).Meeting;
        Assert.True(meeting.JoinedAs.StartsWith("/l/meetup-join/", StringComparison.Ordinal), meeting.JoinedAs);
        Assert.DoesNotContain(bot.Organiser.ObjectId, meeting.JoinedAs, StringComparison.OrdinalIgnoreCase); // it names nobody
        Assert.Single(graph.Calls, call => call.Path.Contains("onlineMeetings", StringComparison.Ordinal));

        await bot.BecomesAsync(MeetingForms.Starts);
        await bot.Priya.Delivers(delivery => delivery.MeetingStartAsync(bot.Priya.Person, bot.GroupChat, "Board", Token));
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(40));
        await bot.Priya.Delivers(delivery => delivery.MeetingEndAsync(bot.Priya.Person, bot.GroupChat, "Board", Token));
        meeting = (await bot.MeetingAsync(key)).Meeting;
        Assert.Equal((MeetingForms.Starts, MeetingForms.Starts.AddMinutes(40), MeetingState.Over), (meeting.HeldFrom, meeting.HeldUntil, meeting.StateAt(bot.Clock.GetUtcNow())));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Contains(bot.CardsOf(bot.Organiser), card => card.Heading == "Who came to Governing body?");
    }

    [Fact]
    public async Task With_another_link_the_long_one_is_anothers_and_where_Graph_is_silent_it_is_asked_again_until_the_meeting_is_over()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        await bot.MeetsAsync(bot.Organiser);
        graph.IsWellAgain();
        var (first, second) = (graph.OnlineMeeting(bot.Organiser.ObjectId, LongOf(bot)), Online(graph, bot.Organiser.ObjectId));
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["join"] = ShortOf(first) });
        graph.Refuses("/onlineMeetings", 503, "ServiceUnavailable", times: 1);
        await bot.BecomesAsync(MeetingForms.Starts.AddHours(-23));
        Assert.Equal("", (await bot.MeetingAsync(key)).Meeting.JoinedAs);
        await bot.BecomesAsync(MeetingForms.Starts.AddHours(-22));
        Assert.NotEqual("", (await bot.MeetingAsync(key)).Meeting.JoinedAs);
        await bot.Organiser.SendsFormAsync("meetings.form", MeetingForms.Of(key), new JsonObject { ["join"] = ShortOf(second) });
        Assert.False((await bot.MeetingAsync(key)).Meeting.IsJoinedBy(LongOf(bot)));
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(20));
        Assert.True((await bot.MeetingAsync(key)).Meeting.IsJoinedBy(second.JoinUrl));

        // Without the permission it is asked once, and all else is as ever.
        graph.Refuses("/onlineMeetings", 403, "Forbidden");
        var other = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["title"] = "Another", ["join"] = ShortOf(first) });
        var asked = AskedFor(graph);
        await bot.BecomesAsync(MeetingForms.Starts.AddHours(-1));
        Assert.Equal((asked, ""), (AskedFor(graph), (await bot.MeetingAsync(other)).Meeting.JoinedAs));
    }

    private static int AskedFor(GraphServer graph) => graph.Calls.Count(call => call.Path.EndsWith("/onlineMeetings", StringComparison.Ordinal));

    private StandInMeeting Online(GraphServer graph, string organiserId) => graph.OnlineMeeting(organiserId, $"https://teams.microsoft.com/l/meetup-join/19%3ameeting_{organiserId}{++_number}%40thread.v2/0?context=%7b%7d");

    private static string LongOf(BotUnderTest bot)
        => $"https://teams.microsoft.com/l/meetup-join/{Uri.EscapeDataString(bot.GroupChat.Id)}/0?context=" + Uri.EscapeDataString($$"""{"Tid":"{{bot.Organiser.Person.TenantId}}","Oid":"{{bot.Organiser.ObjectId}}"}""");

    private static string ShortOf(StandInMeeting online) => $"https://teams.microsoft.com/meet/{online.JoinMeetingId}?p=aBc";
}
