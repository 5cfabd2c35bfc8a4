using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.People;

public sealed class RoleGivingTests
{
    private const Roles Every = Roles.LocalityLead | Roles.Organiser | Roles.PanelMember | Roles.ReturningOfficer | Roles.Chair | Roles.Administrator;

    private static readonly MemberId Ann = new("tenant-1", "ann");
    private static readonly MemberId Ben = new("tenant-1", "ben");

    [Theory]
    [InlineData(Roles.Member, Roles.Member)]
    [InlineData(Roles.LocalityLead | Roles.PanelMember | Roles.ReturningOfficer, Roles.Member)]
    [InlineData(Roles.Organiser, Roles.LocalityLead | Roles.PanelMember)]
    [InlineData(Roles.Chair, Every & ~Roles.Administrator)]
    [InlineData(Roles.Chair | Roles.Organiser, Every & ~Roles.Administrator)]
    [InlineData(Roles.Administrator, Every)]
    public void Administrators_give_all_chairs_all_but_theirs_and_organisers_two(Roles giver, Roles gives)
        => Assert.Equal(gives, RoleGiving.MayGive(giver));

    [Theory]
    [InlineData(Roles.PanelMember, Roles.Administrator | Roles.Chair | Roles.Organiser)]
    [InlineData(Roles.PanelMember | Roles.Organiser, Roles.Administrator | Roles.Chair)]
    [InlineData(Roles.Administrator | Roles.PanelMember, Roles.Administrator)]
    public void Who_gives_a_role_is_told(Roles wanted, Roles givers) => Assert.Equal(givers, RoleGiving.GiversOf(wanted));

    [Fact]
    public void Nobody_changes_a_role_that_is_not_theirs_to_give_and_whatever_is_theirs_they_can()
        => Prop.ForAll(Gen.Choose(0, 63).Three().ToArbitrary(), three =>
        {
            var (giver, before, after) = ((Roles)three.Item1, (Roles)three.Item2, (Roles)three.Item3);
            var member = Listed(Ben, before);
            var isRefused = RoleGiving.Decide(new Giver(Ann, giver), member, after, seen: null, isAnotherAdministratorLeft: false).IsRefused(out _, out var now);
            var isTheirs = ((before ^ after) & ~RoleGiving.MayGive(giver)) == Roles.Member;
            return isRefused == !isTheirs && (isRefused || now!.Roles == after);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_last_administrator_can_not_step_down_and_one_of_two_can()
    {
        var own = Listed(Ann, Roles.Administrator | Roles.Chair);
        var giver = new Giver(Ann, own.Roles);

        Assert.Equal("roles.refused.lastAdministrator", Refused(RoleGiving.Decide(giver, own, Roles.Chair, null, isAnotherAdministratorLeft: false)));
        Assert.Null(Refused(RoleGiving.Decide(giver, own, Roles.Chair, null, isAnotherAdministratorLeft: true)));
        Assert.Null(Refused(RoleGiving.Decide(giver, own, Roles.Administrator, null, isAnotherAdministratorLeft: false)));
    }

    [Fact]
    public void Who_only_listed_themselves_must_be_confirmed_first()
    {
        var giver = new Giver(Ann, Roles.Administrator);
        var self = new Member(Ben, "Dr Ben Ali", Roles.Member) { ChosenPractices = PracticeCodes.Parse("A81001"), ChosenProfession = Profession.Gp, JoinedThemselves = true };

        Assert.Equal("roles.refused.notConfirmed", Refused(RoleGiving.Decide(giver, self, Roles.Chair, null, true)));
        Assert.Null(Refused(RoleGiving.Decide(giver, self with { Practices = self.ChosenPractices, JoinedThemselves = false }, Roles.Chair, null, true)));
        Assert.Null(Refused(RoleGiving.Decide(giver, self with { IsImported = true }, Roles.Chair, null, true)));
    }

    [Fact]
    public void Somebody_who_is_not_there_or_has_left_gets_no_role()
    {
        var giver = new Giver(Ann, Roles.Administrator);

        Assert.Equal("roles.refused.notListed", Refused(RoleGiving.Decide(giver, null, Roles.Chair, null, true)));
        Assert.Equal("roles.refused.notListed", Refused(RoleGiving.Decide(giver, Listed(Ben, Roles.Member) with { LeftAt = DateTimeOffset.UnixEpoch }, Roles.Chair, null, true)));
    }

    [Fact]
    public void What_somebody_else_changed_meanwhile_is_not_undone_and_the_same_again_is_no_change()
    {
        var giver = new Giver(Ann, Roles.Administrator);
        var member = Listed(Ben, Roles.Chair);

        Assert.Equal("roles.refused.moved", Refused(RoleGiving.Decide(giver, member, Roles.Organiser, seen: Roles.Member, true)));
        Assert.False(RoleGiving.Decide(giver, member, Roles.Chair, seen: Roles.Member, true).IsRefused(out _, out var same));
        Assert.Same(member, same);
    }

    [Fact]
    public void A_list_that_leaves_out_somebody_with_a_role_takes_it_away_from_them_members_and_invited_alike()
    {
        var organiser = RoleGiving.MayGive(Roles.Organiser);
        var chair = Listed(Ben, Roles.Chair);
        var listed = Roll.Empty with { Members = new Dictionary<MemberId, Member> { [Ben] = chair } };
        var invited = Roll.Empty with { Invited = new Dictionary<string, Invited> { ["ben@example.nhs.uk"] = new("ben@example.nhs.uk", chair) } };

        Assert.Equal(Roles.Chair, RoleGiving.BeyondIn(listed, Roll.Empty, organiser));
        Assert.Equal(Roles.Chair, RoleGiving.BeyondIn(invited, Roll.Empty, organiser));
        Assert.Equal(Roles.Chair, RoleGiving.BeyondIn(Roll.Empty, invited, organiser));
        Assert.Equal(Roles.Member, RoleGiving.BeyondIn(invited, Roll.Empty, RoleGiving.MayGive(Roles.Chair | Roles.Administrator)));
        Assert.Equal(Roles.Member, RoleGiving.BeyondIn(invited, invited, organiser));
    }

    private static Member Listed(MemberId id, Roles roles) => new(id, "Dr Some Body", roles) { IsImported = true };

    private static string? Refused(LeadershipBot.Domain.Ruling<Member> ruling) => ruling.IsRefused(out var refusal, out _) ? refusal.TextKey : null;
}
