using System.Globalization;
using System.Text;
using LeadershipBot.Storage;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>Copies the rows of a store; and of SQLite the file and its write-ahead log, with all that lies in pages that aren't in use.</summary>
/// <param name="store">The store.</param>
/// <param name="path">Its file; null where it has none.</param>
internal sealed class SqliteCopier(IRecordStore store, string? path) : ICopier
{
    private byte[] _buffer = [];
    private long _walBefore;

    public async Task<Copy> CopyAsync(string partition, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, CopiedRow>(StringComparer.Ordinal);
        await foreach (var row in store.ListAsync(TrialSlice.Table, partition, RowRange.All, cancellationToken))
            rows[row.RowKey] = new CopiedRow(row.RowKey, row.ETag!, "", [.. row.Columns.Select(column => (column.Key, BytesOf(column.Value)))]);
        if (path is null)
            return new Copy(rows, default, []);
        var length = Read(path, 0);
        var file = length;
        length = Read(path + "-wal", length);
        var wal = length - file;
        (var grown, _walBefore) = (wal - _walBefore, wal);
        return new Copy(rows, _buffer.AsMemory(0, length), [("file", Text(file)), ("log grew by", Text(grown))]);
    }

    public static byte[] BytesOf(object value) => value switch
    {
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        _ => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{value}")),
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private int Read(string file, int at)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        if (at + stream.Length > _buffer.Length)
            Array.Resize(ref _buffer, (int)(at + stream.Length) * 2);
        return at + stream.ReadAtLeast(_buffer.AsSpan(at, (int)stream.Length), (int)stream.Length, throwOnEndOfStream: false);
    }
}
