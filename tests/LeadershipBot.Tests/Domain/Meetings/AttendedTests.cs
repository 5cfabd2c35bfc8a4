using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.Meetings;

/// <summary>Who was there, put together from the records of attendance reports; and who organised a meeting, by its link.</summary>
public sealed class AttendedTests
{
    private static readonly DateTimeOffset Ends = new(2026, 3, 12, 19, 30, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    [Theory]
    [InlineData(new[] { 0, 5 }, true)]
    [InlineData(new[] { 0, 4 }, false)]
    [InlineData(new[] { 0, 3, 10, 12 }, true)] // left and came back
    [InlineData(new[] { 0, 3, 1, 4 }, false)] // from two devices at once
    [InlineData(new[] { 0, 3, 1, 2, 2, 5 }, true)]
    public void Somebody_counts_who_was_there_for_five_minutes_in_all_however_often_they_came(int[] minutes, bool counts)
    {
        var joiners = minutes.Chunk(2).Select(pair => new Joiner(Of("A1"), TimeSpan.Zero, [(At(pair[0]), At(pair[1]))]));
        Assert.Equal(counts, Attended.Of(joiners).There.Contains("t1.a1"));
    }

    [Fact]
    public void Who_has_no_account_is_counted_and_not_told_apart_and_a_record_without_times_counts_as_it_sums_itself_up()
    {
        var attended = Attended.Of([new(null, TimeSpan.FromMinutes(9), []), new(null, TimeSpan.FromMinutes(1), []), new(null, TimeSpan.FromMinutes(20), [(At(0), At(6))]), new(Of("x"), TimeSpan.FromMinutes(5), []), new(Of("y"), TimeSpan.FromMinutes(4), [])]);
        Assert.Equal((2, "t1.x"), (attended.Unnamed, Assert.Single(attended.There)));
    }

    [Fact]
    public void The_same_object_id_in_another_tenant_is_somebody_else()
    {
        var attended = Attended.Of([new(new MemberId("T1", "x"), TimeSpan.FromMinutes(3), []), new(new MemberId("t1", "X"), TimeSpan.FromMinutes(3), []), new(new MemberId("t2", "x"), TimeSpan.FromMinutes(4), [])]);
        Assert.Equal("t1.x", Assert.Single(attended.There));
    }

    [Fact]
    public void The_time_of_all_records_is_never_longer_than_from_the_first_to_the_last_and_never_shorter_than_the_longest()
        => Prop.ForAll(Arb.From(Gen.NonEmptyListOf(Gen.Choose(0, 60).Two())), pairs =>
        {
            var times = pairs.Select(pair => (From: At(Math.Min(pair.Item1, pair.Item2)), Until: At(Math.Max(pair.Item1, pair.Item2)))).ToList();
            var length = Attended.LengthOf([.. times.Select(time => new Joiner(Of("x"), TimeSpan.Zero, [time]))]);
            Assert.InRange(length, times.Max(time => time.Until - time.From), times.Max(time => time.Until) - times.Min(time => time.From));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Teams_is_asked_after_a_quarter_of_an_hour_an_hour_and_six_and_the_next_morning_and_then_no_more()
        => Assert.Equal(
            [Ends.AddMinutes(15), Ends.AddHours(1), Ends.AddHours(6), new DateTimeOffset(2026, 3, 13, 8, 0, 0, TimeSpan.Zero), null],
            Enumerable.Range(0, 5).Select(tries => Attended.NextTry(tries, Ends, London)));

    [Theory]
    [InlineData(-60, -1, 0)] // another meeting by the same link, before
    [InlineData(-60, 4, 4)]
    [InlineData(80, 200, 10)]
    [InlineData(-10, 100, 90)]
    [InlineData(95, 200, 0)]
    public void Of_a_session_that_goes_beyond_the_meeting_its_own_time_alone_counts(int from, int until, int minutes)
    {
        var (session, meeting) = ((At(from), At(until)), (At(0), At(90)));
        Assert.Equal(TimeSpan.FromMinutes(minutes), Attended.LengthOf([new Joiner(Of("x"), TimeSpan.FromHours(9), [session]).Within(session, meeting)]));
        Assert.Equal(TimeSpan.FromMinutes(minutes), Attended.LengthOf([new Joiner(Of("x"), TimeSpan.FromHours(9), []).Within(session, meeting)]));
        Assert.Equal(TimeSpan.FromMinutes(Math.Min(minutes, 2)), Attended.LengthOf([new Joiner(Of("x"), TimeSpan.FromMinutes(2), []).Within(session, meeting)]));
    }

    [Theory]
    [InlineData(1, 20, 60)] // after the first try, at its time
    [InlineData(1, 50, 65)]
    [InlineData(2, 24 * 60, (24 * 60) + 15)] // times that passed while nobody could ask aren't made up for
    [InlineData(3, 24 * 60, (24 * 60) + 15)]
    [InlineData(4, 24 * 60, 48 * 60)]
    [InlineData(20, 24 * 60, 48 * 60)]
    public void After_a_try_it_is_asked_again_at_the_next_time_or_a_while_from_now_and_in_the_end_daily(int tries, int now, int next)
        => Assert.Equal(Ends.AddMinutes(next), Attended.NextAfter(tries, Ends, London, Ends.AddMinutes(now)));

    [Theory]
    [InlineData("https://teams.microsoft.com/l/meetup-join/19%3ax%40thread.v2/0?context=%7b%22Tid%22%3a%227D1E0000-0000-4000-9000-000000000001%22%2c%22Oid%22%3a%227d1e0000-0000-4000-8000-000000000002%22%7d", true)]
    [InlineData("https://teams.microsoft.com/l/meetup-join/x/0?a=1&context={\"Oid\":\"7d1e0000-0000-4000-8000-000000000002\",\"Tid\":\"7d1e0000-0000-4000-9000-000000000001\"}&b=2", true)]
    [InlineData("https://teams.microsoft.com/l/meetup-join/x/0?context={\"Oid\":\"7d1e0000-0000-4000-8000-000000000002\"}", false)]
    [InlineData("https://teams.microsoft.com/l/meetup-join/x/0?context={\"Tid\":\"../../x\",\"Oid\":\"me\"}", false)]
    [InlineData("https://teams.microsoft.com/meet/123456?p=abc", false)]
    [InlineData("", false)]
    public void A_long_link_says_who_organised_the_meeting(string url, bool says)
        => Assert.Equal(says ? new MemberId("7d1e0000-0000-4000-9000-000000000001", "7d1e0000-0000-4000-8000-000000000002") : (MemberId?)null, JoinLink.OrganiserOf(url));

    [Theory]
    [InlineData("https://teams.microsoft.com/meet/3456789012345?p=aBc123", "3456789012345")]
    [InlineData("https://teams.microsoft.com/meet/3456789012345/", "3456789012345")]
    [InlineData("https://teams.microsoft.com/meet/12345678?p=x", null)]
    [InlineData("https://teams.microsoft.com/meet/34567'89012", null)]
    [InlineData("https://teams.microsoft.com/l/meetup-join/3456789012345", null)]
    [InlineData("", null)]
    public void A_short_link_has_the_meeting_ID(string url, string? id)
        => Assert.Equal(id, JoinLink.MeetingIdOf(url));

    [Fact]
    public void What_a_register_comes_to_is_read_as_it_was_written()
        => Prop.ForAll(Arb.From(Gen.ListOf(Gen.Choose(0, 11).Two())), pairs =>
        {
            var people = pairs.Select((pair, i) => new Attendee(new MemberId("tenant", $"p{i}"), "x") { IsCalled = pair.Item1 > 2, Presence = (Presence)(pair.Item1 % 3), Reply = (Reply)(pair.Item2 % 4), LeftBefore = pair.Item2 > 9 ? "7" : "" }).ToList();
            var content = new MeetingContent("Board", Ends.AddHours(-1), Ends, "Europe/London") { Quorum = new QuorumRule { People = 2, SharePercent = 30 }, Agenda = [new("3", "Minutes"), new("7", "Hubs")] };
            var register = new Register(people, RollCount.Of(people), [.. people.Take(2).Select(one => new ItemConflict("7", one.Person, "x"))]);
            var stand = RegisterStand.Of(register, content);
            var read = RegisterStand.Read(stand.ToText(), content, register.Roll.Called);
            Assert.Equal((stand.Came, stand.Apologies, stand.Whole), (read!.Came, read.Apologies, read.Whole));
            Assert.Equal(stand.Items, read.Items);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1;2;3")]
    [InlineData("1;2;3;4;5|x=1")]
    [InlineData("1;2;3;4;-5")]
    public void What_is_no_such_text_is_nothing(string? text)
        => Assert.Null(RegisterStand.Read(text, new MeetingContent("Board", Ends.AddHours(-1), Ends, "Europe/London"), 3));

    private static MemberId Of(string objectId) => new("t1", objectId);

    private static DateTimeOffset At(int minute) => Ends.AddMinutes(minute - 90);
}
