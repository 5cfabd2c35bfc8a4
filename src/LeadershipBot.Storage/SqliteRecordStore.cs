using System.Collections.Concurrent;
using System.Text.Json;
using LeadershipBot.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace LeadershipBot.Storage;

/// <summary>
/// Keeps records in one SQLite file, durable through a crash: a commit is acknowledged only after its flush
/// (write-ahead log, synchronous = FULL), and commits that wait at once share one. Several processes may use one file
/// on a local disk.
/// </summary>
/// <remarks>
/// Nothing is opened before the first use; a file or folder that is missing then is made. Once opened, a file that
/// disappears is an outage and isn't made anew. A cancelled commit that the writer has taken gets its true answer.
/// </remarks>
public sealed class SqliteRecordStore : IRecordStore, IAsyncDisposable
{
    private const int LockSecondsMax = 4; // people are answered within five

    private readonly SqliteFile _file;
    private readonly SqliteWriter _writer;
    private readonly ConcurrentBag<SqliteReading> _idle = [];
    private volatile bool _isDisposed;

    /// <summary>A store on this file.</summary>
    /// <param name="path">The file; relative to the working folder.</param>
    public SqliteRecordStore(string path)
        : this(path, LockSecondsMax)
    {
    }

    internal SqliteRecordStore(string path, int lockSecondsMax)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _file = new SqliteFile(path, lockSecondsMax);
        _writer = new SqliteWriter(_file);
    }

    public Task<Record?> FindAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        StoreLimits.CheckRow(table, partitionKey, rowKey);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<Record?>(cancellationToken);
        try
        {
            return Task.FromResult(Read((table, partitionKey, rowKey), static (reading, at) => reading.Find(at.table, at.partitionKey, at.rowKey)));
        }
        catch (StoreUnavailableException cause)
        {
            return Task.FromException<Record?>(cause);
        }
    }

    public IAsyncEnumerable<Record> ListAsync(string table, string partitionKey, RowRange range, CancellationToken cancellationToken)
    {
        StoreLimits.CheckPartition(table, partitionKey);
        return Pages.ListAsync(range, Page, cancellationToken);

        List<Record> Page(string from) => Read(
            (table, partitionKey, from, range.To),
            static (reading, at) => reading.List(at.table, at.partitionKey, at.from, at.To, Pages.RowsMax));
    }

    public Task<CommitResult> CommitAsync(string table, string partitionKey, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        StoreLimits.CheckCommit(table, partitionKey, changes);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<CommitResult>(cancellationToken);
        return changes.Count == 0
            ? Task.FromResult<CommitResult>(new CommitResult.Committed([]))
            : _writer.CommitAsync(new WaitingCommit(table, partitionKey, changes, cancellationToken));
    }

    public Task CheckAsync(CancellationToken cancellationToken) => Readiness.CheckAsync(this, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>It needs as much free disk as the file has, twice. Given up, it is done all the same.</remarks>
    public Task ScrubAsync(CancellationToken cancellationToken) => _writer.ScrubAsync().WaitAsync(cancellationToken);

    /// <summary>Writes what waits, then closes the file. Safe to repeat.</summary>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await _writer.EndAsync();
        CloseIdle();
    }

    private T Read<TAt, T>(TAt at, Func<SqliteReading, TAt, T> read)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!_file.IsThere)
        {
            CloseIdle();
            throw _file.Gone();
        }

        var reading = _idle.TryTake(out var kept) ? kept : new SqliteReading(_file);
        try
        {
            var result = read(reading, at);
            _idle.Add(reading);
            if (_isDisposed)
                CloseIdle();
            return result;
        }
        catch (Exception cause) when (cause is SqliteException or JsonException)
        {
            reading.Dispose();
            throw _file.Unavailable(cause);
        }
    }

    private void CloseIdle()
    {
        while (_idle.TryTake(out var reading))
            reading.Dispose();
    }
}
