using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.Meetings;

/// <summary>Quorum and attendance, worked out of a register.</summary>
public sealed class RegisterTests
{
    private static readonly string[] Practices = ["K82001", "K82002", "K82003"];
    private static readonly string[] Localities = ["north", "vale"];
    private static readonly AgendaItem[] Agenda = [new("1", "Minutes"), new("2", "Hubs"), new("3", "Budget")];

    [Fact]
    public void Nine_of_seven_needed_is_quorate_and_an_item_for_which_three_leave_is_not()
    {
        var people = Enumerable.Range(0, 12).Select(i => Called(i) with { Presence = i < 9 ? Presence.Present : Presence.Absent }).ToList();
        var conflicts = Enumerable.Range(0, 3).Select(i => new ItemConflict("2", Id(i), "x")).Append(new ItemConflict("2", Id(11), "not there")).ToList();
        var register = new Register(people, RollCount.Of(people), conflicts);
        var rule = new QuorumRule { People = 7 };

        Assert.Equal((9, 7, true), (register.Stand(rule, Basis.Noted).People, register.Stand(rule, Basis.Noted).PeopleNeeded, register.Stand(rule, Basis.Noted).IsQuorate));
        var items = register.Items(Agenda, rule, Basis.Noted);
        Assert.Equal([true, false, true], items.Select(item => item.Stand.IsQuorate));
        Assert.Equal((6, 3, 2), (items[1].Stand.People, items[1].Conflicted, items[1].Number));
        Assert.Equal((9, 0, 3), (register.Present.Count(), register.Apologies.Count(), register.Absent));
    }

    [Theory]
    [InlineData(10, 50, 0, 5)]
    [InlineData(9, 50, 0, 5)]
    [InlineData(9, 50, 7, 7)]
    [InlineData(0, 50, 0, 0)]
    [InlineData(7, 100, 0, 7)]
    public void The_share_is_rounded_up_to_a_person_and_the_larger_part_counts(int called, int percent, int people, int needed)
        => Assert.Equal(needed, new QuorumRule { SharePercent = percent, People = people }.PeopleNeeded(called));

    [Fact]
    public void Practices_and_localities_are_needed_besides_people()
    {
        List<Attendee> people = [Called(0), Called(1) with { Practices = Called(0).Practices, Locality = Called(0).Locality }];
        people = people.ConvertAll(one => one with { Presence = Presence.Present });
        var register = new Register(people, RollCount.Of(people), []);
        Assert.True(register.Stand(new QuorumRule { Practices = 1, Localities = 1 }, Basis.Noted).IsQuorate);
        Assert.False(register.Stand(new QuorumRule { Practices = 2 }, Basis.Noted).IsQuorate);
        Assert.False(register.Stand(new QuorumRule { Localities = 2 }, Basis.Noted).IsQuorate);
    }

    [Fact]
    public void A_deputy_counts_for_whom_they_stand_in_with_that_ones_practice_unless_the_rule_says_no_or_the_one_came_after_all()
    {
        var principal = Called(0) with { Reply = Reply.Deputy, Deputy = Id(50) };
        var deputy = new Attendee(Id(50), "Deputy") { StandsFor = principal.Person, Presence = Presence.Present, Practices = PracticeCodes.Parse("K82009") };
        var register = new Register([principal, deputy], new RollCount(1, new Dictionary<string, int> { ["K82001"] = 1 }, new Dictionary<string, int> { ["north"] = 1 }), []);
        var stand = register.Stand(QuorumRule.None, Basis.Noted);
        Assert.Equal((1, 1, 1), (stand.People, stand.Practices, stand.Localities));
        Assert.Equal(new GroupStand("K82001", 1, 1), Assert.Single(register.ByPractice(QuorumRule.None, Basis.Noted)));
        Assert.Equal(0, register.Stand(new QuorumRule { CountsDeputies = false }, Basis.Noted).People);
        Assert.Single(register.Apologies);

        var both = register with { People = [principal with { Presence = Presence.Present }, deputy] };
        Assert.Equal(1, both.Stand(QuorumRule.None, Basis.Noted).People);
        // The one who is called leaves for the item: whoever was to stand in doesn't take the seat for that.
        var conflicted = both with { Conflicts = [new ItemConflict("2", principal.Person, "x")] };
        Assert.Equal(0, conflicted.Items(Agenda, QuorumRule.None, Basis.Noted)[1].Stand.People);
        var standsIn = register with { Conflicts = [new ItemConflict("2", principal.Person, "x")] };
        Assert.Equal((0, 1), (standsIn.Items(Agenda, QuorumRule.None, Basis.Noted)[1].Stand.People, standsIn.Items(Agenda, QuorumRule.None, Basis.Noted)[1].Conflicted));
    }

