using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.People;

public sealed class ActorTests
{
    [Theory]
    [InlineData(Roles.Member, Roles.Member, true)]
    [InlineData(Roles.Chair, Roles.Member, true)]
    [InlineData(Roles.Member, Roles.Chair, false)]
    [InlineData(Roles.Chair, Roles.Chair, true)]
    [InlineData(Roles.Organiser, Roles.Chair, false)]
    [InlineData(Roles.Organiser, Roles.Organiser | Roles.Chair, true)]
    [InlineData(Roles.Organiser | Roles.PanelMember, Roles.Chair | Roles.PanelMember, true)]
    [InlineData(Roles.LocalityLead | Roles.ReturningOfficer, Roles.Organiser | Roles.Chair | Roles.Administrator, false)]
    public void One_of_the_wanted_roles_is_enough_and_everybody_is_a_member(Roles held, Roles any, bool holds)
        => Assert.Equal(holds, Members.With(held).HoldsAny(any));

    [Fact]
    public void Every_role_is_a_bit_of_its_own()
    {
        var roles = Enum.GetValues<Roles>().Where(role => role != Roles.Member).ToArray();
        Assert.All(roles, role => Assert.Equal(1, System.Numerics.BitOperations.PopCount((uint)role)));
        Assert.Equal(roles.Length, System.Numerics.BitOperations.PopCount((uint)roles.Aggregate(Roles.Member, (all, role) => all | role)));
    }

    [Fact]
    public void People_of_a_tenant_without_an_organisation_share_one_that_has_no_name()
    {
        var organisation = OrganisationName.NotSetUp("3F2504E0-4F89-11D3-9A0C-0305E82C3301");
        Assert.Equal(new OrganisationName("tenant-3f2504e0-4f89-11d3-9a0c-0305e82c3301", ""), organisation);
    }
}
