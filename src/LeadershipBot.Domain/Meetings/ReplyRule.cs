using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Meetings;

/// <summary>What somebody says to a meeting, and who else stands there differently after it.</summary>
/// <param name="Me">Who answered, as they stand now.</param>
/// <param name="Deputy">Who stands in for them now; null where nobody does.</param>
/// <param name="Released">Who stood in for them before and doesn't any more; null where nobody.</param>
public sealed record Answered(Attendee Me, Attendee? Deputy, MemberId? Released);

/// <summary>How people answer a meeting, until it begins; the last answer stands.</summary>
public static class ReplyRule
{
    /// <summary>Somebody who is called, or stands in for somebody, says whether they come.</summary>
    public static Ruling<Answered> Say(Meeting meeting, Attendee me, bool isComing, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(me);
        if (meeting.WhyNoAnswer(now) is { } refusal)
            return refusal;
        if (!me.IsCalled && me.StandsFor is null)
            return new Refusal("meetings.refused.notCalled", ("name", meeting.MadeBy?.Name ?? meeting.Organisation.Name));
        return With(me, isComing ? Reply.Coming : Reply.Apologies, now);
    }

    /// <summary>Somebody with that answer, whoever notes it: whom they had named stands in no more. The same answer again changes nothing.</summary>
    internal static Answered With(Attendee me, Reply reply, DateTimeOffset now) => me.Reply == reply && !me.IsFromCalendar
        ? new Answered(me, null, null)
        : new Answered(me with { Reply = reply, RepliedAt = now, Deputy = null, IsFromCalendar = false }, null, me.Deputy);

    /// <summary>
    /// Somebody who is called, or stands in, says after a meeting whether they were there, where they are asked; they may say otherwise
    /// until the register is closed. What the register has from whoever keeps it, or from Teams' report, stays.
    /// </summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="me">Who says it, as they stand now.</param>
    /// <param name="wasThere">What they say.</param>
    /// <param name="isAsked">Whether anybody is asked: somebody was there of whom nobody knows who.</param>
    /// <param name="now">The time.</param>
    public static Ruling<Attendee> SayThere(Meeting meeting, Attendee me, bool wasThere, bool isAsked, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(me);
        if (meeting.WhyNoRegister(now) is { } refusal)
            return refusal;
        if (meeting.StateAt(now) is not MeetingState.Over)
            return new Refusal("meetings.refused.notOver");
        if (!me.IsCalled && me.StandsFor is null)
            return new Refusal("meetings.refused.notCalled", ("name", meeting.MadeBy?.Name ?? meeting.Organisation.Name));
        if (me is { Presence: not Presence.NotNoted, PresenceFrom: not PresenceSource.Self })
            return new Refusal("meetings.refused.notedAlready");
        if (!isAsked || !(me.IsAskedWhetherThere || me.SaysSo))
            return new Refusal("meetings.refused.notAsked");
        return me with { Presence = wasThere ? Presence.Present : Presence.Absent, PresenceFrom = PresenceSource.Self, LeftBefore = "" };
    }

    /// <summary>Somebody who is called names who stands in for them. Who is called themselves, or stands in for somebody already, can't.</summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="me">Who can't come.</param>
    /// <param name="other">Who is to stand in, as they stand now.</param>
    /// <param name="now">The time.</param>
    public static Ruling<Answered> Depute(Meeting meeting, Attendee me, Attendee other, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(me);
        ArgumentNullException.ThrowIfNull(other);
        if (meeting.WhyNoAnswer(now) is { } refusal)
            return refusal;
        if (!me.IsCalled)
            return new Refusal("meetings.refused.notCalled", ("name", meeting.MadeBy?.Name ?? meeting.Organisation.Name));
        if (other.Person.ToString() == me.Person.ToString())
            return new Refusal("meetings.refused.self");
        if (other.IsCalled)
            return new Refusal("meetings.refused.deputyCalled", ("name", other.Name));
        if (other is { StandsFor: { } another, Reply: not Reply.Apologies } && another.ToString() != me.Person.ToString())
            return new Refusal("meetings.refused.deputyTaken", ("name", other.Name));
        if (me.Deputy?.ToString() == other.Person.ToString() && other.Reply is not Reply.Apologies)
            return new Answered(me, other, null); // said twice
        return new Answered(
            me with { Reply = Reply.Deputy, RepliedAt = now, Deputy = other.Person, IsFromCalendar = false },
            other with { StandsFor = me.Person, Reply = Reply.None, RepliedAt = null },
            me.Deputy);
    }
}
