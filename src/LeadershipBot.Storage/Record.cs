using System.Diagnostics.CodeAnalysis;

namespace LeadershipBot.Storage;

/// <summary>
/// One row: two keys and plain typed columns, so that Storage Explorer and Power BI can read it. The getters are those
/// of Azure's TableEntity: null means that the column is absent.
/// </summary>
/// <remarks>Not safe to change from several threads at once.</remarks>
public sealed class Record
{
    private readonly List<KeyValuePair<string, object>> _columns;

    /// <summary>A new record without columns.</summary>
    public Record(string partitionKey, string rowKey)
        : this(partitionKey, rowKey, [])
    {
    }

    /// <summary>A record that was read; the list becomes its own.</summary>
    internal Record(string partitionKey, string rowKey, List<KeyValuePair<string, object>> columns)
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
        _columns = columns;
    }

    /// <summary>The partition; at most 512 characters, without / \ # ? or control characters.</summary>
    public string PartitionKey { get; }

    /// <summary>The row, unique in its partition; limits as for <see cref="PartitionKey"/>.</summary>
    public string RowKey { get; }

    /// <summary>The version that was read, opaque; null for a record that was not read from the store.</summary>
    public string? ETag { get; init; }

    /// <summary>The columns in the order in which they were set.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Columns => _columns;

    /// <summary>
    /// A column's value: string, bool, int, long, double, DateTimeOffset (kept in UTC), Guid or byte[]. Null when
    /// read means absent, and when set removes the column.
    /// </summary>
    [DisallowNull]
    public object? this[string column]
    {
        get
        {
            foreach (var (name, value) in _columns)
                if (string.Equals(name, column, StringComparison.Ordinal))
                    return value;
            return null;
        }

        set
        {
            var at = _columns.FindIndex(c => string.Equals(c.Key, column, StringComparison.Ordinal));
            if (at >= 0)
                _columns.RemoveAt(at);
            if (value is not null)
                _columns.Insert(at >= 0 ? at : _columns.Count, new(column, Checked(column, value)));
        }
    }

    /// <summary>A column that holds text; null if it is absent.</summary>
    /// <exception cref="InvalidOperationException">It holds another type.</exception>
    public string? GetString(string column) => Get<string>(column);

    /// <summary>A column that holds yes or no; null if it is absent.</summary>
    /// <exception cref="InvalidOperationException">It holds another type.</exception>
    public bool? GetBoolean(string column) => GetStruct<bool>(column);

    /// <summary>A column that holds a whole number of 32 bits; null if it is absent.</summary>
    /// <exception cref="InvalidOperationException">It holds another type.</exception>
    public int? GetInt32(string column) => GetStruct<int>(column);

    /// <summary>A column that holds a whole number of 64 bits; null if it is absent.</summary>
    /// <exception cref="InvalidOperationException">It holds another type.</exception>
    public long? GetInt64(string column) => GetStruct<long>(column);

    /// <summary>Accepts a whole number too: others' tools write 1.0 as 1 and leave the type out.</summary>
    public double? GetDouble(string column) => this[column] is int whole ? whole : GetStruct<double>(column);

    /// <summary>A column that holds a moment, in UTC; null if it is absent.</summary>
    /// <exception cref="InvalidOperationException">It holds another type.</exception>
    public DateTimeOffset? GetDateTimeOffset(string column) => GetStruct<DateTimeOffset>(column);

    /// <summary>A column that holds a Guid; null if it is absent.</summary>
    /// <exception cref="InvalidOperationException">It holds another type.</exception>
    public Guid? GetGuid(string column) => GetStruct<Guid>(column);

    /// <summary>A column that holds bytes; null if it is absent.</summary>
    /// <exception cref="InvalidOperationException">It holds another type.</exception>
    public byte[]? GetBinary(string column) => Get<byte[]>(column);

    private static object Checked(string column, object value) => value switch
    {
        DateTimeOffset at => at.ToUniversalTime(),
        string or bool or int or long or double or Guid or byte[] => value,
        _ => throw new ArgumentException($"Column {column} can't hold a {value.GetType().Name}.", nameof(value)),
    };

    private T? Get<T>(string column)
        where T : class
        => this[column] switch
        {
            null => null,
            T value => value,
            var other => throw new InvalidOperationException($"Column {column} holds a {other.GetType().Name}, not a {typeof(T).Name}."),
        };

    private T? GetStruct<T>(string column)
        where T : struct
        => this[column] switch
        {
            null => null,
            T value => value,
            var other => throw new InvalidOperationException($"Column {column} holds a {other.GetType().Name}, not a {typeof(T).Name}."),
        };
}
