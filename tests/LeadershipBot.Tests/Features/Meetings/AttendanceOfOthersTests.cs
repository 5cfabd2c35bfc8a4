using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Attendance;
using LeadershipBot.Features.Meetings.Held;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings;

/// <content>Whose meeting in Teams it is by whose link people join, and who may have it read who was there.</content>
public sealed partial class AttendanceTests
{
    [Fact]
    public async Task A_link_of_a_meeting_that_somebody_else_organised_tells_nothing()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var stranger = bot.Joins("Dr Rowan Hale");
        var key = await ArrangeAsync(bot, new JsonObject { ["join"] = LinkOf(stranger) });
        await bot.BecomesAsync(Ends.AddHours(2));
        Assert.Empty(graph.Calls);
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("whoever organised the meeting in Teams didn't put its link in here."));
    }

    [Fact]
    public async Task Of_anothers_own_meeting_nobody_reads_who_was_there_but_of_an_organisers_or_chairs_once_they_agree()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        graph.OnlineMeeting(bot.Priya.ObjectId, LinkOf(bot.Priya)).AddReport(At(0), At(90), Was(bot.Yusuf, (0, 90)));
        graph.OnlineMeeting(bot.Chair.ObjectId, LinkOf(bot.Chair)).AddReport(At(0), At(90), Was(bot.Tomasz, (0, 90)));
        var privately = await ArrangeAsync(bot, new JsonObject { ["join"] = LinkOf(bot.Priya) });
        var chaired = await ArrangeAsync(bot, new JsonObject { ["join"] = LinkOf(bot.Chair), ["title"] = "Another" });
        Assert.True((await bot.Tomasz.ReadsMeetingAsync(bot, chaired)).Says("Teams' attendance report is read after it if whoever organised it in Teams agrees."));
        Assert.False((await bot.Tomasz.ReadsMeetingAsync(bot, privately)).Says("Teams' attendance report"));
        await bot.BecomesAsync(Ends.AddHours(2));
        Assert.DoesNotContain(graph.Calls, call => call.Path.Contains("onlineMeetings", StringComparison.Ordinal));
        Assert.Null(await bot.StandsAsync(privately, bot.Yusuf));
        Assert.True((await bot.Organiser.ManagesAsync(bot, privately)).Says("whoever organised the meeting in Teams didn't put its link in here."));

        // The other organiser can't press it; the chair can, for their own and no other's.
        Assert.DoesNotContain("May Teams' report be read?", (await bot.Organiser.ManagesAsync(bot, chaired)).Buttons);
        Assert.DoesNotContain("May Teams' report be read?", (await bot.Chair.ManagesAsync(bot, privately)).Buttons);
        foreach (var (who, key) in new[] { (bot.Organiser, chaired), (bot.Chair, privately) })
            await who.PressesAsync(bot, "meetings.attendance.read", MeetingForms.Of(key));
        await bot.DrainAsync();
        Assert.DoesNotContain(graph.Calls, call => call.Path.Contains("onlineMeetings", StringComparison.Ordinal));
        Assert.Contains("May Teams' report be read?", (await bot.Chair.ManagesAsync(bot, chaired)).Buttons);
        await bot.BecomesAsync(Morning.AddHours(2));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Single(bot.CardsOf(bot.Chair), card => card.Heading == "May Teams' attendance report of Another be read?" && card.Says("Helen Whitcombe put your Teams link into this meeting."));
        Assert.DoesNotContain(bot.CardsOf(bot.Priya), card => card.Heading?.StartsWith("May Teams' attendance report", StringComparison.Ordinal) is true); // who isn't an organiser or a chair can't have it read
        await bot.Chair.PressesAsync(bot, "meetings.attendance.read", MeetingForms.Of(chaired));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Equal(Presence.Present, (await bot.StandsAsync(chaired, bot.Tomasz))!.Presence);
        Assert.Single(await bot.RowsAsync(MeetingRows.Table, chaired), row => row.Columns.Any(column => column.Value is "meetings.attendanceAgreed"));
    }

    [Fact]
    public async Task Where_the_link_is_taken_out_before_anything_was_read_it_says_so_and_at_another_time_it_is_read_anew()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var (key, moved) = (await ArrangeAsync(bot), await ArrangeAsync(bot, new JsonObject { ["title"] = "Another" }));
        await bot.BecomesAsync(Ends.AddMinutes(5));
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        Assert.Contains("is saved", (await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["join"] = "" }))).Sentence, StringComparison.Ordinal);
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("the link to the Teams meeting was taken out before it was read."));
        await bot.BecomesAsync(Morning.AddDays(1));
        Assert.DoesNotContain(graph.Calls, call => call.Path.Contains("attendanceReports", StringComparison.Ordinal) && call.Path.Contains(key, StringComparison.Ordinal));
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("the link to the Teams meeting was taken out before it was read."));

        // As a calendar may move what was over already: in the same commit nothing is left of the reading.
        var (shelf, notes) = (bot.Services.GetRequiredService<MeetingShelf>(), bot.Services.GetRequiredService<AttendanceShelf>());
        Assert.NotNull(await notes.FindAsync(moved, Token));
        await shelf.ChangeAsync(moved, null, now => now.Meeting with { Content = now.Meeting.Content with { StartsAt = bot.Clock.GetUtcNow().AddDays(5), EndsAt = bot.Clock.GetUtcNow().AddDays(5).AddHours(1) }, HeldUntil = null }, _ => [], Token);
        Assert.Null(await notes.FindAsync(moved, Token));
    }

    [Fact]
    public async Task Without_Graph_the_register_is_kept_by_hand_and_whose_id_the_link_holds_may_be_forgotten()
    {
        var bot = await StartMetAsync(null);
        var key = await ArrangeAsync(bot, new JsonObject { ["join"] = LinkOf(bot.Administrator) });
        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<MeetingsHeld>().Single();
        var about = new PersonAsked(AskedPeople.IdOf(bot.Administrator), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName("larkford", "Larkford")] };
        Assert.Contains("names you as its organiser in Teams", Assert.Single(Assert.Single(await held.DescribeAsync(about, Token)).Lines).Words, StringComparison.Ordinal);
        Assert.Contains("still to come", Assert.Single((await held.PlanAsync(about, Token)).Kept).Words, StringComparison.Ordinal);
        await held.ForgetAsync(about, Token);
        Assert.NotEqual("", (await bot.MeetingAsync(key)).Meeting.Content.JoinUrl); // people join by it

        await bot.BecomesAsync(Ends.AddHours(1));
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("asking Microsoft Graph isn't switched on."));
        for (var i = 0; i < 2; i++)
            await held.ForgetAsync(about with { At = bot.Clock.GetUtcNow() }, Token);
        Assert.Equal("", (await bot.MeetingAsync(key)).Meeting.Content.JoinUrl);
        Assert.Empty(await held.DescribeAsync(about, Token));
        Assert.Empty(await bot.RowsAsync(MeetingIndexRows.Table, MeetingIndexRows.NotesOf("larkford", about.Person)));
        Assert.DoesNotContain(await bot.RowsAsync(MeetingRows.Table, key), row => row.RowKey.Contains(bot.Administrator.ObjectId, StringComparison.Ordinal) || row.Columns.Any(column => column.Value is string words && words.Contains(bot.Administrator.ObjectId, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Who_answers_only_once_the_register_is_closed_reads_why_it_is_over_and_nothing_is_read()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        graph.OnlineMeeting(bot.Chair.ObjectId, LinkOf(bot.Chair)).AddReport(At(0), At(90), Was(bot.Tomasz, (0, 90)));
        var key = await ArrangeAsync(bot, new JsonObject { ["join"] = LinkOf(bot.Chair) });
        await bot.BecomesAsync(Ends.AddMinutes(16));
        await bot.BecomesAsync(Morning.AddHours(2));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        var asked = bot.CardsIn(bot.Chair.Chat).Last(message => CardReading.Of(message.Card()).Heading == "May Teams' attendance report of Governing body be read?");
        Assert.Contains("I agree: read it", (await SeesAsync(bot, bot.Chair, asked)).Buttons);
        await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya);
        var closed = (await bot.MeetingAsync(key)).Meeting.Stand!.ToText();

        // Pressed in the moment in which the link is still there, and after it went.
        foreach (var wait in new[] { TimeSpan.Zero, TimeSpan.FromMinutes(10) })
        {
            await bot.PassAsync(wait, TimeSpan.FromSeconds(20));
            var over = CardReading.Of((await bot.Chair.PressesAsync(bot, "meetings.attendance.read", MeetingForms.Of(key, ("asked", "yes")))).Card);
            Assert.True(over.Says("The register of this meeting is closed, and stands") && !over.Buttons.Contains("I agree: read it"), over.ToString());
        }

        await bot.PassAsync(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(graph.Calls, call => call.Path.Contains("onlineMeetings", StringComparison.Ordinal));
        Assert.Equal((closed, ""), (await bot.MeetingAsync(key)).Meeting is var after ? (after.Stand!.ToText(), after.Content.JoinUrl) : default);
        Assert.True((await SeesAsync(bot, bot.Chair, asked)).Says("The register of this meeting is closed, and stands")); // the card that asked says it by itself
        Assert.Contains("nothing more is read for it", (await bot.Chair.PressesAsync(bot, "meetings.attendance.read", MeetingForms.Of(key))).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("May Teams' report be read?", (await bot.Chair.ManagesAsync(bot, key)).Buttons);
        Assert.DoesNotContain(await bot.RowsAsync(MeetingRows.Table, key), row => row.Columns.Any(column => column.Value is "meetings.attendanceAgreed"));
    }

    [Fact]
    public async Task Of_a_register_that_is_closed_before_anybody_is_asked_nobody_is()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var key = await ArrangeAsync(bot, new JsonObject { ["join"] = LinkOf(bot.Chair) });
        await bot.BecomesAsync(Ends.AddMinutes(16)); // by now it is ordered, for the morning
        await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya);
        var early = await ArrangeAsync(bot, new JsonObject { ["join"] = LinkOf(bot.Chair), ["title"] = "Another", ["day"] = "2026-03-13", ["from"] = "09:00", ["until"] = "10:00" });
        await bot.BecomesAsync(Morning.AddHours(2).AddMinutes(35));
        await bot.Organiser.KeepsRegisterAsync(early, "close", bot.Priya);
        await bot.BecomesAsync(Morning.AddDays(4));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.DoesNotContain(bot.CardsOf(bot.Chair), card => card.Heading?.StartsWith("May Teams' attendance report", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task Somebody_of_another_tenant_is_nobody_here_though_their_object_id_is_the_same()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var key = await ArrangeAsync(bot);
        graph.OnlineMeeting(bot.Organiser.ObjectId, LinkOf(bot.Organiser)).AddReport(At(0), At(90), Was(bot.Priya, (0, 90)) with { TenantId = bot.Priya.Person.TenantId.ToUpperInvariant() }, Was(bot.Yusuf, (0, 90)) with { TenantId = "99999999-0000-4000-9000-000000000009" });
        await bot.BecomesAsync(Ends.AddMinutes(16));
        Assert.Equal(Presence.Present, (await bot.StandsAsync(key, bot.Priya))!.Presence);
        Assert.Null(await bot.StandsAsync(key, bot.Yusuf));
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("1 other was there whom it doesn't name"));
    }

    /// <summary>What stands on somebody's screen as an old card comes into view again.</summary>
    private static async Task<CardReading> SeesAsync(BotUnderTest bot, Colleague who, Message message)
    {
        Assert.NotNull(await bot.Teams.Delivery.ShowAsync(who.Person, message, Token));
        return CardReading.Of(bot.Teams.World.CardFor(message, who.Person));
    }
}
