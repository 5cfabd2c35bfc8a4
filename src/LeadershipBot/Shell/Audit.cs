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

    /// <summary>Who did it, where nobody did.</summary>
    public const string Program = "program";

    /// <param name="partitionKey">The partition of the thing.</param>
    /// <param name="turn">Who did it, when, and the turn's intent, which makes a repeat the same row.</param>
    /// <param name="what">A past-tense fact, such as <c>polls.closed</c>.</param>
    /// <exception cref="InvalidOperationException">The turn is an anonymous one.</exception>
    public static Change Entry(string partitionKey, Turn turn, string what) => Row(partitionKey, turn.At, what, turn.Intent.Key, ActorOf(turn));

    /// <summary>As <see cref="Entry(string, Turn, string)"/>, for what was done to a person; one turn may do it to several.</summary>
    /// <param name="partitionKey">The partition of the thing.</param>
    /// <param name="turn">Who did it, when, and the turn's intent.</param>
    /// <param name="what">A past-tense fact, such as <c>members.rolesGiven</c>.</param>
    /// <param name="of">What was changed.</param>
    public static Change Entry(string partitionKey, Turn turn, string what, Changed of) => With(Row(partitionKey, turn.At, what, Keys.Hash(turn.Intent.Key, of.Whom), ActorOf(turn)), of);

    /// <summary>As <see cref="Entry(string, Turn, string)"/>, for what somebody ordered in a turn and a delivery has done.</summary>
    /// <param name="partitionKey">The partition of the thing.</param>
    /// <param name="who">The Entra object id of whoever ordered it.</param>
    /// <param name="intent">The key of that turn's intent.</param>
    /// <param name="at">When it was ordered.</param>
    /// <param name="what">A past-tense fact.</param>
    public static Change Entry(string partitionKey, string who, string intent, DateTimeOffset at, string what) => Row(partitionKey, at, what, intent, who);

    /// <summary>For what the program did by itself, or by its command line.</summary>
    public static Change ByProgram(string partitionKey, string what, DateTimeOffset at) => Row(partitionKey, at, what, Program, Program);

    /// <summary>As <see cref="ByProgram(string, string, DateTimeOffset)"/>, for what was done to a person.</summary>
    public static Change ByProgram(string partitionKey, string what, DateTimeOffset at, Changed of) => With(Row(partitionKey, at, what, Keys.Hash(Program, of.Whom, of.After), Program), of);

    /// <summary>What the same person did by the same turn to somebody, besides what an entry says.</summary>
    /// <exception cref="ArgumentException">The change is no entry of the audit.</exception>
    public static Change Also(Change entry, string what, Changed of)
    {
        var first = entry is Change.Upsert { Record: var record } ? record : throw new ArgumentException("This is no entry of the audit.", nameof(entry));
        return With(new Change.Upsert(new Record(first.PartitionKey, $"{first.RowKey}.{Keys.Hash(what, of.Whom, of.Before, of.After)}") { ["What"] = what, ["Who"] = first["Who"]!, ["At"] = first["At"]! }), of);
    }

    /// <summary>The entries of one thing in which a person stands: who did it, or to whom it was done. A list of the whole audit of the thing.</summary>
    /// <param name="store">Where it lies.</param>
    /// <param name="table">The thing's table.</param>
    /// <param name="partitionKey">The thing's partition.</param>
    /// <param name="personId">The Entra object id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<List<Record>> ListWithAsync(IRecordStore store, string table, string partitionKey, string personId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var entries = new List<Record>();
        await foreach (var row in store.ListAsync(table, partitionKey, RowRange.Prefix(Prefix), cancellationToken))
        {
            if (row.GetString("Who") == personId || row.GetString("Whom") == personId)
                entries.Add(row);
        }

        return entries;
    }

    /// <summary>Forgets to whom it was done, in all entries of one thing: who did what stays. Safe to repeat.</summary>
    /// <param name="store">Where it lies.</param>
    /// <param name="table">The thing's table.</param>
    /// <param name="partitionKey">The thing's partition.</param>
    /// <param name="personId">The Entra object id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task ForgetWhomAsync(IRecordStore store, string table, string partitionKey, string personId, CancellationToken cancellationToken)
    {
        foreach (var entry in (await ListWithAsync(store, table, partitionKey, personId, cancellationToken)).FindAll(row => row.GetString("Whom") == personId))
        {
            var left = new Record(entry.PartitionKey, entry.RowKey);
            foreach (var (name, value) in entry.Columns)
            {
                if (name != "Whom")
                    left[name] = value;
            }

            await store.CommitAsync(table, partitionKey, [new Change.Upsert(left)], cancellationToken);
        }
    }

    private static string ActorOf(Turn turn)
        => turn.IsAnonymous ? throw new InvalidOperationException("What is done anonymously is not audited.") : turn.Actor.Id;

    private static Change.Upsert With(Change.Upsert entry, Changed of)
    {
        var record = entry.Record;
        foreach (var (column, value) in new[] { ("Whom", of.Whom), ("Before", of.Before), ("After", of.After) })
        {
            if (value.Length > 0)
                record[column] = value;
        }

        return entry;
    }

    private static Change.Upsert Row(string partitionKey, DateTimeOffset at, string what, string key, string who) => new(
        new Record(partitionKey, $"{Prefix}{at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}.{what}.{key}")
        {
            ["What"] = what,
            ["Who"] = who,
            ["At"] = at,
        });
}

/// <summary>What an entry of the audit says of a change.</summary>
/// <param name="Whom">The key of the person or thing that was changed.</param>
/// <param name="Before">What it was, in words of the code, such as <c>Member</c>.</param>
/// <param name="After">What it is.</param>
public sealed record Changed(string Whom, string Before, string After);
