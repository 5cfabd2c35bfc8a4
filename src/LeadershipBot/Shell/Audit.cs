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
    public static Change Entry(string partitionKey, Turn turn, string what) => new Change.Upsert(
        new Record(partitionKey, $"{Prefix}{turn.At.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}.{what}.{turn.Intent.Key}")
        {
            ["What"] = what,
            ["Who"] = turn.Actor.Id,
            ["At"] = turn.At,
        });
}