    [Fact]
    public void Who_left_before_an_item_counts_until_then()
    {
        List<Attendee> people = [Called(0) with { Presence = Presence.Present, LeftBefore = "2" }];
        Assert.Equal([1, 0, 0], new Register(people, RollCount.Of(people), []).Items(Agenda, QuorumRule.None, Basis.Noted).Select(item => item.Stand.People));
        Assert.Equal(1, new Register(people, RollCount.Of(people), []).Stand(QuorumRule.None, Basis.Noted).People);
    }

    [Fact]
    public void Whatever_stands_in_a_register_its_counts_hold_together()
        => Prop.ForAll(Arb.From(Registers()), Arb.From(Rules()), (register, rule) =>
        {
            foreach (var basis in Enum.GetValues<Basis>())
            {
                var whole = register.Stand(rule, basis);
                var items = register.Items(Agenda, rule, basis);
                Assert.InRange(whole.People, 0, register.Roll.Called);
                Assert.All(items, item => Assert.True(item.Stand.People <= whole.People && item.Stand.Practices <= whole.Practices && item.Stand.Localities <= whole.Localities));
                Assert.All(items, item => Assert.True(whole.IsQuorate || !item.Stand.IsQuorate));
                Assert.Equal(whole, (register with { People = [.. register.People.Reverse()] }).Stand(rule, basis));
                Assert.All(register.ByLocality(rule, basis).Concat(register.ByPractice(rule, basis)), group => Assert.InRange(group.Came, 0, group.Called));
                Assert.True(register.Stand(rule with { CountsDeputies = false }, basis).People <= whole.People);
                var more = register with { Conflicts = [.. register.Conflicts, new ItemConflict("1", register.People.Count > 0 ? register.People[0].Person : Id(0), "x")] };
                Assert.True(more.Items(Agenda, rule, basis)[0].Stand.People <= items[0].Stand.People);
                Assert.Equal(items.Skip(1), more.Items(Agenda, rule, basis).Skip(1));
            }

            Assert.Equal(register.Roll.Called, register.Present.Count() + register.Apologies.Count() + register.Absent);
            Assert.Equal(register.Roll.Called, register.Silent + new[] { Reply.Coming, Reply.Apologies, Reply.Deputy }.Sum(register.CountOf));
            Assert.Equal(register.Roll.Practices, RollCount.Read(RollCount.ToText(register.Roll.Practices)));
        }).QuickCheckThrowOnFailure();

    private static Gen<Register> Registers()
    {
        var attendee =
            from number in Gen.Choose(0, 9)
            from isCalled in ArbMap.Default.GeneratorFor<bool>()
            from reply in Gen.Elements(Enum.GetValues<Reply>())
            from presence in Gen.Elements(Enum.GetValues<Presence>())
            from whom in Gen.Choose(-3, 9)
            from left in Gen.Elements("", "", "", "2", "3")
            select Called(number) with { IsCalled = isCalled, Reply = reply, Presence = presence, StandsFor = isCalled || whom < 0 ? null : Id(whom), LeftBefore = left };
        return from some in Gen.ListOf(attendee)
               from conflicts in Gen.ListOf(from number in Gen.Choose(0, 9) from item in Gen.Elements("1", "2", "3") select new ItemConflict(item, Id(number), "x"))
               let people = some.DistinctBy(one => one.Person).ToList()
               select new Register(people, RollCount.Of(people), [.. conflicts]);
    }

    private static Gen<QuorumRule> Rules()
        => from people in Gen.Choose(0, 6)
           from practices in Gen.Choose(0, 3)
           from localities in Gen.Choose(0, 2)
           from share in Gen.Choose(0, 100)
           from deputies in ArbMap.Default.GeneratorFor<bool>()
           select new QuorumRule { People = people, Practices = practices, Localities = localities, SharePercent = share, CountsDeputies = deputies };

    private static Attendee Called(int number) => new(Id(number), $"Person {number:D2}") { IsCalled = true, Practices = PracticeCodes.Parse(Practices[number % Practices.Length]), Locality = Localities[number % Localities.Length] };

    private static MemberId Id(int number) => new("tenant", $"person-{number:D2}");
}
