using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>Whether somebody may decide on what a person chose.</summary>
internal static class Deciding
{
    /// <param name="by">Who decides.</param>
    /// <param name="member">As the roll names them; null if it doesn't.</param>
    /// <param name="claim">As it was shown.</param>
    /// <param name="isSo">Whether it is to be confirmed, or declined.</param>
    /// <returns>The member; or why not. What was decided in this way already is no refusal: a repeat changes nothing.</returns>
    public static Ruling<Member> Check(Actor by, Member? member, Claim claim, bool isSo)
    {
        if (member is not { LeftAt: null })
            return new Refusal("profile.refused.gone");
        if (by.MemberId.ToString() == member.Id.ToString())
            return new Refusal("profile.refused.ownChoice");
        if (!Confirming.MayDecide(by, member, claim))
            return new Refusal("profile.refused.otherPractice");
        if (Confirming.StillWaits(member, claim) || (IsDecided(member, claim) && Confirming.IsSo(member, claim) == isSo))
            return member;
        return new Refusal("profile.refused.changedSince");
    }

    /// <summary>What the audit says of a decision.</summary>
    public static Changed ChangedBy(Decision decision)
    {
        var claimed = string.Join(' ', new[] { decision.Claim.Practice, decision.Claim.Profession?.ToString(), decision.Claim.Contract?.ToString() }.Where(one => one is not null));
        return new Changed(decision.Of.ToString(), claimed, decision.Reason?.ToString() ?? "Confirmed");
    }

    private static bool IsDecided(Member member, Claim claim) => claim.Practice is { } practice
        ? !member.ChosenPractices.Contains(practice)
        : member.ChosenProfession is null && member.ChosenContract is null;
}
