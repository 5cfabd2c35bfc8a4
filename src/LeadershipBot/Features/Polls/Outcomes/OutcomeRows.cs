using System.Globalization;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Outcomes;

/// <summary>How what came of a poll lies in its partition: one row among those that every turn reads.</summary>
internal static class OutcomeRows
{
    public const string Outcome = "head.outcome";

    private const string DateFormat = "yyyy-MM-dd";

    public static Record Of(string partitionKey, PollOutcome outcome)
    {
        var row = new Record(partitionKey, Outcome)
        {
            ["Outcome"] = outcome.Kind.ToString(),
            ["Words"] = outcome.Words,
            ["SaidBy"] = outcome.SaidBy,
            ["SaidById"] = outcome.SaidById,
            ["SaidAt"] = outcome.SaidAt,
            ["Version"] = outcome.Version,
            ["Tellings"] = outcome.Tellings,
        };
        if (outcome.ReviewOn is { } review)
            row["ReviewOn"] = Text(review);
        return row;
    }

    public static PollOutcome ToOutcome(Record row) => new(
        Enum.TryParse<OutcomeKind>(row.GetString("Outcome"), out var kind) ? kind : OutcomeKind.Considering,
        row.GetString("Words") ?? "",
        row.GetString("SaidBy") ?? "",
        row.GetString("SaidById") ?? "",
        row.GetDateTimeOffset("SaidAt") ?? default,
        DateOnly.TryParseExact(row.GetString("ReviewOn"), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var review) ? review : null)
    {
        Version = row.GetInt32("Version") ?? 1,
        Tellings = row.GetInt32("Tellings") ?? 1,
    };

    public static string Text(DateOnly date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);
}
