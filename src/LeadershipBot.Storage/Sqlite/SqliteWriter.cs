using Microsoft.Data.Sqlite;

namespace LeadershipBot.Storage.Sqlite;

/// <summary>
/// The one thread that writes. While it flushes a group, the next one gathers; so the busier it is, the more commits
/// share a flush. A commit is told its result only after the flush.
/// </summary>
internal sealed class SqliteWriter
{
    private const int GroupMax = 512;

    private readonly SqliteFile file;
    private readonly object gate = new(); // Monitor's wait and pulse
    private readonly Queue<WaitingCommit> waiting = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SqliteWriting? writing;
    private bool isStarted;
    private bool isEnding;

    public SqliteWriter(SqliteFile file) => this.file = file;

    /// <exception cref="ObjectDisposedException">The store has been disposed.</exception>
    public Task<CommitResult> CommitAsync(WaitingCommit commit)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isEnding, typeof(SqliteRecordStore));
            if (!isStarted)
                Start();
            waiting.Enqueue(commit);
            if (waiting.Count == 1)
                Monitor.Pulse(gate);
        }

        return commit.Answer;
    }

    /// <summary>Writes what waits, then ends.</summary>
    public Task EndAsync()
    {
        lock (gate)
        {
            isEnding = true;
            if (!isStarted)
                ended.TrySetResult();
            Monitor.Pulse(gate);
        }

        return ended.Task;
    }

    private void Start()
    {
        isStarted = true;
        new Thread(Run) { IsBackground = true, Name = "SQLite writer" }.Start();
    }

    private void Run()
    {
        var group = new List<WaitingCommit>();
        while (Gather(group))
        {
            WriteGroup(group);
            group.Clear();
        }

        writing?.Dispose();
        ended.TrySetResult();
    }

    private bool Gather(List<WaitingCommit> group)
    {
        lock (gate)
        {
            while (waiting.Count == 0)
            {
                if (isEnding)
                    return false;
                Monitor.Wait(gate);
            }

            while (group.Count < GroupMax && waiting.TryDequeue(out var commit))
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
            if (!file.IsThere)
                throw file.Gone();
            writing ??= new SqliteWriting(file);
            writing.Write(group);
        }
        catch (SqliteException cause)
        {
            Fail(group, file.Unavailable(cause));
            return;
        }
        catch (StoreUnavailableException cause)
        {
            Fail(group, cause);
            return;
        }

        try
        {
            writing.Flush();
        }
        catch (SqliteException cause)
        {
            Fail(group, new CommitUnconfirmedException($"The database file {file.Path} did not confirm a flush (SQLite error {cause.SqliteExtendedErrorCode}).", cause));
            return;
        }

        foreach (var commit in group)
            commit.Tell();
    }

    // A connection that failed isn't trusted again: closing it gives up what it had not flushed.
    private void Fail(List<WaitingCommit> group, Exception cause)
    {
        writing?.Dispose();
        writing = null;
        foreach (var commit in group)
            commit.Fail(cause);
    }
}
