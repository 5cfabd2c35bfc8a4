using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.People;

public sealed class ReachTests
{
    [Theory]
    [InlineData(true, ChatStanding.Known, null, false, Reach.InChat)]
    [InlineData(true, ChatStanding.Known, RosterStanding.Guest, true, Reach.InChat)]
    [InlineData(true, ChatStanding.None, RosterStanding.Member, false, Reach.InTeam)]
    [InlineData(true, ChatStanding.None, RosterStanding.Member, true, Reach.InTeam)]
    [InlineData(true, ChatStanding.Removed, RosterStanding.Member, false, Reach.RemovedBot)]
    [InlineData(true, ChatStanding.Removed, null, true, Reach.RemovedBot)]
    [InlineData(true, ChatStanding.None, RosterStanding.Guest, false, Reach.Guest)]
    [InlineData(true, ChatStanding.None, RosterStanding.OtherTenant, false, Reach.OtherTenant)]
    [InlineData(true, ChatStanding.None, null, true, Reach.LeftTeam)]
    [InlineData(true, ChatStanding.None, null, false, Reach.NotInstalled)]
    [InlineData(false, ChatStanding.Known, RosterStanding.Member, false, Reach.OtherTenant)]
    public void A_member_is_reached_or_it_is_said_why_not(bool isServed, ChatStanding chat, RosterStanding? seen, bool hasLeft, Reach expected)
        => Assert.Equal(expected, ReachRule.Of(new ReachFacts(isServed, chat, seen, hasLeft)));

    [Fact]
    public void Only_a_known_chat_or_a_team_reaches_anybody()
        => Assert.Equal([Reach.InChat, Reach.InTeam], Enum.GetValues<Reach>().Where(ReachRule.CanBeReached));

    [Fact]
    public void Whoever_is_listed_by_email_is_not_reached_before_somebody_confirms_it()
    {
        var listed = new Invited("a@b.uk", new Member(default, "Ann", Roles.Member));
        Assert.Equal(Reach.NotFound, ReachRule.Of(listed));
        Assert.Equal(Reach.FoundNotConfirmed, ReachRule.Of(listed with { MatchedTo = new MemberId("t", "1") }));
        Assert.Equal(Reach.SaidNotMe, ReachRule.Of(listed with { NotMe = new MemberId("t", "1") }));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, RosterStanding.Guest, RosterStanding.Guest)]
    [InlineData(RosterStanding.Guest, RosterStanding.Member, RosterStanding.Member)]
    [InlineData(RosterStanding.OtherTenant, RosterStanding.Guest, RosterStanding.Guest)]
    public void The_better_of_two_places_counts(RosterStanding? one, RosterStanding? other, RosterStanding? expected)
    {
        Assert.Equal(expected, ReachRule.Best(one, other));
        Assert.Equal(expected, ReachRule.Best(other, one));
    }
}
