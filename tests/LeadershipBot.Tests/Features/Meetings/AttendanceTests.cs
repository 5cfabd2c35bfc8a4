using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Attendance;
using LeadershipBot.Features.Meetings.Held;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>Who was at a Teams meeting, by its attendance reports: read late or never, put together, and never against what was noted by hand.</summary>
public sealed partial class AttendanceTests : WholeApp
{
    private const string Asked = "Were you at Governing body?";

    private static readonly DateTimeOffset Ends = MeetingForms.Starts.AddMinutes(90);
    private static readonly DateTimeOffset Morning = new(2026, 3, 13, 7, 31, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Those_in_the_reports_are_noted_those_of_whom_nobody_knows_are_asked_once_and_a_note_by_hand_wins()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var (grace, callum, sian) = (bot.Who("Grace Adeyemi"), bot.Who("Dr Callum Reid"), bot.Who("Dr Siân Probert"));
        var key = await ArrangeAsync(bot, new JsonObject { ["quorumPeople"] = "4", ["quorumPractices"] = "3" });
        await bot.Priya.RepliesAsync(bot, key, "coming");
        await bot.Tomasz.RepliesAsync(bot, key, "apologies");
        var meeting = graph.OnlineMeeting(bot.Organiser.ObjectId, LinkOf(bot.Organiser));
        meeting.AddReport(At(-600), At(-590), Was(callum, (-600, -590))); // another day's session by the same link
        meeting.AddReport(At(-90), At(3), Was(bot.Chair, (-90, 3)), Was(sian, (-90, -1))); // a meeting before it by the same link, which went on too long
        meeting.AddReport(At(0), At(60), Was(bot.Priya, (2, 4), (6, 10)), Was(bot.Yusuf, (0, 3)), Was(grace, (0, 60)), new StandInAttendance(null, "A visitor", null, (At(0), At(30))));
        meeting.AddReport(At(65), At(92), Was(bot.Yusuf, (66, 70)), Was(callum, (65, 80)), Was(callum, (70, 85)), Was(bot.Chair, (65, 66)), new StandInAttendance("99999999-0000-4000-8000-000000000001", "Of another organisation", "x@other.example", (At(65), At(90))));

        await bot.BecomesAsync(Ends.AddMinutes(14));
        Assert.DoesNotContain(graph.Calls, call => call.Path.Contains("onlineMeetings", StringComparison.Ordinal));
        await bot.BecomesAsync(Ends.AddMinutes(16));
        foreach (var there in new[] { bot.Priya, bot.Yusuf, callum, grace })
            Assert.Equal((Presence.Present, PresenceSource.Report, true), StandOf(await bot.StandsAsync(key, there)));
        Assert.Null(await bot.StandsAsync(key, bot.Chair)); // a minute is too short
        Assert.Equal(Presence.NotNoted, (await bot.StandsAsync(key, bot.Tomasz))!.Presence);
        var stands = await bot.Organiser.ManagesAsync(bot, key);
        foreach (var words in new[] { "Teams' attendance report has 4 people there whom the organisation lists.", "2 others were there whom it doesn't name, or whom the organisation doesn't list.", "There (3): Dr Callum Reid, Dr Priya Raman, Dr Yusuf Demir", "In attendance, not called (1): Grace Adeyemi", "As noted so far: 3 of 4 people needed, 3 of 3 practices needed.", "By locality: Coast 1 of 1, North Larkford 1 of 2, Vale 1 of 2" })
            Assert.True(stands.Says(words), $"{words} / {stands}");
        Assert.DoesNotContain(await bot.RowsAsync(MeetingRows.Table, key), row => row.Columns.Any(column => column.Value is string words && (words.Contains("visitor", StringComparison.Ordinal) || words.Contains("another organisation", StringComparison.Ordinal) || words.Contains("x@other", StringComparison.Ordinal))));

        // Asked are those of whom nothing is known, in the morning, and nobody who is noted or had sent apologies.
        await bot.BecomesAsync(Morning);
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        var card = Assert.Single(bot.CardsOf(sian), one => one.Heading == Asked);
        Assert.True(card.Says("Helen Whitcombe, organisers and chairs also see that you answered, and what."), card.ToString());
        Assert.Equal(["Yes, I was there", "No"], card.Buttons);
        Assert.Single(bot.CardsOf(bot.Chair), one => one.Heading == Asked);
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf, callum, grace, bot.Organiser })
            Assert.DoesNotContain(bot.CardsOf(who), one => one.Heading == Asked);

        for (var i = 0; i < 2; i++)
            Assert.True(CardReading.Of((await SaysAsync(bot, sian, key, "yes")).Card).Says("Recorded: you were there."));
        Assert.Equal((Presence.Present, PresenceSource.Self, false), StandOf(await bot.StandsAsync(key, sian)));
        await SaysAsync(bot, bot.Chair, key, "no");
        Assert.Contains("noted already", (await SaysAsync(bot, bot.Priya, key, "no")).Sentence, StringComparison.Ordinal);
        Assert.Contains("You aren't called", (await SaysAsync(bot, bot.Administrator, key, "yes")).Sentence, StringComparison.Ordinal);
        stands = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(stands.Says("1 person was asked and says that they were there.") && stands.Says("They say so themselves: Dr Siân Probert") && stands.Says("Quorate: 4 of 4 people needed"), stands.ToString());
        Assert.False(stands.Says("More say so"), stands.ToString());
        var ticks = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.register.form").With(MeetingForms.Of(key)))).Card);
        Assert.Contains("Probert, says they were there", ticks.Json.ToString(), StringComparison.Ordinal);
        await bot.Organiser.NotesAsync(key, sian, "absent");
        Assert.Contains("noted already", (await SaysAsync(bot, sian, key, "yes")).Sentence, StringComparison.Ordinal);
        var register = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.register.form").With(MeetingForms.Of(key)))).Card);
        Assert.True(register.Says("Ticked are those whom Teams' attendance report has there"), register.ToString());

        await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya, callum, grace);
        Assert.Equal((Presence.Absent, PresenceSource.Hand, true), StandOf(await bot.StandsAsync(key, bot.Yusuf)));
        Assert.Equal((Presence.Present, PresenceSource.Report, true), StandOf(await bot.StandsAsync(key, bot.Priya)));
        Assert.Contains("closed the register", (await SaysAsync(bot, bot.Chair, key, "yes")).Sentence, StringComparison.Ordinal);
        var closed = bot.CardsOf(bot.Chair).Single(one => one.Heading == Asked);
        Assert.True(closed.Says("The register is closed.") && closed.Says("Noted: you were not there.") && closed.Buttons.Count == 0, closed.ToString());
        await bot.BecomesAsync(Morning.AddDays(3));
        Assert.Equal("", (await bot.MeetingAsync(key)).Meeting.Content.JoinUrl); // it was read and closed: nobody needs it
        Assert.Single(bot.CardsOf(sian), one => one.Heading == Asked);
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("In Teams' attendance report, but not noted as there (1): Dr Yusuf Demir"));
    }

    [Fact]
    public async Task A_report_that_comes_after_the_register_was_closed_changes_nothing_and_whoever_closed_it_is_told_once()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var key = await ArrangeAsync(bot);
        var meeting = graph.OnlineMeeting(bot.Organiser.ObjectId, LinkOf(bot.Organiser));
        await bot.BecomesAsync(Ends.AddMinutes(5));
        await bot.Chair.KeepsRegisterAsync(key, "close", bot.Priya);
        var closed = (await bot.MeetingAsync(key)).Meeting;
        await bot.BecomesAsync(Ends.AddMinutes(20)); // Teams has no report yet
        Assert.True((await bot.Chair.ManagesAsync(bot, key)).Says("Teams' attendance report is awaited."));
        graph.IsDown = true;
        await bot.BecomesAsync(Ends.AddMinutes(65));
        graph.Forgives();
        meeting.AddReport(At(0), At(90), Was(bot.Priya, (0, 90)), Was(bot.Yusuf, (0, 90)), new StandInAttendance(null, "A visitor", null, (At(0), At(30))));
        await bot.BecomesAsync(Ends.AddHours(6).AddMinutes(1));
        foreach (var later in new[] { TimeSpan.Zero, TimeSpan.FromHours(3), TimeSpan.FromDays(3) })
            await bot.BecomesAsync(Morning + later);
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        var told = Assert.Single(bot.CardsOf(bot.Chair), card => card.Heading == "Teams' report and the register of Governing body differ");
        Assert.True(told.Says("(1): Dr Yusuf Demir. Nothing was changed."), told.ToString());
        Assert.Equal(closed.Stand!.ToText(), (await bot.MeetingAsync(key)).Meeting.Stand!.ToText());
        Assert.Equal((Presence.NotNoted, PresenceSource.Hand, true), StandOf(await bot.StandsAsync(key, bot.Yusuf)));
        Assert.Equal((Presence.Present, PresenceSource.Hand, true), StandOf(await bot.StandsAsync(key, bot.Priya)));
        Assert.All(bot.Teams.World.People, person => Assert.DoesNotContain(bot.CardsOf(bot.Who(person.Name)), card => card.Heading == Asked));

        await bot.Chair.NotesAsync(key, bot.Yusuf, "came", new JsonObject { ["reason"] = "Teams' report has him" });
        Assert.Equal(2, (await bot.MeetingAsync(key)).Meeting.Stand!.Came);
        Assert.False((await bot.Chair.ManagesAsync(bot, key)).Says("but not noted as there"));
    }

    [Fact]
    public async Task Two_servers_that_take_the_same_report_note_everybody_once()
    {
        var bot = await StartMetAsync(null);
        var key = await ArrangeAsync(bot);
        await bot.BecomesAsync(Ends.AddMinutes(5));
        var attended = new Attended(new HashSet<string> { AskedPeople.IdOf(bot.Priya).ToString(), AskedPeople.IdOf(bot.Yusuf).ToString() }, 2);
        var take = bot.Services.GetRequiredService<TakeAttendance>();
        var notes = await bot.WhilePassing(Task.WhenAll(Enumerable.Range(0, 2).Select(_ => take.RunAsync(key, attended, Token))));
        Assert.All(notes, note => Assert.Equal((2, 2), (note.Matched, note.Unmatched)));
        Assert.Equal(2, (await bot.RowsAsync(MeetingRows.Table, key, MeetingRows.Person)).Count);
        Assert.Equal(2, (await bot.Services.GetRequiredService<RegisterReading>().ReadAsync(await bot.MeetingAsync(key), Token)).ByReport);
    }

    [Fact]
    public async Task A_report_that_comes_while_the_register_is_open_on_a_screen_isnt_undone_by_boxes_that_nobody_touched()
    {
        var bot = await StartMetAsync(null);
        var key = await ArrangeAsync(bot);
        await bot.BecomesAsync(Ends.AddMinutes(5));
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.register.form").With(MeetingForms.Of(key)))).Card);
        await bot.Services.GetRequiredService<TakeAttendance>().RunAsync(key, new Attended(new HashSet<string> { AskedPeople.IdOf(bot.Priya).ToString(), AskedPeople.IdOf(bot.Yusuf).ToString() }, 0), Token);
        var data = PostForms.Filled(form, new JsonObject { ["present"] = AskedPeople.IdOf(bot.Tomasz).ToString() });
        data["go"] = "keep";
        await bot.Organiser.Sends(data);
        Assert.Equal((Presence.Present, PresenceSource.Report, true), StandOf(await bot.StandsAsync(key, bot.Priya)));
        Assert.Equal((Presence.Present, PresenceSource.Hand, false), StandOf(await bot.StandsAsync(key, bot.Tomasz)));

        // Seen and unticked, it is noted by hand.
        await bot.Organiser.KeepsRegisterAsync(key, "keep", bot.Tomasz, bot.Yusuf);
        Assert.Equal((Presence.Absent, PresenceSource.Hand, true), StandOf(await bot.StandsAsync(key, bot.Priya)));
        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<MeetingsHeld>().Single();
        var told = await held.DescribeAsync(new PersonAsked(AskedPeople.IdOf(bot.Priya), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName("larkford", "Larkford")] }, Token);
        Assert.EndsWith("Teams' attendance report has you there.", Assert.Single(Assert.Single(told).Lines).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_isnt_asked_cant_put_themselves_on_the_register_and_guests_with_a_name_have_nobody_asked()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var key = await ArrangeAsync(bot);
        graph.OnlineMeeting(bot.Organiser.ObjectId, LinkOf(bot.Organiser)).AddReport(At(0), At(90), Was(bot.Priya, (0, 90)), new StandInAttendance("99999999-0000-4000-8000-000000000001", "Of another organisation", "x@other.example", (At(0), At(90))));
        await bot.Services.GetRequiredService<MeetingShelf>().ChangeAsync(key, null, now => now.Meeting.Held(began: false, At(40)), _ => [], Token);
        await bot.BecomesAsync(At(41)); // Teams says that it has ended, in hours in which people are asked
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Contains("Nobody asks whether you were at this meeting", (await SaysAsync(bot, bot.Yusuf, key, "yes")).Sentence, StringComparison.Ordinal);
        Assert.True(bot.CardsOf(bot.Organiser).Single(card => card.Says("Teams' attendance report comes about 15 minutes after the end")).Says("are ticked already"));
        await bot.BecomesAsync(Morning.AddDays(1));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("1 other was there whom it doesn't name"));
        Assert.All(bot.Teams.World.People, person => Assert.DoesNotContain(bot.CardsOf(bot.Who(person.Name)), card => card.Heading == Asked));
        Assert.Contains("Nobody asks whether you were at this meeting", (await SaysAsync(bot, bot.Yusuf, key, "yes")).Sentence, StringComparison.Ordinal);
        Assert.Null(await bot.StandsAsync(key, bot.Yusuf));
    }

    [Fact]
    public async Task A_meeting_that_begins_again_after_its_report_was_read_is_read_again()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var key = await ArrangeAsync(bot);
        var meeting = graph.OnlineMeeting(bot.Organiser.ObjectId, LinkOf(bot.Organiser));
        meeting.AddReport(At(0), At(88), Was(bot.Priya, (0, 88)));
        await bot.BecomesAsync(Ends.AddMinutes(16));
        Assert.Equal(AttendanceState.Awaited, (await NoteAsync())!.State); // read, and once more to come
        await bot.BecomesAsync(Ends.AddMinutes(61));
        Assert.Equal(AttendanceState.Read, (await NoteAsync())!.State);

        var shelf = bot.Services.GetRequiredService<MeetingShelf>();
        await shelf.ChangeAsync(key, null, now => now.Meeting.Held(began: true, At(160)), _ => [], Token);
        await shelf.ChangeAsync(key, null, now => now.Meeting.Held(began: false, At(190)), _ => [], Token);
        meeting.AddReport(At(160), At(190), Was(bot.Tomasz, (160, 190)));
        await bot.BecomesAsync(At(191));
        Assert.Equal(AttendanceState.Awaited, (await NoteAsync())!.State);
        await bot.BecomesAsync(At(206));
        Assert.Equal(Presence.Present, (await bot.StandsAsync(key, bot.Tomasz))!.Presence);

        Task<AttendanceNote?> NoteAsync() => bot.Services.GetRequiredService<AttendanceShelf>().FindAsync(key, Token);
    }

    [Fact]
    public async Task Whom_a_closed_register_has_and_the_report_hasnt_is_told_too_and_only_to_who_may_keep_it()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var key = await ArrangeAsync(bot);
        graph.OnlineMeeting(bot.Organiser.ObjectId, LinkOf(bot.Organiser)).AddReport(At(0), At(90), Was(bot.Priya, (0, 90)));
        await bot.BecomesAsync(Ends.AddMinutes(5));
        await bot.Chair.KeepsRegisterAsync(key, "close", bot.Priya, bot.Yusuf);
        await bot.ListsAsync(bot.Chair, "larkford", Roles.Member);
        foreach (var later in new[] { TimeSpan.Zero, TimeSpan.FromHours(3), TimeSpan.FromDays(3) })
            await bot.BecomesAsync(Morning + later);
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        var told = Assert.Single(bot.CardsOf(bot.Organiser), card => card.Heading == "Teams' report and the register of Governing body differ");
        Assert.True(told.Says("the report hasn't them (1): Dr Yusuf Demir. They may have been in the room"), told.ToString());
        Assert.DoesNotContain(bot.CardsOf(bot.Chair), card => card.Heading == "Teams' report and the register of Governing body differ");
    }

    private async Task<BotUnderTest> StartMetAsync(GraphServer? graph)
    {
        var bot = await StartAsync(graph is null ? null : new BotOptions { Settings = ["--Graph:Enabled=true", $"--Graph:BaseUrl={graph.BaseUrl}"] });
        foreach (var person in bot.Teams.World.People.Where(person => person.TenantId == bot.Organiser.Person.TenantId).ToList())
            await bot.MeetsAsync(bot.Who(person.Name));
        return bot;
    }

    private static Task<string> ArrangeAsync(BotUnderTest bot, JsonObject? more = null)
        => bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["join"] = LinkOf(bot.Organiser) }.With(more));

    private static Task<BotAnswer> SaysAsync(BotUnderTest bot, Colleague who, string key, string there) => who.PressesAsync(bot, "meetings.were", MeetingForms.Of(key, ("there", there)));

    private static string LinkOf(Colleague organiser)
        => "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=" + Uri.EscapeDataString($$"""{"Tid":"{{organiser.Person.TenantId}}","Oid":"{{organiser.ObjectId}}"}""");

    private static DateTimeOffset At(int minute) => MeetingForms.Starts.AddMinutes(minute);

    private static StandInAttendance Was(Colleague who, params (int From, int Until)[] minutes)
        => new(who.ObjectId, who.Name, null, [.. minutes.Select(one => (At(one.From), At(one.Until)))]);

    private static (Presence, PresenceSource, bool) StandOf(Attendee? one) => one is null ? default : (one.Presence, one.PresenceFrom, one.IsReported);
}
