namespace LeadershipBot.Domain.People;

/// <summary>What a person says of their own work in one organisation.</summary>
/// <param name="Leaves">Practices in which they say they don't work, or don't any more.</param>
/// <param name="Joins">Practices in which they say they work.</param>
/// <param name="Profession">Their profession; null if they don't say, or take an earlier choice back.</param>
/// <param name="Contract">Their contract; null as for the profession.</param>
public sealed record OwnDetails(PracticeCodes Leaves, PracticeCodes Joins, Profession? Profession, Contract? Contract)
{
    /// <summary>The most practices that one person may have in an organisation.</summary>
    public const int PracticesMax = 10;
}

/// <summary>What becomes of a member who says something of themselves: it waits until somebody confirms it, and gives no right before.</summary>
public static class Choosing
{
    /// <summary>In so many organisations may somebody wait to be confirmed: each has to be looked at by a person.</summary>
    public const int WaitingMax = 5;

    /// <summary>Why the person can't put themselves on one more roll; null if they can.</summary>
    public static Refusal? WhyNotAnother(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Hats.Count(hat => !hat.IsListed) < WaitingMax ? null : new Refusal("profile.refused.manyWaiting", ("max", $"{WaitingMax}"));
    }

    /// <summary>Somebody who puts themselves on the roll: known, but nothing of it is confirmed. One who had left begins anew.</summary>
    public static Member Newcomer(MemberId id, string name) => new(id, name, Roles.Member) { JoinedThemselves = true };

    /// <summary>
    /// The member after what they said. What is confirmed already doesn't wait; leaving a confirmed practice holds at
    /// once, and a practice that one leaves one doesn't lead. Safe to repeat.
    /// </summary>
    /// <param name="before">The member as they are.</param>
    /// <param name="says">What they say.</param>
    /// <param name="now">When. Saying the same again is no new choice.</param>
    public static Ruling<Member> Choose(Member before, OwnDetails says, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(says);
        var practices = before.Practices.Without(says.Leaves);
        var chosen = before.ChosenPractices.Without(says.Leaves).With(says.Joins).Without(practices);
        if (practices.All.Count + chosen.All.Count > OwnDetails.PracticesMax)
            return new Refusal("profile.refused.manyPractices", ("max", $"{OwnDetails.PracticesMax}"));
        var after = before with
        {
            Practices = practices,
            ChosenPractices = chosen,
            LeadOf = before.LeadOf.Among(practices),
            ChosenProfession = says.Profession == before.Profession ? null : says.Profession,
            ChosenContract = says.Contract == before.Contract ? null : says.Contract,
        };
        if (!after.IsWaiting)
            return after with { ChosenAt = null };
        return after == before && before.ChosenAt is not null ? before : after with { ChosenAt = now };
    }
}
