using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Attendance;
using LeadershipBot.Features.Meetings.Telling;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Cards;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>Meetings of a followed calendar that are called off just before they begin or while they are on, or while Microsoft is silent.</summary>
public sealed class CalledOffTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_cancelled_in_Outlook_just_before_it_began_ends_though_it_is_heard_of_only_then()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var (board, key, item) = await FollowsOneAsync(bot, graph);
        await bot.BecomesAsync(CalendarForms.Thursday.AddMinutes(5));
        Assert.Equal(MeetingState.Running, await StateAsync(bot, key));
        board.Cancel(item);
        await bot.HearsGraphAsync(graph);
        Assert.Equal(MeetingState.Cancelled, await StateAsync(bot, key));
        Assert.Contains(bot.CardsOf(bot.Priya), card => card.Says("It doesn't take place: it was cancelled in the calendar"));
        await bot.BecomesAsync(CalendarForms.Thursday.AddDays(1));
        Assert.DoesNotContain(bot.CardsOf(bot.Organiser), card => card.Heading.StartsWith("Who came", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_what_was_cancelled_in_Outlook_and_is_heard_of_only_once_it_is_over_no_register_is_asked_for_and_nobody_is_told()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var (board, key, item) = await FollowsOneAsync(bot, graph);
        var news = (await bot.MeetingAsync(key)).Meeting.News;
        await bot.BecomesAsync(CalendarForms.Thursday.AddHours(3));
        Assert.Equal(MeetingState.Over, await StateAsync(bot, key));
        board.Cancel(item);
        await bot.HearsGraphAsync(graph);
        Assert.Equal((MeetingState.Cancelled, news), (await StateAsync(bot, key), (await bot.MeetingAsync(key)).Meeting.News));
        await bot.BecomesAsync(CalendarForms.Thursday.AddDays(1));
        Assert.DoesNotContain(bot.CardsOf(bot.Organiser), card => card.Heading.StartsWith("Who came", StringComparison.Ordinal));
        Assert.DoesNotContain("Register", (await bot.Organiser.ManagesAsync(bot, key)).Buttons);
    }

    [Fact]
    public async Task Of_one_that_is_moved_once_it_was_over_it_is_asked_anew_who_came()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        await bot.MeetsAsync(bot.Organiser);
        var board = graph.Board(bot);
        var item = board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Hour);
        await bot.FollowsAsync(new JsonObject { ["quorumPeople"] = "2" });
        await bot.BecomesAsync(CalendarForms.Thursday.AddHours(15));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Single(Asked());
        board.Move(item, CalendarForms.Thursday.AddDays(7), CalendarForms.Thursday.AddDays(7).AddHours(1));
        await bot.HearsGraphAsync(graph);
        Assert.Equal((MeetingState.Coming, 1), (await bot.NamedAsync("Governing body")) is var moved ? (moved.StateAt(bot.Clock.GetUtcNow()), moved.Anew) : default);
        await bot.BecomesAsync(CalendarForms.Thursday.AddDays(7).AddHours(15));
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Equal(2, Asked().Count());

        IEnumerable<CardReading> Asked() => bot.CardsOf(bot.Organiser).Where(card => card.Heading.StartsWith("Who came", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_question_about_a_time_that_it_hasnt_any_more_takes_no_answer_and_is_told_to_nobody_anew()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var (board, key, item) = await FollowsOneAsync(bot, graph);
        await bot.BecomesAsync(CalendarForms.Thursday.AddHours(3));
        board.Move(item, CalendarForms.Thursday.AddDays(7), CalendarForms.Thursday.AddDays(7).AddHours(1));
        await bot.HearsGraphAsync(graph);
        Assert.Null(await WereAsync(key, isChange: false));
        var before = Assert.IsType<CardReading>(await WereAsync(key, isChange: true));
        Assert.True(before.Says("It has been moved to this time since"), before.ToString());
        Assert.DoesNotContain("Yes, I was there", before.Buttons);
        await bot.BecomesAsync(CalendarForms.Thursday.AddDays(7).AddHours(3));
        Assert.Null(await WereAsync(key, isChange: false));
        Assert.Contains("Yes, I was there", (await WereAsync(MeetingSubjects.OfTime(await bot.MeetingAsync(key)), isChange: false))!.Buttons);

        async Task<CardReading?> WereAsync(string subject, bool isChange)
        {
            var sending = new SendingHead("were", WereYouThere.SendingKind, subject, PostForms.Here, default) { OrderedAt = bot.Clock.GetUtcNow(), StartsAt = bot.Clock.GetUtcNow() };
            var wish = new SendingWish(sending, AskedPeople.IdOf(bot.Priya), null, bot.Clock.GetUtcNow(), Zones.UnitedKingdom, isChange);
            var content = await bot.Services.GetRequiredService<IEnumerable<ISendingSource>>().OfType<WereYouThere>().Single().MakeAsync(wish, Token);
            return content is null ? null : new CardReading(JsonNode.Parse(new CardJson(CardSamples.Library).Of(content.View).ToJson())!.AsObject());
        }
    }

    [Fact]
    public async Task What_is_cancelled_in_Outlook_once_somebody_was_noted_as_there_stays_and_so_does_what_is_only_deleted()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var (board, key, item) = await FollowsOneAsync(bot, graph);
        var other = board.Add("Committee", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2));
        await bot.HearsGraphAsync(graph);
        await bot.BecomesAsync(CalendarForms.Thursday.AddMinutes(5));
        await bot.Organiser.NotesAsync(key, bot.Priya, "came");
        board.Cancel(item);
        board.Delete(other);
        await bot.HearsGraphAsync(graph);
        Assert.Equal(MeetingState.Running, await StateAsync(bot, key));
        Assert.Equal(MeetingState.Running, (await bot.NamedAsync("Committee")).StateAt(bot.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_followed_meeting_that_is_on_is_cancelled_by_hand()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var (_, key, _) = await FollowsOneAsync(bot, graph);
        Assert.Contains("comes from a calendar", (await CancelsAsync(bot, key)).Sentence, StringComparison.Ordinal);
        await bot.BecomesAsync(CalendarForms.Thursday.AddMinutes(5));
        Assert.Contains("Cancel it", (await bot.Organiser.ManagesAsync(bot, key)).Buttons);
        Assert.Contains("is cancelled", (await CancelsAsync(bot, key)).Sentence, StringComparison.Ordinal);
        Assert.Equal(MeetingState.Cancelled, await StateAsync(bot, key));
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30));
        Assert.Contains(bot.CardsOf(bot.Priya), card => card.Says("The hall is closed"));
    }

    [Fact]
    public async Task While_Microsoft_has_not_answered_for_a_day_a_meeting_is_cancelled_by_hand()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var (board, key, item) = await FollowsOneAsync(bot, graph);
        graph.IsDown = true;
        board.Rename(item, "Governing body (moved)");
        await bot.HearsGraphAsync(graph);
        Assert.Contains("comes from a calendar", (await CancelsAsync(bot, key)).Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(1));
        Assert.Contains("Cancel it", (await bot.Organiser.ManagesAsync(bot, key)).Buttons);
        Assert.Contains("is cancelled", (await CancelsAsync(bot, key)).Sentence, StringComparison.Ordinal);
        Assert.Equal(MeetingState.Cancelled, await StateAsync(bot, key));
        graph.IsWellAgain();
    }

    [Fact]
    public async Task Of_a_meeting_that_began_and_was_moved_to_a_later_day_nobody_stays_written_down_as_called()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var (board, key, item) = await FollowsOneAsync(bot, graph);
        await bot.BecomesAsync(CalendarForms.Thursday.AddMinutes(5));
        Assert.NotEmpty(await bot.RowsAsync(MeetingRows.Table, key, "called."));
        board.Move(item, CalendarForms.Thursday.AddDays(1), CalendarForms.Thursday.AddDays(1).AddHours(2));
        await bot.HearsGraphAsync(graph);
        Assert.Empty(await bot.RowsAsync(MeetingRows.Table, key, "called."));
        board.Cancel(item);
        await bot.HearsGraphAsync(graph);
        await bot.BecomesAsync(CalendarForms.Thursday.AddDays(2));
        Assert.Empty(await bot.RowsAsync(MeetingRows.Table, key, "called."));
    }

    [Fact]
    public async Task Who_was_there_before_a_calendar_moved_a_meeting_to_a_later_day_is_not_there_when_it_begins_anew()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var (board, key, item) = await FollowsOneAsync(bot, graph);
        await bot.BecomesAsync(CalendarForms.Thursday.AddMinutes(5));
        await bot.Organiser.NotesAsync(key, bot.Priya, "came");
        var reported = new Attendee(AskedPeople.IdOf(bot.Tomasz), bot.Tomasz.Name) { IsReported = true, Presence = Presence.Present, PresenceFrom = PresenceSource.Report, LeftBefore = "1" };
        await bot.Services.GetRequiredService<IRecordStore>().CommitAsync(MeetingRows.Table, key, [new Change.Upsert(AttendeeRow.Of(key, reported, null))], Token);
        board.Move(item, CalendarForms.Thursday.AddHours(1), CalendarForms.Thursday.AddHours(2)); // later, and still to come: it begins anew
        await bot.HearsGraphAsync(graph);
        Assert.Equal((Presence.NotNoted, Reply.Coming), await bot.StandsAsync(key, bot.Priya) is { } priya ? (priya.Presence, priya.Reply) : default);
        Assert.Equal((Presence.NotNoted, PresenceSource.Hand, false, ""), await bot.StandsAsync(key, bot.Tomasz) is { } tomasz ? (tomasz.Presence, tomasz.PresenceFrom, tomasz.IsReported, tomasz.LeftBefore) : default);

        // What is noted of the second time stays, also where the calendar then only calls it something else.
        await bot.BecomesAsync(CalendarForms.Thursday.AddMinutes(65));
        await bot.Organiser.NotesAsync(key, bot.Yusuf, "came");
        board.Rename(item, "Governing body (adjourned)");
        await bot.HearsGraphAsync(graph);
        Assert.Equal(Presence.Present, (await bot.StandsAsync(key, bot.Yusuf))!.Presence);
    }

    /// <summary>A calendar with a usual quorum and one event is followed, and Priya says that she comes.</summary>
    private static async Task<(MailboxCalendar Board, string Key, StandInEvent Item)> FollowsOneAsync(BotUnderTest bot, GraphServer graph)
    {
        var board = graph.Board(bot);
        await bot.MeetsAsync(bot.Priya);
        var item = board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2));
        await bot.FollowsAsync(new JsonObject { ["quorumPeople"] = "3" });
        var key = MeetingRows.KeyOf(await bot.NamedAsync("Governing body"));
        await bot.Priya.RepliesAsync(bot, key, "coming");
        return (board, key, item);
    }

    private static async Task<MeetingState> StateAsync(BotUnderTest bot, string key) => (await bot.MeetingAsync(key)).Meeting.StateAt(bot.Clock.GetUtcNow());

    private static Task<BotAnswer> CancelsAsync(BotUnderTest bot, string key)
        => bot.Organiser.Sends(PostForms.About("meetings.cancel").With(MeetingForms.Of(key, ("reason", "The hall is closed"))));
}
