using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Held;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>What lists read of busy calendars: those around now, wherever they are moved, and not those of six years.</summary>
public sealed class NearMeetingTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_read_the_meetings_around_now_and_a_moved_one_where_it_is_now()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        var item = board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2));
        board.Add("Far away", BotUnderTest.Start.AddDays(300), BotUnderTest.Start.AddDays(300).AddHours(1));
        await bot.FollowsAsync();
        Assert.Equal(["Governing body"], await NearAsync(bot));
        Assert.True((await bot.Priya.Hears("meetings")) is var coming && coming.Says("Governing body") && coming.Says("Far away"), "the list of what is to come has both");
        board.Move(item, BotUnderTest.Start.AddDays(200), BotUnderTest.Start.AddDays(200).AddHours(1));
        await bot.HearsGraphAsync(graph);
        Assert.Empty(await NearAsync(bot));
        board.Move(item, CalendarForms.Thursday.AddDays(1), CalendarForms.Thursday.AddDays(1).AddHours(1));
        await bot.HearsGraphAsync(graph);
        Assert.Equal(["Governing body"], await NearAsync(bot));
        Assert.Equal(2, (await bot.RowsAsync(MeetingIndexRows.Table, PostForms.Here, "near.")).Count);

        // By hand they are few, and always there; what is removed leaves no line.
        await bot.ArrangesAsync(bot.Organiser);
        Assert.Equal(2, (await NearAsync(bot)).Count);
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(200));
        Assert.Equal(["Governing body"], await NearAsync(bot)); // by hand; the calendar's was long ago
        Assert.Equal(2, CardCount(await bot.Priya.Hears("meetings past")));
        var retention = bot.Services.GetRequiredService<IEnumerable<IRetention>>().OfType<MeetingRetention>().Single();
        Assert.Equal(2, await retention.SweepAsync(PostForms.Here, bot.Clock.GetUtcNow(), Sweep.Remove, Token));
        Assert.Single(await bot.RowsAsync(MeetingIndexRows.Table, PostForms.Here, "near."));
    }

    [Fact]
    public async Task What_waits_what_is_next_and_what_Teams_says_of_a_meeting_is_found_without_reading_the_calendars_other_days()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.MeetsAsync(bot.Priya);
        await bot.MeetsAsync(bot.Organiser);
        var link = "https://teams.microsoft.com/l/meetup-join/" + Uri.EscapeDataString(bot.Priya.Chat.Id) + "/0?context=%7b%7d";
        board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2), it => it.JoinUrl = link);
        for (var day = 2; day < 40; day++)
            board.Add($"Other {day}", CalendarForms.Thursday.AddDays(day), CalendarForms.Thursday.AddDays(day).AddHours(1));
        await bot.FollowsAsync(new System.Text.Json.Nodes.JsonObject { ["quorumPeople"] = "4" });
        await bot.ArrangesAsync(bot.Organiser, new System.Text.Json.Nodes.JsonObject { ["title"] = "By hand", ["professions"] = "Gp" });

        var read = new List<string>();
        bot.Store.RowRead = row => read.Add(row.RowKey);
        Assert.True((await bot.Priya.Hears("waiting")).Says("By hand"));
        Assert.DoesNotContain(read, row => row.StartsWith("near.day.", StringComparison.Ordinal));
        read.Clear();
        var list = await bot.Priya.Hears("meetings");
        Assert.True(list.Says("By hand") && list.Says("Governing body") && list.Says("Other 4") && !list.Says("Other 5"), list.ToString());
        Assert.InRange(read.Count(row => row.StartsWith("near.day.", StringComparison.Ordinal)), 5, 8);
        bot.Store.RowRead = null;

        await bot.BecomesAsync(CalendarForms.Thursday.AddMinutes(2));
        read.Clear();
        bot.Store.RowRead = row => read.Add(row.RowKey);
        await bot.Priya.Delivers(delivery => delivery.MeetingStartAsync(bot.Priya.Person, bot.Priya.Chat, "Board", Token));
        bot.Store.RowRead = null;
        Assert.NotNull((await bot.NamedAsync("Governing body")).HeldFrom);
        Assert.InRange(read.Count(row => row.StartsWith("near.day.", StringComparison.Ordinal)), 1, 3);
    }

    [Fact]
    public async Task Those_that_were_are_read_backwards_and_no_further_than_the_page_shows()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        await bot.MeetsAsync(bot.Organiser);
        const int Weeks = 300; // of almost six years
        for (var week = 1; week <= Weeks; week++)
            await PutAsync(bot, week, BotUnderTest.Start.AddDays(-7 * week), isFromCalendar: week % 50 != 0);
        await PutAsync(bot, 0, BotUnderTest.Start.AddDays(3), isFromCalendar: true); // to come
        var read = new List<string>();
        bot.Store.RowRead = row => read.Add(row.RowKey);
        Assert.Equal(["Huddle 1", "Huddle 2", "Huddle 3", "Huddle 4", "Huddle 5"], await ShownAsync(bot, 0));
        Assert.DoesNotContain(read, row => row.StartsWith("meeting.", StringComparison.Ordinal));
        Assert.InRange(read.Count(row => row.StartsWith("near.day.", StringComparison.Ordinal)), 6, 20);
        read.Clear();
        Assert.Equal(["Huddle 46", "Huddle 47", "Huddle 48", "Huddle 49", "Huddle 50"], await ShownAsync(bot, 9)); // one arranged by hand among them
        Assert.InRange(read.Count(row => row.StartsWith("near.day.", StringComparison.Ordinal)), 50, 110);
        bot.Store.RowRead = null;

        // Page by page everything is there, once and in order; beyond the last is the last.
        var all = new List<string>();
        for (var page = 0; page < Weeks / 5; page++)
            all.AddRange(await ShownAsync(bot, page));
        Assert.Equal(Enumerable.Range(1, Weeks).Select(week => $"Huddle {week}"), all);
        Assert.Equal(["Huddle 296", "Huddle 297", "Huddle 298", "Huddle 299", "Huddle 300"], await ShownAsync(bot, 500));
    }

    private static async Task PutAsync(BotUnderTest bot, int number, DateTimeOffset at, bool isFromCalendar)
    {
        var meeting = new LeadershipBot.Domain.Meetings.Meeting($"m{number}", new LeadershipBot.Domain.People.OrganisationName(PostForms.Here, "Larkford"), new LeadershipBot.Domain.Meetings.MeetingContent($"Huddle {number}", at, at.AddHours(1), "Europe/London"))
        {
            MadeAt = at,
            Source = isFromCalendar ? new LeadershipBot.Domain.Meetings.Calendars.MeetingSource("larkford.c", 1) : null,
        };
        await bot.Store.Inner.CommitAsync(MeetingIndexRows.Table, PostForms.Here, [.. MeetingIndexRows.OfLines(new MeetingHead(meeting, ""))], Token);
    }

    private static async Task<List<string>> ShownAsync(BotUnderTest bot, int page)
        => [.. (await bot.Organiser.ReadsAsync(bot, "meetings.list", new System.Text.Json.Nodes.JsonObject { ["which"] = "past", ["page"] = $"{page}" })).Texts.Where(text => text.StartsWith("Huddle", StringComparison.Ordinal))];

    private static int CardCount(CardReading list) => list.ToString().Split("Governing body").Length - 1;

    private static async Task<List<string>> NearAsync(BotUnderTest bot)
        => (await bot.Services.GetRequiredService<MeetingLines>().ListNearAsync(PostForms.Here, Token)).ConvertAll(line => line.Title);
}
