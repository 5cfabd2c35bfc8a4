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
        return holds is null || holds.Id == wanted.Id ? null : WhyNotReleased(actor, holds);
    }

    /// <summary>Null where the person may take the place away from the organisation that has it.</summary>
    public static Refusal? WhyNotReleased(Actor actor, OrganisationName holds)
        => actor.In(holds).HoldsAny(Holders) ? null : new Refusal("roster.refused.taken", ("organisation", holds.Name));
}
