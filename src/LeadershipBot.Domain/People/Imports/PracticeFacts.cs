using System.Globalization;
using LeadershipBot.Domain.Imports;
using LeadershipBot.Domain.Practices;

namespace LeadershipBot.Domain.People.Imports;

/// <summary>What one line of a file says of a member practice.</summary>
/// <param name="Line">The number of the line.</param>
/// <param name="Code">The practice.</param>
/// <param name="Locality">Its locality; null where the file doesn't tell.</param>
/// <param name="ListSize">Its registered patients; null where the file doesn't tell.</param>
public sealed record PracticeFact(int Line, OdsCode Code, Locality? Locality, int? ListSize);

/// <summary>What became of a line of a file of localities or list sizes.</summary>
public abstract record PracticeFactLine
{
    private PracticeFactLine()
    {
    }

    /// <summary>The line says something of a practice.</summary>
    public sealed record Accepted(PracticeFact Fact) : PracticeFactLine;

    /// <summary>The line is about a part of a practice's patients, such as those of one age.</summary>
    public sealed record Passed : PracticeFactLine;

    /// <summary>The line can't be used: the column at fault, and why, as the end of a sentence.</summary>
    public sealed record Rejected(string Column, Refusal Reason) : PracticeFactLine;
}

/// <summary>The columns of a file of localities or of list sizes, found by its header in any order.</summary>
public sealed class PracticeFactLayout
{
    private const string Code = "practice_code";
    private const string LocalityColumn = "locality";
    private const string LocalityCode = "locality_code";
    private const string ListSize = "list_size";
    private const string Sex = "sex";
    private const string Age = "age";
    private const string Everybody = "ALL";
    private const int ListSizeMax = 1_000_000;

    private static readonly (string, string[])[] Columns =
    [
        (Code, ["code", "odscode", "practice", "orgcode", "organisationcode"]),
        (LocalityColumn, ["localityname", "neighbourhood", "pcn", "pcnname"]),
        (LocalityCode, ["neighbourhoodcode", "pcncode"]),
        (ListSize, ["numberofpatients", "patients", "registeredpatients", "listsizes"]),
        (Sex, ["gender"]),
        (Age, ["agegroup"]),
    ];

    private readonly HeaderColumns _columns;

    private PracticeFactLayout(HeaderColumns columns) => _columns = columns;

    /// <summary>Whether the file tells list sizes; otherwise it tells localities.</summary>
    public bool IsOfListSizes => _columns.Has(ListSize);

    /// <summary>Whether the file has lines for ages and sexes, as NHS Digital publishes it for the whole country.</summary>
    public bool IsNational => IsOfListSizes && (_columns.Has(Sex) || _columns.Has(Age));

    /// <summary>The layout; null if the header lacks the practice's code, or has neither localities nor list sizes.</summary>
    public static PracticeFactLayout? Of(IReadOnlyList<string> header)
    {
        var columns = new HeaderColumns(header, Columns);
        return columns.Has(Code) && (columns.Has(ListSize) || columns.Has(LocalityColumn)) ? new PracticeFactLayout(columns) : null;
    }

    /// <summary>Reads the fields of one line. Pure and safe to repeat.</summary>
    public PracticeFactLine Read(int line, IReadOnlyList<string> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        PracticeFactLine.Rejected Rejected(string column, Refusal reason) => new(column.Length == 0 ? "" : _columns.Called(column), reason);
        if (_columns.ProblemOf(fields) is { } problem)
            return Rejected("", problem);
        if (IsNational && (IsPart(fields, Sex) || IsPart(fields, Age)))
            return new PracticeFactLine.Passed();
        var typed = _columns.Text(fields, Code);
        if (typed.Length == 0)
            return Rejected(Code, new Refusal("imports.line.missing"));
        if (!OdsCode.TryParse(typed, out var code))
            return Rejected(Code, ImportWords.ProblemOf(typed) ?? new Refusal("imports.line.code", ("typed", typed)));
        return IsOfListSizes ? ReadListSize(line, code, _columns.Text(fields, ListSize), Rejected) : ReadLocality(line, code, fields, Rejected);
    }

    private bool IsPart(IReadOnlyList<string> fields, string column)
        => _columns.Has(column) && !_columns.Text(fields, column).Equals(Everybody, StringComparison.OrdinalIgnoreCase);

    private static PracticeFactLine ReadListSize(int line, OdsCode code, string typed, Func<string, Refusal, PracticeFactLine.Rejected> rejected)
    {
        if (typed.Length == 0)
            return rejected(ListSize, new Refusal("imports.line.missing"));
        return int.TryParse(typed, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var size) && size is >= 0 and <= ListSizeMax
            ? new PracticeFactLine.Accepted(new PracticeFact(line, code, null, size))
            : rejected(ListSize, ImportWords.ProblemOf(typed) ?? new Refusal("imports.line.listSize", ("typed", typed), ("max", ImportWords.Number(ListSizeMax))));
    }

