namespace LeadershipBot.Domain.Meetings;

/// <summary>How large a meeting may be, so that its cards stay readable on a phone and within the size that Teams carries.</summary>
public static class MeetingLimits
{
    /// <summary>The longest title, in UTF-16 units, as Teams' inputs count.</summary>
    public const int TitleCharactersMax = 120;

    /// <summary>The longest name of a place, in UTF-16 units.</summary>
    public const int PlaceCharactersMax = 200;

    /// <summary>The longest link by which people join, in UTF-16 units: Teams' own have about 300.</summary>
    public const int LinkCharactersMax = 1_000;

    /// <summary>The most items of an agenda.</summary>
    public const int AgendaMax = 20;

    /// <summary>The longest item of an agenda, in UTF-16 units.</summary>
    public const int ItemCharactersMax = 120;

    /// <summary>The longest reason for cancelling or correcting, in UTF-16 units.</summary>
    public const int ReasonCharactersMax = 300;

    /// <summary>The longest meeting, in hours.</summary>
    public const int HoursMax = 12;

    /// <summary>So many days ahead a meeting may be arranged.</summary>
    public const int AheadDaysMax = 400;

    /// <summary>The highest number of people, practices or localities that a quorum may ask for.</summary>
    public const int QuorumMax = 1_000;

    /// <summary>So many minutes before its beginning the register of a meeting is opened: people arrive.</summary>
    public const int RegisterMinutesBefore = 60;

    /// <summary>So many hours before and after its time Teams may say that it began or ended.</summary>
    public const int HeldHoursAround = 6;

    /// <summary>
    /// So long somebody must have been in the Teams meeting to count as there: who only looked in, or was let in by a device that
    /// joins by itself, wasn't at the meeting.
    /// </summary>
    public const int AttendedMinutesMin = 5;

    /// <summary>The link by which people joined is kept for so many days after the end at the most.</summary>
    public const int LinkDays = 30;

    /// <summary>Days after its end from which on a register that nobody closed is overdue.</summary>
    public const int RegisterWithinDays = 3;
}
