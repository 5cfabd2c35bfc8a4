namespace LeadershipBot.Storage;

/// <summary>One change to one record, as part of a commit.</summary>
public abstract record Change(string RowKey)
{
    /// <summary>The record that is written; null for a deletion.</summary>
    internal Record? Written => this switch
    {
        Insert insert => insert.Record,
        Replace replace => replace.Record,
        Upsert upsert => upsert.Record,
        _ => null,
    };

    /// <summary>Adds a record. A conflict if the row is there already.</summary>
    public sealed record Insert(Record Record) : Change(Record.RowKey);

    /// <summary>Replaces a record whole. A conflict unless the row still has <see cref="Record.ETag"/>, which must be set.</summary>
    public sealed record Replace(Record Record) : Change(Record.RowKey);

    /// <summary>Writes a record whole, whether or not it was there. Never a conflict.</summary>
    public sealed record Upsert(Record Record) : Change(Record.RowKey);

    /// <summary>Removes a record. A conflict if the row is gone, or if <paramref name="ETag"/> is given and the row has another.</summary>
    /// <param name="RowKey">The row.</param>
    /// <param name="ETag">The version it must have; null for any.</param>
    public sealed record Delete(string RowKey, string? ETag) : Change(RowKey);
}

/// <summary>What became of a commit.</summary>
public abstract record CommitResult
{
    private CommitResult()
    {
    }

    /// <summary>Everything was written. The ETags are in the order of the changes; null for a deletion.</summary>
    public sealed record Committed(IReadOnlyList<string?> ETags) : CommitResult;

    /// <summary>Nothing was written, since a condition did not hold.</summary>
    /// <param name="RowKey">The row that had moved; null where the engine does not tell.</param>
    public sealed record Conflict(string? RowKey) : CommitResult;
}
