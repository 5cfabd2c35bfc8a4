namespace LeadershipBot.Storage;

/// <summary>
/// Where the bot keeps what it must not forget. One thing (a poll, a broadcast) is one partition of one table, and
/// a partition is the unit of change: a batch of changes in it happens whole or not at all.
/// </summary>
/// <remarks>
/// The contract is the part of Azure Table storage that every engine can keep; all engines pass the same tests.
/// All members are safe to call at once from many threads and servers. A commit that is cancelled before it is on its
/// way writes nothing; later it may or may not have been written.
/// </remarks>
public interface IRecordStore
{
    /// <summary>Finds one record, or null if there is none.</summary>
    /// <exception cref="StoreUnavailableException">The store could not be asked. Safe to repeat.</exception>
    Task<Record?> FindAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken);

    /// <summary>
    /// Lists the records of one partition whose row keys lie in the range, in ordinal order of their row keys. An
    /// unknown table or partition is empty. Records committed while the list is being read may or may not be in it.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store could not be asked. Safe to repeat.</exception>
    IAsyncEnumerable<Record> ListAsync(string table, string partitionKey, RowRange range, CancellationToken cancellationToken);

    /// <summary>
    /// Makes all the changes, or none of them. At most <see cref="StoreLimits.ChangesMax"/> changes, at most one for
    /// each row key. An empty list commits nothing and answers <see cref="CommitResult.Committed"/>.
    /// </summary>
    /// <returns>Committed, or a conflict: a condition of one of the changes did not hold, and nothing was written.</returns>
    /// <exception cref="StoreUnavailableException">Nothing was written. Safe to repeat.</exception>
    /// <exception cref="CommitUnconfirmedException">It may or may not have been written: load again, then decide.</exception>
    /// <exception cref="ArgumentException">A key, a column or the batch breaks a limit of <see cref="StoreLimits"/>.</exception>
    Task<CommitResult> CommitAsync(string table, string partitionKey, IReadOnlyList<Change> changes, CancellationToken cancellationToken);

    /// <summary>Truly asks the store whether it can read and write. For the readiness endpoint.</summary>
    /// <exception cref="StoreUnavailableException">It can't, and why.</exception>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes the engine's own files anew, so that their unused room holds nothing of rows that were deleted or changed. Commits wait for
    /// it. An engine without files of its own has nothing to do. Safe to repeat.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It couldn't be done now, and why; nothing is lost by it.</exception>
    Task ScrubAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
