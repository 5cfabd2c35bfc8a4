using System.Text.Json.Nodes;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Meetings;
using LeadershipBot.Tests.Features.Meetings.Calendars;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which a calendar is followed, changes, can't be read and is followed no more.</summary>
internal static class CalendarsDay
{
    public static async Task PassAsync(BotUnderTest bot, GraphServer graph)
    {
        var board = graph.Board(bot);
        await bot.KnowsAddressesAsync();
        board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(1), it =>
        {
            (it.Place, it.JoinUrl) = ("Hall", "https://teams.microsoft.com/l/meetup-join/1");
            it.Categories.Add("Board");
            it.Attendees.Add(new StandInAttendee(bot.Priya.Person.Email, "accepted", BotUnderTest.Start));
        });
        var series = board.AddSeries("Huddle", CalendarForms.Thursday, CalendarForms.Hour, 3, with: it =>
        {
            it.Categories.Add("Board");
            it.Attendees.Add(new StandInAttendee(bot.Priya.Person.Email, "declined", BotUnderTest.Start));
        });
        graph.PageSize = 1;
        graph.Refuses("subscriptions", 503, "ServiceUnavailable", times: 1);
        var key = await bot.FollowsAsync(new JsonObject { ["category"] = "Board", ["professions"] = "Gp", ["quorumPeople"] = "4" });
        await bot.PassAsync(TimeSpan.FromHours(5), TimeSpan.FromHours(1));
        board.Delete(series.Occurrences[0]);
        board.Rename(series, "Morning huddle");
        graph.Refuses("calendarView", 403, "ErrorAccessDenied", times: 1);
        await bot.HearsGraphAsync(graph);
        await bot.PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1));
        await MovesAsync(bot, graph, board, series);
        await bot.Administrator.Sends(new JsonObject { ["verb"] = "meetings.stop", ["organisation"] = PostForms.Here, ["calendar"] = key });
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(20));
        await AgreesAsync(bot, graph);
    }

    /// <summary>What is kept for a meeting of the series goes over to the one in its place.</summary>
    private static async Task MovesAsync(BotUnderTest bot, GraphServer graph, MailboxCalendar board, StandInEvent series)
    {
        await bot.MeetsAsync(bot.Organiser);
        var meeting = (await bot.MeetingsAsync()).Single(one => one.Content.StartsAt == CalendarForms.Thursday.AddDays(7));
        await bot.Organiser.SendsFormAsync("meetings.form", MeetingForms.Of(MeetingRows.KeyOf(meeting)), new JsonObject { ["agenda"] = "Budget" });
        board.Move(series, CalendarForms.Thursday.AddDays(1), CalendarForms.Thursday.AddDays(1).AddHours(1));
        await bot.HearsGraphAsync(graph);
        await bot.PassAsync(TimeSpan.FromMinutes(70), TimeSpan.FromMinutes(5));
    }

    /// <summary>Whoever organised a meeting in Teams whose link another put in here lets its report be read; afterwards the link is taken out.</summary>
    private static async Task AgreesAsync(BotUnderTest bot, GraphServer graph)
    {
        await bot.MeetsAsync(bot.Chair);
        var context = Uri.EscapeDataString($$"""{"Tid":"{{bot.Chair.Person.TenantId}}","Oid":"{{bot.Chair.ObjectId}}"}""");
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["join"] = $"https://teams.microsoft.com/l/meetup-join/2/0?context={context}" });
        await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["join"] = $"https://teams.microsoft.com/meet/{graph.OnlineMeeting(bot.Organiser.ObjectId, "https://teams.microsoft.com/l/meetup-join/3/0").JoinMeetingId}?p=aBc" });
        await bot.BecomesAsync(MeetingForms.Starts.AddHours(-23)); // Graph tells the long link
        await bot.BecomesAsync(MeetingForms.Starts.AddMinutes(110));
        await bot.Chair.PressesAsync(bot, "meetings.attendance.read", MeetingForms.Of(key));
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["join"] = "" }));
    }
}
