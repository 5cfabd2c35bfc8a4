using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Calendars;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>Administrators have calendars followed, by other rules, and no more.</summary>
public sealed class FollowingTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_a_category_and_other_rules_later_have_it_read_anew()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2), it => it.Categories.Add("Board"));
        board.Add("Lunch", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(1));
        var key = await bot.FollowsAsync(new JsonObject { ["category"] = "board" });
        Assert.Equal("Governing body", Assert.Single(await bot.MeetingsAsync()).Content.Title);
        Assert.DoesNotContain(await bot.RowsAsync(CalendarRows.Table, key, CalendarRows.Event), row => row.GetString("Title") == "Lunch");
        var change = CardReading.Of((await bot.Administrator.Opens(PostForms.About("meetings.follow.form").With(new JsonObject { ["calendar"] = key }))).Card);
        await bot.Administrator.Sends(PostForms.Filled(change, new JsonObject { ["category"] = "" }, button: 0));
        await bot.PassAsync(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10));
        Assert.Equal(2, (await bot.MeetingsAsync()).Count(meeting => meeting.CancelledBecause is null));
        Assert.Single(await bot.CalendarKeysAsync());
    }

    [Theory]
    [InlineData(403, "ErrorAccessDenied", "grant this bot Calendars.Read")]
    [InlineData(404, "ErrorInvalidUser", "check the address")]
    [InlineData(503, "ServiceUnavailable", "press again")]
    public async Task What_is_missing_is_said_at_once_and_nothing_is_saved(int status, string code, string said)
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        graph.Board(bot);
        graph.Refuses("/calendar", status, code);
        Assert.True(CardReading.Of((await bot.FollowingAsync()).Card) is var back && back.Says(said) && back.Json.ToJsonString().Contains(CalendarForms.Mailbox, StringComparison.Ordinal), said);
        Assert.True(CardReading.Of((await bot.FollowingAsync(new JsonObject { ["mailbox"] = "../../me" })).Card).Says("no address of a mailbox"));
        Assert.Empty(await bot.CalendarKeysAsync());
        graph.Forgives();
    }

    [Fact]
    public async Task Followed_no_more_its_meetings_stay_and_are_changed_by_hand_and_followed_again_they_are_the_same()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.MeetsAsync(bot.Priya);
        var item = board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2));
        var key = await bot.FollowsAsync();
        var before = bot.CardsIn(bot.Priya.Chat).Count;
        for (var i = 0; i < 2; i++) // the second press finds it stopped
            await bot.Administrator.Sends(new JsonObject { ["verb"] = "meetings.stop", ["organisation"] = PostForms.Here, ["calendar"] = key });
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30));
        Assert.Empty(graph.Subscriptions);
        Assert.Empty(await bot.RowsAsync(CalendarRows.Table, key, CalendarRows.Event));
        Assert.Equal(before, bot.CardsIn(bot.Priya.Chat).Count); // nobody is called anew
        Assert.False((await bot.NamedAsync("Governing body")).IsFollowed);
        var meetingKey = MeetingRows.KeyOf(await bot.NamedAsync("Governing body"));
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(meetingKey)))).Card);
        Assert.Contains("saved", (await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["title"] = "By hand" }))).Sentence, StringComparison.Ordinal);
        board.Delete(item);
        await bot.PassAsync(TimeSpan.FromDays(1), TimeSpan.FromHours(4));
        Assert.Equal(MeetingState.Coming, (await bot.NamedAsync("By hand")).StateAt(bot.Clock.GetUtcNow()));
        Assert.Contains("isn't followed", (await bot.Administrator.ReadsNowAsync(bot, key)).Sentence ?? "isn't followed", StringComparison.Ordinal);

        board.Add("Next", CalendarForms.Thursday.AddDays(7), CalendarForms.Thursday.AddDays(7).AddHours(1));
        await bot.FollowsAsync();
        Assert.Equal(2, (await bot.MeetingsAsync()).Count);

        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<CalendarsHeld>().Single();
        var about = new PersonAsked(AskedPeople.IdOf(bot.Administrator), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new LeadershipBot.Domain.People.OrganisationName(PostForms.Here, "Larkford")] };
        Assert.Contains("You had the calendar", Assert.Single(await held.DescribeAsync(about, Token)).Lines[0].Words, StringComparison.Ordinal);
        for (var i = 0; i < 2; i++)
            await held.ForgetAsync(about, Token);
        Assert.Null((await bot.CalendarAsync(key)).Calendar.FollowedBy);
        var retention = bot.Services.GetRequiredService<CalendarRetention>();
        Assert.Equal(0, await retention.SweepAsync(PostForms.Here, bot.Clock.GetUtcNow().AddYears(9), Sweep.Remove, Token)); // it is followed
    }

    [Fact]
    public async Task What_somebody_answered_in_Outlook_and_is_not_brought_to_its_meeting_yet_is_told_and_forgotten_too()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.MeetsAsync(bot.Priya);
        await bot.KnowsAddressesAsync();
        var item = board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Hour);
        var series = board.AddSeries("Huddle", CalendarForms.Thursday, CalendarForms.Hour, 8);
        var key = await bot.FollowsAsync();
        board.TellsSeriesInPart = true;
        board.Rename(series, "Huddle of the board"); // so that what is read is doubtful, and waits
        board.Answer(item, bot.Priya.Person.Email, "accepted");
        await bot.HearsGraphAsync(graph);
        Assert.Contains(await bot.RowsAsync(CalendarRows.Table, key, CalendarRows.ToDo), HasAnswer);

        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<CalendarsHeld>().Single();
        var about = new PersonAsked(AskedPeople.IdOf(bot.Priya), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new LeadershipBot.Domain.People.OrganisationName(PostForms.Here, "Larkford")] };
        Assert.Contains("What you answered in Outlook", Assert.Single(Assert.Single(await held.DescribeAsync(about, Token)).Lines).Words, StringComparison.Ordinal);
        Assert.Contains("What you answered in Outlook", Assert.Single((await held.PlanAsync(about, Token)).Erased).Words, StringComparison.Ordinal);
        await held.ForgetAsync(about, Token);
        Assert.DoesNotContain(await bot.RowsAsync(CalendarRows.Table, key, CalendarRows.ToDo), HasAnswer);
        Assert.Empty(await held.DescribeAsync(about, Token));

        bool HasAnswer(Record row) => row.GetString("Replies")?.Contains(bot.Priya.ObjectId, StringComparison.OrdinalIgnoreCase) is true;
    }
}
