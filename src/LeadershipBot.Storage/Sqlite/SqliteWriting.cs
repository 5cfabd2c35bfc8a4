using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LeadershipBot.Storage.Sqlite;

/// <summary>One connection that writes groups of commits, each group in one transaction and one flush.</summary>
internal sealed class SqliteWriting : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _readLast;
    private readonly SqliteCommand _writeLast;
    private readonly SqliteCommand _versionOf;
    private readonly SqliteCommand _write;
    private readonly SqliteCommand _delete;

    /// <exception cref="StoreUnavailableException">The file can't be opened.</exception>
    public SqliteWriting(SqliteFile file)
    {
        _connection = file.Open();
        _begin = Command("BEGIN IMMEDIATE", 0);
        _commit = Command("COMMIT", 0);
        _readLast = Command("SELECT last FROM versions", 0);
        _writeLast = Command("UPDATE versions SET last = $1", 1);
        _versionOf = Command("SELECT version FROM records WHERE tbl = $1 AND pk = $2 AND rk = $3", 3);
        // The bytes are UTF-8 already; as text they can be queried.
        _write = Command("INSERT OR REPLACE INTO records VALUES ($1, $2, $3, $4, CAST($5 AS TEXT))", 5);
        _delete = Command("DELETE FROM records WHERE tbl = $1 AND pk = $2 AND rk = $3", 3);
    }

    /// <summary>
    /// Writes the group and sets each commit's result, without flushing: <see cref="Flush"/> does. A commit whose
    /// condition does not hold touches nothing, and none of the others.
    /// </summary>
    /// <exception cref="SqliteException">Nothing was written.</exception>
    public void Write(List<WaitingCommit> group)
    {
        _begin.ExecuteNonQuery();
        var first = (long)_readLast.ExecuteScalar()!;
        var last = first;
        foreach (var waiting in group)
            waiting.Result = Moved(waiting) is { } rowKey ? new CommitResult.Conflict(rowKey) : Apply(waiting, ref last);
        if (last == first)
            return;
        _writeLast.Parameters[0].Value = last;
        _writeLast.ExecuteNonQuery();
    }

    /// <summary>Makes the group durable.</summary>
    /// <exception cref="SqliteException">It may or may not have been written.</exception>
    public void Flush() => _commit.ExecuteNonQuery();

    /// <summary>
    /// Writes the whole file anew. SQLite overwrites what is deleted (secure_delete), but not what it leaves behind where it moves rows
    /// from one page to another: that stays in the page's unused room.
    /// </summary>
    /// <exception cref="SqliteException">It couldn't be done, such as where another process writes, or the disk is full; the file is as it was.</exception>
    public void Scrub()
    {
        using var scrub = Command("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)", 0);
        scrub.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in new[] { _begin, _commit, _readLast, _writeLast, _versionOf, _write, _delete })
            command.Dispose();
        _connection.Dispose();
    }

    private string? Moved(WaitingCommit waiting)
    {
        foreach (var step in waiting.Steps)
        {
            if (step.Condition is WaitingCommit.Condition.None)
                continue;
            Bind(_versionOf, waiting, step);
            var version = _versionOf.ExecuteScalar() as long?;
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
                Bind(_delete, waiting, step);
                _delete.ExecuteNonQuery();
                continue;
            }

            Bind(_write, waiting, step);
            _write.Parameters[3].Value = last;
            _write.Parameters[4].Value = step.Columns;
            _write.ExecuteNonQuery();
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

    private SqliteCommand Command(string sql, int parameters) => SqliteCommands.Prepare(_connection, sql, parameters);
}
