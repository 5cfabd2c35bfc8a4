using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.People;

public sealed class LeadershipTests
{
    [Theory]
    [InlineData(Roles.Member, "Grassroots")]
    [InlineData(Roles.Chair, "Leaders")]
    [InlineData(Roles.LocalityLead, "Leaders")]
    [InlineData(Roles.LocalityLead | Roles.PanelMember, "Leaders")]
    [InlineData(Roles.Organiser | Roles.PanelMember | Roles.ReturningOfficer | Roles.Administrator, "Grassroots")]
    public void Leaders_are_those_who_chair_or_sit_on_the_body_and_locality_leads(Roles roles, string group)
        => Assert.Equal(group, Leadership.GroupOf(new Hat(new OrganisationName("a", "A"), roles)));

    [Fact]
    public void Who_casts_a_practice_s_vote_or_is_not_listed_is_no_leader_by_that()
    {
        Assert.False(Leadership.Leads(new Hat(new OrganisationName("a", "A"), Roles.Member) { LeadOf = PracticeCodes.Parse("Z99001") }));
        Assert.False(Leadership.Leads(new Hat(new OrganisationName("a", "A"), Roles.Chair) { IsListed = false }));
    }
}
