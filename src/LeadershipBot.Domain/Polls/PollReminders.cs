namespace LeadershipBot.Domain.Polls;

/// <summary>When those are reminded, each in their own chat, who were asked and have not answered: at most twice.</summary>
public static class PollReminders
{
    /// <summary>The most reminders of one poll.</summary>
    public const int RemindersMax = 2;

    /// <summary>A poll that is open for less is over before anybody could have forgotten it.</summary>
    public static readonly TimeSpan ShortestOpen = TimeSpan.FromHours(4);

    /// <summary>From here on a day before closing is late enough, so that it isn't at half time any more.</summary>
    public static readonly TimeSpan DayBeforeFrom = TimeSpan.FromDays(2);

    /// <summary>From here on there are two.</summary>
    public static readonly TimeSpan TwiceFrom = TimeSpan.FromDays(7);

    /// <summary>Whoever got the poll, or another reminder of it, within this time before isn't reminded.</summary>
    public static readonly TimeSpan NotWithin = TimeSpan.FromHours(2);

    /// <summary>
    /// The moments, in their order: half time and a day before closing where it is open for a week or longer; a day before
    /// closing from two days on; half time from four hours on; none otherwise, without a closing time, and where the
    /// asker wants none. All lie between opening and closing.
    /// </summary>
    public static IReadOnlyList<DateTimeOffset> Of(Poll poll)
    {
        ArgumentNullException.ThrowIfNull(poll);
        if (!poll.SendsReminders || poll.ClosesAt is not { } closes)
            return [];
        var open = closes - poll.OpenedAt;
        var halfTime = poll.OpenedAt + (open / 2);
        var dayBefore = closes.AddDays(-1);
        if (open >= TwiceFrom)
            return [halfTime, dayBefore];
        if (open >= DayBeforeFrom)
            return [dayBefore];
        return open >= ShortestOpen ? [halfTime] : [];
    }
}
