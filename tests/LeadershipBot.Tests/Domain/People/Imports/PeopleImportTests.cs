using LeadershipBot.Domain.Imports;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.People.Imports;
using LeadershipBot.Domain.Practices;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Domain.People.Imports;

public sealed class PeopleImportTests
{
    private const string Tenant = "7d1e0000-0000-4000-9000-000000000001";
    private const string Ann = "11111111-2222-4333-8444-555555555551";
    private const string Ben = "11111111-2222-4333-8444-555555555552";
    private const string Header = "object_id,email,name,role,practice,practice_lead,profession,contract,title";

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Roll Start = Roll.Empty with
    {
        Practices = new[] { "A81001", "A81002" }.ToDictionary(code => code, code => new MemberPractice(code, "SURGERY " + code, "", null)),
    };

    [Fact]
    public void A_person_with_an_object_id_becomes_a_member_and_the_second_time_nothing_changes()
    {
        var plan = Plan(Start, $"{Ann},ann@example.nhs.uk,Ann Abel,Organiser; locality lead,a81001;A81002,yes,GP,partner,Clinical lead");
        var ann = plan.Roll.Members[new MemberId(Tenant, Ann)];
        Assert.Equal((1, 0, 0, 0, 0), (plan.Added, plan.Changed, plan.Left, plan.Unchanged, plan.Rejected.Count));
        Assert.Equal((Roles.Organiser | Roles.LocalityLead, "A81001,A81002", "A81001,A81002"), (ann.Roles, ann.Practices.ToString(), ann.LeadOf.ToString()));
        Assert.Equal(("Ann Abel", "ann@example.nhs.uk", "Clinical lead", Profession.Gp, Contract.Partner, true), (ann.Name, ann.Email, ann.Title, ann.Profession, ann.Contract, ann.IsImported));

        var again = Plan(plan.Roll, $"{Ann},ann@example.nhs.uk,Ann Abel,Organiser; locality lead,a81001;A81002,yes,GP,partner,Clinical lead");
        Assert.True(again.ChangesNothing);
        Assert.Equal(1, again.Unchanged);
    }

    [Fact]
    public void A_person_with_an_e_mail_only_is_invited_and_counts_for_nothing_yet()
    {
        var plan = Plan(Start, ",Ben@Example.nhs.uk,Ben Bell,chair,A81001,,,,");
        Assert.Empty(plan.Roll.Members);
        var ben = Assert.Single(plan.Roll.Invited).Value;
        Assert.Equal(("ben@example.nhs.uk", Roles.Chair, "A81001"), (ben.Email, ben.As.Roles, ben.As.Practices.ToString()));
        Assert.True(Plan(plan.Roll, ",ben@example.nhs.uk,Ben Bell,chair,A81001,,,,").ChangesNothing);
    }

    [Fact]
    public void An_e_mail_that_was_confirmed_before_names_that_member()
    {
        var roll = With(Start, Member(Ann) with { Email = "ann@example.nhs.uk" });
        var plan = Plan(roll, ",ann@example.nhs.uk,Ann Abel,organiser,,,,,");
        Assert.Empty(plan.Roll.Invited);
        Assert.Equal(Roles.Organiser, Assert.Single(plan.Roll.Members).Value.Roles);
    }

    [Fact]
    public void The_address_of_somebody_who_left_names_nobody_until_it_is_matched_anew()
    {
        var left = Member(Ann) with { Email = "ann@example.nhs.uk", LeftAt = Now.AddYears(-1) };
        var plan = Plan(With(Start, left), ",ann@example.nhs.uk,Ann Abel,organiser,,,,,");

        Assert.Equal(left, Assert.Single(plan.Roll.Members).Value);
        Assert.Equal(Roles.Organiser, Assert.Single(plan.Roll.Invited).Value.As.Roles);
        Assert.True(Plan(plan.Roll, ",ann@example.nhs.uk,Ann Abel,organiser,,,,,").ChangesNothing);
    }

    [Fact]
    public void A_line_that_can_not_be_used_does_not_stand_in_the_way_of_a_later_one_of_the_same_person()
    {
        var plan = Plan(Start, $"{Ann},,Ann Abel,,B99999X,,,,\n{Ann},,Ann Abel,organiser,,,,,");

        Assert.Equal(Roles.Organiser, Assert.Single(plan.Roll.Members).Value.Roles);
        Assert.Equal((1, "practice"), (plan.Rejected.Count, plan.Rejected.First[0].Column));
    }

