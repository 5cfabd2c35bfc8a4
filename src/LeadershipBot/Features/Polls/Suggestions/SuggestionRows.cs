using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Suggestions;

/// <summary>How suggested choices lie in their poll's partition: each a row, named by its words, so that the same ones are there once.</summary>
internal static class SuggestionRows
{
    public const string Prefix = "suggest.";

    /// <summary>How buttons and orders name it.</summary>
    public static string IdOf(string words) => Keys.Hash(Suggesting.SameAs(words));

    public static Record Of(string partitionKey, ChoiceSuggestion suggestion, string? etag = null)
    {
        var row = new Record(partitionKey, Prefix + IdOf(suggestion.Words))
        {
            ETag = etag,
            ["Words"] = suggestion.Words,
            ["SuggestedBy"] = suggestion.SuggestedBy,
            ["SuggestedByName"] = suggestion.SuggestedByName,
            ["SuggestedAt"] = suggestion.SuggestedAt,
        };
        if (suggestion.State is not SuggestionState.Waiting)
            row["State"] = suggestion.State.ToString();
        if (suggestion.Why.Length > 0)
            row["Why"] = suggestion.Why;
        if (suggestion.DecidedAt is { } decided)
            row["DecidedAt"] = decided;
        return row;
    }

    public static ChoiceSuggestion ToSuggestion(Record row) => new(
        row.GetString("Words") ?? "",
        row.GetString("SuggestedBy") ?? "",
        row.GetString("SuggestedByName") ?? "",
        row.GetDateTimeOffset("SuggestedAt") ?? default)
    {
        State = Enum.TryParse<SuggestionState>(row.GetString("State"), out var state) ? state : SuggestionState.Waiting,
        Why = row.GetString("Why") ?? "",
        DecidedAt = row.GetDateTimeOffset("DecidedAt"),
    };
}
