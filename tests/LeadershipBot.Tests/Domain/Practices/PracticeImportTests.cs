using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Practices;

namespace LeadershipBot.Tests.Domain.Practices;

public sealed class PracticeImportTests
{
    private static readonly PracticeAddress Address = new("THE SURGERY", "1 HIGH STREET", "KENDAL", "CUMBRIA", "");
    private static readonly PracticeDetails Open = new(Address, null, PracticeStatus.Active, 4);
    private static readonly PracticeEntry Full = new(OdsCode.Parse("A82001"), "KENDAL SURGERY", "KENDAL", "LA9 4JE", "01K", new DateOnly(1974, 4, 1), Open);

    [Fact]
    public void A_new_practice_is_added_as_it_is_told()
    {
        var plan = Plan(Kept(), [Full]);
        Assert.Equal(Full.ApplyTo(null), Assert.Single(plan.Added));
        Assert.Equal((0, 0, 0), (plan.Changed.Count, plan.Unchanged, plan.NotInFile));
    }

    [Fact]
    public void A_practice_of_the_short_list_is_an_open_GP_practice()
    {
        var practice = Assert.Single(Plan(Kept(), [Full with { Details = null }]).Added);
        Assert.True(practice.IsOpenGpPractice);
        Assert.Equal(PracticeAddress.Unknown, practice.Details.Address);
    }

    [Fact]
    public void A_practice_that_closed_has_left()
    {
        var closed = Full with { Details = Open with { Status = PracticeStatus.Closed, ClosedOn = new DateOnly(2019, 3, 31) } };
        var practice = Assert.Single(Plan(Kept(Full), [closed]).Left);
        Assert.False(practice.IsOpenGpPractice);
        Assert.Equal(new DateOnly(2019, 3, 31), practice.Details.ClosedOn);
    }

    [Fact]
    public void What_the_short_list_does_not_tell_stays_as_it_was()
    {
        var practice = Assert.Single(Plan(Kept(Full), [Full with { Name = "KENDAL MEDICAL CENTRE", Details = null }]).Changed);
        Assert.Equal(("KENDAL MEDICAL CENTRE", Open), (practice.Name, practice.Details));
    }

    [Fact]
    public void A_county_in_the_short_list_does_not_replace_the_town_of_a_known_address()
    {
        var shortLine = Full with { Town = "CUMBRIA", Details = null };
        Assert.Equal(1, Plan(Kept(Full), [shortLine]).Unchanged);
        Assert.Equal("CUMBRIA", Assert.Single(Plan(Kept(Full), [shortLine with { Postcode = "CA1 1AA" }]).Changed).Town);
        Assert.Equal("PENRITH", Assert.Single(Plan(Kept(Full), [shortLine with { Town = "PENRITH" }]).Changed).Town);
    }

    [Fact]
    public void A_practice_that_the_file_does_not_name_is_left_alone()
    {
        var plan = Plan(Kept(Full, Full with { Code = OdsCode.Parse("A82002") }), [Full]);
        Assert.Equal((0, 0, 1, 1), (plan.Added.Count, plan.Changed.Count, plan.Unchanged, plan.NotInFile));
    }

    [Fact]
    public void The_same_entries_change_nothing_the_second_time()
    {
        var entry =
            from code in Gen.Choose(1, 9)
            from town in Gen.Elements("KENDAL", "CUMBRIA", "PENRITH", "")
            from postcode in Gen.Elements("LA9 4JE", "CA1 1AA", "")
            from details in Gen.Elements<PracticeDetails?>(null, Open, Open with { Status = PracticeStatus.Dormant }, Open with { Status = PracticeStatus.Closed })
            select Full with { Code = OdsCode.Parse($"A8200{code}"), Town = town, Postcode = postcode, Details = details };
        var entries = entry.ArrayOf().Select(all => all.DistinctBy(one => one.Code).ToArray());
        Prop.ForAll(entries.ToArbitrary(), entries.ToArbitrary(), (before, file) =>
        {
            var kept = Kept(before);
            var plan = Plan(kept, file);
            foreach (var practice in plan.Added.Concat(plan.Changed).Concat(plan.Left))
                kept[practice.Code] = practice;
            var again = Plan(kept, file);
            return plan.Added.Count + plan.Changed.Count + plan.Left.Count + plan.Unchanged == file.Length
                && again.ChangesNothing && again.Unchanged == file.Length;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static PracticeImportPlan Plan(IReadOnlyDictionary<OdsCode, Practice> kept, IReadOnlyCollection<PracticeEntry> file)
        => PracticeImport.Plan(kept, file, whole: null, new DateTimeOffset(2020, 4, 1, 0, 0, 0, TimeSpan.Zero));

    private static Dictionary<OdsCode, Practice> Kept(params PracticeEntry[] entries)
        => entries.ToDictionary(entry => entry.Code, entry => entry.ApplyTo(null));
}
