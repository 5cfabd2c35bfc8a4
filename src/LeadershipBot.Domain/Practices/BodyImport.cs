using System.Globalization;
using LeadershipBot.Domain.Imports;

namespace LeadershipBot.Domain.Practices;

/// <summary>What became of a line of a file of bodies.</summary>
public abstract record BodyLine
{
    private BodyLine()
    {
    }

    /// <summary>The line names a body.</summary>
    public sealed record Accepted(Body Body) : BodyLine;

    /// <summary>The line can't be used: the column at fault, and why, as the end of a sentence.</summary>
    public sealed record Rejected(string Column, Refusal Reason) : BodyLine;
}

/// <summary>
/// A layout in which files of commissioners come: "eccg" as the Organisation Data Service publishes it (27 columns, no
/// header), or a list with a header. Source: ODS, "eccg field list".
/// </summary>
public sealed class BodyLayout
{
    private const string Code = "code";
    private const string Name = "name";
    private const string ClosedOn = "close_date";
    private const int ClosedOnColumn = 11;

    private static readonly (string, string[])[] Columns =
    [
        (Code, ["ccgcode", "icbcode", "bodycode", "odscode", "commissionercode", "organisationcode"]),
        (Name, ["ccgname", "icbname", "bodyname", "commissionername", "organisationname"]),
        (ClosedOn, ["closedate", "closedon"]),
    ];

    private readonly HeaderColumns? _columns;

    private BodyLayout(HeaderColumns? columns) => _columns = columns;

    /// <summary>eccg as published.</summary>
    public static BodyLayout Full { get; } = new(null);

    /// <summary>Whether the first line names the columns.</summary>
    public bool HasHeader => _columns is not null;

    /// <summary>The layout of a list with a header; null if it has no code or no name, or is a list of practices.</summary>
    public static BodyLayout? Of(IReadOnlyList<string> header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var columns = new HeaderColumns(header, Columns);
        return columns.Has(Code) && columns.Has(Name) && !header.Any(name => HeaderColumns.Plain(name) == "practicecode") ? new BodyLayout(columns) : null;
    }

    /// <summary>Whether the text has the shape of a commissioner's code: three of A–Z and 0–9.</summary>
    public static bool IsCode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 3 && text.All(char.IsAsciiLetterOrDigit);
    }

    /// <summary>Reads the fields of one line. Pure and safe to repeat.</summary>
    public BodyLine Read(IReadOnlyList<string> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (_columns is null && fields.Count != PracticeLayout.FullColumns)
            return new BodyLine.Rejected("", new Refusal("imports.line.columns", ("count", ImportWords.Number(fields.Count)), ("wanted", ImportWords.Number(PracticeLayout.FullColumns))));
        if (_columns?.ProblemOf(fields) is { } wrong)
            return new BodyLine.Rejected("", wrong);
        var code = Text(fields, Code, 0).ToUpperInvariant();
        var name = Text(fields, Name, 1);
        var closed = Text(fields, ClosedOn, ClosedOnColumn);
        if (!IsCode(code))
            return new BodyLine.Rejected(Called(Code), code.Length == 0 ? new Refusal("imports.line.missing") : ImportWords.ProblemOf(code) ?? new Refusal("imports.line.body", ("typed", code)));
        if (name.Length == 0 || ImportWords.ProblemOf(name) is not null)
            return new BodyLine.Rejected(Called(Name), name.Length == 0 ? new Refusal("imports.line.missing") : ImportWords.ProblemOf(name)!);
        DateOnly? closedOn = null;
        if (closed.Length > 0)
        {
            if (!DateOnly.TryParseExact(closed, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                return new BodyLine.Rejected(Called(ClosedOn), new Refusal("imports.line.noDate"));
            closedOn = date;
        }

        return new BodyLine.Accepted(new Body(code, name) { ClosedOn = closedOn });
    }

    private string Text(IReadOnlyList<string> fields, string column, int at) => _columns is null ? fields[at].Trim() : _columns.Text(fields, column);

    private string Called(string column) => _columns?.Called(column) ?? column;
}

/// <summary>What an import of bodies would change.</summary>
/// <param name="Bodies">All of them, as they become.</param>
/// <param name="Added">How many weren't there.</param>
/// <param name="Changed">How many were there and differ.</param>
/// <param name="Left">How many stood and are abolished now.</param>
/// <param name="Unchanged">How many are there already as the file says.</param>
public sealed record BodyImportPlan(IReadOnlyDictionary<string, Body> Bodies, int Added, int Changed, int Left, int Unchanged);

/// <summary>Compares the bodies of a file with those that are kept.</summary>
public static class BodyImport
{
    /// <summary>Works out what to add and change; a body that the file doesn't name stays. Applied to what a plan has made, the same bodies plan no change.</summary>
    /// <param name="existing">The bodies that are kept, by code.</param>
    /// <param name="incoming">The bodies of the file, at most one for each code.</param>
    public static BodyImportPlan Plan(IReadOnlyDictionary<string, Body> existing, IReadOnlyCollection<Body> incoming)
    {
        ArgumentNullException.ThrowIfNull(existing);
        ArgumentNullException.ThrowIfNull(incoming);
        var bodies = new Dictionary<string, Body>(existing);
        var (added, changed, left, unchanged) = (0, 0, 0, 0);
        foreach (var body in incoming)
        {
            var before = existing.GetValueOrDefault(body.Code);
            bodies[body.Code] = body;
            if (before is null)
                added++;
            else if (before == body)
                unchanged++;
            else if (before.ClosedOn is null && body.ClosedOn is not null)
                left++;
            else
                changed++;
        }

        return new BodyImportPlan(bodies, added, changed, left, unchanged);
    }
}
