using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.People;

public sealed class ChoosingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly MemberId Id = new("tenant-1", "ann");

    private static readonly Member Confirmed = new(Id, "Dr Ann Lee", Roles.Member)
    {
        Practices = PracticeCodes.Parse("A81001,A81002"),
        LeadOf = PracticeCodes.Parse("A81001"),
        Profession = Profession.Gp,
        Contract = Contract.Partner,
    };

    [Fact]
    public void What_somebody_says_of_themselves_waits_and_changes_nothing_that_is_confirmed()
    {
        var after = Choose(Confirmed, joins: "A81003", profession: Profession.Nurse, contract: Contract.Salaried);

        Assert.Equal("A81001,A81002", after.Practices.ToString());
        Assert.Equal("A81003", after.ChosenPractices.ToString());
        Assert.Equal((Profession.Gp, Contract.Partner), (after.Profession, after.Contract));
        Assert.Equal((Profession.Nurse, Contract.Salaried), (after.ChosenProfession, after.ChosenContract));
        Assert.True(after.IsWaiting);
    }

    [Fact]
    public void Choosing_what_is_confirmed_already_waits_for_nobody()
        => Assert.Equal(Confirmed, Choose(Confirmed, joins: "A81001", profession: Profession.Gp, contract: Contract.Partner));

    [Fact]
    public void A_choice_is_taken_back_and_what_is_confirmed_stays()
    {
        var chose = Choose(Confirmed, joins: "A81003", profession: Profession.Nurse, contract: Contract.Locum);

        Assert.Equal(Confirmed, Choose(chose, leaves: "A81003", profession: null, contract: null));
    }

    [Fact]
    public void Leaving_a_confirmed_practice_holds_at_once_and_nobody_leads_what_they_left()
    {
        var after = Choose(Confirmed, leaves: "A81001", profession: Profession.Gp, contract: Contract.Partner);

        Assert.Equal("A81002", after.Practices.ToString());
        Assert.Equal(PracticeCodes.None, after.LeadOf);
        Assert.False(after.IsWaiting);
    }

    [Fact]
    public void A_locum_may_have_several_practices_or_none_but_no_more_than_ten()
    {
        var newcomer = Choosing.Newcomer(Id, "Dr Ann Lee");
        var ten = string.Join(',', Enumerable.Range(1, 10).Select(i => $"A{i:00000}"));

        Assert.Empty(Choose(newcomer).ChosenPractices.All);
        Assert.Equal(10, Choose(newcomer, joins: ten).ChosenPractices.All.Count);
        Assert.True(Choosing.Choose(Choose(newcomer, joins: ten), new OwnDetails(PracticeCodes.None, PracticeCodes.Parse("B00001"), null, null), Now).IsRefused(out var refusal, out _));
        Assert.Equal("profile.refused.manyPractices", refusal.TextKey);
    }

    [Fact]
    public void Somebody_who_put_themselves_on_the_roll_counts_once_an_import_or_a_role_says_so()
    {
        var newcomer = Choosing.Newcomer(Id, "Dr Ann Lee");

        Assert.True(newcomer.IsUnconfirmed);
        Assert.True(newcomer.IsWaiting);
        Assert.False((newcomer with { IsImported = true }).IsUnconfirmed);
        Assert.False((newcomer with { Roles = Roles.Organiser }).IsUnconfirmed);
        Assert.False((newcomer with { LeftAt = DateTimeOffset.UnixEpoch }).IsWaiting);
    }

    [Fact]
    public void No_choice_ever_gives_a_practice_a_lead_or_a_role()
        => Prop.ForAll(ArbMap.Default.ArbFor<(byte Joins, byte Leaves, bool IsNurse)>(), one =>
        {
            var after = Choose(Confirmed, Some(one.Joins), Some(one.Leaves), one.IsNurse ? Profession.Nurse : Profession.Gp);
            return after.Practices.Without(Confirmed.Practices).All.Count == 0
                && after.LeadOf.Without(Confirmed.LeadOf).All.Count == 0
                && after.LeadOf.Without(after.Practices).All.Count == 0
                && after.ChosenPractices.Among(after.Practices).All.Count == 0
                && after.Roles == Confirmed.Roles
                && after.Profession == Confirmed.Profession;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Choosing_the_same_twice_is_choosing_it_once()
        => Prop.ForAll(ArbMap.Default.ArbFor<(byte Joins, byte Leaves)>(), one =>
        {
            var once = Choose(Confirmed, Some(one.Joins), Some(one.Leaves), Profession.Nurse, Contract.Locum);
            return once == Choose(once, Some(one.Joins), Some(one.Leaves), Profession.Nurse, Contract.Locum);
        }).QuickCheckThrowOnFailure();

    private static string Some(byte which) => string.Join(',', Enumerable.Range(0, 8).Where(bit => (which & (1 << bit)) != 0).Select(bit => $"A8100{bit}"));

    private static Member Choose(Member before, string joins = "", string leaves = "", Profession? profession = null, Contract? contract = null)
    {
        Assert.False(Choosing.Choose(before, new OwnDetails(PracticeCodes.Parse(leaves), PracticeCodes.Parse(joins), profession, contract), Now).IsRefused(out _, out var after));
        return after;
    }
}
