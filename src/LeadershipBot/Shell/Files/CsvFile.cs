using System.Buffers;
using System.Text;

namespace LeadershipBot.Shell.Files;

/// <summary>A file of lines as spreadsheets read them, written line by line: nothing is kept of a line but its bytes.</summary>
public sealed class CsvFile
{
    private static readonly SearchValues<char> QuotedFor = SearchValues.Create("\",\r\n");

    private readonly ArrayBufferWriter<byte> _bytes = new(16 * 1024);

    /// <summary>Begins with the byte order mark and the header; every line then has as many cells as it.</summary>
    public CsvFile(IReadOnlyList<string> header)
    {
        _bytes.Write(Encoding.UTF8.Preamble);
        Add(header);
    }

    /// <summary>The file so far.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <summary>How many bytes it has so far.</summary>
    public int Length => _bytes.WrittenCount;

    /// <summary>Adds a line; null is an empty cell.</summary>
    public void Add(IReadOnlyList<string?> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
                Write(",");
            var cell = Csv.Guarded(cells[i] ?? "");
            Write(cell.AsSpan().IndexOfAny(QuotedFor) < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }

        Write("\r\n");
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text.AsSpan(), _bytes);
}
