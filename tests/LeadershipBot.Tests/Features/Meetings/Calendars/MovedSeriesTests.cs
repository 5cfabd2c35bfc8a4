using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Calendars;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>What is kept in the bot for a meeting of a series, once the series moves to another weekday.</summary>
public sealed class MovedSeriesTests : WholeApp
{
    internal static readonly DateTimeOffset Friday = CalendarForms.Thursday.AddDays(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_series_that_moves_to_another_weekday_takes_agenda_quorum_interests_and_answers_with_it()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var (board, series, old) = await FollowsSeriesAsync(bot, graph);
        await WritesAgendaAsync(bot, old[2]);
        await bot.Priya.RepliesAsync(bot, old[2], "apologies");
        await bot.Tomasz.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(old[2], ("of", "me")), new JsonObject { ["items"] = "2" });
        board.Move(series, Friday, Friday.AddHours(1));
        await ReadsAllAsync(bot, graph);

        var meeting = (await bot.MeetingsAsync()).Single(one => one.Content.StartsAt == Friday.AddDays(14));
        var key = MeetingRows.KeyOf(meeting);
        Assert.DoesNotContain(key, old);
        Assert.Equal(("Minutes|Budget", 5, 2), (string.Join('|', meeting.Content.Agenda.Select(item => item.Title)), meeting.Content.Quorum.People, meeting.LastItem));
        Assert.Equal((Reply.Apologies, false), (await bot.StandsAsync(key, bot.Priya)) is { } priya ? (priya.Reply, priya.IsFromCalendar) : default);
        Assert.Contains("Item 2", (await bot.Organiser.ManagesAsync(bot, key)).ToString(), StringComparison.Ordinal);
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says("Your answer stands") && card.Says("Fri 27 Mar"));
        var told = Assert.Single(Told(bot, bot.Organiser));
        Assert.True(told.Says("stands in its place") && told.Says("Thu 26 Mar") && told.Says("Fri 27 Mar"), told.ToString());
        Assert.Equal([key, old[2]], [.. Opened(told)]);
        Assert.Empty(Told(bot, bot.Chair)); // whoever wrote the agenda is asked first
        Assert.Contains("Minutes", (await bot.Organiser.ReadsAsync(bot, "meetings.open", MeetingForms.Of(Opened(told).First()))).ToString(), StringComparison.Ordinal);
        foreach (var other in (await bot.MeetingsAsync()).Where(one => one.Content.StartsAt.DayOfWeek == DayOfWeek.Friday && one.Id != meeting.Id))
            Assert.Equal((0, null), (other.Content.Agenda.Count, other.CarriedFrom));
    }

    [Fact]
    public async Task What_goes_over_goes_once_and_takes_nothing_from_what_was_put_in_since()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var (board, series, old) = await FollowsSeriesAsync(bot, graph);
        await WritesAgendaAsync(bot, old[2]);
        await bot.Priya.RepliesAsync(bot, old[2], "apologies");
        board.Move(series, Friday, Friday.AddHours(1));
        await ReadsAllAsync(bot, graph);
        var key = MeetingRows.KeyOf((await bot.MeetingsAsync()).Single(one => one.Content.StartsAt == Friday.AddDays(14)));
        await bot.Priya.RepliesAsync(bot, key, "coming");
        await WritesAgendaAsync(bot, key, "Minutes\nHubs");
        var before = (await bot.MeetingAsync(key)).ETag;
        await bot.Store.CommitAsync(MeetingRows.Table, old[2], [CarryOver.At(await bot.MeetingAsync(old[2]), new Carrying(key, key, IsKept: true), bot.Clock.GetUtcNow())], Token); // the delivery comes twice
        await bot.PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(20));
        Assert.Equal(before, (await bot.MeetingAsync(key)).ETag);
        Assert.Equal(Reply.Coming, (await bot.StandsAsync(key, bot.Priya))?.Reply);
        Assert.Single(Told(bot, bot.Organiser));

        board.Move(series, CalendarForms.Thursday, CalendarForms.Thursday.AddHours(1)); // and back: what was put in since goes with it
        await ReadsAllAsync(bot, graph);
        var back = (await bot.MeetingsAsync()).Single(one => one.Content.StartsAt == CalendarForms.Thursday.AddDays(14) && one.CancelledBecause is null);
        Assert.Equal("Minutes|Hubs", string.Join('|', back.Content.Agenda.Select(item => item.Title)));
        Assert.Equal(Reply.Coming, (await bot.StandsAsync(MeetingRows.KeyOf(back), bot.Priya))?.Reply);
        Assert.Equal("Minutes|Budget", string.Join('|', (await bot.MeetingAsync(old[2])).Meeting.Content.Agenda.Select(item => item.Title)));
        Assert.Equal(2, Told(bot, bot.Organiser).Count());
    }

    [Fact]
    public async Task Of_what_somebody_answered_here_and_in_Outlook_the_later_goes_over_and_a_deputy_comes_along()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        await bot.GivesAddressesAsync([(bot.Priya, bot.Priya.Person.Email), (bot.Yusuf, bot.Yusuf.Person.Email)]);
        await bot.MeetsAsync(bot.Yusuf);
        var (board, series, old) = await FollowsSeriesAsync(bot, graph, new JsonObject { ["professions"] = "Gp" });
        var grace = bot.Who("Grace Adeyemi");
        foreach (var who in new[] { bot.Priya, bot.Yusuf })
            board.Answer(series, who.Person.Email, "accepted");
        await bot.HearsGraphAsync(graph);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30));
        await bot.Priya.RepliesAsync(bot, old[2], "apologies"); // later than in Outlook
        await bot.Tomasz.DeputesAsync(old[2], grace);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30));
        board.Move(series, Friday, Friday.AddHours(1)); // Outlook keeps that both accepted
        await ReadsAllAsync(bot, graph);
        var key = MeetingRows.KeyOf((await bot.MeetingsAsync()).Single(one => one.Content.StartsAt == Friday.AddDays(14)));
        Assert.Equal((Reply.Apologies, false), await bot.StandsAsync(key, bot.Priya) is { } priya ? (priya.Reply, priya.IsFromCalendar) : default);
        Assert.Equal((Reply.Coming, true), await bot.StandsAsync(key, bot.Yusuf) is { } yusuf ? (yusuf.Reply, yusuf.IsFromCalendar) : default);
        Assert.Empty(Told(bot, bot.Organiser)); // nothing but an answer was kept for it
        Assert.Equal(Reply.Deputy, (await bot.StandsAsync(key, bot.Tomasz))?.Reply);
        Assert.Equal(AskedPeople.IdOf(bot.Tomasz), (await bot.StandsAsync(key, grace))?.StandsFor);
    }

    [Fact]
    public async Task Where_one_time_of_a_series_is_taken_out_its_agenda_stays_and_who_wrote_it_hears_which_is_next()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var (board, series, old) = await FollowsSeriesAsync(bot, graph);
        await WritesAgendaAsync(bot, old[2]);
        await bot.Tomasz.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(old[2], ("of", "me")), new JsonObject { ["items"] = "2" });
        await bot.Priya.RepliesAsync(bot, old[2], "coming");
        board.Delete(series.Occurrences[2]);
        board.Delete(series.Occurrences[4]); // nothing is kept for that
        await ReadsAllAsync(bot, graph);
        Assert.All((await bot.MeetingsAsync()).FindAll(one => one.CancelledBecause is null), one => Assert.Empty(one.Content.Agenda));
        var told = Assert.Single(Told(bot, bot.Organiser));
        Assert.True(told.Says("nobody can tell") && told.Says("Thu 26 Mar"), told.ToString());
        Assert.Contains(Opened(told).First(), new[] { old[1], old[3] });
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says("It was moved, or taken out of the calendar"));
        var kept = await bot.Organiser.ManagesAsync(bot, Opened(told).Last());
        foreach (var words in new[] { "Quorum: 5 people", "Item 1: Minutes", $"Item 2: Budget. Have an interest in it: {bot.Tomasz.Name}." })
            Assert.True(kept.Says(words), $"{words} / {kept}");

        board.Delete(series); // the whole series: people hear that it doesn't take place, and that is all
        await ReadsAllAsync(bot, graph);
        Assert.Single(Told(bot, bot.Organiser));
    }

    internal static IEnumerable<CardReading> Told(BotUnderTest bot, Colleague who) => bot.CardsOf(who).Where(card => card.Heading.Contains("is on another day", StringComparison.Ordinal));

    private static IEnumerable<string> Opened(CardReading card) => (card.Json["actions"] as JsonArray ?? []).Select(action => CardReading.TextOf(action?["data"]?["meeting"])).OfType<string>();

    internal static async Task<(MailboxCalendar Board, StandInEvent Series, List<string> Keys)> FollowsSeriesAsync(BotUnderTest bot, GraphServer graph, JsonObject? rules = null)
    {
        var board = graph.Board(bot);
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Organiser, bot.Chair })
            await bot.MeetsAsync(who);
        var series = board.AddSeries("Huddle", CalendarForms.Thursday, CalendarForms.Hour, 8);
        await bot.FollowsAsync(rules);
        return (board, series, (await bot.MeetingsAsync()).ConvertAll(MeetingRows.KeyOf));
    }

    internal static async Task WritesAgendaAsync(BotUnderTest bot, string key, string agenda = "Minutes\nBudget")
    {
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        Assert.Contains("saved", (await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["agenda"] = agenda, ["quorumPeople"] = "5" }))).Sentence, StringComparison.Ordinal);
    }

    internal static async Task ReadsAllAsync(BotUnderTest bot, GraphServer graph)
    {
        await bot.HearsGraphAsync(graph);
        await bot.PassAsync(TimeSpan.FromMinutes(70), TimeSpan.FromMinutes(5)); // the whole window was read by then
    }
}
