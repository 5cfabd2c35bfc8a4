using System.Globalization;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions;

/// <summary>What a decision says, as columns of a row; a text that is empty has none.</summary>
internal static class ContentColumns
{
    private const string DateFormat = "yyyy-MM-dd";

    public static void Write(Record row, DecisionContent content)
    {
        Set(row, "What", content.What);
        Set(row, "Why", content.Why);
        Set(row, "DecidedBy", content.DecidedBy);
        Set(row, "Options", content.Options);
        Set(row, "Effect", content.Effect);
        Set(row, "Linked", string.Join(',', content.Linked));
        Set(row, "Conflicts", content.Conflicts);
        Set(row, "Dissent", content.Dissent);
        Set(row, "WouldChange", content.WouldChange);
        Set(row, "ReviewOn", Text(content.ReviewOn));
        if (content.Risk is DecisionRisk.High)
            row["Risk"] = content.Risk.ToString();
        Set(row, "Fallback", content.PlanB.Fallback);
        Set(row, "Trigger", content.PlanB.Trigger);
        Set(row, "Owner", content.PlanB.Owner?.ToString() ?? "");
        Set(row, "OwnerName", content.PlanB.OwnerName);
        Set(row, "PlanBOn", Text(content.PlanB.On));
    }

    public static DecisionContent Read(Record row) => new()
    {
        What = row.GetString("What") ?? "",
        Why = row.GetString("Why") ?? "",
        DecidedBy = row.GetString("DecidedBy") ?? "",
        Options = row.GetString("Options") ?? "",
        Effect = row.GetString("Effect") ?? "",
        Linked = (row.GetString("Linked") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries),
        Conflicts = row.GetString("Conflicts") ?? "",
        Dissent = row.GetString("Dissent") ?? "",
        WouldChange = row.GetString("WouldChange") ?? "",
        ReviewOn = Date(row.GetString("ReviewOn")),
        Risk = Enum.TryParse<DecisionRisk>(row.GetString("Risk"), out var risk) ? risk : DecisionRisk.Usual,
        PlanB = new PlanB(
            row.GetString("Fallback") ?? "",
            row.GetString("Trigger") ?? "",
            MemberId.TryParse(row.GetString("Owner") ?? "", out var owner) ? owner : null,
            row.GetString("OwnerName") ?? "",
            Date(row.GetString("PlanBOn"))),
    };

    /// <summary>The same for the same words, and another for others: by which it is known whether what somebody read is still what is written.</summary>
    public static string NameOf(DecisionContent content)
    {
        var row = new Record("", "");
        Write(row, content);
        return Keys.Hash([.. row.Columns.OrderBy(column => column.Key, StringComparer.Ordinal).SelectMany(column => new[] { column.Key, (string)column.Value })]);
    }

    /// <summary>As inputs and rows hold a date; empty for none.</summary>
    public static string Text(DateOnly? date) => date?.ToString(DateFormat, CultureInfo.InvariantCulture) ?? "";

    /// <summary>Reads what <see cref="Text"/> wrote, or an input holds; null where it is no date.</summary>
    public static DateOnly? Date(string? text) => DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static void Set(Record row, string column, string text)
    {
        if (text.Length > 0)
            row[column] = text;
    }
}
