using LeadershipBot.Domain.Imports;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.People.Imports;

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

    public const string Empty = "The file is empty.";
    public const string NoLine = "No line of the file could be used, so nothing was changed.";
    public const string BrokenQuotes = "a quotation mark is out of place or not closed";

    private readonly Func<Roll, ImportScope, RollPlan> _plan;

    private RollFile(RollFileKind kind, string recognised, Rejections rejected, Func<Roll, ImportScope, RollPlan> plan)
        => (Kind, Recognised, Rejected, _plan) = (kind, recognised, rejected, plan);

    public RollFileKind Kind { get; }

    /// <summary>Layout and encoding.</summary>
    public string Recognised { get; }

    /// <summary>Lines that no organisation could use.</summary>
    public Rejections Rejected { get; }

    /// <summary>What the file would make of a roll.</summary>
    public RollPlan Plan(Roll roll, ImportScope scope) => _plan(roll, scope);

    /// <summary>Reads a text.</summary>
    /// <param name="text">A table with a header.</param>
    /// <param name="expected">What it must tell of; null for anything.</param>
    /// <param name="roleWords">What the roles are called.</param>
    /// <returns>The file, or a sentence that says why it is none.</returns>
    public static (RollFile? File, string? Unreadable) Read(ImportText text, RollFileKind? expected, IReadOnlyDictionary<string, Roles> roleWords)
    {
        if (ImportLines.Of(text.Text).Select(line => line.Fields ?? []).FirstOrDefault() is not { } header)
            return (null, Empty);
        var people = PeopleLayout.Of(header, roleWords);
        var facts = people is null ? PracticeFactLayout.Of(header) : null;
        var kind = people is not null ? RollFileKind.People
            : facts is null ? RollFileKind.Practices
            : facts.IsOfListSizes ? RollFileKind.ListSizes : RollFileKind.Localities;
        if (expected is { } one && one != kind)
            return (null, $"The file is no list of {Words(one)}: its header needs {Needs(one)}.");
        return kind switch
        {
            RollFileKind.People => ReadPeople(text, people!),
            RollFileKind.Practices => ReadPractices(text, isExpected: expected is not null),
            _ => ReadFacts(text, facts!, kind),
        };
    }

    private static (RollFile? File, string? Unreadable) ReadPeople(ImportText text, PeopleLayout layout)
    {
        var (entries, about, rejected) = (new List<PersonEntry>(), new List<PersonMark?>(), new Rejections());
        foreach (var (number, fields) in ImportLines.Of(text.Text).Skip(1))
        {
            switch (fields is null ? new PersonLine.Rejected("", BrokenQuotes) : layout.Read(number, fields))
            {
                case PersonLine.Accepted { Entry: var entry }:
                    entries.Add(entry);
                    break;
                case PersonLine.Rejected wrong:
                    rejected.Add(number, wrong.Column, wrong.Reason);
                    about.Add(wrong.About);
                    break;
            }

            if (entries.Count + about.Count > PeopleImport.PeopleMax)
                return (null, $"The file has more than {PeopleImport.PeopleMax} people, the most that one organisation can import, so nothing was changed. Is it the right file?");
        }

        return entries.Count == 0
            ? (null, NothingUsable(rejected))
            : (new RollFile(RollFileKind.People, $"people, {text.Encoding}", rejected, (roll, scope) => PeopleImport.Plan(roll, entries, about, scope)), null);
    }

    private static (RollFile? File, string? Unreadable) ReadFacts(ImportText text, PracticeFactLayout layout, RollFileKind kind)
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
            ? (null, NothingUsable(rejected))
            : (new RollFile(kind, $"{Words(kind)}, {text.Encoding}", rejected, (roll, scope) => PracticeFactImport.Plan(roll, facts, layout.IsNational, scope)), null);
    }

    private static (RollFile? File, string? Unreadable) ReadPractices(ImportText text, bool isExpected)
    {
        var (file, unreadable) = PracticeFile.Read(text);
        if (file is null)
            return (null, isExpected || unreadable == Empty || unreadable == NoLine ? unreadable : "I don't know this table by its header. I read: "
                + string.Join("; ", Enum.GetValues<RollFileKind>().Select(kind => $"{Words(kind)} ({Needs(kind)})")) + ".");
        return (new RollFile(RollFileKind.Practices, file.Recognised, file.Rejected, (roll, scope) => MemberPracticeImport.Plan(roll, file.Entries, file.Named, file.EveryCodeRead, scope)), null);
    }

    private static string NothingUsable(Rejections rejected) => rejected.First is [var first, ..] ? $"{NoLine} {first}" : NoLine;

    private static string Words(RollFileKind kind) => kind switch
    {
        RollFileKind.People => "people",
        RollFileKind.Localities => "localities",
        RollFileKind.ListSizes => "list sizes",
        _ => "practices",
    };

    private static string Needs(RollFileKind kind) => kind switch
    {
        RollFileKind.People => "object_id or email, and name",
        RollFileKind.Localities => "practice_code, locality",
        RollFileKind.ListSizes => "practice_code, list_size",
        _ => "practice_code, practice_name, town, postcode, ccg_code, open_date",
    };
}
