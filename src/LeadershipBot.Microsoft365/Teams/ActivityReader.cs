using System.Text.Json;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>Reads activities, and turns what is wrong with them into a short reason without their content.</summary>
internal static class ActivityReader
{
    /// <summary>Deeper JSON is refused: no card or form of Teams comes near, and a deep one costs stack.</summary>
    public const int DepthMax = 64;

    public static JsonReaderOptions Options { get; } = new() { MaxDepth = DepthMax };

    public static Reading<Activity> Read(ref Utf8JsonReader reader)
    {
        try
        {
            var activity = JsonSerializer.Deserialize(ref reader, TeamsJson.Default.Activity);
            if (reader.Read())
                return Reading.Refused<Activity>("The body holds more than one JSON value.");
            return Check(activity);
        }
        catch (JsonException wrong)
        {
            return Reading.Refused<Activity>(Reason(wrong));
        }
    }

    public static async ValueTask<Reading<Activity>> ReadAsync(Stream utf8, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        try
        {
            return Check(await JsonSerializer.DeserializeAsync(utf8, TeamsJson.Default.Activity, cancellationToken));
        }
        catch (JsonException wrong)
        {
            return Reading.Refused<Activity>(Reason(wrong));
        }
    }

    /// <summary>Where it went wrong. The path names members only, unless the sender chose their names.</summary>
    public static string Reason(JsonException wrong) =>
        wrong.Path is { Length: > 1 and <= 60 } path && path.All(static c => char.IsAsciiLetterOrDigit(c) || c is '$' or '.' or '[' or ']')
            ? $"The JSON is wrong at {path}."
            : "The body is not valid JSON, or not of the expected shape.";

    private static Reading<Activity> Check(Activity? activity)
    {
        if (activity is null)
            return Reading.Refused<Activity>("The body is null.");
        return string.IsNullOrWhiteSpace(activity.Type)
            ? Reading.Refused<Activity>("The activity has no type.")
            : Reading.Of(activity);
    }
}
