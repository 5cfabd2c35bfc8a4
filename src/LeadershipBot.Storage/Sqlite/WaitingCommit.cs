using System.Globalization;

namespace LeadershipBot.Storage.Sqlite;

/// <summary>
/// One commit on its way through the writer. Its caller may cancel it until the writer takes it; from then on it gets
/// its true answer.
/// </summary>
internal sealed class WaitingCommit
{
    private readonly TaskCompletionSource<CommitResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _cancelled;
    private int _isTaken;

    public WaitingCommit(string table, string partitionKey, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        Table = table;
        PartitionKey = partitionKey;
        Steps = new Step[changes.Count];
        for (var i = 0; i < Steps.Length; i++)
            Steps[i] = Step.Of(changes[i]);
        _cancelled = cancellationToken.UnsafeRegister(static (state, token) => ((WaitingCommit)state!).Cancel(token), this);
    }

    public string Table { get; }

    public string PartitionKey { get; }

    public Step[] Steps { get; }

    /// <summary>What the writer found out; told to the caller after the flush.</summary>
    public CommitResult? Result { get; set; }

    public Task<CommitResult> Answer => _answer.Task;

    /// <summary>Takes it for writing; false if its caller has cancelled it.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _isTaken, 1) == 0;

    /// <summary>Tells the caller <see cref="Result"/>.</summary>
    public void Tell()
    {
        _cancelled.Dispose();
        _answer.TrySetResult(Result!);
    }

    public void Fail(Exception cause)
    {
        _cancelled.Dispose();
        _answer.TrySetException(cause);
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        if (TryTake())
            _answer.TrySetCanceled(cancellationToken);
    }

    /// <summary>What must be true of a row before the commit.</summary>
    public enum Condition
    {
        None,
        Absent,
        Present,
        Version,
    }

    /// <summary>One change, ready for the writer: encoded on its caller's thread.</summary>
    /// <param name="RowKey">The row.</param>
    /// <param name="Condition">What must be true of the row.</param>
    /// <param name="Version">The version that it must have.</param>
    /// <param name="Columns">The new columns; null removes the row.</param>
    public readonly record struct Step(string RowKey, Condition Condition, long Version, byte[]? Columns)
    {
        // A version that no row ever has.
        private const long Never = -1;

        public static Step Of(Change change) => change switch
        {
            Change.Insert insert => new(insert.RowKey, Condition.Absent, 0, RecordJson.Encode(insert.Record)),
            Change.Upsert upsert => new(upsert.RowKey, Condition.None, 0, RecordJson.Encode(upsert.Record)),
            Change.Replace replace => new(replace.RowKey, Condition.Version, VersionIn(replace.Record.ETag), RecordJson.Encode(replace.Record)),
            Change.Delete { ETag: null } delete => new(delete.RowKey, Condition.Present, 0, null),
            Change.Delete delete => new(delete.RowKey, Condition.Version, VersionIn(delete.ETag), null),
            _ => throw new ArgumentOutOfRangeException(nameof(change)),
        };

        private static long VersionIn(string? etag)
            => long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : Never;
    }
}
