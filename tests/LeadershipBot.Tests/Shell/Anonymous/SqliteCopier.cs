using System.Globalization;
using System.Text;
using LeadershipBot.Storage;
using Microsoft.Data.Sqlite;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>
/// Copies the rows of an ask; and of SQLite whatever other row was written since the last copy, the file and its
/// write-ahead log, with all that lies in pages that aren't in use.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="table">Where the ask lies.</param>
/// <param name="path">Its file; null where it has none.</param>
internal sealed class SqliteCopier(IRecordStore store, string table, string? path) : ICopier, IDisposable
{
    private const int PageBytes = 4096;
    private const int Overlap = 64;

    /// <summary>With this begin the keys of rows that aren't the ask's own.</summary>
    private const string Elsewhere = "~";

    private readonly (byte[] Now, byte[] Before)[] _buffers = [([], []), ([], [])];
    private readonly int[] _lengths = [0, 0];
    private SqliteConnection? _file;
    private long _version;

    public void Dispose() => _file?.Dispose();

    public async Task<Copy> CopyAsync(string partition, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, CopiedRow>(StringComparer.Ordinal);
        await foreach (var row in store.ListAsync(table, partition, RowRange.All, cancellationToken))
            rows[row.RowKey] = new CopiedRow(row.RowKey, row.ETag!, "", [.. row.Columns.Select(column => (column.Key, BytesOf(column.Value)))]);
        if (path is null)
            return new Copy(rows, [], []);
        await AddOthersAsync(rows, path, partition, cancellationToken);
        var walBefore = _lengths[1];
        List<ReadOnlyMemory<byte>> raw = [.. New(0, path), .. New(1, path + "-wal")];
        return new Copy(rows, raw, [("file", Text(_lengths[0])), ("log grew by", Text(_lengths[1] - walBefore))]);
    }

    /// <summary>The bytes of a value; of all numbers as many.</summary>
    public static byte[] BytesOf(object value) => value switch
    {
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        int or long => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{value,20}")),
        _ => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{value}")),
    };

    /// <summary>Rows of other asks, people and tables, as far as they are new; read past our own store.</summary>
    private async Task AddOthersAsync(Dictionary<string, CopiedRow> rows, string file, string partition, CancellationToken cancellationToken)
    {
        if (_file is null)
        {
            _file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            await _file.OpenAsync(cancellationToken);
        }

        await using var command = _file.CreateCommand();
        command.CommandText = "SELECT tbl, pk, rk, version, columns FROM records WHERE version > $last AND NOT (tbl = $table AND pk = $partition)";
        command.Parameters.AddWithValue("$last", _version);
        command.Parameters.AddWithValue("$table", table);
        command.Parameters.AddWithValue("$partition", partition);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var version = reader.GetInt64(3);
            _version = Math.Max(_version, version);
            var key = $"{Elsewhere}{reader.GetString(0)}/{reader.GetString(1)}/{reader.GetString(2)}";
            rows[key] = new CopiedRow(key, version.ToString(CultureInfo.InvariantCulture), "", [("columns", Encoding.UTF8.GetBytes(reader.GetString(4)))]);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What of a file isn't as it was.</summary>
    private List<ReadOnlyMemory<byte>> New(int file, string name)
    {
        var (before, now) = _buffers[file];
        var lengthBefore = _lengths[file];
        using var stream = new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        var length = (int)stream.Length;
        if (length > now.Length)
            now = new byte[length * 2];
        length = stream.ReadAtLeast(now.AsSpan(0, length), length, throwOnEndOfStream: false);
        (_buffers[file], _lengths[file]) = ((now, before), length);
        var changed = new List<ReadOnlyMemory<byte>>();
        for (var at = 0; at < length; at += PageBytes)
        {
            var end = Math.Min(at + PageBytes, length);
            if (end > lengthBefore || !now.AsSpan(at..end).SequenceEqual(before.AsSpan(at..end)))
                changed.Add(now.AsMemory(Math.Max(at - Overlap, 0)..Math.Min(end + Overlap, length)));
        }

        return changed;
    }
}
