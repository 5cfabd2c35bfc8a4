using LeadershipBot.Domain;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings;

/// <summary>Where meetings may be read, and arranged.</summary>
internal static class MeetingGate
{
    /// <summary>Why not here: the card is about another organisation than the person can act for, or no organisation lists them. Null where they may.</summary>
    public static Refusal? Check(Turn turn)
    {
        if (turn.Data.TryText("organisation", out var about) && about != turn.Actor.Organisation.Id)
            return new Refusal("meetings.refused.otherOrganisation");
        return turn.Actor.Hat.IsListed ? null : new Refusal("meetings.refused.notListed");
    }

    /// <summary>The same, for those who arrange meetings: what they see names people, so it stays in their own chat.</summary>
    public static Refusal? CheckMaking(Turn turn)
    {
        if (Check(turn) is { } refusal)
            return refusal;
        if (turn.Place.Scope is not Scope.Personal)
            return new Refusal("meetings.refused.ownChat");
        return turn.Actor.HoldsAny(Meeting.Makers) ? null : new Refusal(MeetingRefusals.Role);
    }
}
