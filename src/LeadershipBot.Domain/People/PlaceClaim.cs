namespace LeadershipBot.Domain.People;

/// <summary>Who may say to which organisation a team or chat belongs.</summary>
public static class PlaceClaim
{
    /// <summary>The roles of which a person must hold one, in each organisation that gains or loses the place.</summary>
    public const Roles Holders = Roles.Organiser | Roles.Chair | Roles.Administrator;

    /// <summary>Null where the person may let the organisation have the place.</summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="holds">The organisation that has the place now; null if none has.</param>
    /// <param name="wanted">The organisation that is to have it.</param>
    public static Refusal? WhyNot(Actor actor, OrganisationName? holds, OrganisationName wanted)
    {
        if (wanted.IsNotSetUp || !actor.In(wanted).HoldsAny(Holders))
            return new Refusal("roster.refused.notYours", ("organisation", wanted.Name));
        return holds is null || holds.Id == wanted.Id || IsOfHolder(actor, holds) ? null : Taken(holds);
    }

    /// <summary>
    /// Null where the person may take the place away from the organisation that has it: for that organisation, or as an
    /// administrator of another one. Any organiser may give a free place, in which people of another organisation may be, to
    /// theirs; the people there are told, and so somebody who answers for one of them can undo it. Moving it on takes
    /// a role in both.
    /// </summary>
    public static Refusal? WhyNotReleased(Actor actor, OrganisationName holds)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(holds);
        return IsOfHolder(actor, holds) || AdministersOf(actor, holds).Count > 0 ? null : Taken(holds);
    }

    /// <summary>The other organisations for which the person takes the place away; none where they do it for the one that has it.</summary>
    public static IReadOnlyList<OrganisationName> AdministersOf(Actor actor, OrganisationName holds)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(holds);
        return IsOfHolder(actor, holds) ? [] : [.. actor.Hats.Where(hat => hat.IsListed && hat.Roles.HasFlag(Roles.Administrator)).Select(hat => hat.Organisation)];
    }

    private static bool IsOfHolder(Actor actor, OrganisationName holds) => actor.In(holds).HoldsAny(Holders);

    private static Refusal Taken(OrganisationName holds) => new("roster.refused.taken", ("organisation", holds.Name));
}
