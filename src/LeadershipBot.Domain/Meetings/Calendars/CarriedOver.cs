namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>
/// What the bot keeps of a meeting goes over to the one in its place, where a series moved to another weekday: agenda, interests, quorum,
/// and what people answered here. It goes once, and only to a meeting that is to come and has nothing of its own.
/// </summary>
public static class CarriedOver
{
    /// <summary>Whether what one has goes over to another, or went already.</summary>
    /// <param name="to">The meeting in the other's place.</param>
    /// <param name="from">The meeting that ended.</param>
    /// <param name="now">The time.</param>
    public static bool Fits(Meeting to, Meeting from, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(from);
        if (Went(to, from))
            return true;
        return to is { CarriedFrom: null, LastItem: 0, IsFollowed: true, Content.Agenda.Count: 0 } && to.StateAt(now) is MeetingState.Coming;
    }

    /// <summary>Whether it went over before.</summary>
    public static bool Went(Meeting to, Meeting from)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(from);
        return to.CarriedFrom == from.Id;
    }

    /// <summary>The meeting once it has the other's agenda and quorum; the same where it has, or they don't fit. Those who answered the other hear of the new day.</summary>
    /// <param name="to">The meeting in the other's place.</param>
    /// <param name="from">The meeting that ended.</param>
    /// <param name="hasAnswers">Whether somebody answered that one here.</param>
    /// <param name="now">The time.</param>
    public static Meeting Take(Meeting to, Meeting from, bool hasAnswers, DateTimeOffset now)
    {
        if (Went(to, from) || !Fits(to, from, now))
            return to;
        return to with
        {
            Content = to.Content with { Agenda = from.Content.Agenda, Quorum = QuorumOf(to, from) },
            LastItem = from.LastItem,
            CarriedFrom = from.Id,
            Revision = to.Revision + 1,
            News = to.News + (hasAnswers && to.Content.IsElsewhereThan(from.Content) ? 1 : 0),
        };
    }

    /// <summary>Only one that somebody set goes over, and over none that somebody set.</summary>
    private static QuorumRule QuorumOf(Meeting to, Meeting from)
        => from.HasOwnQuorum(to.UsualQuorum ?? to.Content.Quorum) && !to.HasOwnQuorum(to.Content.Quorum) ? from.Content.Quorum : to.Content.Quorum;
}
