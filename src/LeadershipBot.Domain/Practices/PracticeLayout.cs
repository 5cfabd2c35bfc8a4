using System.Globalization;
using LeadershipBot.Domain.Imports;

namespace LeadershipBot.Domain.Practices;

/// <summary>
/// A layout in which files of practices come: "epraccur" as the Organisation Data Service publishes it (27 columns, no
/// header), or a short list with a header. Source: ODS, "epraccur field list".
/// </summary>
public sealed class PracticeLayout
{
    /// <summary>The longest field that is believed to be one, in characters; ODS names have at most 100.</summary>
    public const int FieldLengthMax = 100;

    /// <summary>The columns of epraccur.</summary>
    public const int FullColumns = 27;

    private const string Code = "practice_code";
    private const string Name = "practice_name";
    private const string Town = "town";
    private const string Postcode = "postcode";
    private const string Commissioner = "ccg_code";
    private const string OpenedOn = "open_date";

    private static readonly string[] ShortColumns = [Code, Name, Town, Postcode, Commissioner, OpenedOn];

    private readonly Dictionary<string, int> _places;
    private readonly int _columns;

    private PracticeLayout(Dictionary<string, int> places, int columns)
    {
        _places = places;
        _columns = columns;
    }

    /// <summary>epraccur as published.</summary>
    public static PracticeLayout Full { get; } = new([], FullColumns);

    /// <summary>Whether the first line names the columns.</summary>
    public bool HasHeader => _places.Count > 0;

    /// <summary>The column of the ODS code, as people find it in the file.</summary>
    public string CodeColumn => ColumnAt(HasHeader ? _places[Code] : 0);

    /// <summary>The short layout, its columns found by the names in the header, in any order; null if a name is missing.</summary>
    /// <param name="header">The fields of the first line.</param>
    /// <param name="missing">The names that are missing; empty if none is.</param>
    public static PracticeLayout? Short(IReadOnlyList<string> header, out IReadOnlyList<string> missing)
    {
        var found = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < header.Count; at++)
            found.TryAdd(header[at].Trim(), at);
        missing = [.. ShortColumns.Where(column => !found.ContainsKey(column))];
        return missing.Count == 0 ? new PracticeLayout(found, header.Count) : null;
    }

    /// <summary>The code on a line, also on one that can't be used otherwise; null if there is none.</summary>
    public OdsCode? CodeOn(IReadOnlyList<string> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var at = HasHeader ? _places[Code] : 0;
        return at < fields.Count && OdsCode.TryParse(fields[at], out var code) ? code : null;
    }

    /// <summary>Reads the fields of one line. Pure and safe to repeat.</summary>
    public PracticeLine Read(IReadOnlyList<string> fields)
    {
        if (fields.Count != _columns)
            return new PracticeLine.Rejected("", new Refusal("imports.line.columns", ("count", ImportWords.Number(fields.Count)), ("wanted", ImportWords.Number(_columns))));
        for (var at = 0; at < fields.Count; at++)
            if ((ProblemOf(fields[at]) ?? (IsKept(at) ? ImportWords.FormulaIn(fields[at]) : null)) is { } problem)
                return new PracticeLine.Rejected(ColumnAt(at), problem);
        return HasHeader ? ReadShort(fields) : ReadFull(fields);
    }

    // A telephone number may well begin with a plus; it isn't read.
    private bool IsKept(int at) => HasHeader ? _places.ContainsValue(at) : at is <= 1 or (>= 4 and <= 9) or 14;

    private static Refusal? ProblemOf(string field)
    {
        if (field.Length > FieldLengthMax)
            return ImportWords.TooLong(field.Length, FieldLengthMax);
        return ImportWords.BrokenCharacterIn(field);
    }

    private static bool IsDate(string field, out DateOnly? date)
    {
        date = null;
        if (field.Length == 0)
            return true;
        if (!DateOnly.TryParseExact(field, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
            return false;
        date = read;
        return true;
    }

    private static bool IsNumber(string field, out int? number)
    {
        number = null;
        if (field.Length == 0)
            return true;
        if (!int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var read))
            return false;
        number = read;
        return true;
    }

    private static Refusal? Missing(string field) => string.IsNullOrWhiteSpace(field) ? new Refusal("imports.line.missing") : null;

    private static PracticeStatus? StatusOf(string field) => field switch
    {
        "A" => PracticeStatus.Active,
        "C" => PracticeStatus.Closed,
        "D" => PracticeStatus.Dormant,
        "P" => PracticeStatus.Proposed,
        _ => null,
    };

    private static Refusal NoDate(string typed) => new("imports.line.date", ("typed", typed));

    private PracticeLine ReadShort(IReadOnlyList<string> fields)
    {
        string At(string column) => fields[_places[column]].Trim();
        if (ReadCommon(fields, _places[Code], _places[Name], _places[OpenedOn], out var code, out var openedOn) is { } rejected)
            return rejected;
        return new PracticeLine.Accepted(new PracticeEntry(code, At(Name), At(Town), At(Postcode), At(Commissioner), openedOn, null));
    }

    private PracticeLine ReadFull(IReadOnlyList<string> fields)
    {
        string At(int number) => fields[number - 1].Trim();
        if (ReadCommon(fields, 0, 1, 10, out var code, out var openedOn) is { } rejected)
            return rejected;
        if (!IsDate(At(12), out var closedOn))
            return new PracticeLine.Rejected(ColumnAt(11), NoDate(At(12)));
        if (StatusOf(At(13)) is not { } status)
            return new PracticeLine.Rejected(ColumnAt(12), new Refusal("imports.line.status", ("typed", At(13))));
        if (!IsNumber(At(26), out var setting))
            return new PracticeLine.Rejected(ColumnAt(25), new Refusal("imports.line.number", ("typed", At(26))));

        var address = new PracticeAddress(At(5), At(6), At(7), At(8), At(9));
        var details = new PracticeDetails(address, closedOn, status, setting);
        return new PracticeLine.Accepted(new PracticeEntry(code, At(2), address.Town, At(10), At(15), openedOn, details));
    }

    private PracticeLine.Rejected? ReadCommon(
        IReadOnlyList<string> fields, int codeAt, int nameAt, int openedAt, out OdsCode code, out DateOnly? openedOn)
    {
        var opened = fields[openedAt].Trim();
        openedOn = null;
        if (!OdsCode.TryParse(fields[codeAt], out code))
            return new PracticeLine.Rejected(ColumnAt(codeAt), Missing(fields[codeAt]) ?? new Refusal("imports.line.code", ("typed", fields[codeAt].Trim())));
        if ((Missing(fields[nameAt]) ?? (fields[nameAt].Any(char.IsLetterOrDigit) ? null : new Refusal("imports.line.letters"))) is { } missing)
            return new PracticeLine.Rejected(ColumnAt(nameAt), missing);
        return IsDate(opened, out openedOn) ? null : new PracticeLine.Rejected(ColumnAt(openedAt), NoDate(opened));
    }

    private string ColumnAt(int index)
    {
        if (HasHeader)
            return _places.FirstOrDefault(place => place.Value == index, new($"column {index + 1}", index)).Key;
        var title = (index + 1) switch
        {
            1 => "code",
            2 => "name",
            >= 5 and <= 9 => "address",
            10 => "postcode",
            11 => "open date",
            12 => "close date",
            13 => "status",
            15 => "commissioner",
            26 => "prescribing setting",
            _ => null,
        };
        return title is null ? $"column {index + 1}" : $"{title} (column {index + 1})";
    }
}
