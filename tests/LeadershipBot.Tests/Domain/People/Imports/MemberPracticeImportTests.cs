using LeadershipBot.Domain.People;
using LeadershipBot.Domain.People.Imports;
using LeadershipBot.Domain.Practices;

namespace LeadershipBot.Tests.Domain.People.Imports;

/// <summary>An organisation's own list of practices, with the list of the country and without.</summary>
public sealed class MemberPracticeImportTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Only_practices_that_the_country_knows_come_in_and_the_others_are_named_by_their_lines()
    {
        var plan = Plan(RollOf("Z99001"), ["Z99001", "A81001", "Z99002", "A81003"], List("A81001"));

        Assert.Equal((1, 1, 0), (plan.Added, plan.Unchanged, plan.Unverified)); // what it has stays, as the demo's practices do
        Assert.Equal([(4, "imports.line.unknown"), (5, "imports.line.unknown")], plan.Rejected.First.Select(line => (line.Line, line.Reason.TextKey)));
        Assert.Equal(["A81001", "Z99001"], plan.Roll.Practices.Values.Where(practice => practice.LeftAt is null).Select(practice => practice.Code).Order());
    }

    [Fact]
    public void Where_no_list_of_the_country_is_held_the_shape_of_a_code_does_and_the_report_says_so()
    {
        var plan = Plan(RollOf("Z99001"), ["Z99001", "A81001", "Z99002"], PracticeList.Empty);

        Assert.Equal((2, 0, 2), (plan.Added, plan.Rejected.Count, plan.Unverified));
        Assert.Equal(0, Plan(plan.Roll, ["Z99001", "A81001", "Z99002"], PracticeList.Empty).Unverified);
    }

    private static Roll RollOf(string code)
        => Roll.Empty with { Practices = new Dictionary<string, MemberPractice> { [code] = new(code, "NAME", "", null) } };

    private static RollPlan Plan(Roll roll, string[] codes, PracticeList list)
    {
        var entries = codes.Select((code, at) => (at + 2, new PracticeEntry(OdsCode.Parse(code), "NAME", "", "", "", null, null))).ToList();
        return MemberPracticeImport.Plan(roll, entries, codes.Select(OdsCode.Parse).ToHashSet(), everyCodeRead: true, new ImportScope("", [], list, Now));
    }

    private static PracticeList List(params string[] codes)
        => new(codes.Select(code => new PracticeEntry(OdsCode.Parse(code), "NAME", "", "", "", null, null).ApplyTo(null)), new Dictionary<string, string>());
}
