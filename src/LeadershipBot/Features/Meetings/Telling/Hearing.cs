using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Telling;

/// <summary>
/// What somebody reads who did something of which others hear: in hours in which nobody is disturbed, also from when on these hear of it;
/// and that they don't before the meeting begins, where that is later.
/// </summary>
/// <param name="AtOnce">The key of what is said where people hear at once.</param>
/// <param name="Later">The key where they hear later; it takes <c>when</c>.</param>
/// <param name="TooLate">The key where that is after the meeting begins; it takes <c>when</c>.</param>
internal sealed record Hearing(string AtOnce, string Later, string TooLate)
{
    public static Hearing OfCall { get; } = new("meetings.arranged", "meetings.arranged.later", "meetings.arranged.tooLate");

    public static Hearing OfMove { get; } = new("meetings.moved", "meetings.moved.later", "meetings.moved.tooLate");

    /// <summary>Of others who are called from now on.</summary>
    public static Hearing OfOthers { get; } = new("meetings.others", "meetings.others.later", "meetings.moved.tooLate");

    public static Hearing OfMoveAndOthers { get; } = new("meetings.movedOthers", "meetings.movedOthers.later", "meetings.moved.tooLate");

    /// <summary>Of one that came out of a calendar, and of which only the bot tells.</summary>
    public static Hearing OfMoveHere { get; } = new("meetings.moved.outlook", "meetings.moved.outlook.later", "meetings.moved.outlook.tooLate");

    public static Hearing OfCancelling { get; } = new("meetings.cancel.done", "meetings.cancel.later", "meetings.cancel.tooLate");

    /// <summary>Of one that came out of a calendar, and of which only the bot tells.</summary>
    public static Hearing OfCancellingHere { get; } = new("meetings.cancel.done.outlook", "meetings.cancel.outlook.later", "meetings.cancel.outlook.tooLate");

    public static Hearing OfDeputy { get; } = new("meetings.deputy.done", "meetings.deputy.later", "meetings.deputy.tooLate");

    /// <param name="text">The sentences.</param>
    /// <param name="turn">Who did it, and when.</param>
    /// <param name="startsAt">When the meeting begins.</param>
    /// <param name="named">What the sentence is about.</param>
    public PlainText Said(TextFile text, Turn turn, DateTimeOffset startsAt, TextArgument named)
    {
        var free = AskTiming.FreeFrom(PersonalSettings.Usual, turn.At, turn.TimeZone);
        if (free <= turn.At)
            return text.Plain(AtOnce, named);
        return text.Plain(free < startsAt ? Later : TooLate, named, ("when", TimeWords.Moment(free, turn.TimeZone)));
    }
}
