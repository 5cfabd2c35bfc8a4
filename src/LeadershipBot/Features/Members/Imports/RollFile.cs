using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Imports;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.People.Imports;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>What a file that is imported into one organisation tells of.</summary>
internal enum RollFileKind
{
    People,
    Localities,
    ListSizes,
    Practices,
}

/// <summary>A file for one organisation, recognised by its header and read whole; it plans the new roll.</summary>
internal sealed class RollFile
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const long SizeMax = 20L * 1024 * 1024;

    public static readonly Refusal Empty = new("imports.unreadable.empty");
    public static readonly Refusal NoLine = new("imports.unreadable.noLine");
    public static readonly Refusal BrokenQuotes = new("imports.line.quotes");

    // Names of columns, as they may stand in a header.
    private const string Id = "object_id";
    private const string Email = "email";
    private const string Name = "name";
    private const string Localities = "practice_code, locality";
    private const string ListSizes = "practice_code, list_size";

    private readonly Func<Roll, ImportScope, RollPlan> _plan;
    private IReadOnlyList<PersonEntry> _people = [];

    private RollFile(RollFileKind kind, Recognised recognised, Rejections rejected, Func<Roll, ImportScope, RollPlan> plan)
        => (Kind, Recognised, Rejected, _plan) = (kind, recognised, rejected, plan);

    public RollFileKind Kind { get; }

    /// <summary>Layout and encoding.</summary>
    public Recognised Recognised { get; }

    /// <summary>How many lines only tell of people, such as of those who left.</summary>
    public int PassedOver { get; private init; }

    /// <summary>Lines that no organisation could use.</summary>
    public Rejections Rejected { get; }

    /// <summary>What the file would make of a roll.</summary>
    public RollPlan Plan(Roll roll, ImportScope scope) => _plan(roll, scope);

    /// <summary>The number of the first line whose words look like a patient's details; null if none does.</summary>
    public int? FirstAboutAPatient(DateOnly today)
        => _people.FirstOrDefault(entry => PatientData.FindIn($"{entry.Name} · {entry.Title}", today) is not null)?.Line;

    /// <summary>Reads a text.</summary>
    /// <param name="text">A table with a header.</param>
    /// <param name="expected">What it must tell of; null for anything.</param>
    /// <param name="roleWords">What the roles are called.</param>
    /// <param name="passedOver">What the file of members says of people whom it only tells of.</param>
    /// <returns>The file, or why it is none.</returns>
    public static (RollFile? File, ImportReport? Unreadable) Read(
        ImportText text, RollFileKind? expected, IReadOnlyDictionary<string, Roles> roleWords, IReadOnlyCollection<string> passedOver)
    {
        if (ImportLines.Of(text.Text).Select(line => line.Fields ?? []).FirstOrDefault() is not { } header)
            return (null, ImportReport.Of(Empty));
        var people = PeopleLayout.Of(header, roleWords, passedOver);
        var facts = people is null ? PracticeFactLayout.Of(header) : null;
        var kind = people is not null ? RollFileKind.People
            : facts is null ? RollFileKind.Practices
            : facts.IsOfListSizes ? RollFileKind.ListSizes : RollFileKind.Localities;
        if (expected is { } one && one != kind)
            return (null, ImportReport.Of(Needs(one)));
        return kind switch
        {
            RollFileKind.People => ReadPeople(text, people!),
            RollFileKind.Practices => ReadPractices(text, isExpected: expected is not null),
            _ => ReadFacts(text, facts!, kind),
        };
    }

    private static (RollFile? File, ImportReport? Unreadable) ReadPeople(ImportText text, PeopleLayout layout)
    {
        var (entries, about, rejected, passedOver) = (new List<PersonEntry>(), new List<PersonMark?>(), new Rejections(), 0);
        foreach (var (number, fields) in ImportLines.Of(text.Text).Skip(1))
        {
            switch (fields is null ? new PersonLine.Rejected("", BrokenQuotes) : layout.Read(number, fields))
            {
                case PersonLine.Accepted { Entry: var entry }:
                    entries.Add(entry);
                    break;
                case PersonLine.PassedOver { About: var mark }:
                    about.Add(mark);
                    passedOver++;
                    break;
                case PersonLine.Rejected wrong:
                    rejected.Add(number, wrong.Column, wrong.Reason);
                    about.Add(wrong.About);
                    break;
            }

            if (entries.Count + about.Count > PeopleImport.PeopleMax)
                return (null, ImportReport.Of(new Refusal("imports.unreadable.tooMany", ("max", PeopleImport.PeopleMax.ToString("N0", CultureInfo.InvariantCulture)))));
        }

        return entries.Count == 0
            ? (null, ImportReport.Of(NoLine, rejected))
            : (new RollFile(RollFileKind.People, new Recognised(FileLayout.People, text.Encoding), rejected, (roll, scope) => PeopleImport.Plan(roll, entries, about, scope)) { _people = entries, PassedOver = passedOver }, null);
    }

    private static (RollFile? File, ImportReport? Unreadable) ReadFacts(ImportText text, PracticeFactLayout layout, RollFileKind kind)
    {
        var (facts, rejected) = (new List<PracticeFact>(), new Rejections());
        foreach (var (number, fields) in ImportLines.Of(text.Text).Skip(1))
        {
            switch (fields is null ? new PracticeFactLine.Rejected("", BrokenQuotes) : layout.Read(number, fields))
            {
                case PracticeFactLine.Accepted { Fact: var fact }:
                    facts.Add(fact);
                    break;
                case PracticeFactLine.Rejected wrong:
                    rejected.Add(number, wrong.Column, wrong.Reason);
                    break;
            }
        }

        return facts.Count == 0
            ? (null, ImportReport.Of(NoLine, rejected))
            : (new RollFile(kind, new Recognised(layout.IsOfListSizes ? FileLayout.ListSizes : FileLayout.Localities, text.Encoding), rejected, (roll, scope) => PracticeFactImport.Plan(roll, facts, layout.IsNational, scope)), null);
    }

    private static (RollFile? File, ImportReport? Unreadable) ReadPractices(ImportText text, bool isExpected)
    {
        var (file, unreadable) = PracticeFile.Read(text);
        if (file is null)
            return (null, isExpected || unreadable!.Unreadable == Empty || unreadable.Unreadable == NoLine ? unreadable : ImportReport.Of(new Refusal("imports.unreadable.header", ("id", Id), ("email", Email), ("name", Name), ("localities", Localities), ("listSizes", ListSizes), ("practices", PracticeFile.Columns))));
        return (new RollFile(RollFileKind.Practices, file.Recognised, file.Rejected, (roll, scope) => MemberPracticeImport.Plan(roll, file.Lines, file.Named, file.EveryCodeRead, scope)), null);
    }

    private static Refusal Needs(RollFileKind kind) => kind switch
    {
        RollFileKind.People => new Refusal("imports.unreadable.noPeople", ("id", Id), ("email", Email), ("name", Name)),
        RollFileKind.Localities => new Refusal("imports.unreadable.noLocalities", ("columns", Localities)),
        RollFileKind.ListSizes => new Refusal("imports.unreadable.noListSizes", ("columns", ListSizes)),
        _ => new Refusal("imports.unreadable.noPractices", ("columns", PracticeFile.Columns)),
    };
}
