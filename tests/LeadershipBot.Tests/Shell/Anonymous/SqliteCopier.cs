using System.Globalization;
using System.Text;
using LeadershipBot.Storage;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>Copies the rows of a store; and of SQLite the file and its write-ahead log, with all that lies in pages that aren't in use.</summary>
/// <param name="store">The store.</param>
/// <param name="path">Its file; null where it has none.</param>
internal sealed class SqliteCopier(IRecordStore store, string? path) : ICopier
{
    private const int PageBytes = 4096;
    private const int Overlap = 64;

    private readonly (byte[] Now, byte[] Before)[] _buffers = [([], []), ([], [])];
    private readonly int[] _lengths = [0, 0];

    public async Task<Copy> CopyAsync(string partition, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, CopiedRow>(StringComparer.Ordinal);
        await foreach (var row in store.ListAsync(TrialSlice.Table, partition, RowRange.All, cancellationToken))
            rows[row.RowKey] = new CopiedRow(row.RowKey, row.ETag!, "", [.. row.Columns.Select(column => (column.Key, BytesOf(column.Value)))]);
        if (path is null)
            return new Copy(rows, [], []);
        var walBefore = _lengths[1];
        List<ReadOnlyMemory<byte>> raw = [.. New(0, path), .. New(1, path + "-wal")];
        return new Copy(rows, raw, [("file", Text(_lengths[0])), ("log grew by", Text(_lengths[1] - walBefore))]);
    }

    public static byte[] BytesOf(object value) => value switch
    {
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        _ => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{value}")),
    };

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