    private PracticeFactLine ReadLocality(int line, OdsCode code, IReadOnlyList<string> fields, Func<string, Refusal, PracticeFactLine.Rejected> rejected)
    {
        var (name, typed) = (_columns.Text(fields, LocalityColumn), _columns.Text(fields, LocalityCode));
        if (name.Length == 0)
            return rejected(LocalityColumn, new Refusal("imports.line.missing"));
        if (ImportWords.ProblemOf(name) is { } problem)
            return rejected(LocalityColumn, problem);
        var key = OrganisationName.IdOf(typed.Length > 0 ? typed : name);
        return key.Length > 0
            ? new PracticeFactLine.Accepted(new PracticeFact(line, code, new Locality(key, name), null))
            : rejected(typed.Length > 0 ? LocalityCode : LocalityColumn, new Refusal("imports.line.letters"));
    }
}

/// <summary>Compares a file of localities or list sizes with an organisation's roll. Practices that it doesn't name stay as they are.</summary>
public static class PracticeFactImport
{
    /// <summary>Works out the new roll. Applied to what a plan has made, the same facts plan no change.</summary>
    /// <param name="roll">The roll as it is.</param>
    /// <param name="facts">The usable lines, in the order of the file.</param>
    /// <param name="isNational">Whether the file is of the whole country, so that practices of others are passed over.</param>
    /// <param name="scope">What holds for the organisation.</param>
    public static RollPlan Plan(Roll roll, IReadOnlyCollection<PracticeFact> facts, bool isNational, ImportScope scope)
    {
        ArgumentNullException.ThrowIfNull(roll);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(scope);
        var book = new PracticeBook(roll, scope);
        var rejected = new Rejections();
        var seen = new Dictionary<OdsCode, int>();
        var told = new Dictionary<string, (int Line, Locality Locality)>();
        var (added, changed, unchanged, ignored) = (0, 0, 0, 0);
        foreach (var fact in facts)
        {
            var code = fact.Code.ToString();
            if (!seen.TryAdd(fact.Code, fact.Line))
                rejected.Add(fact.Line, "", new Refusal("imports.line.twice", ("code", code), ("line", ImportWords.Number(seen[fact.Code]))));
            else if (isNational && !(roll.Practices.TryGetValue(code, out var own) && own.LeftAt is null))
                ignored++;
            else if (book.ProblemOf(code) is { } problem)
                rejected.Add(fact.Line, "", problem);
            else if (fact.Locality is { } locality && told.TryGetValue(locality.Code, out var first) && !Same(first.Locality, locality))
                rejected.Add(fact.Line, "", new Refusal("imports.line.locality", ("locality", locality.Code), ("name", first.Locality.Name), ("line", ImportWords.Number(first.Line))));
            else
            {
                if (fact.Locality is { } named)
                    told.TryAdd(named.Code, (fact.Line, named));
                var before = roll.Practices.GetValueOrDefault(code);
                var practice = book.Admit(code);
                var after = book.Put(practice with { Locality = fact.Locality?.Code ?? practice.Locality, ListSize = fact.ListSize ?? practice.ListSize });
                if (before is null)
                    added++;
                else if (before == after)
                    unchanged++;
                else
                    changed++;
            }
        }

        var (localities, renamed, left) = Localities(roll, told.Values.Select(one => one.Locality), book.All.Values);
        return new RollPlan(roll with { Localities = localities, Practices = book.All }, rejected)
        {
            Added = added,
            Changed = changed + renamed,
            Left = left,
            Unchanged = unchanged,
            Ignored = ignored,
            ChangesNothing = added + changed + renamed + left == 0 && !book.IsChanged,
        };
    }

    private static bool Same(Locality one, Locality other) => one.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);

    // A locality without any practice, also one that left, is no more. Files of list sizes tell none, and then none goes.
    private static (Dictionary<string, Locality> Now, int Renamed, int Left) Localities(Roll roll, IEnumerable<Locality> told, IEnumerable<MemberPractice> practices)
    {
        var now = new Dictionary<string, Locality>(roll.Localities);
        var (renamed, isTold) = (0, false);
        foreach (var locality in told)
        {
            isTold = true;
            if (now.TryGetValue(locality.Code, out var before) && before != locality)
                renamed++;
            now[locality.Code] = locality;
        }

        var used = practices.Select(practice => practice.Locality).ToHashSet();
        var left = isTold ? now.Keys.Where(code => !used.Contains(code)).ToList() : [];
        left.ForEach(code => now.Remove(code));
        return (now, renamed, left.Count);
    }
}
