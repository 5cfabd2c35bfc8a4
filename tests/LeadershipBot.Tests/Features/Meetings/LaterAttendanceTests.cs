using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Attendance;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>What becomes of the reading of a report after its first time, where that doesn't go on as it began.</summary>
public sealed class LaterAttendanceTests : WholeApp
{
    private const string Asked = "Were you at Governing body?";

    private static readonly DateTimeOffset Ends = MeetingForms.Starts.AddMinutes(90);
    private static readonly DateTimeOffset Morning = new(2026, 3, 13, 7, 31, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(404, "NotFound")]
    [InlineData(403, "Forbidden")]
    public async Task Where_a_report_was_read_and_a_later_try_fails_for_good_what_was_read_is_all_and_people_are_asked(int status, string code)
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var (bot, key) = await StartMetAsync(graph);
        await bot.BecomesAsync(Ends.AddMinutes(16));
        graph.Refuses("/onlineMeetings", status, code);
        await bot.BecomesAsync(Ends.AddMinutes(61));
        Assert.Equal(AttendanceState.Read, (await NoteAsync(bot, key))!.State);
        var card = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(card.Says("Teams' attendance report has 1 person there whom the organisation lists.") && !card.Says("isn't available"), card.ToString());
        await bot.BecomesAsync(Morning);
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Single(bot.CardsOf(bot.Who("Dr Siân Probert")), one => one.Heading == Asked);
    }

    [Fact]
    public async Task Where_the_link_goes_before_a_later_try_gets_through_whoever_closed_the_register_hears_that_the_report_differs()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var (bot, key) = await StartMetAsync(graph);
        await bot.BecomesAsync(Ends.AddMinutes(16));
        await bot.Chair.KeepsRegisterAsync(key, "close", bot.Tomasz);
        graph.Throttles(1_000, 6 * 3_600);
        for (var day = 0; day <= MeetingLimits.LinkDays; day++)
            await bot.BecomesAsync(Ends.AddDays(day).AddMinutes(61));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        await bot.BecomesAsync(Morning.AddDays(MeetingLimits.LinkDays + 4));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Equal(("", AttendanceState.Read), ((await bot.MeetingAsync(key)).Meeting.Content.JoinUrl, (await NoteAsync(bot, key))!.State));
        Assert.Single(bot.CardsOf(bot.Chair), one => one.Heading == "Teams' report and the register of Governing body differ");
    }

    [Fact]
    public async Task A_reading_that_was_given_up_isnt_awaited_for_ever_and_is_asked_for_again_at_a_press()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var (bot, key) = await StartMetAsync(graph);
        graph.Refuses("/onlineMeetings", 503, "ServiceUnavailable");
        await bot.BecomesAsync(Ends.AddMinutes(16));
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("Teams' attendance report is awaited."));
        var order = Assert.IsType<Record>(await bot.Store.Inner.FindAsync(MeetingRows.Table, key, OutboxRow.RowKeyOf(ReadAttendance.Kind, ""), Token));
        OutboxRow.GiveUp(order, "it took too long");
        Assert.IsType<CommitResult.Committed>(await bot.Store.Inner.CommitAsync(MeetingRows.Table, key, [new Change.Replace(order)], Token));
        graph.Forgives();
        await bot.BecomesAsync(Ends.AddHours(2));
        var card = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(card.Says("Teams' attendance isn't available: Teams didn't answer.") && card.Buttons.Contains("Read Teams' report now"), card.ToString());
        await bot.Organiser.PressesAsync(bot, "meetings.attendance.read", MeetingForms.Of(key));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        await bot.BecomesAsync(Ends.AddHours(2).AddMinutes(20));
        Assert.Equal(Presence.Present, (await bot.StandsAsync(key, bot.Priya))?.Presence);
    }

    private static Task<AttendanceNote?> NoteAsync(BotUnderTest bot, string key) => bot.Services.GetRequiredService<AttendanceShelf>().FindAsync(key, Token);

    /// <summary>A meeting whose first report has one person with a name and one without.</summary>
    private async Task<(BotUnderTest Bot, string Key)> StartMetAsync(GraphServer graph)
    {
        var bot = await StartAsync(new BotOptions { Settings = ["--Graph:Enabled=true", $"--Graph:BaseUrl={graph.BaseUrl}"] });
        foreach (var person in bot.Teams.World.People.Where(person => person.TenantId == bot.Organiser.Person.TenantId).ToList())
            await bot.MeetsAsync(bot.Who(person.Name));
        var link = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=" + Uri.EscapeDataString($$"""{"Tid":"{{bot.Organiser.Person.TenantId}}","Oid":"{{bot.Organiser.ObjectId}}"}""");
        graph.OnlineMeeting(bot.Organiser.ObjectId, link).AddReport(MeetingForms.Starts, Ends, new StandInAttendance(bot.Priya.ObjectId, bot.Priya.Name, null, (MeetingForms.Starts, Ends)), new StandInAttendance(null, "A visitor", null, (MeetingForms.Starts, Ends)));
        return (bot, await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["join"] = link }));
    }
}
