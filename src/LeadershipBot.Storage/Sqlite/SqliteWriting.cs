using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LeadershipBot.Storage.Sqlite;

/// <summary>One connection that writes groups of commits, each group in one transaction and one flush.</summary>
internal sealed class SqliteWriting : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand readLast;
    private readonly SqliteCommand writeLast;
    private readonly SqliteCommand versionOf;
    private readonly SqliteCommand write;
    private readonly SqliteCommand delete;

    /// <exception cref="StoreUnavailableException">The file can't be opened.</exception>
    public SqliteWriting(SqliteFile file)
    {
        connection = file.Open();
        begin = Command("BEGIN IMMEDIATE", 0);
        commit = Command("COMMIT", 0);
        readLast = Command("SELECT last FROM versions", 0);
        writeLast = Command("UPDATE versions SET last = $1", 1);
        versionOf = Command("SELECT version FROM records WHERE tbl = $1 AND pk = $2 AND rk = $3", 3);
        // The bytes are UTF-8 already; as text they can be queried.
        write = Command("INSERT OR REPLACE INTO records VALUES ($1, $2, $3, $4, CAST($5 AS TEXT))", 5);
        delete = Command("DELETE FROM records WHERE tbl = $1 AND pk = $2 AND rk = $3", 3);
    }

    /// <summary>
    /// Writes the group and sets each commit's result, without flushing: <see cref="Flush"/> does. A commit whose
    /// condition does not hold touches nothing, and none of the others.
    /// </summary>
    /// <exception cref="SqliteException">Nothing was written.</exception>
    public void Write(List<WaitingCommit> group)
    {
        begin.ExecuteNonQuery();
        var first = (long)readLast.ExecuteScalar()!;
        var last = first;
        foreach (var waiting in group)
            waiting.Result = Moved(waiting) is { } rowKey ? new CommitResult.Conflict(rowKey) : Apply(waiting, ref last);
        if (last == first)
            return;
        writeLast.Parameters[0].Value = last;
        writeLast.ExecuteNonQuery();
    }

    /// <summary>Makes the group durable.</summary>
    /// <exception cref="SqliteException">It may or may not have been written.</exception>
    public void Flush() => commit.ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in new[] { begin, commit, readLast, writeLast, versionOf, write, delete })
            command.Dispose();
        connection.Dispose();
    }

    private string? Moved(WaitingCommit waiting)
    {
        foreach (var step in waiting.Steps)
        {
            if (step.Condition is WaitingCommit.Condition.None)
                continue;
            Bind(versionOf, waiting, step);
            var version = versionOf.ExecuteScalar() as long?;
            var holds = step.Condition switch
            {
                WaitingCommit.Condition.Absent => version is null,
                WaitingCommit.Condition.Present => version is not null,
                _ => version == step.Version,
            };
            if (!holds)
                return step.RowKey;
        }

        return null;
    }

    private CommitResult.Committed Apply(WaitingCommit waiting, ref long last)
    {
        var etags = new string?[waiting.Steps.Length];
        for (var i = 0; i < etags.Length; i++)
        {
            var step = waiting.Steps[i];
            last++;
            if (step.Columns is null)
            {
                Bind(delete, waiting, step);
                delete.ExecuteNonQuery();
                continue;
            }

            Bind(write, waiting, step);
            write.Parameters[3].Value = last;
            write.Parameters[4].Value = step.Columns;
            write.ExecuteNonQuery();
            etags[i] = last.ToString(CultureInfo.InvariantCulture);
        }

        return new CommitResult.Committed(etags);
    }

    private static void Bind(SqliteCommand command, WaitingCommit waiting, WaitingCommit.Step step)
    {
        command.Parameters[0].Value = waiting.Table;
        command.Parameters[1].Value = waiting.PartitionKey;
        command.Parameters[2].Value = step.RowKey;
    }

    private SqliteCommand Command(string sql, int parameters) => SqliteCommands.Prepare(connection, sql, parameters);
}
