namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>How much of a calendar is followed, and how often it is read.</summary>
public static class CalendarLimits
{
    /// <summary>The most calendars that one organisation follows.</summary>
    public const int CalendarsMax = 20;

    /// <summary>So many days back from the day on which the window was made events are read.</summary>
    public const int DaysBack = 90;

    /// <summary>So many days ahead, likewise.</summary>
    public const int DaysAhead = 400;

    /// <summary>After so many days the window is made anew, by reading the whole of it the next time that it is read: at most a day later.</summary>
    public const int WindowDays = 30;

    /// <summary>The longest address of a mailbox, in characters. Source: RFC 5321, section 4.5.3.1, less the brackets.</summary>
    public const int MailboxCharactersMax = 254;

    /// <summary>The longest name of an Outlook category, in characters. Source: Outlook's own limit.</summary>
    public const int CategoryCharactersMax = 255;

    /// <summary>The least time from the beginning of one reading to that of the next.</summary>
    public static TimeSpan ReadingsApart { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The least time from one reading of the whole window to the next, where what was read was doubtful.</summary>
    public static TimeSpan DoubtsApart { get; } = TimeSpan.FromHours(1);

    /// <summary>So long after a reading a calendar is read again whose changes nobody tells us of.</summary>
    public static TimeSpan UntoldEvery { get; } = TimeSpan.FromHours(4);

    /// <summary>So long it is waited where somebody must act first: a permission is missing, or there is no such mailbox.</summary>
    public static TimeSpan HelplessFor { get; } = TimeSpan.FromDays(1);

    /// <summary>Once a calendar has gone wrong for so long, whatever the reason, somebody is told.</summary>
    public static TimeSpan ToldAfter { get; } = TimeSpan.FromDays(1);
}
