using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.People;

public sealed class PlaceClaimTests
{
    [Theory]
    [InlineData(Roles.Organiser, Roles.Member, true)]
    [InlineData(Roles.Chair, Roles.Member, true)]
    [InlineData(Roles.Administrator, Roles.Member, true)]
    [InlineData(Roles.Member, Roles.Administrator, true)]
    [InlineData(Roles.Member, Roles.Organiser | Roles.Chair, false)]
    [InlineData(Roles.LocalityLead, Roles.Member, false)]
    public void A_place_of_Enfield_is_taken_away_for_Enfield_or_by_another_administrator(Roles inEnfield, Roles inBarnet, bool may)
        => Assert.Equal(may ? null : "roster.refused.taken", PlaceClaim.WhyNotReleased(Members.InBoth(inEnfield, inBarnet), Members.Enfield)?.TextKey);

    [Theory]
    [InlineData(Roles.Organiser, Roles.Organiser, null)]
    [InlineData(Roles.Organiser, Roles.Member, "roster.refused.notYours")]
    [InlineData(Roles.Member, Roles.Administrator, "roster.refused.taken")]
    [InlineData(Roles.Member, Roles.Organiser, "roster.refused.taken")]
    public void To_move_a_place_from_Enfield_to_Barnet_takes_a_role_in_both(Roles inEnfield, Roles inBarnet, string? why)
        => Assert.Equal(why, PlaceClaim.WhyNot(Members.InBoth(inEnfield, inBarnet), Members.Enfield, Members.Barnet)?.TextKey);

    [Theory]
    [InlineData(Roles.Member, Roles.Administrator, 1)]
    [InlineData(Roles.Organiser, Roles.Administrator, 0)] // they do it for Enfield
    [InlineData(Roles.Member, Roles.Organiser, 0)]
    public void Another_organisation_keeps_a_record_only_where_its_administrator_acted_for_it(Roles inEnfield, Roles inBarnet, int records)
        => Assert.Equal(records, PlaceClaim.AdministersOf(Members.InBoth(inEnfield, inBarnet), Members.Enfield).Count);

    [Fact]
    public void A_free_place_goes_to_whoever_holds_a_role_for_it_and_to_no_stand_in()
    {
        Assert.Null(PlaceClaim.WhyNot(Members.With(Roles.Chair), holds: null, Members.Enfield));
        Assert.Null(PlaceClaim.WhyNot(Members.With(Roles.Chair), Members.Enfield, Members.Enfield));
        Assert.Equal("roster.refused.notYours", PlaceClaim.WhyNot(Members.With(Roles.PanelMember), holds: null, Members.Enfield)?.TextKey);
        Assert.Equal("roster.refused.notYours", PlaceClaim.WhyNot(Members.With(Roles.Administrator), holds: null, OrganisationName.NotSetUp("t"))?.TextKey);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(Choosing.WaitingMax - 1, null)]
    [InlineData(Choosing.WaitingMax, "profile.refused.manyWaiting")]
    public void Somebody_waits_in_so_many_organisations_at_most(int waiting, string? why)
    {
        var hats = Enumerable.Range(0, waiting).Select(n => Hat.Unlisted(new OrganisationName($"body-{n}", "")));
        Assert.Equal(why, Choosing.WhyNotAnother(Members.With(Roles.Member) with { Hats = [Members.With(Roles.Member).Hat, .. hats] })?.TextKey);
    }
}
