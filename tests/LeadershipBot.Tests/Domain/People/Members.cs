using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.People;

/// <summary>A few people of two organisations in one tenant, and one of another tenant.</summary>
internal static class Members
{
    public static readonly OrganisationName Enfield = new("enfield", "NHS Enfield CCG");
    public static readonly OrganisationName Barnet = new("barnet", "NHS Barnet CCG");

    public static Actor Ann { get; } = With(Roles.Member) with { Id = "ann", Name = "Dr Ann Lee" };

    public static Actor Ben { get; } = With(Roles.Member) with { Id = "ben", Name = "Dr Ben Ali" };

    public static Actor OfBarnet { get; } = Ben with { Id = "bea", Organisation = Barnet };

    public static Actor OfAnotherTenant { get; } = OfBarnet with { Id = "cat", TenantId = "tenant-2" };

    /// <summary>Somebody of Enfield, in tenant 1, with these roles.</summary>
    public static Actor With(Roles roles) => new("somebody", "tenant-1", "Dr Some Body", Enfield, new PracticeName("A81001", "The Surgery"), roles);
}
