using LeadershipBot.Domain;
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
        var unshared = FollowedMeeting.Unshare(Begun(), Calendar.Quorum, hasMore: false, Source, Now);
        Assert.Equal((true, Begun().News), (unshared.IsUnshared, unshared.News));
        var back = FollowedMeeting.Bring(unshared, Content, Source, Now);
        Assert.Equal((false, null, Begun().News), (back.IsUnshared, back.CancelledBecause, back.News));
    }

    [Fact]
    public void What_is_not_shared_is_neither_cancelled_nor_changed_nor_kept_a_register_of()
    {
        var unshared = FollowedMeeting.Unshare(Begun(), Calendar.Quorum, hasMore: false, Source, Now);
        Assert.Equal((MeetingState.Unshared, null), (unshared.StateAt(Now), unshared.CancelledBecause));
        Refusal?[] refused = [unshared.WhyNoAnswer(Now), unshared.WhyNoRegister(Content.EndsAt), Refused(unshared.ChangeTo(unshared.Content with { Title = "Other" }, Now)), Refused(unshared.Cancel("Why", Now))];
        Assert.All(refused, one => Assert.Equal(MeetingRefusals.Unshared, one?.TextKey));
        Assert.Equal(unshared, unshared.Held(began: true, Content.StartsAt));
        Assert.Equal(unshared, FollowedMeeting.Unshare(unshared, Calendar.Quorum, hasMore: false, Source, Now));
        Assert.Equal(unshared, FollowedMeeting.End(unshared, "Gone", Source, Now)); // nobody sees it, so nobody is told

        static Refusal? Refused(Ruling<Meeting> ruling) => ruling.IsRefused(out var refusal, out _) ? refusal : null;
    }

    [Theory]
    [InlineData(false, false, false, false)]
    [InlineData(true, false, false, true)]
    [InlineData(false, true, false, true)]
    [InlineData(false, false, true, true)]
    public void What_is_not_shared_any_more_stays_where_something_of_the_bots_own_hangs_on_it(bool hasMore, bool hasAgenda, bool hasOwnQuorum, bool stays)
    {
        var content = Begun().Content with { Agenda = hasAgenda ? [new AgendaItem("1", "Budget")] : [], Quorum = hasOwnQuorum ? new QuorumRule { People = 7 } : Calendar.Quorum };
        var after = FollowedMeeting.Unshare(Begun() with { Content = content }, Calendar.Quorum, hasMore, Source, Now);
        Assert.Equal((stays, !stays, 0), (after.IsReleased, after.IsUnshared, after.News));
        Assert.Equal(after, FollowedMeeting.Unshare(after, Calendar.Quorum, hasMore, Source, Now));
        Assert.Equal((true, false), FollowedMeeting.Bring(after, FollowedMeetingTests.Content, Source, Now) is var back ? (back.IsFollowed, back.IsUnshared) : default);
        Assert.Equal(Begun(), FollowedMeeting.Unshare(Begun(), Calendar.Quorum, hasMore, Source, FollowedMeetingTests.Content.StartsAt)); // it has begun
    }

    [Fact]
    public void What_a_calendar_asks_for_from_now_on_makes_no_quorum_of_its_own_of_those_that_were_there()
    {
        var other = new QuorumRule { People = 9 };
        Assert.True(FollowedMeeting.Unshare(Begun(), other, hasMore: false, Source, Now).IsUnshared);
        var own = Begun() with { Content = Begun().Content with { Quorum = other } };
        Assert.True(FollowedMeeting.Unshare(own, other, hasMore: false, Source, Now).IsReleased); // somebody set it, and it happens to be the new rule
        Assert.True(FollowedMeeting.Unshare(Begun() with { UsualQuorum = null }, other, hasMore: false, Source, Now).IsReleased); // of before: nobody can tell
        Assert.Equal(other, QuorumRule.Read(other.ToText()));
        Assert.Null(QuorumRule.Read(null));
    }

    [Fact]
    public void Of_an_event_that_turns_private_once_it_has_begun_it_isnt_read_who_was_there_and_else_it_stays()
    {
        var begun = Begun() with { IsOfMailbox = true };
        var (now, closed) = (FollowedMeetingTests.Content.StartsAt.AddMinutes(5), begun with { ClosedAt = FollowedMeetingTests.Content.EndsAt });
        Assert.Equal(begun with { IsOfMailbox = false }, FollowedMeeting.Unshare(begun, Calendar.Quorum, hasMore: true, Source, now));
        Assert.Same(closed, FollowedMeeting.Unshare(closed, Calendar.Quorum, hasMore: true, Source, now));
    }

    [Fact]
    public void Once_it_has_begun_no_other_link_takes_the_place_of_its_own_and_once_it_is_over_none_is_put_back()
    {
        var (linked, other) = (Content with { JoinUrl = "https://teams.microsoft.com/l/1", IsOwn = true }, Content with { JoinUrl = "https://teams.microsoft.com/l/2", IsOwn = false });
        var meeting = FollowedMeeting.Begin("e", Calendar, linked, Source, Now);
        Assert.Equal((linked.JoinUrl, true), Of(meeting));
        Assert.Equal((other.JoinUrl, false), Of(FollowedMeeting.Bring(meeting, other, Source, Now)));
        Assert.Equal((linked.JoinUrl, true), Of(FollowedMeeting.Bring(meeting, other, Source, Content.StartsAt)));
        Assert.Equal((other.JoinUrl, false), Of(FollowedMeeting.Bring(Begun(), other, Source, Content.StartsAt))); // it had none
        Assert.Equal(("", true), Of(FollowedMeeting.Bring(meeting.WithoutLink(), linked, Source, Content.EndsAt)));
        Assert.Equal("", FollowedMeeting.Begin("e", Calendar, linked, Source, Content.EndsAt).Content.JoinUrl);
        var later = other with { StartsAt = Content.StartsAt.AddDays(7), EndsAt = Content.EndsAt.AddDays(7) };
        Assert.Equal((other.JoinUrl, false), Of(FollowedMeeting.Bring(meeting, later, Source, Content.EndsAt))); // it is still to come, at another time

        static (string, bool) Of(Meeting one) => (one.Content.JoinUrl, one.IsOfMailbox);
    }

    [Fact]
    public void Of_a_calendars_meeting_nothing_is_read_once_its_calendar_isnt_followed_or_its_event_isnt_shared_nor_by_a_link_that_was_put_in_by_hand()
    {
        var (linked, mailbox) = (Content with { JoinUrl = "https://teams.microsoft.com/l/1", IsOwn = true }, new MemberId("tenant", "mailbox"));
        var followed = FollowedMeeting.Begin("e", Calendar, linked, Source, Now);
        var (released, unshared) = (FollowedMeeting.Release(followed, Source), FollowedMeeting.Unshare(followed, Calendar.Quorum, hasMore: true, Source, Now));
        Assert.True(followed.MayBeReadOf(mailbox, hasAgreed: false));
        Assert.False(released.MayBeReadOf(mailbox, hasAgreed: false) || unshared.MayBeReadOf(mailbox, hasAgreed: false));
        foreach (var back in new[] { released, unshared })
            Assert.True(FollowedMeeting.Bring(back, linked, Source, Now).MayBeReadOf(mailbox, hasAgreed: false));
        Assert.False(released.ChangeTo(released.Content with { JoinUrl = "https://teams.microsoft.com/l/2" }, Now).IsRefused(out _, out var pasted));
        Assert.False(pasted.MayBeReadOf(mailbox, hasAgreed: false));
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

    [Theory]
    [InlineData("Microsoft Teams Meeting", "", 0)]
    [InlineData("Hall; Microsoft Teams Meeting", "Hall", 0)]
    [InlineData("Microsoft Teams Meeting", "Hall", 1)]
    [InlineData("Hall", "", 1)]
    public void That_Outlooks_words_for_a_meeting_in_Teams_are_a_place_no_more_is_no_news(string before, string after, int news)
    {
        var online = Content with { JoinUrl = "https://teams.microsoft.com/l/1" };
        var known = FollowedMeeting.Begin("e", Calendar, online with { Place = before }, Source, Now);
        var read = FollowedMeeting.Bring(known, online with { Place = after }, Source, Now);
        Assert.Equal((after, news), (read.Content.Place, read.News));
    }

    [Fact]
    public void A_cancelled_event_cancels_its_meeting_once_and_one_that_comes_back_is_the_same_meeting_again()
    {
        var ended = FollowedMeeting.End(Begun(), "Cancelled in the calendar", Source, Now);
        Assert.Equal(("Cancelled in the calendar", 1), (ended.CancelledBecause, ended.News));
        Assert.Equal(ended, FollowedMeeting.End(ended, "Again", Source, Now));
        var back = FollowedMeeting.Bring(ended, Content, Source, Now);
        Assert.Equal((null, 2, MeetingState.Coming), (back.CancelledBecause, back.News, back.StateAt(Now)));
    }

    [Fact]
    public void What_has_begun_or_is_over_stays_though_its_event_goes()
    {
        Assert.Equal(Begun(), FollowedMeeting.End(Begun(), "Gone", Source, Content.StartsAt));
        Assert.Equal(Begun(), FollowedMeeting.End(Begun(), "Gone", Source, Content.EndsAt.AddDays(1)));
        var closed = Begun() with { ClosedAt = Content.EndsAt, ClosedBy = new Person(new MemberId("tenant", "helen"), "Helen") };
        Assert.Equal(closed, FollowedMeeting.Bring(closed, Content with { Title = "Other" }, Source, Content.EndsAt.AddDays(1)));
        Assert.Equal(0, FollowedMeeting.Bring(Begun(), Content with { StartsAt = Now.AddDays(-3), EndsAt = Now.AddDays(-3).AddHours(1) }, Source, Now).News); // put right afterwards: nobody is told
    }

    [Fact]
    public void What_was_called_off_ends_also_once_it_has_begun_and_afterwards_quietly_but_not_once_its_register_is_closed()
    {
        var off = FollowedMeeting.End(Begun(), "Cancelled", Source, Content.StartsAt, isCalledOff: true);
        Assert.Equal((MeetingState.Cancelled, Begun().News + 1), (off.StateAt(Content.StartsAt), off.News));
        Assert.Equal(off, FollowedMeeting.End(off, "Again", Source, Content.StartsAt, isCalledOff: true));
        var late = FollowedMeeting.End(Begun(), "Cancelled", Source, Content.EndsAt, isCalledOff: true);
        Assert.Equal((MeetingState.Cancelled, Begun().News, Begun().Revision + 1), (late.StateAt(Content.EndsAt), late.News, late.Revision)); // nobody is told any more
        Assert.Equal(Begun(), FollowedMeeting.End(Begun(), "Gone", Source, Content.EndsAt));
        var held = Begun() with { HeldFrom = Content.StartsAt };
        Assert.Equal(held, FollowedMeeting.End(held, "Cancelled", Source, Content.EndsAt, isCalledOff: true)); // it took place
        Assert.Equal(Begun(), FollowedMeeting.End(Begun(), "Cancelled", Source with { Version = 2 }, Content.StartsAt, isCalledOff: true));
        var closed = Begun() with { ClosedAt = Content.StartsAt };
        Assert.Equal(closed, FollowedMeeting.End(closed, "Cancelled", Source, Content.StartsAt, isCalledOff: true));
    }

    [Fact]
    public void An_older_run_changes_nothing_any_more()
    {
        var newer = FollowedMeeting.Bring(Begun(), Content with { Title = "Newer" }, Source with { Version = 5 }, Now);
        Assert.Equal(newer, FollowedMeeting.Bring(newer, Content with { Title = "Older" }, Source with { Version = 4 }, Now));
        Assert.Equal(newer, FollowedMeeting.End(newer, "Older", Source with { Version = 4 }, Now));
    }

    [Fact]
    public void A_calendar_cancels_no_meeting_of_another_and_a_released_one_is_as_arranged_by_hand()
    {
        Assert.Equal(Begun(), FollowedMeeting.End(Begun(), "Gone", new MeetingSource("larkford.other", 9), Now));
        Assert.Equal(Begun(), FollowedMeeting.Release(Begun(), Source with { Calendar = "larkford.other" }));
        var released = FollowedMeeting.Release(Begun(), Source);
        Assert.False(released.IsFollowed);
        Assert.Equal(released, FollowedMeeting.End(released, "Gone", Source, Now));
        Assert.Equal(Source, FollowedMeeting.Bring(released, Content, Source, Now).Source); // followed again
    }

    [Fact]
    public void One_that_was_cancelled_by_hand_stays_so_and_one_that_its_calendar_cancelled_comes_back_with_its_event()
    {
        Assert.False(Begun().Cancel("The hall is closed", Now).IsRefused(out _, out var byHand));
        Assert.False(byHand!.IsFollowed);
        Assert.Equal(byHand, FollowedMeeting.Bring(byHand, Content with { StartsAt = Now.AddDays(5), EndsAt = Now.AddDays(5).AddHours(1) }, Source with { Version = 9 }, Now));
        var byCalendar = FollowedMeeting.End(Begun(), "Cancelled", Source, Now);
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
        var back = FollowedMeeting.Bring(FollowedMeeting.End(Begun(), "Gone", Source, Now), Content, Source, after);
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
