using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Attendance;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings;

/// <content>Where Teams can't be asked for long, or only later: no trouble of a few days loses a report.</content>
public sealed partial class AttendanceTests
{
    [Fact]
    public async Task Where_the_bot_cant_prove_for_days_who_it_is_the_report_is_read_once_it_can()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var key = await ArrangeAsync(bot);
        graph.OnlineMeeting(bot.Organiser.ObjectId, LinkOf(bot.Organiser)).AddReport(At(0), At(90), Was(bot.Priya, (0, 90)));
        graph.Refuses("/onlineMeetings", 401, "InvalidAuthenticationToken");
        foreach (var later in new[] { Ends.AddMinutes(16), Ends.AddMinutes(61), Ends.AddHours(6).AddMinutes(1), Morning.AddHours(1), Morning.AddHours(26) })
            await bot.BecomesAsync(later);
        Assert.Equal(5, AskedFor(graph));
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("So far it couldn't be read: the bot can't prove to Microsoft who it is; please tell whoever runs it."));
        graph.Forgives();
        await bot.BecomesAsync(Morning.AddHours(51));
        Assert.Equal(Presence.Present, (await bot.StandsAsync(key, bot.Priya))!.Presence);
        Assert.False((await bot.Organiser.ManagesAsync(bot, key)).Says("So far it couldn't be read"));
    }

    [Fact]
    public async Task What_kept_a_report_from_being_read_is_said_also_once_the_link_is_gone()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var key = await ArrangeAsync(bot);
        graph.Throttles(1_000, 6 * 3_600);
        for (var day = 0; day <= MeetingLimits.LinkDays; day++)
            await bot.BecomesAsync(Ends.AddDays(day).AddMinutes(16));
        await bot.PassAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));
        Assert.Equal("", (await bot.MeetingAsync(key)).Meeting.Content.JoinUrl);
        var card = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(card.Says("Teams' attendance isn't available: Microsoft wants to be asked less often."), card.ToString());
        Assert.DoesNotContain("Read Teams' report now", card.Buttons);
        Assert.Contains("The link to the Teams meeting is gone", (await bot.Organiser.PressesAsync(bot, "meetings.attendance.read", MeetingForms.Of(key))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_permission_that_is_given_later_has_the_report_read_at_a_press_and_only_of_who_manages_the_meeting()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var key = await ArrangeAsync(bot);
        graph.OnlineMeeting(bot.Organiser.ObjectId, LinkOf(bot.Organiser)).AddReport(At(0), At(90), Was(bot.Priya, (0, 90)));
        graph.Refuses("/onlineMeetings", 403, "Forbidden");
        await bot.BecomesAsync(Ends.AddMinutes(16));
        await bot.BecomesAsync(Morning.AddDays(3));
        Assert.Contains("Read Teams' report now", (await bot.Chair.ManagesAsync(bot, key)).Buttons);
        graph.Forgives();
        await bot.Priya.PressesAsync(bot, "meetings.attendance.read", MeetingForms.Of(key));
        await bot.DrainAsync();
        Assert.Equal(1, AskedFor(graph));

        var pressed = CardReading.Of((await bot.Chair.PressesAsync(bot, "meetings.attendance.read", MeetingForms.Of(key))).Card);
        Assert.True(pressed.Says("Teams is asked for its attendance report now."), pressed.ToString());
        Assert.DoesNotContain("Read Teams' report now", pressed.Buttons);
        Assert.False(CardReading.Of((await bot.Organiser.PressesAsync(bot, "meetings.attendance.read", MeetingForms.Of(key))).Card).Says("is asked for its attendance report now"));
        await bot.DrainAsync();
        await bot.PassAsync(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(1));
        Assert.Equal(Presence.Present, (await bot.StandsAsync(key, bot.Priya))!.Presence);
        Assert.DoesNotContain("Read Teams' report now", (await bot.Chair.ManagesAsync(bot, key)).Buttons);
    }

    [Fact]
    public async Task A_server_that_was_down_over_night_doesnt_use_up_its_tries_within_a_minute()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var key = await ArrangeAsync(bot);
        graph.OnlineMeeting(bot.Organiser.ObjectId, LinkOf(bot.Organiser)).AddReport(At(0), At(90), Was(bot.Priya, (0, 90)));
        graph.Refuses("/onlineMeetings", 503, "ServiceUnavailable");
        await bot.BecomesAsync(Ends.AddDays(1));
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        Assert.Equal(1, AskedFor(graph));
        graph.Forgives();
        await bot.BecomesAsync(Ends.AddDays(1).AddMinutes(17));
        Assert.Equal(Presence.Present, (await bot.StandsAsync(key, bot.Priya))!.Presence);
    }

    [Fact]
    public async Task By_a_short_link_the_report_is_read_where_whoever_arranged_the_meeting_organised_it_in_Teams_and_only_then()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var (own, others) = (graph.OnlineMeeting(bot.Organiser.ObjectId, "https://teams.microsoft.com/l/own"), graph.OnlineMeeting(bot.Organiser.ObjectId, "https://teams.microsoft.com/l/others"));
        others.OrganisedBy = bot.Priya.ObjectId; // the organiser is invited to it
        own.AddReport(At(0), At(90), Was(bot.Priya, (0, 90)));
        others.AddReport(At(0), At(90), Was(bot.Yusuf, (0, 90)));
        var key = await ArrangeAsync(bot, new JsonObject { ["join"] = $"https://teams.microsoft.com/meet/{own.JoinMeetingId}?p=aBc" });
        var privately = await ArrangeAsync(bot, new JsonObject { ["join"] = $"https://teams.microsoft.com/meet/{others.JoinMeetingId}?p=dEf", ["title"] = "Another" });
        Assert.True((await bot.Priya.ReadsMeetingAsync(bot, key)).Says("Teams' attendance report is read after it."));
        await bot.BecomesAsync(Ends.AddMinutes(16));
        Assert.Equal(Presence.Present, (await bot.StandsAsync(key, bot.Priya))?.Presence);
        Assert.Null(await bot.StandsAsync(privately, bot.Yusuf));
        Assert.True((await bot.Organiser.ManagesAsync(bot, privately)).Says("the link doesn't say who organised the meeting in Teams, and it isn't one of whoever put the link in here."));
    }

    [Fact]
    public async Task Of_a_meeting_in_a_channel_nothing_is_asked_since_others_in_it_could_be_meant()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var key = await ArrangeAsync(bot, new JsonObject { ["join"] = LinkOf(bot.Organiser).Replace("meeting_abc%40thread.v2", "abc%40thread.tacv2", StringComparison.Ordinal) });
        await bot.BecomesAsync(Ends.AddMinutes(16));
        Assert.Empty(graph.Calls);
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("Teams' attendance isn't available: it isn't read for meetings in a channel."));
    }

    [Fact]
    public async Task Taking_a_report_reads_those_who_were_there_and_not_everybody_who_was_called()
    {
        var bot = await StartMetAsync(null);
        var key = await ArrangeAsync(bot);
        await bot.BecomesAsync(Ends.AddMinutes(5));
        var there = new HashSet<string> { AskedPeople.IdOf(bot.Priya).ToString(), AskedPeople.IdOf(bot.Who("Grace Adeyemi")).ToString(), "another.unknown" };
        var listed = 0;
        bot.Store.RowRead = row => listed += row.RowKey.StartsWith("called.", StringComparison.Ordinal) ? 1 : 0;
        var note = await bot.Services.GetRequiredService<TakeAttendance>().RunAsync(key, new Attended(there, 1), Token);
        bot.Store.RowRead = null;
        Assert.Equal((0, 2, 2), (listed, note.Matched, note.Unmatched)); // two are listed, called or not; two aren't
    }

    [Theory]
    [InlineData(403, "the bot needs OnlineMeetings.Read.All and OnlineMeetingArtifact.Read.All")]
    [InlineData(404, "Teams has none for this meeting.")]
    public async Task Without_a_permission_or_a_report_it_is_asked_once_and_said_plainly(int status, string why)
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var key = await ArrangeAsync(bot);
        graph.Refuses("/onlineMeetings", status, status == 403 ? "Forbidden" : "NotFound");
        await bot.BecomesAsync(Ends.AddMinutes(16));
        await bot.BecomesAsync(Morning.AddDays(2));
        Assert.Single(graph.Calls, call => call.Path.Contains("onlineMeetings", StringComparison.Ordinal));
        var stands = (await bot.Organiser.ManagesAsync(bot, key)).ToString().Replace("\u200b", "", StringComparison.Ordinal); // which keeps clients from making links of names
        Assert.Contains("Teams' attendance isn't available: " + why, stands, StringComparison.Ordinal);
        Assert.Contains("Please note by hand who came; everything else works.", stands, StringComparison.Ordinal);
        Assert.Contains("is closed", (await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya)).Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));
        Assert.Equal("", (await bot.MeetingAsync(key)).Meeting.Content.JoinUrl);
    }

    [Fact]
    public async Task When_Teams_wants_to_be_left_alone_it_is_asked_again_when_it_said()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var key = await ArrangeAsync(bot);
        graph.OnlineMeeting(bot.Organiser.ObjectId, LinkOf(bot.Organiser)).AddReport(At(0), At(90), Was(bot.Priya, (0, 90)));
        graph.Throttles(1, 120);
        await bot.BecomesAsync(Ends.AddMinutes(15).AddSeconds(5));
        await bot.BecomesAsync(Ends.AddMinutes(16));
        Assert.Single(graph.Calls);
        await bot.BecomesAsync(Ends.AddMinutes(18));
        Assert.Equal(Presence.Present, (await bot.StandsAsync(key, bot.Priya))!.Presence);
    }

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

    /// <summary>How often Teams was asked for the meeting itself.</summary>
    private static int AskedFor(GraphServer graph) => graph.Calls.Count(call => call.Path.EndsWith("/onlineMeetings", StringComparison.Ordinal));
}
