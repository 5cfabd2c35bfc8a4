using LeadershipBot.Domain.People;
using LeadershipBot.Domain.People.Imports;

namespace LeadershipBot.Tests.Domain.People.Imports;

public sealed class RollNamesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Who_comes_changes_and_goes_is_named_in_order_and_who_stays_is_not()
    {
        var before = Of([One("a", "Ann"), One("b", "Ben"), One("c", "Cy"), One("d", "Dee") with { LeftAt = Now }], ["eve@example.nhs.uk", "fay@example.nhs.uk"]);
        var after = Of([One("a", "Ann"), One("b", "Ben") with { Roles = Roles.Chair }, One("c", "Cy") with { LeftAt = Now }, One("d", "Dee"), One("g", "Abi")], ["fay@example.nhs.uk", "hal@example.nhs.uk"]);

        var names = RollNames.OfPeople(before, after);

        Assert.Equal(["Abi", "Dee", "hal@example.nhs.uk"], names.Added);
        Assert.Equal(["Ben"], names.Changed);
        Assert.Equal(["Cy", "eve@example.nhs.uk"], names.Left);
    }

    [Fact]
    public void Practices_are_named_where_they_come_change_and_go()
    {
        MemberPractice tannery = new("A1", "The Tannery", "", null), mill = new("A2", "Mill Lane", "", null);
        var before = Roll.Empty with { Practices = new Dictionary<string, MemberPractice> { ["A1"] = tannery, ["A2"] = mill } };
        var after = Roll.Empty with { Practices = new Dictionary<string, MemberPractice> { ["A1"] = tannery with { Locality = "vale" }, ["A2"] = mill with { LeftAt = Now }, ["A3"] = new("A3", "Old Bakery", "", null) } };

        var names = RollNames.OfPractices(before, after);

        Assert.Equal(["Old Bakery"], names.Added);
        Assert.Equal(["The Tannery"], names.Changed);
        Assert.Equal(["Mill Lane"], names.Left);
    }

    private static Roll Of(Member[] members, string[] invited) => Roll.Empty with
    {
        Members = members.ToDictionary(member => member.Id),
        Invited = invited.ToDictionary(email => email, email => new Invited(email, new Member(default, "", Roles.Member))),
    };

    private static Member One(string id, string name) => new(new MemberId("tenant-1", id), name, Roles.Member) { IsImported = true };
}
