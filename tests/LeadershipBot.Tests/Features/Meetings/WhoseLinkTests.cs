using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Held;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings;

/// <summary>Who put the link in counts for whether it is read who was there, not whose meeting it is here.</summary>
public sealed class WhoseLinkTests : WholeApp
{
    private static readonly DateTimeOffset Ends = MeetingForms.Starts.AddMinutes(90);
    private static readonly DateTimeOffset Morning = new(2026, 3, 13, 9, 31, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_of_whoever_arranged_the_meeting_that_another_puts_in_is_read_only_once_they_agree()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        graph.OnlineMeeting(bot.Chair.ObjectId, LinkOf(bot.Chair, "private")).AddReport(MeetingForms.Starts, Ends, new StandInAttendance(bot.Tomasz.ObjectId, bot.Tomasz.Name, null, (MeetingForms.Starts, Ends)));
        var key = await bot.ArrangesAsync(bot.Chair, new JsonObject { ["professions"] = "Gp", ["join"] = LinkOf(bot.Chair, "board") });
        Assert.True((await bot.Priya.ReadsMeetingAsync(bot, key)).Says("Teams' attendance report is read after it."));
        await PutsInAsync(bot, bot.Organiser, key, LinkOf(bot.Chair, "private"));
        Assert.True((await bot.Priya.ReadsMeetingAsync(bot, key)).Says("Teams' attendance report is read after it if whoever organised it in Teams agrees."));
        await bot.BecomesAsync(Ends.AddMinutes(16));
        Assert.DoesNotContain(graph.Calls, call => call.Path.Contains("onlineMeetings", StringComparison.Ordinal));
        Assert.Null(await bot.StandsAsync(key, bot.Tomasz));
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("whoever organised the meeting in Teams didn't put its link in here."));
        await bot.BecomesAsync(Morning);
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Single(bot.CardsOf(bot.Chair), card => card.Buttons.Contains("I agree: read it") && card.Says("Helen Whitcombe put your Teams link into this meeting."));
        await bot.Chair.PressesAsync(bot, "meetings.attendance.read", MeetingForms.Of(key));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Equal(Presence.Present, (await bot.StandsAsync(key, bot.Tomasz))!.Presence);
    }

    [Fact]
    public async Task Who_is_asked_reads_to_what_they_would_agree_on_the_card_that_asks_and_from_the_managing_one()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        graph.OnlineMeeting(bot.Chair.ObjectId, LinkOf(bot.Chair, "private")).AddReport(MeetingForms.Starts, Ends, new StandInAttendance(bot.Tomasz.ObjectId, bot.Tomasz.Name, null, (MeetingForms.Starts, Ends)));
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["join"] = LinkOf(bot.Chair, "private") });
        await bot.BecomesAsync(Ends.AddMinutes(16));
        var managing = await bot.Chair.ManagesAsync(bot, key);
        Assert.Contains("May Teams' report be read?", managing.Buttons);
        Assert.DoesNotContain("Read Teams' report now", managing.Buttons);
        var card = CardReading.Of((await bot.Chair.PressesAsync(bot, "meetings.attendance.may", MeetingForms.Of(key))).Card);
        foreach (var words in new[] { "Thu 12 Mar, 18:00 (GMT) to 19:30", "Helen Whitcombe put your Teams link into this meeting.", "minutes and the board paper may name them", "at the latest until Sat 11 Apr 2026" })
            Assert.True(card.Says(words), $"{words} / {card}");
        Assert.Equal(["I agree: read it", "Look at the link", "How it stands"], card.Buttons);
        Assert.Contains(LinkOf(bot.Chair, "private"), card.Json.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        Assert.DoesNotContain(graph.Calls, call => call.Path.Contains("onlineMeetings", StringComparison.Ordinal));
        Assert.Empty(await AgreedAsync(bot, key)); // to look is no yes
        await bot.BecomesAsync(Morning);
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Single(bot.CardsOf(bot.Chair), one => one.Buttons.Contains("I agree: read it"));

        await bot.Chair.PressesAsync(bot, "meetings.attendance.read", MeetingForms.Of(key));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Single(await AgreedAsync(bot, key));
        foreach (var who in new[] { bot.Chair, bot.Organiser })
            Assert.DoesNotContain("I agree: read it", CardReading.Of((await who.PressesAsync(bot, "meetings.attendance.may", MeetingForms.Of(key))).Card).Buttons);
    }

    [Fact]
    public async Task Whoever_agreed_did_so_for_the_time_that_the_card_said_and_not_for_what_they_talked_of_after_it()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var late = new StandInAttendance(bot.Yusuf.ObjectId, bot.Yusuf.Name, null, (Ends.AddMinutes(20), Ends.AddMinutes(80)));
        graph.OnlineMeeting(bot.Chair.ObjectId, LinkOf(bot.Chair, "private")).AddReport(MeetingForms.Starts, Ends.AddMinutes(80), new StandInAttendance(bot.Tomasz.ObjectId, bot.Tomasz.Name, null, (MeetingForms.Starts, Ends)), late);
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["professions"] = "Gp", ["join"] = LinkOf(bot.Chair, "private") });
        await bot.BecomesAsync(Ends.AddMinutes(10));
        await bot.Services.GetRequiredService<MeetingShelf>().ChangeAsync(key, null, there => there.Meeting with { HeldFrom = MeetingForms.Starts, HeldUntil = Ends.AddMinutes(80) }, _ => [], Token);
        await bot.BecomesAsync(Ends.AddMinutes(100));
        await bot.Chair.PressesAsync(bot, "meetings.attendance.read", MeetingForms.Of(key));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Equal(Presence.Present, (await bot.StandsAsync(key, bot.Tomasz))!.Presence);
        Assert.Null(await bot.StandsAsync(key, bot.Yusuf));
    }

    [Fact]
    public async Task Once_the_link_is_gone_nobody_reads_that_a_button_is_there_by_which_it_can_be_read()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["join"] = LinkOf(bot.Chair, "private") });
        await bot.BecomesAsync(Ends.AddMinutes(16));
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("they can have it read with the button on this card, as they see it."));
        await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya);
        await bot.BecomesAsync(Ends.AddDays(MeetingLimits.LinkDays + 1));
        Assert.Equal("", (await bot.MeetingAsync(key)).Meeting.Content.JoinUrl);
        var card = await bot.Chair.ManagesAsync(bot, key);
        Assert.True(card.Says("and hadn't agreed to it before the link went.") && !card.Says("the button on this card"), card.ToString());
        Assert.DoesNotContain("May Teams' report be read?", card.Buttons);
    }

    [Fact]
    public async Task A_short_link_is_looked_for_with_whoever_put_it_in_and_whoever_changes_to_their_own_has_it_read()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var (chairs, organisers) = (graph.OnlineMeeting(bot.Chair.ObjectId, LinkOf(bot.Chair, "private")), graph.OnlineMeeting(bot.Organiser.ObjectId, LinkOf(bot.Organiser, "board")));
        foreach (var meeting in new[] { chairs, organisers })
            meeting.AddReport(MeetingForms.Starts, Ends, new StandInAttendance(bot.Tomasz.ObjectId, bot.Tomasz.Name, null, (MeetingForms.Starts, Ends)));
        var (pasted, own) = (await bot.ArrangesAsync(bot.Chair), await bot.ArrangesAsync(bot.Chair, new JsonObject { ["title"] = "Another" }));
        await PutsInAsync(bot, bot.Organiser, pasted, $"https://teams.microsoft.com/meet/{chairs.JoinMeetingId}?p=aBc");
        await PutsInAsync(bot, bot.Organiser, own, $"https://teams.microsoft.com/meet/{organisers.JoinMeetingId}?p=dEf");
        await bot.BecomesAsync(Ends.AddMinutes(16));
        Assert.DoesNotContain(graph.Calls, call => call.Path.Contains(bot.Chair.ObjectId, StringComparison.OrdinalIgnoreCase));
        Assert.Null(await bot.StandsAsync(pasted, bot.Tomasz));
        Assert.True((await bot.Organiser.ManagesAsync(bot, pasted)).Says("and it isn't one of whoever put the link in here."));
        Assert.Equal(Presence.Present, (await bot.StandsAsync(own, bot.Tomasz))!.Presence);
    }

    [Fact]
    public async Task A_link_in_which_somebody_wrote_themselves_as_organiser_of_anothers_meeting_tells_nothing()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        var meeting = graph.OnlineMeeting(bot.Organiser.ObjectId, LinkOf(bot.Organiser, "anothers"));
        meeting.OrganisedBy = bot.Chair.ObjectId; // the organiser is invited to it, and finds it by its address
        meeting.AddReport(MeetingForms.Starts, Ends, new StandInAttendance(bot.Tomasz.ObjectId, bot.Tomasz.Name, null, (MeetingForms.Starts, Ends)));
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["join"] = LinkOf(bot.Organiser, "anothers") });
        await bot.BecomesAsync(Ends.AddMinutes(16));
        Assert.Null(await bot.StandsAsync(key, bot.Tomasz));
        Assert.DoesNotContain(graph.Calls, call => call.Path.Contains("attendanceReports", StringComparison.Ordinal));
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("Teams has none for this meeting."));
    }

    [Fact]
    public async Task A_link_that_was_taken_out_by_mistake_after_the_end_is_put_back_and_the_report_is_read_and_no_other_link()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartMetAsync(graph);
        graph.OnlineMeeting(bot.Organiser.ObjectId, LinkOf(bot.Organiser, "board")).AddReport(MeetingForms.Starts, Ends, new StandInAttendance(bot.Tomasz.ObjectId, bot.Tomasz.Name, null, (MeetingForms.Starts, Ends)));
        var key = await bot.ArrangesAsync(bot.Organiser, new JsonObject { ["join"] = LinkOf(bot.Organiser, "board") });
        await bot.BecomesAsync(Ends.AddMinutes(5));
        await PutsInAsync(bot, bot.Organiser, key, "");
        Assert.True((await bot.Organiser.ManagesAsync(bot, key)).Says("While the register is open, the same link can be put back."));
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        var refused = CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["join"] = LinkOf(bot.Organiser, "private") }))).Card);
        Assert.True(refused.Says("another link can't be put in"), refused.ToString());
        await PutsInAsync(bot, bot.Organiser, key, LinkOf(bot.Organiser, "board"));
        await bot.BecomesAsync(Ends.AddMinutes(21));
        Assert.Equal(Presence.Present, (await bot.StandsAsync(key, bot.Tomasz))?.Presence);
    }

    [Fact]
    public async Task Who_put_a_link_in_is_told_of_it_and_forgotten_with_it()
    {
        var bot = await StartMetAsync(null);
        var key = await bot.ArrangesAsync(bot.Chair);
        await PutsInAsync(bot, bot.Organiser, key, LinkOf(bot.Chair, "board"));
        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<MeetingsHeld>().Single();
        var about = new PersonAsked(AskedPeople.IdOf(bot.Organiser), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new OrganisationName("larkford", "Larkford")] };
        Assert.Contains(Assert.Single(await held.DescribeAsync(about, Token)).Lines, line => line.Words.Contains("put its Teams link in", StringComparison.Ordinal));
        Assert.Contains((await held.PlanAsync(about, Token)).Erased, line => line.Words.Contains("1 meeting", StringComparison.Ordinal));
        await held.ForgetAsync(about, Token);
        Assert.Null((await bot.MeetingAsync(key)).Meeting.LinkedBy);
        Assert.NotEqual("", (await bot.MeetingAsync(key)).Meeting.Content.JoinUrl);
    }

    private async Task<BotUnderTest> StartMetAsync(GraphServer? graph)
    {
        var bot = await StartAsync(graph is null ? null : new BotOptions { Settings = ["--Graph:Enabled=true", $"--Graph:BaseUrl={graph.BaseUrl}"] });
        foreach (var person in bot.Teams.World.People.Where(person => person.TenantId == bot.Organiser.Person.TenantId).ToList())
            await bot.MeetsAsync(bot.Who(person.Name));
        return bot;
    }

    private static async Task<List<LeadershipBot.Storage.Record>> AgreedAsync(BotUnderTest bot, string key)
        => [.. (await bot.RowsAsync(MeetingRows.Table, key)).Where(row => row.GetString("What") == "meetings.attendanceAgreed")];

    private static async Task PutsInAsync(BotUnderTest bot, Colleague who, string key, string link)
    {
        var form = CardReading.Of((await who.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        var answer = await who.Sends(PostForms.Filled(form, new JsonObject { ["join"] = link }));
        Assert.True(answer.Sentence is not null, answer.Sentence is null ? CardReading.Of(answer.Card).ToString() : "");
        await bot.DrainAsync();
    }

    private static string LinkOf(Colleague organiser, string thread)
        => $"https://teams.microsoft.com/l/meetup-join/19%3ameeting_{thread}%40thread.v2/0?context=" + Uri.EscapeDataString($$"""{"Tid":"{{organiser.Person.TenantId}}","Oid":"{{organiser.ObjectId}}"}""");
}
