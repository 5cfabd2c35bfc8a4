using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Calendars;
using LeadershipBot.Features.Members;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>Follows calendars as an administrator does, and reads what became of them.</summary>
internal static class CalendarForms
{
    public const string Mailbox = "governing.body@larkford.example";

    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Thursday 12 March 2026, 18:00 GMT.</summary>
    public static readonly DateTimeOffset Thursday = new(2026, 3, 12, 18, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A bot that asks this Graph, and is told of changes.</summary>
    public static BotOptions Asking(this GraphServer graph, BotOptions? more = null, bool isTold = true)
    {
        var options = more ?? new BotOptions();
        return options with { Settings = [.. options.Settings, "--Graph:Enabled=true", $"--Graph:BaseUrl={graph.BaseUrl}", .. isTold ? ["--Graph:NotificationUrl=https://bot.example"] : Array.Empty<string>()] };
    }

    public static MailboxCalendar Board(this GraphServer graph, BotUnderTest bot)
    {
        (graph.Clock, graph.Bot) = (bot.Clock, bot.Address);
        graph.IsWellAgain();
        return graph.Calendar(Mailbox, bot.Administrator.Person.TenantId!);
    }

    /// <summary>All faults are over. That the bot may not be installed for people isn't one: to whom something is sent who never had it, it is tried.</summary>
    public static void IsWellAgain(this GraphServer graph)
    {
        graph.Forgives();
        graph.Refuses("appCatalogs", 403, "Forbidden");
    }

    /// <summary>The channel is one of the organisation's, so that the addresses of its people are known.</summary>
    public static async Task KnowsAddressesAsync(this BotUnderTest bot)
    {
        await bot.BindsAsync(bot.Organiser, bot.Channel);
        await bot.PassAsync(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(5));
    }

    /// <summary>The organisation's list names the addresses of people.</summary>
    public static async Task GivesAddressesAsync(this BotUnderTest bot, IReadOnlyList<(Colleague Who, string Address)> people)
    {
        var (organisations, rolls) = (bot.Services.GetRequiredService<OrganisationShelf>(), bot.Services.GetRequiredService<RollShelf>());
        var organisation = (await organisations.ReadAsync(PostForms.Here, Token))!;
        var roll = await rolls.LoadAsync(organisation, Token);
        var members = new Dictionary<MemberId, Member>(roll.Members);
        foreach (var (who, address) in people)
            members[AskedPeople.IdOf(who)] = members[AskedPeople.IdOf(who)] with { Email = address };
        var version = await rolls.StageAsync(PostForms.Here, roll with { Members = members }, people.Select(one => AskedPeople.IdOf(one.Who)), Token);
        Assert.True(await rolls.MakeCurrentAsync(organisation, version, LeadershipBot.Shell.Audit.ByProgram(PostForms.Here, "members.imported", bot.Clock.GetUtcNow()), Token));
    }

    /// <summary>An administrator follows a calendar, and everything happens that follows at once; the calendar's key.</summary>
    public static async Task<string> FollowsAsync(this BotUnderTest bot, JsonObject? inputs = null)
    {
        var answer = await bot.FollowingAsync(inputs);
        Assert.True(answer.Sentence?.StartsWith("Found", StringComparison.Ordinal) is true, answer.Sentence ?? CardReading.Of(answer.Card).ToString());
        await bot.PassAsync(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(10));
        return Assert.Single(await bot.CalendarKeysAsync());
    }

    public static Task<BotAnswer> FollowingAsync(this BotUnderTest bot, JsonObject? inputs = null)
        => bot.Administrator.SendsFormAsync("meetings.follow.form", [], new JsonObject { ["mailbox"] = Mailbox }.With(inputs));

    public static async Task<List<string>> CalendarKeysAsync(this BotUnderTest bot)
        => [.. (await bot.RowsAsync(MeetingIndexRows.Table, PostForms.Here, CalendarRows.Line)).Select(row => row.GetString("Key")!)];

    /// <summary>The calendar with how far it is read.</summary>
    public static async Task<CalendarHead> CalendarAsync(this BotUnderTest bot, string key)
        => Assert.IsType<CalendarHead>(await bot.Services.GetRequiredService<CalendarShelf>().FindAsync(key, Token));

    /// <summary>Every meeting of the organisation, by its title.</summary>
    public static async Task<List<Meeting>> MeetingsAsync(this BotUnderTest bot)
    {
        var shelf = bot.Services.GetRequiredService<MeetingShelf>();
        var heads = await Task.WhenAll((await bot.Services.GetRequiredService<MeetingLines>().ListAsync(PostForms.Here, Token)).Select(line => shelf.FindAsync(line.Key, Token)));
        return [.. heads.OfType<MeetingHead>().Select(head => head.Meeting).OrderBy(meeting => meeting.Content.StartsAt).ThenBy(meeting => meeting.Id, StringComparer.Ordinal)];
    }

    /// <summary>What a reader would find of the meetings to come: which, when, where.</summary>
    /// <param name="bot">The bot.</param>
    /// <param name="isFollowed">Whether only of those that follow their event, and not of those that are the organisation's own since.</param>
    public static async Task<string> ComingAsync(this BotUnderTest bot, bool isFollowed = false)
        => string.Join('\n', (await bot.MeetingsAsync()).Where(meeting => meeting.StateAt(bot.Clock.GetUtcNow()) is MeetingState.Coming && (meeting.IsFollowed || !isFollowed)).Select(meeting => $"{meeting.Id} {meeting.Content.Title} | {meeting.Content.StartsAt:u} | {meeting.Content.EndsAt:u} | {meeting.Content.Zone} | {meeting.Content.Place} | {meeting.Content.JoinUrl}"));

    /// <summary>The meeting with a title.</summary>
    public static async Task<Meeting> NamedAsync(this BotUnderTest bot, string title) => Assert.Single(await bot.MeetingsAsync(), meeting => meeting.Content.Title == title);

    /// <summary>Posts the notifications that are due, and lets everything happen that follows.</summary>
    public static async Task HearsGraphAsync(this BotUnderTest bot, GraphServer graph)
    {
        foreach (var due in graph.TakeNotifications())
            Assert.Equal(System.Net.HttpStatusCode.Accepted, await graph.DeliverAsync(due, Token));
        await bot.PassAsync(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(10));
    }

    /// <summary>What a bot that never heard of the calendar finds in it.</summary>
    public static async Task<string> ReadAnewAsync(this BotUnderTest fresh, BotUnderTest bot, string key)
    {
        await fresh.ReadsAsync((await bot.CalendarAsync(key)).Calendar);
        return await fresh.ComingAsync();
    }

    /// <summary>Follows a calendar without asking whether it may be read, and reads as much as can be read at once.</summary>
    public static async Task ReadsAsync(this BotUnderTest bot, FollowedCalendar calendar)
    {
        var entry = LeadershipBot.Shell.Audit.ByProgram(CalendarRows.KeyOf(calendar), "meetings.calendarFollowed", bot.Clock.GetUtcNow());
        await bot.Services.GetRequiredService<CalendarShelf>().FollowAsync(calendar, entry, Token);
        await bot.DrainAsync();
    }

    /// <summary>The board's calendar as it is followed.</summary>
    public static FollowedCalendar Followed(this MailboxCalendar board) => new(new LeadershipBot.Domain.People.OrganisationName(PostForms.Here, "Larkford"), board.TenantId, board.Mailbox) { Name = "Board", FollowedAt = BotUnderTest.Start };

    /// <summary>All rows of the calendar, in words, to see that nothing changed.</summary>
    public static async Task<string> RowsInWordsAsync(this BotUnderTest bot, string key)
        => string.Join('\n', (await bot.RowsAsync(CalendarRows.Table, key)).Select(row => $"{row.RowKey} {row.ETag} {string.Join(',', row.Columns)}"));

    public static Task<CardReading> SeesCalendarsAsync(this Colleague who, BotUnderTest bot) => who.ReadsAsync(bot, "meetings.calendars");

    public static Task<BotAnswer> ReadsNowAsync(this Colleague who, BotUnderTest bot, string key) => who.PressesAsync(bot, "meetings.calendars.read", new JsonObject { ["calendar"] = key });
}
