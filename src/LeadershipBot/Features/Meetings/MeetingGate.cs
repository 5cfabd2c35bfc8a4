using LeadershipBot.Domain;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Gates;

namespace LeadershipBot.Features.Meetings;

/// <summary>Where meetings may be read, and arranged.</summary>
internal static class MeetingGate
{
    private static readonly ListedGate Listed = new("meetings.refused.otherOrganisation", "meetings.refused.notListed", "meetings.refused.ownChat");

    /// <summary>Why not here: the card is about another organisation than the person can act for, or no organisation lists them. Null where they may.</summary>
    public static Refusal? Check(Turn turn) => Listed.Check(turn);

    /// <summary>The same, for those who arrange meetings: what they see names people, so it stays in their own chat.</summary>
    public static Refusal? CheckMaking(Turn turn)
    {
        if (Listed.CheckOwnChat(turn) is { } refusal)
            return refusal;
        return turn.Actor.HoldsAny(Meeting.Makers) ? null : new Refusal(MeetingRefusals.Role);
    }
}
