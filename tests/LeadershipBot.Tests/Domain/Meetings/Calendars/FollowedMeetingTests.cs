using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.Meetings.Calendars;

/// <summary>Meetings that follow their events, and what of them is the bot's own.</summary>
public sealed class FollowedMeetingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly MeetingSource Source = new("larkford.c", 3);
    private static readonly FollowedCalendar Calendar = new(new OrganisationName("larkford", "Larkford"), "tenant", "board@larkford.example") { Quorum = new QuorumRule { People = 4 } };
    private static readonly FollowedContent Content = new("Board", Now.AddDays(3), Now.AddDays(3).AddHours(1), "Europe/London", "Hall", "");

    [Fact]
    public void What_its_calendar_only_no_longer_shares_is_told_to_nobody_and_comes_back_as_quietly()
    {
        var unshared = FollowedMeeting.End(Begun(), "No longer shared", isOff: false, Source, Now);
        Assert.Equal((true, Begun().News), (unshared.IsUnshared, unshared.News));
        var back = FollowedMeeting.Bring(unshared, Content, Source, Now);
        Assert.Equal((false, null, Begun().News), (back.IsUnshared, back.CancelledBecause, back.News));
    }

    [Fact]
    public void A_moved_event_moves_its_meeting_and_is_news_and_all_else_is_kept()
    {
        var meeting = Begun() with { LastItem = 1, Content = Begun().Content with { Agenda = [new AgendaItem("1", "Budget")], Quorum = QuorumRule.None } };
        var moved = FollowedMeeting.Bring(meeting, Content with { StartsAt = Now.AddDays(4), EndsAt = Now.AddDays(4).AddHours(1), Title = "Board (new)" }, Source, Now);
        Assert.Equal((1, 1, "Board (new)", Now.AddDays(4)), (moved.News, moved.Revision, moved.Content.Title, moved.Content.StartsAt));
        Assert.Equal((QuorumRule.None, "Budget"), (moved.Content.Quorum, moved.Content.Agenda[0].Title));
    }

    [Fact]
    public void The_same_again_and_another_name_are_no_news()
    {
        Assert.Equal(Begun(), FollowedMeeting.Bring(Begun(), Content, Source with { Version = 9 }, Now));
        Assert.Equal((0, 1), FollowedMeeting.Bring(Begun(), Content with { Title = "Board of Larkford" }, Source, Now) is var named ? (named.News, named.Revision) : default);
    }

    [Fact]
    public void A_cancelled_event_cancels_its_meeting_once_and_one_that_comes_back_is_the_same_meeting_again()
    {
        var ended = FollowedMeeting.End(Begun(), "Cancelled in the calendar", isOff: true, Source, Now);
        Assert.Equal(("Cancelled in the calendar", 1), (ended.CancelledBecause, ended.News));
        Assert.Equal(ended, FollowedMeeting.End(ended, "Again", isOff: true, Source, Now));
        var back = FollowedMeeting.Bring(ended, Content, Source, Now);
        Assert.Equal((null, 2, MeetingState.Coming), (back.CancelledBecause, back.News, back.StateAt(Now)));
    }

    [Fact]
    public void What_has_begun_or_is_over_stays_though_its_event_goes()
    {
        Assert.Equal(Begun(), FollowedMeeting.End(Begun(), "Gone", isOff: true, Source, Content.StartsAt));
        Assert.Equal(Begun(), FollowedMeeting.End(Begun(), "Gone", isOff: true, Source, Content.EndsAt.AddDays(1)));
        var closed = Begun() with { ClosedAt = Content.EndsAt, ClosedBy = new Person(new MemberId("tenant", "helen"), "Helen") };
        Assert.Equal(closed, FollowedMeeting.Bring(closed, Content with { Title = "Other" }, Source, Content.EndsAt.AddDays(1)));
        Assert.Equal(0, FollowedMeeting.Bring(Begun(), Content with { StartsAt = Now.AddDays(-3), EndsAt = Now.AddDays(-3).AddHours(1) }, Source, Now).News); // put right afterwards: nobody is told
    }

    [Fact]
    public void An_older_run_changes_nothing_any_more()
    {
        var newer = FollowedMeeting.Bring(Begun(), Content with { Title = "Newer" }, Source with { Version = 5 }, Now);
        Assert.Equal(newer, FollowedMeeting.Bring(newer, Content with { Title = "Older" }, Source with { Version = 4 }, Now));
        Assert.Equal(newer, FollowedMeeting.End(newer, "Older", isOff: true, Source with { Version = 4 }, Now));
    }

    [Fact]
    public void A_calendar_cancels_no_meeting_of_another_and_a_released_one_is_as_arranged_by_hand()
    {
        Assert.Equal(Begun(), FollowedMeeting.End(Begun(), "Gone", isOff: true, new MeetingSource("larkford.other", 9), Now));
        Assert.Equal(Begun(), FollowedMeeting.Release(Begun(), Source with { Calendar = "larkford.other" }));
        var released = FollowedMeeting.Release(Begun(), Source);
        Assert.False(released.IsFollowed);
        Assert.Equal(released, FollowedMeeting.End(released, "Gone", isOff: true, Source, Now));
        Assert.Equal(Source, FollowedMeeting.Bring(released, Content, Source, Now).Source); // followed again
    }

    [Fact]
    public void One_that_was_cancelled_by_hand_stays_so_and_one_that_its_calendar_cancelled_comes_back_with_its_event()
    {
        Assert.False(Begun().Cancel("The hall is closed", Now).IsRefused(out _, out var byHand));
        Assert.False(byHand!.IsFollowed);
        Assert.Equal(byHand, FollowedMeeting.Bring(byHand, Content with { StartsAt = Now.AddDays(5), EndsAt = Now.AddDays(5).AddHours(1) }, Source with { Version = 9 }, Now));
        var byCalendar = FollowedMeeting.End(Begun(), "Cancelled", isOff: true, Source, Now);
        Assert.Equal(byCalendar, FollowedMeeting.Release(byCalendar, Source));
        Assert.Null(FollowedMeeting.Bring(byCalendar, Content, Source with { Version = 9 }, Now).CancelledBecause);
    }

    [Fact]
    public void One_that_was_let_go_of_is_not_taken_back_by_a_run_that_is_older()
    {
        var released = FollowedMeeting.Release(Begun(), Source with { Version = 7 });
        Assert.Equal(released, FollowedMeeting.Bring(released, Content with { Title = "Older" }, Source with { Version = 6 }, Now));
        Assert.True(FollowedMeeting.Bring(released, Content, Source with { Version = 8 }, Now).IsFollowed);
    }

    [Fact]
    public void One_that_comes_back_when_it_is_over_asks_nobody_for_its_register()
    {
        var after = Content.EndsAt.AddDays(1);
        var back = FollowedMeeting.Bring(FollowedMeeting.End(Begun(), "Gone", isOff: true, Source, Now), Content, Source, after);
        Assert.Equal((MeetingState.Over, true, false), (back.StateAt(after), Begun().AsksForRegister, back.AsksForRegister));
    }

    [Theory]
    [InlineData("board@larkford.example", true)]
    [InlineData("a.b+c_d-e'f@x.y", true)]
    [InlineData("", false)]
    [InlineData("board", false)]
    [InlineData("board@larkford", false)]
    [InlineData("board@@larkford.example", false)]
    [InlineData("../me@larkford.example", false)]
    [InlineData("me/calendar@larkford.example", false)]
    [InlineData("a?b@larkford.example", false)]
    [InlineData("a b@larkford.example", false)]
    [InlineData("a@b..c", false)]
    public void A_mailbox_has_an_address_that_leads_nowhere_else(string words, bool isOne) => Assert.Equal(isOne, FollowedCalendar.IsAddress(words));

    private static Meeting Begun() => FollowedMeeting.Begin("e", Calendar, Content, Source, Now);
}
