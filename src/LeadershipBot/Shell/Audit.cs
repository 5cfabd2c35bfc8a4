using System.Globalization;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell;

/// <summary>
/// Who opened, closed or changed what, and when: a row in the partition of the thing, written in the same commit as the
/// change. Answers are not audited: the answer row is its own record.
/// </summary>
public static class Audit
{
    public const string Prefix = "audit.";

    /// <param name="partitionKey">The partition of the thing.</param>
    /// <param name="turn">Who did it, when, and the turn's intent, which makes a repeat the same row.</param>
    /// <param name="what">A past-tense fact, such as <c>polls.closed</c>.</param>
    public static Change Entry(string partitionKey, Turn turn, string what) => Row(partitionKey, turn.At, what, turn.Intent.Key, turn.Actor.Id);

    /// <summary>For what the program did by itself, or by its command line.</summary>
    public static Change ByProgram(string partitionKey, string what, DateTimeOffset at) => Row(partitionKey, at, what, "program", "program");

    private static Change.Upsert Row(string partitionKey, DateTimeOffset at, string what, string key, string who) => new(
        new Record(partitionKey, $"{Prefix}{at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}.{what}.{key}")
        {
            ["What"] = what,
            ["Who"] = who,
            ["At"] = at,
        });
}
