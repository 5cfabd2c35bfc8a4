using System.Runtime.CompilerServices;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Support;

/// <summary>How a store fails.</summary>
internal enum StoreFault
{
    None,

    /// <summary>It says at once that it can't be asked.</summary>
    Unavailable,

    /// <summary>It answers nothing until the caller gives up.</summary>
    Hangs,

    /// <summary>Commits are not written, and it says that it doesn't know.</summary>
    LosesCommits,

    /// <summary>Commits are written, but their answer is lost.</summary>
    LosesAnswers,
}

/// <summary>A real store that fails when a test says so, and counts what it was asked.</summary>
internal sealed class FaultyStore(IRecordStore inner) : IRecordStore, IAsyncDisposable
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> _readsOf = new();
    private int _commits;
    private int _reads;
    private int _left = int.MaxValue;

    /// <summary>The store without its faults, to look into.</summary>
    public IRecordStore Inner => inner;

    public int Commits => _commits;

    public int Reads => _reads;

    /// <summary>How often its files were written anew.</summary>
    public int Scrubs { get; private set; }

    /// <summary>How often one table was read.</summary>
    public int ReadsOf(string table) => _readsOf.GetValueOrDefault(table);

    /// <summary>Named as a table it fails where its files are to be written anew, and nowhere else.</summary>
    public const string ScrubFault = "*scrub";

    private StoreFault Fault { get; set; }

    private string? Table { get; set; }

    /// <summary>Called before each commit, with its table, partition and changes; null for nothing.</summary>
    public Func<string, string, IReadOnlyList<Change>, Task>? BeforeCommit { get; set; }

    /// <summary>Called with each row of a list as it is taken; null for nothing.</summary>
    public Action<Record>? RowRead { get; set; }

    /// <summary>Called before each reading, with its table; null for nothing.</summary>
    public Func<string, Task>? BeforeRead { get; set; }

    /// <summary>Fails from now on: for all tables or one, for ever or so many calls.</summary>
    public void Fails(StoreFault fault, string? table = null, int times = int.MaxValue)
    {
        _left = times;
        Table = table;
        Fault = fault;
    }

    public void Recovers() => Fault = StoreFault.None;

    public async Task<Record?> FindAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        await BeforeReadAsync(table, cancellationToken);
        return await inner.FindAsync(table, partitionKey, rowKey, cancellationToken);
    }

    public async IAsyncEnumerable<Record> ListAsync(string table, string partitionKey, RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await BeforeReadAsync(table, cancellationToken);
        await foreach (var record in inner.ListAsync(table, partitionKey, range, cancellationToken))
        {
            RowRead?.Invoke(record);
            yield return record;
        }
    }

    public async Task<CommitResult> CommitAsync(string table, string partitionKey, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _commits);
        if (BeforeCommit is { } before)
            await before(table, partitionKey, changes);
        switch (Take(table, StoreFault.LosesCommits, StoreFault.LosesAnswers))
        {
            case StoreFault.LosesCommits:
                throw new CommitUnconfirmedException("A fault that was asked for.");
            case StoreFault.LosesAnswers:
                await inner.CommitAsync(table, partitionKey, changes, cancellationToken);
                throw new CommitUnconfirmedException("A fault that was asked for.");
        }

        await FailAsync(table, cancellationToken);
        return await inner.CommitAsync(table, partitionKey, changes, cancellationToken);
    }

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await FailAsync(table: null, cancellationToken);
        await inner.CheckAsync(cancellationToken);
    }

    public async Task ScrubAsync(CancellationToken cancellationToken)
    {
        await FailAsync(ScrubFault, cancellationToken);
        Scrubs++;
        await inner.ScrubAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (inner is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }

    private async Task BeforeReadAsync(string table, CancellationToken cancellationToken)
    {
        if (table != Pointer.DueTable) // the clockwork looks there by itself
            Interlocked.Increment(ref _reads);
        _readsOf.AddOrUpdate(table, 1, (_, before) => before + 1);
        if (BeforeRead is { } before)
            await before(table);
        await FailAsync(table, cancellationToken);
    }

    private async Task FailAsync(string? table, CancellationToken cancellationToken)
    {
        switch (Take(table, StoreFault.Unavailable, StoreFault.Hangs))
        {
            case StoreFault.Unavailable:
                throw new StoreUnavailableException("A fault that was asked for.");
            case StoreFault.Hangs:
                await Task.Delay(Timeout.Infinite, cancellationToken);
                break;
        }
    }

    private StoreFault Take(string? table, StoreFault one, StoreFault other)
    {
        var fault = Fault;
        if ((fault != one && fault != other) || (Table is not null && Table != table))
            return StoreFault.None;
        return Interlocked.Decrement(ref _left) >= 0 ? fault : StoreFault.None;
    }
}
