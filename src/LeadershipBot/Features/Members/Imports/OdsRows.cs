using System.Globalization;
using LeadershipBot.Domain.Practices;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>
/// How national data lies in the table <c>Practices</c>, in one partition, the same for every organisation: a head for each
/// list that names its current version, and a row for each practice and body under that version, in columns that Power BI
/// and Storage Explorer read plainly.
/// </summary>
internal static class OdsRows
{
    public const string Table = "Practices";

    public const string PartitionKey = "ods";

    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>The practice that a row holds.</summary>
    public static Practice ToPractice(Record row, string version)
    {
        string Text(string column) => row.GetString(column) ?? "";
        var address = new PracticeAddress(Text("AddressLine1"), Text("AddressLine2"), Text("AddressLine3"), Text("AddressLine4"), Text("AddressLine5"));
        var details = new PracticeDetails(address, Date(row, "ClosedOn"), Enum.Parse<PracticeStatus>(Text("Status")), row.GetInt32("PrescribingSetting"));
        var code = OdsCode.Parse(row.RowKey[OdsList.Practices.RowsOf(version).Length..]);
        return new Practice(code, Text("Name"), Text("Town"), Text("Postcode"), Text("Commissioner"), Date(row, "OpenedOn"), details)
        {
            LeftAt = row.GetDateTimeOffset("LeftAt"),
        };
    }

    public static Record OfPractice(Practice practice, string version)
    {
        var row = new Record(PartitionKey, OdsList.Practices.RowsOf(version) + practice.Code) { ["Name"] = practice.Name };
        for (var line = 0; line < practice.Details.Address.Lines.Count; line++)
            row.SetText($"AddressLine{line + 1}", practice.Details.Address.Lines[line]);
        row.SetText("Town", practice.Town);
        row.SetText("Postcode", practice.Postcode);
        row.SetText("Commissioner", practice.Commissioner);
        row.SetText("OpenedOn", practice.OpenedOn?.ToString(DateFormat, CultureInfo.InvariantCulture));
        row.SetText("ClosedOn", practice.Details.ClosedOn?.ToString(DateFormat, CultureInfo.InvariantCulture));
        row["Status"] = practice.Details.Status.ToString();
        if (practice.Details.PrescribingSetting is { } setting)
            row["PrescribingSetting"] = setting;
        if (practice.LeftAt is { } left)
            row["LeftAt"] = left;
        return row;
    }

    public static Body ToBody(Record row, string version) => new(row.RowKey[OdsList.Bodies.RowsOf(version).Length..], row.GetString("Name") ?? "")
    {
        ClosedOn = Date(row, "ClosedOn"),
    };

    public static Record OfBody(Body body, string version)
    {
        var row = new Record(PartitionKey, OdsList.Bodies.RowsOf(version) + body.Code) { ["Name"] = body.Name };
        row.SetText("ClosedOn", body.ClosedOn?.ToString(DateFormat, CultureInfo.InvariantCulture));
        return row;
    }

    private static DateOnly? Date(Record row, string column)
        => row.GetString(column) is { } text ? DateOnly.ParseExact(text, DateFormat, CultureInfo.InvariantCulture) : null;
}

/// <summary>A list of national data that an import makes current as a whole.</summary>
/// <param name="Name">As it stands in the key of its head.</param>
/// <param name="Row">What its rows begin with.</param>
internal sealed record OdsList(string Name, string Row)
{
    public static OdsList Practices { get; } = new("practices", "practice.");

    public static OdsList Bodies { get; } = new("bodies", "body.");

    public string Head => "head." + Name;

    /// <summary>All rows of one version.</summary>
    public string RowsOf(string version) => $"{Row}{version}.";
}
