using Microsoft.Data.Sqlite;

namespace LeadershipBot.Storage.Sqlite;

/// <summary>
/// The one thread that writes. While it flushes a group, the next one gathers; so the busier it is, the more commits
/// share a flush. A commit is told its result only after the flush.
/// </summary>
internal sealed class SqliteWriter
{
    private const int GroupMax = 512;

    private readonly SqliteFile _file;
    private readonly object _gate = new(); // Monitor's wait and pulse
    private readonly Queue<WaitingCommit> _waiting = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SqliteWriting? _writing;
    private TaskCompletionSource? _scrubbed;
    private bool _isStarted;
    private bool _isEnding;

    public SqliteWriter(SqliteFile file) => _file = file;

    /// <exception cref="ObjectDisposedException">The store has been disposed.</exception>
    public Task<CommitResult> CommitAsync(WaitingCommit commit)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isEnding, typeof(SqliteRecordStore));
            if (!_isStarted)
                Start();
            _waiting.Enqueue(commit);
            if (_waiting.Count == 1)
                Monitor.Pulse(_gate);
        }

        return commit.Answer;
    }

    /// <summary>Has the file written anew, between two groups; asked again before that, it is done once.</summary>
    /// <exception cref="ObjectDisposedException">The store has been disposed.</exception>
    public Task ScrubAsync()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isEnding, typeof(SqliteRecordStore));
            if (!_isStarted)
                Start();
            _scrubbed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Monitor.Pulse(_gate);
            return _scrubbed.Task;
        }
    }

    /// <summary>Writes what waits, then ends.</summary>
    public Task EndAsync()
    {
        lock (_gate)
        {
            _isEnding = true;
            if (!_isStarted)
                _ended.TrySetResult();
            Monitor.Pulse(_gate);
        }

        return _ended.Task;
    }

    private void Start()
    {
        _isStarted = true;
        new Thread(Run) { IsBackground = true, Name = "SQLite writer" }.Start();
    }

    private void Run()
    {
        var group = new List<WaitingCommit>();
        while (Gather(group))
        {
            WriteGroup(group);
            group.Clear();
            ScrubIfAsked();
        }

        _writing?.Dispose();
        _ended.TrySetResult();
    }

    private bool Gather(List<WaitingCommit> group)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && _scrubbed is null)
            {
                if (_isEnding)
                    return false;
                Monitor.Wait(_gate);
            }

            while (group.Count < GroupMax && _waiting.TryDequeue(out var commit))
                if (commit.TryTake())
                    group.Add(commit);
            return true;
        }
    }

    private void WriteGroup(List<WaitingCommit> group)
    {
        if (group.Count == 0)
            return;
        try
        {
            if (!_file.IsThere)
                throw _file.Gone();
            _writing ??= new SqliteWriting(_file);
            _writing.Write(group);
        }
        catch (SqliteException cause)
        {
            Fail(group, _file.Unavailable(cause));
            return;
        }
        catch (StoreUnavailableException cause)
        {
            Fail(group, cause);
            return;
        }

        try
        {
            _writing.Flush();
        }
        catch (SqliteException cause)
        {
            Fail(group, new CommitUnconfirmedException($"The database file {_file.Path} did not confirm a flush (SQLite error {cause.SqliteExtendedErrorCode}).", cause));
            return;
        }

        foreach (var commit in group)
            commit.Tell();
    }

    private void ScrubIfAsked()
    {
        TaskCompletionSource? asked;
        lock (_gate)
            (asked, _scrubbed) = (_scrubbed, null);
        if (asked is null)
            return;
        try
        {
            if (!_file.IsThere)
                throw _file.Gone();
            _writing ??= new SqliteWriting(_file);
            _writing.Scrub();
            asked.SetResult();
        }
        catch (SqliteException cause)
        {
            Fail([], cause);
            asked.SetException(_file.Unavailable(cause));
        }
        catch (StoreUnavailableException cause)
        {
            asked.SetException(cause);
        }
    }

    // A connection that failed isn't trusted again: closing it gives up what it had not flushed.
    private void Fail(List<WaitingCommit> group, Exception cause)
    {
        _writing?.Dispose();
        _writing = null;
        foreach (var commit in group)
            commit.Fail(cause);
    }
}
