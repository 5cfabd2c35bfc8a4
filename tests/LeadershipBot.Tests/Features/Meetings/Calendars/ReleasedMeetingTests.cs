using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>Meetings that came from a calendar and are changed here now, since it is followed no more or doesn't share them.</summary>
public sealed class ReleasedMeetingTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Followed_no_more_everybody_called_hears_what_is_changed_by_hand_and_it_is_said_that_Outlook_isnt_told()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.KnowsAddressesAsync();
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Organiser })
            await bot.MeetsAsync(who);
        var item = board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2));
        board.Invite(item, bot.Tomasz.Person.Email);
        board.Answer(item, bot.Tomasz.Person.Email, "accepted");
        var calendar = await bot.FollowsAsync();
        var key = MeetingRows.KeyOf(await bot.NamedAsync("Governing body"));
        Assert.True((await bot.StandsAsync(key, bot.Tomasz))?.IsFromCalendar);
        var stop = CardReading.Of((await bot.Administrator.Opens(PostForms.About("meetings.stop.form").With(new JsonObject { ["calendar"] = calendar }))).Card);
        Assert.True(stop.Says("everybody called then hears from me, and Outlook isn't told"), stop.ToString());
        await bot.Administrator.Sends(PostForms.Filled(stop, []));
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30));
        Assert.DoesNotContain(bot.CardsOf(bot.Tomasz), IsOfIt);

        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        Assert.True(form.Says("Outlook isn't told of what you change") && form.Says("Nobody is asked anew"), form.ToString());
        Assert.Contains("please change it there, too", (await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["day"] = "2026-03-13" }))).Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));
        Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Says("Your answer stands") && card.Says("Fri 13 Mar"));
        Assert.Single(bot.CardsOf(bot.Priya), card => IsOfIt(card) && card.Says("Fri 13 Mar")); // she had said nothing

        var cancel = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.cancel.form").With(MeetingForms.Of(key)))).Card);
        Assert.True(cancel.Says("please cancel it there, too"), cancel.ToString());
        Assert.Contains("Outlook isn't told", (await bot.Organiser.Sends(PostForms.Filled(cancel, new JsonObject { ["reason"] = "The hall is flooded" }))).Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
            Assert.Contains(bot.CardsOf(who), card => IsOfIt(card) && card.Says("The hall is flooded"));
    }

    [Fact]
    public async Task Whom_a_calendars_meeting_calls_is_changed_without_anybody_being_asked_and_that_is_what_the_dialog_says()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        graph.Board(bot).Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2));
        await bot.MeetsAsync(bot.Priya);
        await bot.FollowsAsync();
        var key = MeetingRows.KeyOf(await bot.NamedAsync("Governing body"));
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        Assert.True(form.Says("Nobody is asked anew, since Outlook invites people") && !form.Says("is asked;"), form.ToString());
        var confirm = CardReading.Of((await bot.Organiser.Sends(PostForms.Filled(form, new JsonObject { ["professions"] = "Gp" }))).Card);
        Assert.True(confirm.Says("count as called"), confirm.ToString());
        Assert.Equal(["Save"], confirm.Buttons);
        Assert.Contains("saved", (await bot.Organiser.Sends(PostForms.Filled(confirm, []))).Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromHours(2), TimeSpan.FromMinutes(20));
        Assert.DoesNotContain(bot.CardsOf(bot.Priya), IsOfIt);
    }

    [Fact]
    public async Task An_event_that_turns_private_stays_a_meeting_of_the_organisation_where_somebody_answered_here_and_comes_back_with_its_event()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        foreach (var who in new[] { bot.Priya, bot.Organiser })
            await bot.MeetsAsync(who);
        var item = board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2));
        await bot.FollowsAsync(new JsonObject { ["quorumPeople"] = "1" });
        var key = MeetingRows.KeyOf(await bot.NamedAsync("Governing body"));
        await bot.Priya.RepliesAsync(bot, key, "coming");
        var heard = bot.CardsOf(bot.Priya).Count();

        board.Change(item, it => it.Sensitivity = "private");
        await bot.HearsGraphAsync(graph);
        Assert.Equal((MeetingState.Coming, true, 0), (await bot.MeetingAsync(key)).Meeting is var own ? (own.StateAt(bot.Clock.GetUtcNow()), own.IsReleased, own.News) : default);
        Assert.Equal(heard, bot.CardsOf(bot.Priya).Count());
        Assert.True((await bot.Priya.Hears("meetings")).Says("Governing body"));
        Assert.Contains("Cancel it", (await bot.Organiser.ManagesAsync(bot, key)).Buttons);
        board.Change(item, it => it.Sensitivity = "normal");
        await bot.HearsGraphAsync(graph);
        Assert.True((await bot.MeetingAsync(key)).Meeting.IsFollowed);
        board.Change(item, it => it.Sensitivity = "private");
        await bot.HearsGraphAsync(graph);

        // It takes place, and its register is kept.
        await bot.PassAsync(CalendarForms.Thursday.AddHours(1) - bot.Clock.GetUtcNow(), TimeSpan.FromHours(12));
        Assert.Contains("is closed", (await bot.Organiser.KeepsRegisterAsync(key, "close", bot.Priya)).Sentence, StringComparison.Ordinal);
    }

    private static bool IsOfIt(CardReading card) => card.Heading.StartsWith("Governing body", StringComparison.Ordinal);
}
