using LeadershipBot.Domain.People;
using LeadershipBot.Domain.People.Imports;
using LeadershipBot.Domain.Practices;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Domain.People.Imports;

public sealed class PracticeFactTests
{
    private static readonly ImportScope Scope = new("", [], PracticeList.Empty, new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private static readonly Roll Start = Roll.Empty with
    {
        Practices = new[] { "A81001", "A81002" }.ToDictionary(code => code, code => new MemberPractice(code, "SURGERY", "", null)),
    };

    [Fact]
    public void Practices_get_their_localities_and_the_second_time_nothing_changes()
    {
        var plan = Plan(Start, "practice_code,locality", "A81001,North Tees", "A81002,North Tees");
        Assert.Equal((0, 2), (plan.Added, plan.Changed));
        Assert.Equal(new Locality("north-tees", "North Tees"), Assert.Single(plan.Roll.Localities).Value);
        Assert.Equal("north-tees", plan.Roll.Practices["A81002"].Locality);
        Assert.True(Plan(plan.Roll, "practice_code,locality", "A81001,North Tees", "A81002,North Tees").ChangesNothing);

        var moved = Plan(plan.Roll, "practice_code,locality,locality_code", "A81001,South,s", "A81002,South,s");
        Assert.Equal((2, 1), (moved.Changed, moved.Left)); // no practice is in North Tees any more
        Assert.Equal("s", Assert.Single(moved.Roll.Localities).Key);
    }

    [Theory]
    [InlineData("A81001,", "is missing")]
    [InlineData("A81001,=1+1", "begins with '=', as a formula does")]
    [InlineData("A81009,North", "A81009 is no member practice of this organisation")]
    [InlineData("A8,North", "'A8' is no ODS code")]
    [InlineData(",North", "is missing")]
    [InlineData("A81001,…", "has no letter or digit of A to Z, 0 to 9")]
    public void A_line_of_localities_that_can_not_be_used_is_rejected(string line, string reason)
        => Assert.Equal(reason, Reason("practice_code,locality", line));

    [Fact]
    public void A_code_that_stands_there_twice_and_a_locality_of_two_names_are_rejected()
    {
        Assert.Equal("A81001 stands in line 2 already; that line counts", Reason("practice_code,locality", "A81001,North", "A81001,South"));
        Assert.Equal("locality n is called North in line 2", Reason("practice_code,locality,locality_code", "A81001,North", "A81002,South"));
    }

    [Fact]
    public void List_sizes_are_read_with_thousands_and_change_nothing_else()
    {
        var located = Plan(Start, "practice_code,locality", "A81001,North").Roll;
        var plan = Plan(located, "practice_code\tlist_size", "A81001\t7,300");
        Assert.Equal((7300, "north"), (plan.Roll.Practices["A81001"].ListSize, plan.Roll.Practices["A81001"].Locality));
        Assert.Single(plan.Roll.Localities);
    }

    [Theory]
    [InlineData("A81001,")]
    [InlineData("A81001,many")]
    [InlineData("A81001,-5")]
    [InlineData("A81001,1000001")]
    public void A_list_size_that_is_none_is_rejected(string line) => Assert.NotEmpty(Reason("practice_code,list_size", line));

    [Fact]
    public void Of_the_national_list_only_all_ages_and_both_sexes_count_and_others_practices_are_passed_over()
    {
        var plan = Plan(
            Start, "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS",
            "P,01OCT2019,GP,00K,E38,A81001,TS18,ALL,ALL,4120", "P,01OCT2019,GP,00K,E38,A81001,TS18,MALE,ALL,2000", "P,01OCT2019,GP,00K,E38,A81001,TS18,ALL,50,60", "P,01OCT2019,GP,00C,E38,A83001,DL1,ALL,ALL,9000");
        Assert.Equal((1, 1, 0), (plan.Changed, plan.Ignored, plan.Rejected.Count));
        Assert.Equal(4120, plan.Roll.Practices["A81001"].ListSize);
    }

    [Theory]
    [InlineData("locality")]
    [InlineData("practice_code,town")]
    public void A_header_that_lacks_a_column_is_no_layout(string header) => Assert.Null(PracticeFactLayout.Of(header.Split(',')));

    private static string Reason(string header, params string[] lines)
    {
        var layout = PracticeFactLayout.Of(header.Split(','))!;
        var read = lines.Select((line, at) => layout.Read(at + 2, (line + (header.Contains("_code,locality,", StringComparison.Ordinal) ? ",n" : "")).Split(','))).ToList();
        if (read.OfType<PracticeFactLine.Rejected>().FirstOrDefault() is { } wrong)
            return wrong.Reason.Words();
        var facts = read.OfType<PracticeFactLine.Accepted>().Select(one => one.Fact).ToList();
        return PracticeFactImport.Plan(Start, facts, layout.IsNational, Scope).Rejected.First[0].Reason.Words();
    }

    private static RollPlan Plan(Roll roll, string header, params string[] lines)
    {
        var separator = header.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
        var layout = PracticeFactLayout.Of(header.Split(separator))!;
        var facts = lines.Select((line, at) => layout.Read(at + 2, line.Split(separator))).OfType<PracticeFactLine.Accepted>().Select(one => one.Fact).ToList();
        return PracticeFactImport.Plan(roll, facts, layout.IsNational, Scope);
    }
}
