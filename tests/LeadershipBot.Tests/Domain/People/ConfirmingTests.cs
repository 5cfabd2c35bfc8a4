using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.People;

public sealed class ConfirmingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Member Waiting = Choosing.Newcomer(new MemberId("tenant-1", "cy"), "Dr Cy Tan") with
    {
        ChosenPractices = PracticeCodes.Parse("A81001,A81002"),
        ChosenProfession = Profession.Gp,
        ChosenContract = Contract.Locum,
    };

    private static readonly Claim First = new("A81001", Profession.Gp, Contract.Locum);

    [Fact]
    public void Each_practice_that_somebody_chose_is_a_claim_of_its_own()
        => Assert.Equal([First, First with { Practice = "A81002" }], Confirming.ClaimsOf(Waiting));

    [Fact]
    public void Confirming_makes_it_count_with_profession_and_contract_and_leaves_the_other_practice_waiting()
    {
        var after = Confirming.Confirm(Waiting, First);

        Assert.Equal(("A81001", "A81002"), (after.Practices.ToString(), after.ChosenPractices.ToString()));
        Assert.Equal((Profession.Gp, Contract.Locum), (after.Profession, after.Contract));
        Assert.False(after.IsUnconfirmed);
        Assert.Equal([new Claim("A81002", null, null)], Confirming.ClaimsOf(after));
    }

    [Fact]
    public void Confirming_or_declining_again_changes_nothing()
    {
        var confirmed = Confirming.Confirm(Waiting, First);
        var declined = Confirming.Decline(Waiting, First, Now);

        Assert.Same(confirmed, Confirming.Confirm(confirmed, First));
        Assert.Same(declined, Confirming.Decline(declined, First, Now));
    }

    [Fact]
    public void What_was_changed_since_it_was_shown_is_not_confirmed()
    {
        var changed = Waiting with { ChosenProfession = Profession.Nurse };

        Assert.Same(changed, Confirming.Confirm(changed, First));
        Assert.False(Confirming.StillWaits(changed, First));
    }

    [Fact]
    public void Declining_a_practice_leaves_the_person_waiting_for_the_organisation()
    {
        var after = Confirming.Decline(Waiting with { ChosenPractices = PracticeCodes.Parse("A81001") }, First, Now);

        Assert.Null(after.LeftAt);
        Assert.Equal([new Claim(null, null, null)], Confirming.ClaimsOf(after));
        Assert.Equal(Now, Confirming.Decline(after, new Claim(null, null, null), Now).LeftAt);
    }

    [Fact]
    public void Declining_a_profession_of_somebody_whom_an_import_lists_doesn_t_make_them_leave()
    {
        var nurse = new Member(new MemberId("tenant-1", "di"), "Di", Roles.Member) { IsImported = true, ChosenProfession = Profession.Nurse };

        var after = Confirming.Decline(nurse, new Claim(null, Profession.Nurse, null), Now);

        Assert.Null(after.LeftAt);
        Assert.Null(after.ChosenProfession);
    }

    [Theory]
    [InlineData(Roles.Organiser, "", true)]
    [InlineData(Roles.Chair, "", true)]
    [InlineData(Roles.Administrator, "", true)]
    [InlineData(Roles.Member, "A81001", true)]
    [InlineData(Roles.Member, "A81002", false)]
    [InlineData(Roles.Member, "", false)]
    [InlineData(Roles.LocalityLead | Roles.PanelMember | Roles.ReturningOfficer, "", false)]
    public void Organisers_chairs_and_administrators_decide_for_all_and_a_lead_for_their_own_practice(Roles roles, string leads, bool may)
        => Assert.Equal(may, Confirming.MayDecide(By(roles, leads), Waiting, First));

    [Fact]
    public void A_lead_decides_on_the_profession_of_somebody_confirmed_in_their_practice()
    {
        var nurse = Waiting with { ChosenPractices = PracticeCodes.None, Practices = PracticeCodes.Parse("A81001") };
        var claim = Assert.Single(Confirming.ClaimsOf(nurse));

        Assert.True(Confirming.MayDecide(By(Roles.Member, "A81001"), nurse, claim));
        Assert.False(Confirming.MayDecide(By(Roles.Member, "A81002"), nurse, claim));
    }

    [Fact]
    public void Nobody_decides_on_their_own_choice()
    {
        var own = By(Roles.Organiser, "A81001");

        Assert.False(Confirming.MayDecide(own, Waiting with { Id = own.MemberId }, First));
    }

    private static Actor By(Roles roles, string leads)
    {
        var actor = Members.With(roles);
        return actor with { Hat = actor.Hat with { LeadOf = PracticeCodes.Parse(leads) } };
    }
}
