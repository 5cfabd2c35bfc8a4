namespace LeadershipBot.Domain.People;

/// <summary>What a person said of themselves and somebody is asked to confirm, as it was shown to them.</summary>
/// <param name="Practice">The practice's code; null where it is about no practice that they chose.</param>
/// <param name="Profession">The profession that waits; null if none does.</param>
/// <param name="Contract">The contract that waits; null if none does.</param>
public sealed record Claim(string? Practice, Profession? Profession, Contract? Contract);

/// <summary>Who may confirm what people chose for themselves, and what it does.</summary>
public static class Confirming
{
    /// <summary>The roles whose holders confirm for the whole organisation. Practice leads do for their own practices.</summary>
    public const Roles Confirmers = Roles.Organiser | Roles.Chair | Roles.Administrator;

    /// <summary>What waits of a member, a claim for each practice that they chose; empty if nothing does.</summary>
    public static IReadOnlyList<Claim> ClaimsOf(Member member)
    {
        if (!member.IsWaiting)
            return [];
        return member.ChosenPractices.All is { Count: > 0 } chosen
            ? [.. chosen.Select(practice => new Claim(practice, member.ChosenProfession, member.ChosenContract))]
            : [new Claim(null, member.ChosenProfession, member.ChosenContract)];
    }

    /// <summary>Whether a person may decide on a claim. Nobody decides on their own.</summary>
    public static bool MayDecide(Actor by, Member member, Claim claim)
    {
        if (by.MemberId.ToString() == member.Id.ToString())
            return false;
        if (by.HoldsAny(Confirmers))
            return true;
        return claim.Practice is { } practice ? by.Hat.LeadOf.Contains(practice) : member.Practices.Among(by.Hat.LeadOf).All.Count > 0;
    }

    /// <summary>Whether any of the claim still waits, unchanged since it was shown.</summary>
    public static bool StillWaits(Member member, Claim claim) => ClaimsOf(member).Contains(claim);

    /// <summary>Whether all of a claim is confirmed of the member by now.</summary>
    public static bool IsSo(Member member, Claim claim)
        => (claim.Practice is not { } practice || member.Practices.Contains(practice))
            && (claim.Profession is null || claim.Profession == member.Profession)
            && (claim.Contract is null || claim.Contract == member.Contract);

    /// <summary>The member, with the claim confirmed. What doesn't wait any more is left as it is, so that repeating does nothing.</summary>
    public static Member Confirm(Member member, Claim claim)
        => !StillWaits(member, claim) ? member : Without(member, claim) with
        {
            Practices = member.Practices.With(PracticeCodes.Parse(claim.Practice)),
            Profession = claim.Profession ?? member.Profession,
            Contract = claim.Contract ?? member.Contract,
            JoinedThemselves = false,
        };

    /// <summary>The member, who has left: they hold no role and lead no practice; where they worked stays as history.</summary>
    public static Member Left(Member member, DateTimeOffset now) => member with
    {
        LeftAt = now,
        Roles = Roles.Member,
        LeadOf = PracticeCodes.None,
        Imported = null,
        ChosenPractices = PracticeCodes.None,
        ChosenProfession = null,
        ChosenContract = null,
    };

    /// <summary>
    /// The member, with the claim declined. Somebody who put themselves on the roll, and of whom it is declined to be
    /// there at all, has left.
    /// </summary>
    public static Member Decline(Member member, Claim claim, DateTimeOffset now)
    {
        if (!StillWaits(member, claim))
            return member;
        var after = Without(member, claim);
        return claim.Practice is null && member.IsUnconfirmed ? after with { LeftAt = now } : after;
    }

    /// <summary>Whether what a member chose has waited since before a moment. Where it isn't known since when, it hasn't.</summary>
    public static bool IsLapsed(Member member, DateTimeOffset since) => member.IsWaiting && member.ChosenAt < since;

    /// <summary>The member, of whom nothing waits any more since nobody confirmed it. Somebody of whom nobody else ever said that they belong here is to be taken off instead.</summary>
    public static Member Lapse(Member member) => member with
    {
        ChosenPractices = PracticeCodes.None,
        ChosenProfession = null,
        ChosenContract = null,
        ChosenAt = null,
    };

    private static Member Without(Member member, Claim claim) => member with
    {
        ChosenPractices = member.ChosenPractices.Without(PracticeCodes.Parse(claim.Practice)),
        ChosenProfession = null,
        ChosenContract = null,
    };
}
