using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.People.Imports;
using LeadershipBot.Domain.Practices;

namespace LeadershipBot.Tests.Domain.People.Imports;

public sealed class PeopleImportPropertyTests
{
    private const string Tenant = "7d1e0000-0000-4000-9000-000000000001";

    private static readonly ImportScope Scope = new("", [Tenant], PracticeList.Empty, new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private static readonly Roll Start = Roll.Empty with
    {
        Practices = new[] { "A81001", "A81002" }.ToDictionary(code => code, code => new MemberPractice(code, "SURGERY", "", null)),
    };

    [Fact]
    public void Whatever_files_came_before_the_same_file_again_changes_nothing_and_each_line_is_counted_once()
        => Prop.ForAll(Files.ToArbitrary(), Files.ToArbitrary(), (before, file) =>
        {
            var roll = PeopleImport.Plan(Start, before, [], Scope).Roll;
            var plan = PeopleImport.Plan(roll, file, [], Scope);
            var again = PeopleImport.Plan(plan.Roll, file, [], Scope);
            return plan.Added + plan.Changed + plan.Unchanged + plan.Rejected.Count == file.Length
                && again.ChangesNothing && (again.Added, again.Changed, again.Left) == (0, 0, 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Roles_that_were_given_and_taken_by_card_since_survive_the_same_file()
        => Prop.ForAll(Files.ToArbitrary(), Gen.Choose(0, 63).ToArbitrary(), (file, roles) =>
        {
            var roll = PeopleImport.Plan(Start, file, [], Scope).Roll;
            var byCard = roll with { Members = roll.Members.ToDictionary(one => one.Key, one => one.Value with { Roles = (Roles)roles }) };
            return PeopleImport.Plan(byCard, file, [], Scope).Roll.Members.Values.All(member => member.Roles == (Roles)roles);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Nobody_who_left_has_a_role_or_leads_a_practice()
        => Prop.ForAll(Files.ToArbitrary(), Files.ToArbitrary(), (before, file) =>
            PeopleImport.Plan(PeopleImport.Plan(Start, before, [], Scope).Roll, file, [], Scope).Roll.Members.Values
                .All(member => member.LeftAt is null || (member.Roles == Roles.Member && member.LeadOf.Equals(PracticeCodes.None))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static Gen<PersonEntry[]> Files { get; } =
        (from person in Gen.Choose(1, 4)
         from byEmail in Gen.Elements(true, false)
         from roles in Gen.Elements<Roles?>(null, Roles.Member, Roles.Organiser, Roles.Organiser | Roles.Chair)
         from practices in Gen.Elements<string?>(null, "A81001", "A81002", "A81001,A81002")
         from isLead in Gen.Elements<bool?>(null, true, false)
         from title in Gen.Elements<string?>(null, "Clinical lead", "Clinical chair")
         select new PersonEntry(person, byEmail ? "" : $"11111111-2222-4333-8444-{person:000000000000}", byEmail ? $"p{person}@example.nhs.uk" : "", $"Person {person}")
         {
             Roles = roles,
             Practices = practices is null ? null : PracticeCodes.Parse(practices),
             IsLead = isLead,
             Title = title,
         }).ArrayOf().Select(all => all.DistinctBy(one => one.Line).ToArray());
}
