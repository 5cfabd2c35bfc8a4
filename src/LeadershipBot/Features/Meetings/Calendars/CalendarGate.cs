using LeadershipBot.Domain;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>Where followed calendars may be read, and followed: in one's own chat, since mailboxes are named.</summary>
internal static class CalendarGate
{
    /// <summary>Why not; null where they may see them.</summary>
    public static Refusal? Check(Turn turn)
    {
        if (turn.Data.TryText("organisation", out var about) && about != turn.Actor.Organisation.Id)
            return new Refusal("meetings.refused.otherOrganisation");
        if (turn.Place.Scope is not Scope.Personal)
            return new Refusal("meetings.refused.ownChat");
        return turn.Actor.HoldsAny(FollowedCalendar.Readers) ? null : new Refusal(MeetingRefusals.Role);
    }

    /// <summary>The calendar that a turn names, for an administrator of its organisation; or why not.</summary>
    public static async Task<Ruling<CalendarHead>> FindAsync(CalendarShelf shelf, Turn turn, CancellationToken cancellationToken)
    {
        if (Check(turn) is { } refusal)
            return refusal;
        return await shelf.FindAsync(turn.Data.Text("calendar"), cancellationToken) is { Calendar.StoppedAt: null } head && head.Calendar.Organisation.Id == turn.Actor.Organisation.Id
            ? head
            : new Refusal("meetings.refused.noCalendar");
    }
}
