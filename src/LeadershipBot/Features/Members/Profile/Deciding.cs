using LeadershipBot.Domain;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>Whether somebody may decide on what a person chose.</summary>
internal static class Deciding
{
    /// <returns>The member as the roll names them; or why not. What was decided already is no refusal: a repeat changes nothing.</returns>
    public static Ruling<Member> Check(Actor by, Member? member, Claim claim)
    {
        if (member is not { LeftAt: null })
            return new Refusal("profile.refused.gone");
        if (by.MemberId.ToString() == member.Id.ToString())
            return new Refusal("profile.refused.ownChoice");
        if (!Confirming.MayDecide(by, member, claim))
            return new Refusal("profile.refused.otherPractice");
        if (Confirming.StillWaits(member, claim) || IsDecided(member, claim))
            return member;
        return new Refusal("profile.refused.changedSince");
    }

    private static bool IsDecided(Member member, Claim claim) => claim.Practice is { } practice
        ? !member.ChosenPractices.Contains(practice)
        : member.ChosenProfession is null && member.ChosenContract is null;
}
