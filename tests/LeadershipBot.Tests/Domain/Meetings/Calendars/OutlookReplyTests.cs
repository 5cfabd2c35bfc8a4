using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.Meetings.Calendars;

/// <summary>Which answer stands where somebody may answer in Outlook and in the bot.</summary>
public sealed class OutlookReplyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly MemberId Priya = new("tenant", "priya");

    [Theory]
    [InlineData(Reply.None, false, Reply.Coming, 1, Reply.Coming)]
    [InlineData(Reply.Coming, true, Reply.Apologies, -1, Reply.Coming)] // an older answer, told late
    [InlineData(Reply.Coming, true, Reply.Apologies, 1, Reply.Apologies)]
    [InlineData(Reply.Coming, true, Reply.None, 1, Reply.None)]
    [InlineData(Reply.Coming, false, Reply.Apologies, -1, Reply.Coming)]
    [InlineData(Reply.Coming, false, Reply.Apologies, 1, Reply.Apologies)]
    [InlineData(Reply.Coming, false, Reply.None, 1, Reply.Coming)]
    [InlineData(Reply.Coming, false, Reply.Apologies, null, Reply.Coming)]
    [InlineData(Reply.Deputy, false, Reply.Coming, 1, Reply.Deputy)]
    public void The_later_answer_stands(Reply stands, bool isFromCalendar, Reply said, int? minutesLater, Reply after)
    {
        var me = new Attendee(Priya, "Priya") { IsCalled = true, Reply = stands, RepliedAt = stands is Reply.None ? null : Now, IsFromCalendar = isFromCalendar };
        var taken = new OutlookReply(Priya, said, minutesLater is { } minutes ? Now.AddMinutes(minutes) : null).Take(me);
        Assert.Equal(after, taken.Reply);
        Assert.Equal(taken.Reply == stands ? isFromCalendar : after is not Reply.None, taken.IsFromCalendar);
    }

    [Fact]
    public void Who_is_not_called_answers_to_nothing_and_an_answer_in_the_bot_is_the_bots()
    {
        var me = new Attendee(Priya, "Priya");
        Assert.Equal(me, new OutlookReply(Priya, Reply.Coming, Now).Take(me));
        var meeting = new Meeting("m", new OrganisationName("larkford", "Larkford"), new MeetingContent("Board", Now.AddDays(1), Now.AddDays(1).AddHours(1), "Europe/London"));
        var coming = me with { IsCalled = true, Reply = Reply.Coming, RepliedAt = Now, IsFromCalendar = true };
        Assert.False(ReplyRule.Say(meeting, coming, isComing: true, Now.AddMinutes(1)).IsRefused(out _, out var answered));
        Assert.False(answered!.Me.IsFromCalendar);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        OutlookReply[] replies = [new(Priya, Reply.Coming, Now), new(new MemberId("tenant", "tomasz"), Reply.None, null)];
        Assert.Equal(replies, OutlookReply.Read(OutlookReply.ToText(replies), "tenant"));
        Assert.Empty(OutlookReply.Read("x;=;a=9=;;b=1", "tenant"));
        Assert.Empty(OutlookReply.Read(null, "tenant"));
    }
}
