using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Calendars;
using LeadershipBot.Shell;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>
/// Any history of a calendar, with all that can go wrong on the way, two servers at work whose clocks differ and two of them killed, ends with what a bot
/// finds and says which reads the calendar for the first time. The seed of a history that doesn't stands in the test's name.
/// </summary>
public sealed class CalendarHistoryTests : WholeApp
{
    private const string Category = "Board";

    private const int SkewSecondsMax = 20;
    private const int Rounds = 12;

    /// <summary>So many of the last ones without a fault but lost notifications, so that what was to be read anew was.</summary>
    private const int QuietRounds = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 16)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Any_history_ends_like_a_clean_reading(int seed)
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var (random, store) = (new Random(seed), new MemoryRecordStore());
        var bot = await StartAsync(graph.Asking(new BotOptions { HelpAfter = Patience, Store = store, ServerName = "first" }));
        var board = graph.Board(bot);
        graph.PageSize = 3 + random.Next(6);
        var all = new List<StandInEvent>();
        var invited = new[] { bot.Priya.Person.Email, bot.Yusuf.Person.Email };
        Colleague[] watching = [bot.Tomasz, bot.Priya, bot.Yusuf, bot.Organiser, bot.Administrator];
        foreach (var one in watching)
            await bot.MeetsAsync(one);
        await bot.GivesAddressesAsync([(bot.Priya, invited[0]), (bot.Yusuf, invited[1])]);
        for (var i = 0; i < 8; i++)
            ChangeAnything(board, all, invited, random);
        graph.Disorder = new Random(seed);
        var key = await bot.FollowsAsync(seed % 2 == 0 ? new JsonObject { ["category"] = Category } : null);
        foreach (var meeting in await bot.MeetingsAsync())
            await bot.Tomasz.RepliesAsync(bot, MeetingRows.KeyOf(meeting), "coming");
        var servers = new CalendarServers(bot, await StartAsync(Another("second")));
        int[] deadly = [random.Next(1, 6), Rounds - 1]; // after the last nothing has everything read anew: what is lost by it stays lost
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = random.Next(1, 6); i > 0; i--)
                ChangeAnything(board, all, invited, random);
            if (deadly.Contains(round))
                Kill(servers, board, all, random);
            else if (round < Rounds - QuietRounds)
                BreakSomething(graph, servers.Any(random), random);
            await TellAsync(graph, servers, random);
            await servers.PassAsync(TimeSpan.FromSeconds(random.Next(1, 4) * 20), TimeSpan.FromSeconds(10));
            if (servers.Buries())
            {
                ChangeAnything(board, all, invited, random);
                await TellAsync(graph, servers, random); // while the dead one's lease still lies there
                bot.Clock.Advance(CalendarServers.LongestLease);
                servers.Add(await StartAsync(Another($"after {round}")));
            }

            servers.Recover();
            if (random.Next(3) == 0 || round >= Rounds - QuietRounds - 1)
                graph.IsWellAgain();
        }

        graph.IsWellAgain();
        graph.Disorder = null;
        board.Add("The last", CalendarForms.Thursday, CalendarForms.Hour, Category);
        await servers.PassAsync(TimeSpan.FromHours(54), TimeSpan.FromHours(2)); // the nightly reading, and what was put off for a day
        Assert.Equal(deadly.Length, servers.Dead);
        var last = servers.Any(random);
        var fresh = await StartAsync(graph.Asking(new BotOptions { SharesTeamsWith = bot }));
        await fresh.GivesAddressesAsync([(fresh.Priya, invited[0]), (fresh.Yusuf, invited[1])]);
        Assert.Equal(await fresh.ReadAnewAsync(last, key), await last.ComingAsync(isFollowed: true));
        Assert.NotEqual("", await last.ComingAsync(isFollowed: true));
        var meetings = await last.MeetingsAsync();
        var coming = meetings.FindAll(meeting => meeting.IsFollowed && meeting.StateAt(bot.Clock.GetUtcNow()) is MeetingState.Coming);
        Assert.Empty(await last.RowsAsync(CalendarRows.Table, key, CalendarRows.ToDo));
        var answered = 0;
        foreach (var meeting in coming)
        {
            var answers = await AnswersAsync(last, meeting);
            Assert.Equal(await AnswersAsync(fresh, meeting), answers);
            answered += answers.Length > 0 ? 1 : 0;
        }

        Assert.Equal(await SaidAsync(fresh, coming, []), await SaidAsync(last, coming, meetings.Where(meeting => !meeting.IsFollowed || meeting.WhyOff() is not null)));
        var off = watching.SelectMany(bot.CardsOf).Where(card => card.Says("doesn't take place") || card.Says("taken out of the calendar")).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{coming.Count} meetings, {answered} of them answered in Outlook; {off.Count} cards say that one is off.");
        foreach (var meeting in coming)
            Assert.DoesNotContain(off, card => card.Says(meeting.Content.Title) && card.Says(TimeWords.Moment(meeting.Content.StartsAt, Zones.UnitedKingdom)));

        BotOptions Another(string name)
        {
            var clock = new SkewedClock(bot.Clock, TimeSpan.FromSeconds(random.Next(-SkewSecondsMax, SkewSecondsMax + 1)));
            return graph.Asking(new BotOptions { HelpAfter = Patience, Store = store, ServerName = name, SharesTeamsWith = bot, Parts = services => services.AddSingleton<TimeProvider>(clock) });
        }
    }

    /// <summary>What the bot replies to somebody who never answered in it: the list of meetings to come, page by page, without those that only it has, and each meeting's card.</summary>
    private static async Task<string> SaidAsync(BotUnderTest bot, IReadOnlyList<Meeting> coming, IEnumerable<Meeting> itsOwn)
    {
        bot.HearsTeams();
        var own = itsOwn.Select(MeetingRows.KeyOf).ToHashSet(StringComparer.Ordinal);
        var said = new List<string>();
        for (var (page, isLast) = (0, false); !isLast; page++)
        {
            var list = CardReading.Of((await bot.Yusuf.Executes("meetings.list", Here(("page", $"{page}")))).Card);
            var items = CardReading.All(list.Json["body"]).Where(part => CardReading.TextOf(part["type"]) == "Container" && KeyIn(part) is not null);
            said.AddRange(items.Where(item => !own.Contains(KeyIn(item)!)).Select(item => string.Join(" | ", CardReading.All(item).Select(part => CardReading.TextOf(part["text"])).OfType<string>())));
            isLast = !list.Json.ToJsonString().Contains($"\"page\":\"{page + 1}\"", StringComparison.Ordinal) && !list.Json.ToJsonString().Contains($"\"page\":{page + 1}", StringComparison.Ordinal);
        }

        foreach (var meeting in coming)
            said.Add(CardReading.Of((await bot.Yusuf.Executes("meetings.open", Here(("meeting", MeetingRows.KeyOf(meeting))))).Card).ToString());
        return string.Join('\n', said);
    }

    private static JsonObject Here((string Name, string Value) more) => new() { ["organisation"] = PostForms.Here, [more.Name] = more.Value };

    /// <summary>Which meeting a row of the list is about; null for other parts.</summary>
    private static string? KeyIn(JsonObject part) => CardReading.All(part["items"]).SelectMany(one => one["actions"] as JsonArray ?? []).Select(action => CardReading.TextOf(action?["data"]?["meeting"])).FirstOrDefault(key => key is not null);

    /// <summary>What was answered to a meeting in Outlook, and by whom.</summary>
    private static async Task<string> AnswersAsync(BotUnderTest bot, Meeting meeting)
    {
        var people = await bot.Services.GetRequiredService<MeetingShelf>().ListPeopleAsync(MeetingRows.KeyOf(meeting), Token);
        return string.Join('\n', people.Where(row => row.Attendee.IsFromCalendar).Select(row => $"{meeting.Content.Title} {row.Attendee.Name} {row.Attendee.Reply}"));
    }

    private static void ChangeAnything(MailboxCalendar board, List<StandInEvent> all, string[] invited, Random random)
    {
        var at = BotUnderTest.Start.AddDays(random.Next(2, 120)).AddHours(random.Next(12));
        var living = all.Where(one => !one.IsDeleted).ToList();
        var some = living.Count == 0 ? null : living[random.Next(living.Count)];
        switch (random.Next(some is null ? 2 : 14))
        {
            case 0:
                all.Add(board.Add($"Single {all.Count}", at, at.AddHours(1), it => it.Place = Toggle(it) && random.Next(2) == 0 ? null : "Hall"));
                break;
            case 1:
                all.Add(board.AddSeries($"Series {all.Count}", at, TimeSpan.FromHours(1), random.Next(2, 6), with: it => Toggle(it)));
                break;
            case 2 or 3:
                board.Move(some!, at, at.AddHours(2));
                break;
            case 4:
                board.Rename(some!, $"Renamed {random.Next(100)}");
                break;
            case 5:
                board.Cancel(some!);
                break;
            case 6:
                board.Change(some!, it => (it.IsCancelled, it.Place) = (false, random.Next(2) == 0 ? null : "Library"));
                break;
            case 7:
                board.Delete(some!);
                break;
            case 8:
                board.Move(some!, BotUnderTest.Start.AddDays(600), BotUnderTest.Start.AddDays(600).AddHours(1)); // out of the window; back again by another move
                break;
            case 9 when some!.IsSeries:
                board.Delete(some.Occurrences[random.Next(some.Occurrences.Count)]);
                break;
            case 10 when some!.IsSeries:
                board.MoveOccurrence(some, random.Next(some.Occurrences.Count), at, at.AddHours(1));
                break;
            case 11 when !some!.IsSeries:
                board.Repeat(some, random.Next(2, 5));
                break;
            case 12:
                board.Answer(some!, invited[random.Next(invited.Length)], random.Next(2) == 0 ? "accepted" : "declined");
                break;
            case 13:
                board.Change(some!, it => Toggle(it));
                break;
            default:
                board.Change(some!, it => it.Sensitivity = it.Sensitivity == "normal" ? "private" : "normal");
                break;
        }
    }

    /// <summary>Gives it the category that is followed in half of the histories, or takes it.</summary>
    private static bool Toggle(StandInEvent item)
    {
        if (item.Categories.Remove(Category))
            return false;
        item.Categories.Add(Category);
        return true;
    }

    /// <summary>A server dies while it has something to do.</summary>
    private static void Kill(CalendarServers servers, MailboxCalendar board, List<StandInEvent> all, Random random)
    {
        for (var i = 0; i < 6; i++)
            all.Add(board.Add($"Late {all.Count}", BotUnderTest.Start.AddDays(random.Next(5, 90)), CalendarForms.Hour, Category));
        servers.OneDies(random.Next(2) == 0 ? "Calendars" : "Meetings", random.Next(12), random);
    }

    private static void BreakSomething(GraphServer graph, BotUnderTest bot, Random random)
    {
        switch (random.Next(12))
        {
            case 0:
                graph.Throttles(random.Next(1, 4), random.Next(2) == 0 ? null : random.Next(1, 60));
                break;
            case 1:
                graph.IsDown = true;
                break;
            case 2:
                graph.LosesSyncState();
                break;
            case 3:
                graph.ExpiresDeltaLinks();
                break;
            case 4:
                graph.RemovesSubscriptions(random.Next(2) == 0);
                break;
            case 5:
                graph.MissesNotifications();
                break;
            case 6:
                graph.Refuses("calendarView", 403, "ErrorAccessDenied", times: 1);
                break;
            case 7:
                graph.AsksToReauthorize();
                break;
            case 8:
                bot.Store.Fails(random.Next(2) == 0 ? StoreFault.LosesAnswers : StoreFault.LosesCommits, "Calendars", times: random.Next(1, 4));
                break;
            case 9:
                bot.Store.Fails(StoreFault.Unavailable, random.Next(2) == 0 ? "Meetings" : "Calendars", times: random.Next(1, 6)); // killed in the middle
                break;
            default:
                break;
        }
    }

    /// <summary>Notifications come once, twice, in any order, or never, to whichever server lives.</summary>
    private static async Task TellAsync(GraphServer graph, CalendarServers servers, Random random)
    {
        var due = graph.TakeNotifications().SelectMany(one => Enumerable.Repeat(one, random.Next(3))).OrderBy(_ => random.Next());
        foreach (var one in due.ToList())
        {
            graph.Bot = servers.Hearing(random).Address;
            await graph.DeliverAsync(one, Token);
        }
    }
}