    [Fact]
    public void A_role_that_was_taken_away_since_is_not_brought_back_by_the_same_file()
    {
        var first = Plan(Start, $"{Ann},,Ann,organiser; chair,,,,,").Roll;
        var taken = With(first, first.Members[Id(Ann)] with { Roles = Roles.Chair });
        var again = Plan(taken, $"{Ann},,Ann,organiser; chair,,,,,");
        Assert.True(again.ChangesNothing);
        Assert.Equal(Roles.Chair, again.Roll.Members[Id(Ann)].Roles);
    }

    [Theory]
    [InlineData("", Roles.Organiser | Roles.Administrator)] // says nothing
    [InlineData("organiser", Roles.Organiser | Roles.Administrator)] // the same as before
    [InlineData("chair", Roles.Chair | Roles.Administrator)] // takes what the import gave, not what a card gave
    [InlineData("member", Roles.Administrator)]
    public void Of_roles_only_what_the_file_says_otherwise_is_set(string role, Roles after)
    {
        var first = Plan(Start, $"{Ann},,Ann,organiser,,,,,").Roll;
        var given = With(first, first.Members[Id(Ann)] with { Roles = Roles.Organiser | Roles.Administrator });
        Assert.Equal(after, Plan(given, $"{Ann},,Ann,{role},,,,,").Roll.Members[Id(Ann)].Roles);
    }

    [Fact]
    public void A_practice_and_a_lead_that_were_changed_by_card_since_stay_so()
    {
        var line = $"{Ann},,Ann,,A81001,yes,,,";
        var first = Plan(Start, line).Roll;
        var moved = With(first, first.Members[Id(Ann)] with { Practices = PracticeCodes.Parse("A81002"), LeadOf = PracticeCodes.None });
        var again = Plan(moved, line);
        Assert.True(again.ChangesNothing);
    }

    [Fact]
    public void Whom_the_new_file_does_not_list_has_left_and_comes_back_with_a_later_one()
    {
        var both = $"{Ann},,Ann,organiser,A81001,yes,,,\n{Ben},,Ben,,,,,,";
        var roll = Plan(Start, both).Roll;
        var plan = Plan(roll, $"{Ben},,Ben,,,,,,");
        var ann = plan.Roll.Members[Id(Ann)];
        Assert.Equal((1, 1), (plan.Left, plan.Unchanged));
        Assert.Equal(((DateTimeOffset?)Now, Roles.Member, "", "A81001"), (ann.LeftAt, ann.Roles, ann.LeadOf.ToString(), ann.Practices.ToString()));
        Assert.True(Plan(plan.Roll, $"{Ben},,Ben,,,,,,").ChangesNothing);

        var back = Plan(plan.Roll, both);
        Assert.Equal((1, 1), (back.Changed, back.Unchanged));
        Assert.Equal(((DateTimeOffset?)null, Roles.Organiser, "A81001"), (back.Roll.Members[Id(Ann)].LeftAt, back.Roll.Members[Id(Ann)].Roles, back.Roll.Members[Id(Ann)].LeadOf.ToString()));
    }

    [Fact]
    public void Who_comes_back_elsewhere_is_confirmed_there_only()
    {
        var roll = Plan(Start, $"{Ann},,Ann,organiser,A81001,yes,,,\n{Ben},,Ben,,,,,,").Roll;
        var left = Plan(roll, $"{Ben},,Ben,,,,,,").Roll;

        var ann = Plan(left, $"{Ann},,Ann,,A81002,,,,\n{Ben},,Ben,,,,,,").Roll.Members[Id(Ann)];

        Assert.Equal(("A81002", "", Roles.Member), (ann.Practices.ToString(), ann.LeadOf.ToString(), ann.Roles));
    }

    [Fact]
    public void Who_joined_by_hand_stays_though_no_file_lists_them()
    {
        var plan = Plan(With(Start, Member(Ann)), $"{Ben},,Ben,,,,,,");
        Assert.Equal((0, null), (plan.Left, plan.Roll.Members[Id(Ann)].LeftAt));
    }

    [Fact]
    public void An_invitation_that_the_new_file_does_not_list_is_dropped()
    {
        var roll = Plan(Start, ",ben@example.nhs.uk,Ben,chair,,,,,\n,ann@example.nhs.uk,Ann,,,,,,").Roll;
        var plan = Plan(roll, ",ann@example.nhs.uk,Ann,,,,,,");
        Assert.Equal((1, 1), (plan.Left, plan.Roll.Invited.Count));
    }

