using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.Meetings;

/// <summary>A meeting's times, its agenda, its answers and its end.</summary>
public sealed class MeetingTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Starts = new(2026, 3, 12, 18, 0, 0, TimeSpan.Zero);
    private static readonly Person Helen = new(new MemberId("tenant", "helen"), "Helen");

    [Theory]
    [InlineData("2026-03-12", "18:00", "19:30", "2026-03-12T18:00Z", "2026-03-12T19:30Z")]
    [InlineData("2026-07-02", "18:00", "19:30", "2026-07-02T17:00Z", "2026-07-02T18:30Z")]
    [InlineData("2026-10-25", "00:30", "01:30", "2026-10-24T23:30Z", "2026-10-25T01:30Z")] // the hour that comes twice is the later one
    public void A_day_and_times_on_the_wall_are_moments(string day, string from, string until, string starts, string ends)
    {
        var ruling = MeetingTime.Read(Day(day), Time(from), Time(until), London, Now);
        Assert.False(ruling.IsRefused(out _, out var time));
        Assert.Equal((Moment(starts), Moment(ends)), (time!.StartsAt, time.EndsAt));
    }

    [Theory]
    [InlineData("2026-03-29", "01:30", "03:00", "noSuchTime")]
    [InlineData("2026-03-12", "18:00", "18:00", "endsFirst")]
    [InlineData("2026-03-12", "18:00", "17:00", "endsFirst")]
    [InlineData("2026-03-12", "06:00", "19:00", "hours")]
    [InlineData("2026-03-02", "08:00", "10:00", "past")]
    [InlineData("2027-05-02", "08:00", "10:00", "far")]
    public void A_time_at_which_nobody_can_meet_is_refused(string day, string from, string until, string why)
        => Assert.Equal("meetings.refused." + why, MeetingTime.Read(Day(day), Time(from), Time(until), London, Now).IsRefused(out var refusal, out _) ? refusal.TextKey : "");

    [Theory]
    [InlineData("2026-03-12T18:00Z", "2026-03-11T10:00Z")] // a Thursday
    [InlineData("2026-03-16T18:00Z", "2026-03-13T10:00Z")] // a Monday: on the Friday
    [InlineData("2026-03-31T17:00Z", "2026-03-30T09:00Z")] // after clocks went forward
    [InlineData("2026-03-04T09:00Z", "2026-03-03T10:00Z")]
    [InlineData("2026-03-03T18:00Z", null)] // arranged the day before: they have only just been asked
    public void Those_who_have_not_answered_are_reminded_on_the_working_day_before(string starts, string? remind)
        => Assert.Equal(remind is null ? null : Moment(remind), MeetingTime.RemindAt(Moment(starts), Now, London));

    [Theory]
    [InlineData("2026-03-02T09:00Z", "2026-03-03T09:00Z")]
    [InlineData("2026-03-05T09:00Z", "2026-03-05T18:00Z")] // a week before it begins
    [InlineData("2026-03-05T18:00Z", "2026-03-05T19:00Z")]
    [InlineData("2026-03-12T17:30Z", "2026-03-12T18:00Z")]
    [InlineData("2026-03-12T18:00Z", null)]
    public void Whether_somebody_was_listed_since_is_looked_at_daily_until_a_week_before_and_then_hourly(string now, string? next)
        => Assert.Equal(next is null ? null : Moment(next), MeetingTime.LooksAgainAt(Starts, Moment(now)));

    [Fact]
    public void How_far_it_is_follows_from_the_time()
    {
        var meeting = Meeting();
        Assert.Equal(
            [MeetingState.Coming, MeetingState.Running, MeetingState.Over],
            new[] { Starts.AddTicks(-1), Starts, Starts.AddHours(2) }.Select(meeting.StateAt));
        Assert.Null(meeting.WhyNoAnswer(Starts.AddTicks(-1)));
        Assert.Equal("meetings.refused.begun", meeting.WhyNoAnswer(Starts)?.TextKey);
        Assert.Equal("meetings.refused.early", meeting.WhyNoRegister(Starts.AddMinutes(-61))?.TextKey);
        Assert.Null(meeting.WhyNoRegister(Starts.AddMinutes(-60)));
    }

    [Fact]
    public void What_Teams_says_is_noted_once_and_in_the_order_of_time_and_an_early_end_is_an_end()
    {
        var meeting = Online();
        var (began, ended) = (Starts.AddMinutes(3), Starts.AddMinutes(50));
        var held = meeting.Held(began: true, began).Held(began: false, ended);
        Assert.Equal((began, ended), (held.HeldFrom, held.HeldUntil));
        Assert.Equal([MeetingState.Running, MeetingState.Over], new[] { ended.AddTicks(-1), ended }.Select(held.StateAt));
        Assert.Equal(held, held.Held(began: true, began).Held(began: false, ended)); // told again
        Assert.Equal(held, meeting.Held(began: false, ended).Held(began: true, began)); // the end came first
        Assert.Null(held.Held(began: true, ended.AddMinutes(5)).HeldUntil); // it began again
        Assert.Equal(meeting, meeting.Held(began: true, Starts.AddDays(-1)));
        Assert.Equal(MeetingState.Over, meeting.Held(began: true, began).StateAt(Starts.AddHours(2))); // no end was told
        var content = meeting.Content with { JoinUrl = "https://teams.microsoft.com/l/meetup-join/19%3aabc%40thread.v2/0?context=1" };
        Assert.True(content.IsJoinedBy("https://teams.cloud.microsoft/l/meetup-join/19%3Aabc@thread.v2/0"));
        Assert.False(content.IsJoinedBy("https://teams.microsoft.com/l/meetup-join/19%3aother%40thread.v2/0"));
        Assert.False(meeting.Content.IsJoinedBy(""));
    }

    [Theory]
    [InlineData(true, "13:50", 0)] // people come early
    [InlineData(true, "14:20", 0)]
    [InlineData(true, "15:10", 0)] // it began again
    [InlineData(true, "15:50", 1)]
    [InlineData(true, "16:00", 1)]
    [InlineData(false, "14:40", 0)]
    [InlineData(false, "15:05", 0)]
    [InlineData(false, "15:55", 0)] // it went on too long
    [InlineData(false, "17:00", 1)] // also where the call never ended between the two
    [InlineData(false, "13:00", 0)] // a test call
    public void Of_two_meetings_by_one_link_the_one_is_meant_at_whose_time_it_was(bool began, string at, int meant)
    {
        (DateTimeOffset, DateTimeOffset)[] times = [(On("14:00"), On("15:00")), (On("16:00"), On("17:00"))];
        Assert.Equal(meant, HeldInTeams.MeantOf(times, began, On(at)));
        Assert.Equal(1 - meant, HeldInTeams.MeantOf([times[1], times[0]], began, On(at)));
        Assert.Null(HeldInTeams.MeantOf([], began, On(at)));

        static DateTimeOffset On(string time) => Moment($"2026-03-12T{time}Z");
    }

    [Fact]
    public void A_meeting_in_a_room_isnt_over_because_whoever_had_rung_in_hangs_up()
    {
        var (hybrid, online) = (Meeting().Held(began: true, Starts).Held(began: false, Starts.AddMinutes(20)), Online().Held(began: false, Starts.AddMinutes(20)));
        Assert.Equal([MeetingState.Running, MeetingState.Running, MeetingState.Over], new[] { Starts.AddMinutes(19), Starts.AddMinutes(21), Starts.AddHours(2) }.Select(hybrid.StateAt));
        Assert.Equal(MeetingState.Over, online.StateAt(Starts.AddMinutes(21)));
    }

    [Fact]
    public void A_register_is_closed_once_and_not_before_it_begins()
    {
        Assert.Equal("meetings.refused.notBegun", Why(Meeting().CloseRegister(Helen, new Register([], RollCount.Empty, []), Starts.AddMinutes(-5))));
        var closed = Holds(Meeting().CloseRegister(Helen, new Register([], RollCount.Empty, []), Starts));
        Assert.Equal((MeetingState.Closed, 1), (closed.StateAt(Starts.AddDays(1)), closed.Revision));
        Assert.Equal("meetings.refused.closed", Why(closed.CloseRegister(Helen, new Register([], RollCount.Empty, []), Starts.AddHours(1))));
        Assert.Equal("meetings.refused.closed", Why(closed.ChangeTo(closed.Content with { Title = "Other" }, Starts.AddHours(1))));
        Assert.Equal("meetings.refused.over", Why(closed.Cancel("Why", Starts.AddHours(1))));
    }

    [Fact]
    public void Everybody_hears_of_another_time_or_place_and_only_of_that()
    {
        var meeting = Meeting();
        Assert.Equal(meeting, Holds(meeting.ChangeTo(meeting.Content with { Agenda = [.. meeting.Content.Agenda] }, Now)));
        var retitled = Holds(meeting.ChangeTo(meeting.Content with { Title = "Another" }, Now));
        Assert.Equal((1, 0), (retitled.Revision, retitled.News));
        var moved = Holds(retitled.ChangeTo(retitled.Content with { Place = "Room 2" }, Now));
        Assert.Equal((2, 1), (moved.Revision, moved.News));
        Assert.Equal("meetings.refused.movedLate", Why(meeting.ChangeTo(meeting.Content with { EndsAt = Starts.AddHours(3) }, Starts)));
        Assert.False(meeting.ChangeTo(meeting.Content with { Title = "Another" }, Starts).IsRefused(out _, out _));
        Assert.Equal("meetings.refused.past", Why(meeting.ChangeTo(meeting.Content with { StartsAt = Now.AddHours(-1), EndsAt = Now.AddHours(1) }, Now)));

        Assert.Equal("meetings.refused.noReason", Why(meeting.Cancel(" ", Now)));
        var cancelled = Holds(meeting.Cancel("No quorum in sight", Now));
        Assert.Equal((MeetingState.Cancelled, 1), (cancelled.StateAt(Starts), cancelled.News));
        Assert.Equal(cancelled, Holds(cancelled.Cancel("Another reason", Now)));
        Assert.Equal(MeetingRefusals.Cancelled, cancelled.WhyNoAnswer(Now)?.TextKey);
    }

    [Fact]
    public void Who_is_called_can_be_changed_until_it_begins_and_the_same_people_chosen_anew_are_no_change()
    {
        var meeting = Meeting() with { Content = Meeting().Content with { Called = new Audience { Professions = [Profession.Gp] } } };
        Assert.Equal(meeting, Holds(meeting.ChangeTo(meeting.Content with { Called = new Audience { Professions = [Profession.Gp] } }, Now)));
        var others = Holds(meeting.ChangeTo(meeting.Content with { Called = Audience.Everybody }, Now));
        Assert.Equal((1, 1, 0), (others.Calls, others.Revision, others.News));
        Assert.Equal("meetings.refused.calledLate", Why(meeting.ChangeTo(meeting.Content with { Called = Audience.Everybody }, Starts)));
    }

    [Fact]
    public void By_a_link_it_is_read_who_was_there_only_of_whoever_put_it_in_or_agreed()
    {
        var (meeting, other) = (Meeting() with { LinkedBy = Helen }, new MemberId("tenant", "other"));
        Assert.True(meeting.MayBeReadOf(Helen.Id, hasAgreed: false));
        Assert.True(meeting.MayBeReadOf(other, hasAgreed: true));
        Assert.False(meeting.MayBeReadOf(other, hasAgreed: false) || (meeting with { LinkedBy = null }).MayBeReadOf(Helen.Id, hasAgreed: false));
        var (another, grace) = (meeting.Content with { JoinUrl = "https://teams.microsoft.com/l/meetup-join/other/0" }, new Person(other, "Grace"));
        Assert.Equal(grace, Holds(meeting.ChangeTo(another, Now, by: grace)).LinkedBy);
        Assert.Null(Holds(meeting.ChangeTo(another, Now)).LinkedBy);
        Assert.Equal(Helen, Holds((meeting with { Content = another }).ChangeTo(another with { Title = "Another" }, Now, by: grace)).LinkedBy);
        Assert.Null(Holds((meeting with { Content = another }).ChangeTo(another with { JoinUrl = "" }, Now, by: grace)).LinkedBy);
        Assert.Null((meeting with { Content = another }).WithoutLink().LinkedBy);
    }

    [Fact]
    public void Another_link_is_put_in_only_before_anybody_was_there_by_it()
    {
        var (meeting, ends) = (Meeting(), Meeting().Content.EndsAt);
        var another = meeting.Content with { JoinUrl = "https://teams.microsoft.com/l/meetup-join/other/0" };
        Assert.Null(Why(meeting.ChangeTo(another, Starts.AddMinutes(1))));
        Assert.Equal("meetings.refused.linkLate", Why(meeting.ChangeTo(another, ends)));
        Assert.Equal("meetings.refused.linkLate", Why(meeting.Held(began: true, Starts).ChangeTo(another, Starts.AddMinutes(1))));
        Assert.Equal("meetings.refused.linkLate", Why(meeting.Held(began: false, Starts.AddMinutes(20)).ChangeTo(another, Starts.AddMinutes(21))));
        var linked = meeting with { Content = another };
        Assert.Null(Why(linked.ChangeTo(another with { JoinUrl = "" }, ends)));
        Assert.Null(Why(linked.ChangeTo(another with { Title = "Another" }, ends)));
        var without = Holds(linked.ChangeTo(another with { JoinUrl = "" }, ends, mark: "hash"));
        var retitled = Holds(without.ChangeTo(without.Content with { Title = "Another" }, ends, mark: "of nothing"));
        Assert.Equal(("hash", "", "Helen"), Holds(retitled.ChangeTo(another, ends, by: Helen, mark: "hash")) is var back ? (without.TakenOut, back.TakenOut, back.LinkedBy?.Name) : default);
        Assert.Equal("meetings.refused.linkLate", Why(retitled.ChangeTo(another with { JoinUrl = another.JoinUrl + "1" }, ends, mark: "another hash")));
        Assert.Equal("meetings.refused.linkLate", Why(meeting.ChangeTo(another, ends, mark: "")));
        Assert.Equal("", Holds(linked.ChangeTo(another with { JoinUrl = "" }, Starts, mark: "hash")).TakenOut); // another can be put in as well
        Assert.Equal("", Holds(without.CloseRegister(Helen, new Register([], RollCount.Of([]), []), ends)).TakenOut);
        Assert.Equal(ends, meeting.Held(began: false, Starts.AddMinutes(20)).OverAt);
        Assert.Equal(ends.AddMinutes(20), meeting.Held(began: false, ends.AddMinutes(20)).OverAt);
    }

    [Fact]
    public void An_interest_never_passes_to_an_item_that_is_something_else()
    {
        AgendaItem[] before = [new("1", "Minutes"), new("2", "Hubs"), new("3", "Budget")];
        Assert.Equal(["1", "2", "3"], Agenda.Rewrite(before, ["Minutes", "Opening hours", "Budget"], 3).Select(item => item.Id)); // the same place
        Assert.Equal(["1", "3", "2"], Agenda.Rewrite(before, ["Minutes", "Budget", "Hubs and hours"], 3).Select(item => item.Id)); // the same word
        Assert.Equal(["1", "3", "4"], Agenda.Rewrite(before, ["Minutes", "Budget", "Estates"], 3).Select(item => item.Id)); // neither
    }

    [Fact]
    public void Whether_one_was_there_is_said_after_the_end_until_the_register_is_closed_and_never_against_it()
    {
        var (meeting, ann, over) = (Meeting(), Called("ann"), Starts.AddHours(2));
        var said = HoldsThere(ReplyRule.SayThere(meeting, ann, wasThere: true, isAsked: true, over));
        Assert.Equal((Presence.Present, PresenceSource.Self), (said.Presence, said.PresenceFrom));
        Assert.Equal(said, HoldsThere(ReplyRule.SayThere(meeting, said, wasThere: true, isAsked: true, over)));
        Assert.Equal(Presence.Absent, HoldsThere(ReplyRule.SayThere(meeting, said, wasThere: false, isAsked: true, over)).Presence);
        Assert.Equal("meetings.refused.notAsked", WhyThere(ReplyRule.SayThere(meeting, ann, wasThere: true, isAsked: false, over)));
        Assert.Equal("meetings.refused.notAsked", WhyThere(ReplyRule.SayThere(meeting, ann with { Reply = Reply.Apologies }, wasThere: true, isAsked: true, over)));
        Assert.Equal("meetings.refused.notAsked", WhyThere(ReplyRule.SayThere(meeting, ann with { IsReported = true }, wasThere: true, isAsked: true, over)));
        Assert.Equal("meetings.refused.notOver", WhyThere(ReplyRule.SayThere(meeting, ann, wasThere: true, isAsked: true, Starts)));
        Assert.Equal("meetings.refused.notCalled", WhyThere(ReplyRule.SayThere(meeting, ann with { IsCalled = false }, wasThere: true, isAsked: true, over)));
        foreach (var source in new[] { PresenceSource.Hand, PresenceSource.Report })
            Assert.Equal("meetings.refused.notedAlready", WhyThere(ReplyRule.SayThere(meeting, ann with { Presence = Presence.Present, PresenceFrom = source }, wasThere: false, isAsked: true, over)));
        Assert.Equal("meetings.refused.closed", WhyThere(ReplyRule.SayThere(Holds(meeting.CloseRegister(Helen, new Register([], RollCount.Empty, []), over)), ann, wasThere: true, isAsked: true, over)));
        Assert.Equal(MeetingRefusals.Cancelled, WhyThere(ReplyRule.SayThere(Holds(meeting.Cancel("x", Now)), ann, wasThere: true, isAsked: true, over)));

        static Attendee HoldsThere(LeadershipBot.Domain.Ruling<Attendee> ruling) => ruling.IsRefused(out _, out var one) ? throw new InvalidOperationException() : one;
        static string? WhyThere(LeadershipBot.Domain.Ruling<Attendee> ruling) => ruling.IsRefused(out var refusal, out _) ? refusal.TextKey : null;
    }

    [Theory]
    [InlineData("", "", "noTitle")]
    [InlineData("Board", "http://teams.microsoft.com/l/x", "link")]
    [InlineData("Board", "https://teams.microsoft.com.evil.example/l/x", "link")]
    [InlineData("Board", "https://a@teams.microsoft.com/l/x", "link")]
    [InlineData("Board", "javascript:alert(1)", "link")]
    [InlineData("Board", "https://teams.microsoft.com/l/meetup-join/19%3ameeting", null)]
    public void Only_Teams_own_links_can_be_opened(string title, string link, string? why)
        => Assert.Equal(why is null ? null : "meetings.refused." + why, (Meeting().Content with { Title = title, JoinUrl = link }).WhyNot(new DateOnly(2026, 3, 2))?.TextKey);

    [Fact]
    public void Patient_data_in_title_place_or_agenda_is_refused()
    {
        var content = Meeting().Content;
        foreach (var bad in new[] { content with { Title = "About Mrs Smith, born 3/4/1961" }, content with { Place = "NHS number 943 476 5919" }, content with { Agenda = [new("1", "Mr X, DOB 12.03.1960")] } })
            Assert.Equal("shell.refused.patientData", bad.WhyNot(new DateOnly(2026, 3, 2))?.TextKey);
        Assert.Null(content.WhyNot(new DateOnly(2026, 3, 2)));
    }

    [Fact]
    public void An_agenda_that_is_written_anew_never_gives_a_known_title_or_a_new_one_the_id_of_another()
        => Prop.ForAll(Arb.From(Gen.ListOf(Gen.Elements("a", "b", "c", "d"))), Arb.From(Gen.ListOf(Gen.Elements("a", "b", "c", "d", "e", "f", " ", "g"))), (first, second) =>
        {
            var before = Agenda.Rewrite([], first, 0);
            var after = Agenda.Rewrite(before, second, before.Count);
            Assert.Equal(second.Select(title => title.Trim()).Where(title => title.Length > 0).Distinct(), after.Select(item => item.Title));
            Assert.Equal(after.Count, after.Select(item => item.Id).Distinct().Count());
            Assert.All(after, item => Assert.True(before.All(was => was.Title != item.Title || was.Id == item.Id)));
            Assert.Equal(after, Agenda.Rewrite(after, after.Select(item => item.Title), 99));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_title_that_is_put_right_keeps_its_id_and_a_new_item_gets_one_that_none_ever_had()
    {
        AgendaItem[] before = [new("1", "Minutes"), new("2", "Hub hours")];
        Assert.Equal([new("1", "Minutes"), new("2", "Hubs' hours")], Agenda.Rewrite(before, ["Minutes", "Hubs' hours"], 5));
        Assert.Equal([new("6", "Budget"), new("1", "Minutes"), new("2", "Hub hours")], Agenda.Rewrite(before, ["Budget", "Minutes", "Hub hours"], 5));
        Assert.Equal("meetings.refused.items", Agenda.WhyNot([.. Enumerable.Range(0, 21).Select(i => new AgendaItem($"{i}", "x"))], new DateOnly(2026, 3, 2))?.TextKey);
        Assert.Equal("meetings.refused.long", Agenda.WhyNot([new("1", new string('x', 121))], new DateOnly(2026, 3, 2))?.TextKey);
    }

    [Fact]
    public void A_deputy_is_named_by_who_is_called_and_stands_in_for_one()
    {
        var (meeting, ann, ben) = (Meeting(), Called("ann"), new Attendee(new MemberId("tenant", "ben"), "Ben"));
        var named = HoldsAnswer(ReplyRule.Depute(meeting, ann, ben, Now));
        Assert.Equal((Reply.Deputy, ben.Person, ann.Person), (named.Me.Reply, named.Me.Deputy, named.Deputy!.StandsFor));
        Assert.Equal(named.Me, HoldsAnswer(ReplyRule.Depute(meeting, named.Me, named.Deputy, Now.AddHours(1))).Me);
        Assert.Equal(ben.Person, HoldsAnswer(ReplyRule.Say(meeting, named.Me, isComing: true, Now)).Released);
        Assert.Equal(ben.Person, HoldsAnswer(ReplyRule.Depute(meeting, named.Me, new Attendee(new MemberId("tenant", "cat"), "Cat"), Now)).Released);
        Assert.Equal("meetings.refused.self", WhyAnswer(ReplyRule.Depute(meeting, ann, ann, Now)));
        Assert.Equal("meetings.refused.deputyCalled", WhyAnswer(ReplyRule.Depute(meeting, ann, Called("dan"), Now)));
        Assert.Equal("meetings.refused.deputyTaken", WhyAnswer(ReplyRule.Depute(meeting, Called("dan"), named.Deputy, Now)));
        Assert.Equal("meetings.refused.notCalled", WhyAnswer(ReplyRule.Depute(meeting, ben, ann, Now)));
        Assert.Equal("meetings.refused.notCalled", WhyAnswer(ReplyRule.Say(meeting, ben, isComing: true, Now)));
        Assert.Equal(Reply.Coming, HoldsAnswer(ReplyRule.Say(meeting, named.Deputy, isComing: true, Now)).Me.Reply);
        Assert.Equal("meetings.refused.begun", WhyAnswer(ReplyRule.Say(meeting, ann, isComing: true, Starts)));
        var said = HoldsAnswer(ReplyRule.Say(meeting, ann, isComing: true, Now)).Me;
        Assert.Equal(said, HoldsAnswer(ReplyRule.Say(meeting, said, isComing: true, Now.AddHours(1))).Me);
    }

    [Fact]
    public void A_calendar_file_has_what_calendars_need()
    {
        var meeting = Meeting() with { Revision = 3 };
        Assert.Equal(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//LeadershipBot//Meetings//EN\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\nUID:larkford.abc@leadershipbot\r\nSEQUENCE:3\r\nDTSTAMP:20260302T090000Z\r\n"
            + "DTSTART:20260312T180000Z\r\nDTEND:20260312T193000Z\r\nSUMMARY:Governing body\\; hubs\\, and more\r\nLOCATION:Room 1\r\nDESCRIPTION:1. Minutes\\n2. Hubs\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            VCalendar.Of(meeting with { Content = meeting.Content with { Title = "Governing body; hubs, and more" } }, "larkford.abc", Now));

        // The link stands where every calendar shows it; what is cancelled takes the place of what was taken.
        const string Link = "https://teams.microsoft.com/meet/123";
        var online = VCalendar.Of(Online() with { Content = Online().Content with { JoinUrl = Link }, CancelledBecause = "The hall is flooded", Revision = 4 }, "larkford.abc", Now);
        foreach (var line in new[] { "SEQUENCE:4", $"LOCATION:{Link}", $"URL:{Link}", $"DESCRIPTION:{Link}\\n1. Minutes\\n2. Hubs", "STATUS:CANCELLED" })
            Assert.Contains(line + "\r\n", online.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("LOCATION:Room 1\r\n", VCalendar.Of(meeting with { Content = meeting.Content with { JoinUrl = Link } }, "larkford.abc", Now), StringComparison.Ordinal);
    }

    [Fact]
    public void A_calendar_file_is_folded_whatever_is_written()
        => Prop.ForAll<NonNull<string>>(words =>
        {
            var title = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(words.Get));
            var text = VCalendar.Of(Meeting() with { Content = Meeting().Content with { Title = title + new string('ä', 90) } }, "larkford.abc", Now);
            Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
            var unfolded = text.Replace("\r\n ", "", StringComparison.Ordinal);
            Assert.Contains("SUMMARY:" + VCalendar.Escape(title), unfolded, StringComparison.Ordinal);
            Assert.Single(unfolded.Split("\r\n"), line => line == "END:VEVENT");
        }).QuickCheckThrowOnFailure();

    private static Meeting Online() => Meeting() with { Content = Meeting().Content with { Place = "" } };

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);

    private static TimeOnly Time(string time) => TimeOnly.Parse(time, CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);

    private static Meeting Meeting() => new("abc", new OrganisationName("larkford", "Larkford"), new MeetingContent("Governing body", Starts, Starts.AddMinutes(90), "Europe/London")
    {
        Place = "Room 1",
        Agenda = [new AgendaItem("1", "Minutes"), new AgendaItem("2", "Hubs")],
    })
    { MadeBy = Helen, MadeAt = Now, LastItem = 2 };

    private static Attendee Called(string name) => new(new MemberId("tenant", name), name) { IsCalled = true };

    private static string? Why(LeadershipBot.Domain.Ruling<Meeting> ruling) => ruling.IsRefused(out var why, out _) ? why.TextKey : null;

    private static Meeting Holds(LeadershipBot.Domain.Ruling<Meeting> ruling) => ruling.IsRefused(out var why, out var holds) ? throw new InvalidOperationException(why.TextKey) : holds;

    private static string? WhyAnswer(LeadershipBot.Domain.Ruling<Answered> ruling) => ruling.IsRefused(out var why, out _) ? why.TextKey : null;

    private static Answered HoldsAnswer(LeadershipBot.Domain.Ruling<Answered> ruling) => ruling.IsRefused(out var why, out var holds) ? throw new InvalidOperationException(why.TextKey) : holds;
}
