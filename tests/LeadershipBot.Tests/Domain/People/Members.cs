using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.People;

/// <summary>A few people of two organisations in one tenant, and one of another tenant.</summary>
internal static class Members
{
    public static readonly OrganisationName Enfield = new("enfield", "NHS Enfield CCG");
    public static readonly OrganisationName Barnet = new("barnet", "NHS Barnet CCG");

    public static Actor Ann { get; } = With(Roles.Member) with { Id = "ann", Name = "Dr Ann Lee" };

    public static Actor Ben { get; } = With(Roles.Member) with { Id = "ben", Name = "Dr Ben Ali" };

    public static Actor OfBarnet { get; } = Of(Barnet, Roles.Member) with { Id = "bea", Name = "Dr Ben Ali" };

    public static Actor OfAnotherTenant { get; } = OfBarnet with { Id = "cat", TenantId = "tenant-2" };

    /// <summary>Somebody of Enfield, in tenant 1, with these roles.</summary>
    public static Actor With(Roles roles) => Of(Enfield, roles);

    /// <summary>Somebody of an organisation, in tenant 1, with these roles.</summary>
    public static Actor Of(OrganisationName organisation, Roles roles)
    {
        var hat = new Hat(organisation, roles) { Practices = [new PracticeName("A81001", "The Surgery")] };
        return new Actor("somebody", "tenant-1", "Dr Some Body", hat) { Hats = [hat] };
    }

    /// <summary>Somebody of both organisations, who acts in Barnet just now.</summary>
    public static Actor InBoth(Roles inEnfield, Roles inBarnet)
        => Of(Barnet, inBarnet) with { Hats = [new Hat(Barnet, inBarnet), new Hat(Enfield, inEnfield)] };
}