    [Fact]
    public void What_a_person_chose_and_the_file_confirms_waits_no_longer()
    {
        var chosen = Member(Ann) with
        {
            ChosenPractices = PracticeCodes.Parse("A81001,A81002"),
            ChosenProfession = Profession.Gp,
            ChosenContract = Contract.Locum,
        };
        var ann = Plan(With(Start, chosen), $"{Ann},,Ann,,A81001,,gp,partner,").Roll.Members[Id(Ann)];
        Assert.Equal(("A81001", "A81002"), (ann.Practices.ToString(), ann.ChosenPractices.ToString()));
        Assert.Equal((Profession.Gp, (Profession?)null, Contract.Partner, (Contract?)Contract.Locum), (ann.Profession, ann.ChosenProfession, ann.Contract, ann.ChosenContract));
    }

    public static TheoryData<string, string> Unusable => new()
    {
        { "not-a-guid,,Ann,,,,,,", "Line 2, object_id: 'not-a-guid' is no object id." },
        { "00000000-0000-0000-0000-000000000000,,Ann,,,,,,", "Line 2, object_id: '00000000-0000-0000-0000-000000000000' is no object id." },
        { ",ann,Ann,,,,,,", "Line 2, email: 'ann' is no e-mail address." },
        { ",=cmd@x.uk,Ann,,,,,,", "Line 2, email: '=cmd@x.uk' is no e-mail address." },
        { ",,Ann,,,,,,", "Line 2, object_id: is missing." },
        { $"{Ann},,,,,,,,", "Line 2, name: is missing." },
        { $"{Ann},,=HYPERLINK(1),,,,,,", "Line 2, name: begins with '=', as a formula does." },
        { $"{Ann},,Ann,,,,,,+44", "Line 2, title: begins with '+', as a formula does." },
        { $"{Ann},,@Ann(),,,,,,", "Line 2, name: begins with '@', as a formula does." },
        { $"{Ann},,{new string('x', 101)},,,,,,", "Line 2, name: is too long: 101 characters, 100 at the most." },
        { $"{Ann},,An\u0007n,,,,,,", "Line 2, name: holds a control character." },
        { $"{Ann},,Ann,boss,,,,,", "Line 2, role: 'boss' is no role; the roles are: member, locality lead, organiser, panel member, returning officer, chair, administrator." },
        { $"{Ann},,Ann,,A8,,,,", "Line 2, practice: 'A8' is no ODS code." },
        { $"{Ann},,Ann,,A81009,,,,", "Line 2, practice: A81009 is no member practice of this organisation." },
        { $"{Ann},,Ann,,A81001;A81003,,,,", "Line 2, practice: A81003 is closed, or is no GP practice." },
        { $"{Ann},,Ann,,,perhaps,,,", "Line 2, practice_lead: 'perhaps' is neither yes nor no." },
        { $"{Ann},,Ann,,,,wizard,,", "Line 2, profession: 'wizard' is none of: GP, nurse, pharmacist, practice manager, allied health, lay, other." },
        { $"{Ann},,Ann,,,,,forever,", "Line 2, contract: 'forever' is none of: partner, salaried, locum, trainee." },
        { $"{Ann},,Ann,,,,,,,x", "Line 2: it has 10 columns, not 9." },
        { $"{Ann},,Ann 485 777 3457,,,,,,", "Line 2: name and title look like they hold a patient's details." },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void A_line_that_can_not_be_used_is_named_with_its_reason(string line, string sentence)
        => Assert.Equal(sentence, Assert.Single(Plan(Start, line).Rejected.First).Words());

    [Fact]
    public void Half_of_a_character_is_rejected()
        => Assert.Equal("Line 2, name: holds half of a character.", Assert.Single(Plan(Start, $"{Ann},,Ann\ud83d,,,,,,").Rejected.First).Words());

    [Fact]
    public void A_person_who_stands_there_twice_is_taken_once()
    {
        var plan = Plan(Start, $"{Ann},ann@example.nhs.uk,Ann,,,,,,\n{Ann.ToUpperInvariant()},,Ann again,,,,,,\n,ANN@example.nhs.uk,Ann thrice,,,,,,");
        Assert.Equal((1, 2), (plan.Added, plan.Rejected.Count));
        Assert.All(plan.Rejected.First, line => Assert.Contains("the same person stands in line 2 already", line.Reason.Words(), StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_leaves_by_a_line_that_is_rejected()
    {
        var roll = Plan(Start, $"{Ann},,Ann,,,,,,\n{Ben},,Ben,,,,,,").Roll;
        Assert.Equal(0, Plan(roll, $"{Ann},,Ann,boss,,,,,\n{Ben},,Ben,,,,,,").Left); // it tells whom it is about
        var untold = Plan(roll, $"?,,Ann,,,,,,\n{Ben},,Ben,,,,,,");
        Assert.Equal((0, 1), (untold.Left, untold.StayUntold));
    }

    [Fact]
    public void A_practice_of_the_organisation_s_commissioner_becomes_its_member()
    {
        var plan = Plan(Start, $"{Ann},,Ann,,A81004,,,,", "00K");
        Assert.Equal("NORTON SURGERY", plan.Roll.Practices["A81004"].Name);
        Assert.Equal(1, Plan(Start, $"{Ann},,Ann,,A81004,,,,", "00C").Rejected.Count);
    }

    [Theory]
    [InlineData("Display Name,UPN,Roles,ODS code,Is practice lead", "Ann,ann@example.nhs.uk,Locality-Lead,A81001,1")]
    [InlineData("E-mail;full name;practice codes;role;lead", "ann@example.nhs.uk;Ann;A81001;LOCALITY LEAD;TRUE")]
    public void Headers_are_found_in_any_order_and_in_common_spellings(string header, string line)
    {
        var separator = header.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        var layout = PeopleLayout.Of(header.Split(separator), RoleNames)!;
        var entry = Assert.IsType<PersonLine.Accepted>(layout.Read(2, line.Split(separator))).Entry;
        Assert.Equal(("ann@example.nhs.uk", "Ann", Roles.LocalityLead, "A81001", true), (entry.Email, entry.Name, entry.Roles, entry.Practices!.ToString(), entry.IsLead));
    }

    [Fact]
    public void With_several_tenants_each_line_needs_its_own()
    {
        var scope = Scope("") with { TenantIds = [Tenant, "7d1e0000-0000-4000-9000-000000000002"] };
        var entry = new PersonEntry(2, Ann, "", "Ann");
        Assert.Equal(1, PeopleImport.Plan(Start, [entry], [], scope).Rejected.Count);
        Assert.Equal(1, PeopleImport.Plan(Start, [entry with { TenantId = Tenant }], [], scope).Added);
        Assert.Equal(1, PeopleImport.Plan(Start, [entry with { TenantId = "7d1e0000-0000-4000-9000-000000000003" }], [], scope).Rejected.Count);
    }

    private static IReadOnlyDictionary<string, Roles> RoleNames { get; } = new Dictionary<string, Roles> { ["locality lead"] = Roles.LocalityLead };

    private static RollPlan Plan(Roll roll, string lines, string commissioner = "")
    {
        var layout = PeopleLayout.Of(Header.Split(','), RoleNames)!;
        var (entries, about, rejected, number) = (new List<PersonEntry>(), new List<PersonMark?>(), new Rejections(), 1);
        foreach (var line in lines.Split('\n'))
        {
            switch (layout.Read(++number, line.Split(',')))
            {
                case PersonLine.Accepted { Entry: var entry }:
                    entries.Add(entry);
                    break;
                case PersonLine.Rejected wrong:
                    rejected.Add(number, wrong.Column, wrong.Reason);
                    about.Add(wrong.About);
                    break;
            }
        }

        var plan = PeopleImport.Plan(roll, entries, about, Scope(commissioner));
        return plan with { Rejected = Rejections.Of(rejected, plan.Rejected) };
    }

    private static ImportScope Scope(string commissioner) => new(commissioner, [Tenant], new PracticeList([Practice("A81004", PracticeStatus.Active), Practice("A81003", PracticeStatus.Closed)], new Dictionary<string, string>()), Now);

    private static Practice Practice(string code, PracticeStatus status)
        => new(OdsCode.Parse(code), "NORTON SURGERY", "NORTON", "TS20 1AA", "00K", null, PracticeDetails.ActiveGpPractice with { Status = status });

    private static MemberId Id(string objectId) => new(Tenant, objectId);

    private static Member Member(string objectId) => new(Id(objectId), "Ann", Roles.Member);

    private static Roll With(Roll roll, Member member) => roll with { Members = new Dictionary<MemberId, Member>(roll.Members) { [member.Id] = member } };
}
