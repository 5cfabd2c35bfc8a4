namespace LeadershipBot.Domain.People;

/// <summary>The person who acts, as the organisation knows them at this moment.</summary>
/// <param name="Id">The person's Microsoft Entra object id: the same on all devices and in all chats.</param>
/// <param name="TenantId">The Microsoft 365 tenant that vouches for them.</param>
/// <param name="Name">As it is shown to others.</param>
/// <param name="Organisation">The organisation in which they act. Not the tenant: many organisations share one.</param>
/// <param name="Practice">Their practice; null if none is known.</param>
/// <param name="Roles">What they may do in that organisation.</param>
public sealed record Actor(string Id, string TenantId, string Name, OrganisationName Organisation, PracticeName? Practice, Roles Roles)
{
    /// <summary>Whether the person holds at least one of the roles. Everybody holds <see cref="Roles.Member"/>.</summary>
    public bool HoldsAny(Roles any) => any == Roles.Member || (Roles & any) != Roles.Member;
}

/// <summary>An organisation's id, which keys its data, and its name, which people read.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens.</param>
/// <param name="Name">As it is shown; empty where the organisation has not been set up yet.</param>
public sealed record OrganisationName(string Id, string Name)
{
    /// <summary>
    /// The organisation of people in a tenant of whom nothing else is known yet, so that a bot that has just been
    /// installed answers before anything was imported.
    /// </summary>
    public static OrganisationName NotSetUp(string tenantId) => new("tenant-" + tenantId.ToLowerInvariant(), "");
}

/// <summary>A member practice's ODS code and its name.</summary>
public sealed record PracticeName(string Code, string Name);
