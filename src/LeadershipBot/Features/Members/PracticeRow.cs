using System.Globalization;
using LeadershipBot.Domain.Practices;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>A practice as a row of the table Practices, in columns that Power BI and Storage Explorer read plainly.</summary>
internal static class PracticeRow
{
    /// <summary>The table of practices.</summary>
    public const string Table = "Practices";

    /// <summary>The one partition: practices are national data, the same for every organisation.</summary>
    public const string PartitionKey = "ods";

    private const string DateFormat = "yyyy-MM-dd";

    private static readonly string[] OwnColumns =
    [
        "Name", "AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4", "AddressLine5", "Town", "Postcode",
        "Commissioner", "OpenedOn", "ClosedOn", "Status", "PrescribingSetting",
    ];

    /// <summary>The practice that a row holds.</summary>
    public static Practice Read(Record row)
    {
        string Text(string column) => row.GetString(column) ?? "";
        var address = new PracticeAddress(Text("AddressLine1"), Text("AddressLine2"), Text("AddressLine3"), Text("AddressLine4"), Text("AddressLine5"));
        var details = new PracticeDetails(address, Date(row, "ClosedOn"), Enum.Parse<PracticeStatus>(Text("Status")), row.GetInt32("PrescribingSetting"));
        return new Practice(
            OdsCode.Parse(row.RowKey), Text("Name"), Text("Town"), Text("Postcode"), Text("Commissioner"), Date(row, "OpenedOn"), details);
    }

    /// <summary>The change that makes the row say what the practice is; columns that others keep in the row stay.</summary>
    /// <param name="practice">The practice as it is to be kept.</param>
    /// <param name="existing">The row as it was read; null for a new practice.</param>
    public static Change ChangeTo(Practice practice, Record? existing)
    {
        var row = new Record(PartitionKey, practice.Code.ToString()) { ETag = existing?.ETag };
        Set(row, "Name", practice.Name);
        for (var line = 0; line < practice.Details.Address.Lines.Count; line++)
            Set(row, $"AddressLine{line + 1}", practice.Details.Address.Lines[line]);
        Set(row, "Town", practice.Town);
        Set(row, "Postcode", practice.Postcode);
        Set(row, "Commissioner", practice.Commissioner);
        Set(row, "OpenedOn", practice.OpenedOn?.ToString(DateFormat, CultureInfo.InvariantCulture));
        Set(row, "ClosedOn", practice.Details.ClosedOn?.ToString(DateFormat, CultureInfo.InvariantCulture));
        Set(row, "Status", practice.Details.Status.ToString());
        if (practice.Details.PrescribingSetting is { } setting)
            row["PrescribingSetting"] = setting;
        if (existing is null)
            return new Change.Insert(row);

        foreach (var (column, value) in existing.Columns)
            if (!OwnColumns.Contains(column, StringComparer.Ordinal))
                row[column] = value;
        return new Change.Replace(row);
    }

    private static void Set(Record row, string column, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            row[column] = value;
    }

    private static DateOnly? Date(Record row, string column)
        => row.GetString(column) is { } text ? DateOnly.ParseExact(text, DateFormat, CultureInfo.InvariantCulture) : null;
}
