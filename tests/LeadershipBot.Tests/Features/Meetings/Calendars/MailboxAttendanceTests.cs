using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>Who was at the Teams meetings of a followed mailbox is read as long as that may be read, and no longer.</summary>
public sealed class MailboxAttendanceTests : WholeApp
{
    private const string Owner = "99999999-0000-4000-8000-0000000000bb";

    private static readonly DateTimeOffset Starts = CalendarForms.Thursday;

    private StandInEvent? _item;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_a_mailbox_that_isnt_listed_any_more_it_isnt_read_who_was_there_and_the_reason_is_told(bool byShortLink)
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var store = new MemoryRecordStore();
        var before = await StartAsync(graph.Asking(new BotOptions { Store = store, ServerName = "before" }));
        await before.MeetsAsync(before.Priya);
        await before.MeetsAsync(before.Organiser);
        if (byShortLink)
            await before.GivesAddressesAsync([(before.Chair, CalendarForms.Mailbox)]);
        var key = await FollowsAsync(graph, before, byShortLink: byShortLink);
        Assert.True((await before.Priya.ReadsMeetingAsync(before, key)).Says("Teams' attendance report is read after it."));
        var listing = new BotOptions { Settings = ["--Graph:Mailboxes:0=board@other.example=other"], Store = store, ServerName = "after", SharesTeamsWith = before };
        var bot = await StartAsync(graph.Asking(listing));
        before.Store.Fails(StoreFault.Unavailable); // it was stopped
        foreach (var minutes in new[] { 1, 16 })
            await bot.BecomesAsync(Starts.AddHours(1).AddMinutes(minutes));
        AssertNothingRead(graph);
        before.Store.Recovers(); // people's presses come to the first server
        var card = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(card.Says("the calendar's mailbox isn't followed any more, or whoever runs the bot doesn't list it for your organisation."), card.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Once_a_calendar_isnt_followed_or_its_event_is_private_it_isnt_read_who_was_there(bool stops)
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        foreach (var who in new[] { bot.Priya, bot.Organiser })
            await bot.MeetsAsync(who);
        var key = await FollowsAsync(graph, bot);
        await bot.Priya.RepliesAsync(bot, key, "coming");
        if (stops)
            await StopsAsync(bot);
        else
            graph.Calendar(CalendarForms.Mailbox, bot.Administrator.Person.TenantId!).Change(_item!, it => it.Sensitivity = "private");
        await bot.HearsGraphAsync(graph);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30));
        var meeting = (await bot.MeetingAsync(key)).Meeting;
        Assert.True(meeting is { IsReleased: true, AsksForRegister: true });
        foreach (var minutes in new[] { 1, 16 })
            await bot.BecomesAsync(Starts.AddHours(1).AddMinutes(minutes));
        AssertNothingRead(graph);
        var card = await bot.Organiser.ManagesAsync(bot, key);
        Assert.True(card.Says("whoever organised the meeting in Teams didn't put its link in here."), card.ToString());
    }

    [Fact]
    public async Task Of_a_mailbox_that_is_followed_by_an_alias_or_got_another_address_it_is_read_who_was_at_its_meetings()
    {
        const string alias = "gb@larkford.example";
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking(new BotOptions { Settings = [$"--Graph:Mailboxes:0={alias}={PostForms.Here}"] }));
        await bot.MeetsAsync(bot.Priya);
        graph.Board(bot).Aliases.Add(alias);
        var key = await FollowsAsync(graph, bot, alias);
        Assert.Equal(alias, (await bot.CalendarAsync(Assert.Single(await bot.CalendarKeysAsync()))).Calendar.Mailbox);
        Assert.True((await bot.Priya.ReadsMeetingAsync(bot, key)).Says("Teams' attendance report is read after it."));
        foreach (var minutes in new[] { 1, 16 })
            await bot.BecomesAsync(Starts.AddHours(1).AddMinutes(minutes));
        Assert.Equal(Presence.Present, (await bot.StandsAsync(key, bot.Priya))?.Presence);
    }

    /// <summary>Follows the calendar of a mailbox that organised a meeting in Teams with a quorum, at which somebody was; the meeting's key.</summary>
    private async Task<string> FollowsAsync(GraphServer graph, BotUnderTest bot, string mailbox = CalendarForms.Mailbox, bool byShortLink = false)
    {
        var link = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=" + Uri.EscapeDataString($$"""{"Tid":"{{bot.Priya.Person.TenantId}}","Oid":"{{Owner}}"}""");
        _item = graph.Board(bot).Add("Governing body", Starts, Starts.AddHours(1), it => it.JoinUrl = byShortLink ? $"https://teams.microsoft.com/meet/{graph.OnlineMeeting(bot.Chair.ObjectId, "https://teams.microsoft.com/l/meetup-join/4/0").JoinMeetingId}?p=aBc" : link);
        graph.OnlineMeeting(Owner, link).AddReport(Starts, Starts.AddHours(1), new StandInAttendance(bot.Priya.ObjectId, bot.Priya.Name, null, (Starts, Starts.AddHours(1))));
        await bot.FollowsAsync(new JsonObject { ["mailbox"] = mailbox, ["quorumPeople"] = "4" });
        return MeetingRows.KeyOf(await bot.NamedAsync("Governing body"));
    }

    private static async Task StopsAsync(BotUnderTest bot)
    {
        var stop = await bot.Administrator.Opens(PostForms.About("meetings.stop.form").With(new JsonObject { ["calendar"] = Assert.Single(await bot.CalendarKeysAsync()) }));
        await bot.Administrator.Sends(PostForms.Filled(CardReading.Of(stop.Card), []));
    }

    private static void AssertNothingRead(GraphServer graph)
        => Assert.DoesNotContain(graph.Calls, call => call.Path.Contains("onlineMeetings", StringComparison.Ordinal));
}
