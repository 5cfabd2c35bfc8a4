using System.Buffers;
using System.Text;

namespace LeadershipBot.Storage;

/// <summary>
/// The limits of Azure Table storage, kept by every engine, so that what works on one works on all.
/// Source: "Understanding the Table service data model" and "Performing entity group transactions", Microsoft Learn.
/// </summary>
/// <remarks>What breaks a limit is refused with an <see cref="ArgumentException"/> that names the limit and the place, never the value.</remarks>
public static class StoreLimits
{
    /// <summary>Changes in one commit, at the most.</summary>
    public const int ChangesMax = 100;

    /// <summary>Bytes of one commit as it travels, at the most.</summary>
    public const int CommitBytesMax = 4 * 1024 * 1024;

    /// <summary>
    /// Characters (UTF-16) of a partition key or row key, at the most. Microsoft's pages say 1,024 characters here and
    /// 1 KiB there, and Azurite refuses more than 512: this is what all of them take.
    /// </summary>
    public const int KeyCharactersMax = 512;

    /// <summary>Columns of a record besides its keys and time stamp, at the most.</summary>
    public const int ColumnsMax = 252;

    /// <summary>Characters of a column's name, at the most.</summary>
    public const int ColumnNameCharactersMax = 255;

    /// <summary>Bytes of one string (two a character, UTF-16) or binary value, at the most.</summary>
    public const int ColumnBytesMax = 64 * 1024;

    /// <summary>Bytes of a whole record as Azure counts them (text as UTF-16), at the most.</summary>
    public const int RecordBytesMax = 1024 * 1024;

    private const int TableCharactersMin = 3;
    private const int TableCharactersMax = 63;

    // Request line, headers and boundary of one change of a multipart body; generous.
    private const int ChangeOverheadBytes = 768;

    // The longest that one UTF-16 character gets in JSON: \uXXXX.
    private const int JsonBytesPerCharacterMax = 6;

    private static readonly DateTimeOffset EarliestDate = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly SearchValues<char> ForbiddenInKeys = SearchValues.Create(
        [.. "/\\#?\uFFFE\uFFFF", .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(c => (char)c)]);

    /// <summary>Checks a table's name: 3 to 63 letters and digits of ASCII, beginning with a letter.</summary>
    /// <exception cref="ArgumentException">It breaks that rule.</exception>
    public static void CheckTable(string table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Length is < TableCharactersMin or > TableCharactersMax)
            throw new ArgumentException($"A table's name has {TableCharactersMin} to {TableCharactersMax} characters.", nameof(table));
        if (!char.IsAsciiLetter(table[0]) || table.AsSpan().ContainsAnyExcept(AsciiLettersAndDigits))
            throw new ArgumentException("A table's name has letters and digits only, and begins with a letter.", nameof(table));
    }

    private static readonly SearchValues<char> AsciiLettersAndDigits =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Checks a partition key or row key: at most 512 characters, without / \ # ? or control characters.</summary>
    /// <param name="key">The key; may be empty.</param>
    /// <param name="place">What the message calls it.</param>
    /// <exception cref="ArgumentException">It breaks that rule.</exception>
    public static void CheckKey(string key, string place)
    {
        ArgumentNullException.ThrowIfNull(key, place);
        if (key.Length > KeyCharactersMax)
            throw new ArgumentException($"A key has at most {KeyCharactersMax} characters.", place);
        if (key.AsSpan().ContainsAny(ForbiddenInKeys))
            throw new ArgumentException("A key can't contain / \\ # ? or control characters.", place);
        if (!IsWellFormed(key))
            throw new ArgumentException("A key can't contain half of a surrogate pair.", place);
    }

    /// <summary>Checks the names of a partition.</summary>
    /// <exception cref="ArgumentException">One breaks its rule.</exception>
    internal static void CheckPartition(string table, string partitionKey)
    {
        CheckTable(table);
        CheckKey(partitionKey, nameof(partitionKey));
    }

    /// <summary>Checks the names of a row.</summary>
    /// <exception cref="ArgumentException">One breaks its rule.</exception>
    internal static void CheckRow(string table, string partitionKey, string rowKey)
    {
        CheckPartition(table, partitionKey);
        CheckKey(rowKey, nameof(rowKey));
    }

    /// <summary>Checks a whole commit: names, keys, values and sizes, one change for each row, all in one partition.</summary>
    /// <exception cref="ArgumentException">It breaks a limit.</exception>
    public static void CheckCommit(string table, string partitionKey, IReadOnlyList<Change> changes)
    {
        CheckPartition(table, partitionKey);
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.Count > ChangesMax)
            throw new ArgumentException($"A commit has at most {ChangesMax} changes.", nameof(changes));

        CheckOneChangeForEachRow(changes);
        long most = 0;
        for (var i = 0; i < changes.Count; i++)
            most += CheckChange(partitionKey, changes[i], i);
        if (most > CommitBytesMax && Measure(partitionKey, changes) > CommitBytesMax)
            throw new ArgumentException($"A commit has at most {CommitBytesMax} bytes.", nameof(changes));
    }

    private static void CheckOneChangeForEachRow(IReadOnlyList<Change> changes)
    {
        if (changes.Count < 2)
            return;
        var seen = new HashSet<string>(changes.Count, StringComparer.Ordinal);
        for (var i = 0; i < changes.Count; i++)
            if (!seen.Add(changes[i].RowKey))
                throw new ArgumentException($"A commit has one change for each row; change {i} is the second for its row.", nameof(changes));
    }

    /// <returns>A bound of the bytes it takes on the wire.</returns>
    private static long CheckChange(string partitionKey, Change change, int index)
    {
        if (change.Written is not { } record)
        {
            CheckKey(change.RowKey, $"changes[{index}].RowKey");
            return ChangeOverheadBytes + KeyBytesMax(partitionKey, change.RowKey);
        }

        if (!string.Equals(record.PartitionKey, partitionKey, StringComparison.Ordinal))
            throw new ArgumentException($"A commit changes one partition; the record of change {index} is of another.", $"changes[{index}]");
        if (change is Change.Replace && record.ETag is null)
            throw new ArgumentException($"The record of change {index} is to be replaced, but has no ETag.", $"changes[{index}]");
        CheckKey(record.RowKey, $"changes[{index}].RowKey");
        return ChangeOverheadBytes + KeyBytesMax(partitionKey, record.RowKey) + CheckColumns(record, index);
    }

    /// <returns>A bound of the bytes that the columns take as JSON.</returns>
    private static long CheckColumns(Record record, int index)
    {
        if (record.Columns.Count > ColumnsMax)
            throw new ArgumentException($"A record has at most {ColumnsMax} columns; that of change {index} has {record.Columns.Count}.", $"changes[{index}]");

        // Azure's own formula for the size of an entity: keys, then name, kind and value of each property.
        long size = 4 + 2L * (record.PartitionKey.Length + record.RowKey.Length);
        long most = 0;
        for (var i = 0; i < record.Columns.Count; i++)
        {
            var (name, value) = record.Columns[i];
            CheckColumnName(name, index);
            var bytes = CheckValue(name, value, index);
            size += 8 + 2L * name.Length + bytes;
            most += 48 + 2L * JsonBytesPerCharacterMax * name.Length + JsonBytesPerCharacterMax / 2 * (long)bytes;
        }

        if (size > RecordBytesMax)
            throw new ArgumentException($"A record has at most {RecordBytesMax} bytes, text counted as UTF-16; that of change {index} has {size}.", $"changes[{index}]");
        return most;
    }

    private static void CheckColumnName(string name, int index)
    {
        if (name.Length is 0 or > ColumnNameCharactersMax)
            throw new ArgumentException($"A column's name has 1 to {ColumnNameCharactersMax} characters; one of change {index} has {name.Length}.", $"changes[{index}]");
        if (char.IsDigit(name[0]) || !name.All(c => char.IsLetterOrDigit(c) || c == '_'))
            throw new ArgumentException($"A column's name is a C# identifier; one of change {index} isn't.", $"changes[{index}]");
        if (IsReserved(name))
            throw new ArgumentException($"The column name {name} is the store's own; change {index} uses it.", $"changes[{index}]");
    }

    private static bool IsReserved(string name) => name.Length switch
    {
        4 => name.Equals("ETag", StringComparison.OrdinalIgnoreCase),
        6 => name.Equals("RowKey", StringComparison.OrdinalIgnoreCase),
        9 => name.Equals("Timestamp", StringComparison.OrdinalIgnoreCase),
        12 => name.Equals("PartitionKey", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    /// <returns>The value's bytes as Azure counts them.</returns>
    private static int CheckValue(string name, object value, int index)
    {
        switch (value)
        {
            case string text:
                if (text.Length * sizeof(char) > ColumnBytesMax)
                    throw TooLong(name, text.Length * sizeof(char), index);
                if (!IsWellFormed(text))
                    throw new ArgumentException($"Column {name} of change {index} contains half of a surrogate pair.", $"changes[{index}]");
                return text.Length * sizeof(char) + 4;
            case byte[] bytes:
                return bytes.Length <= ColumnBytesMax ? bytes.Length + 4 : throw TooLong(name, bytes.Length, index);
            case DateTimeOffset at:
                return at >= EarliestDate ? 8 : throw new ArgumentException($"A date is in 1601 or later; column {name} of change {index} isn't.", $"changes[{index}]");
            case Guid:
                return 16;
            case bool:
                return 1;
            case int:
                return 4;
            default:
                return 8;
        }
    }

    private static ArgumentException TooLong(string name, int bytes, int index)
        => new($"A value has at most {ColumnBytesMax} bytes, text counted as UTF-16; column {name} of change {index} has {bytes}.", $"changes[{index}]");

    // Keys stand in the address (up to nine bytes a character when escaped) and once more in the JSON.
    private static int KeyBytesMax(string partitionKey, string rowKey)
        => (9 + JsonBytesPerCharacterMax) * (partitionKey.Length + rowKey.Length);

    private static long Measure(string partitionKey, IReadOnlyList<Change> changes)
    {
        long bytes = 0;
        foreach (var change in changes)
        {
            bytes += ChangeOverheadBytes + Uri.EscapeDataString(partitionKey).Length + Uri.EscapeDataString(change.RowKey).Length;
            bytes += change.Written is { } record ? RecordJson.EncodeWithKeys(record).Length : 0;
        }

        return bytes;
    }

    private static bool IsWellFormed(string text)
    {
        var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        if (at < 0)
            return true;
        for (var rest = text.AsSpan(at); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var used) != OperationStatus.Done)
                return false;
            rest = rest[used..];
        }

        return true;
    }
}
