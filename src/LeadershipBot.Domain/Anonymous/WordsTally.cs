using System.Buffers.Binary;
using System.Text;

namespace LeadershipBot.Domain.Anonymous;

/// <summary>
/// How many different people have certainly written one of the comments that wait on a page. Nobody knows who wrote which; known is, for
/// each ask, who answered it and how many comments came. Of an ask, so many of its writers are certainly new as it brought comments
/// beyond those who may have answered an earlier one. Encoded it has always the same length.
/// </summary>
/// <param name="Writers">So many, at least.</param>
/// <param name="Marks">Those who answered so far, by marks of <see cref="MarkCharacters"/> letters and digits.</param>
/// <param name="Others">How many answered besides, of whom it isn't known who they are.</param>
/// <param name="IsFull">Whether more answered than have room: then nobody counts as new any more.</param>
public sealed record WordsTally(int Writers, IReadOnlyList<string> Marks, int Others, bool IsFull)
{
    /// <summary>The length of a mark.</summary>
    public const int MarkCharacters = 16;

    private const int MarksMax = 96;
    private const int HeaderBytes = 8;

    /// <summary>Of a page on which nothing lies.</summary>
    public static WordsTally None { get; } = new(0, [], 0, false);

    /// <summary>The length of what <see cref="Encode"/> writes.</summary>
    public static int Bytes => HeaderBytes + (MarksMax * MarkCharacters);

    /// <summary>With one ask more.</summary>
    /// <param name="comments">How many comments it brought, each of another of those who answered it.</param>
    /// <param name="marks">Those who answered it, each once.</param>
    /// <param name="others">How many answered it besides, of whom it isn't known who they are.</param>
    public WordsTally With(int comments, IReadOnlyCollection<string> marks, int others)
    {
        ArgumentNullException.ThrowIfNull(marks);
        var fresh = marks.Except(Marks, StringComparer.Ordinal).ToList();
        var isFirst = Marks.Count == 0 && Others == 0 && !IsFull;
        var mayHaveBefore = isFirst ? 0 : IsFull ? marks.Count + others : marks.Count - fresh.Count + others + Math.Min(fresh.Count, Others);
        var all = Marks.Concat(fresh).ToList();
        return new WordsTally(Writers + Math.Max(0, comments - mayHaveBefore), [.. all.Take(MarksMax)], Others + others, IsFull || all.Count > MarksMax);
    }

    /// <summary>As bytes.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[Bytes];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)Writers);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)Others);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4), (ushort)Marks.Count);
        bytes[6] = IsFull ? (byte)1 : (byte)0;
        for (var i = 0; i < Marks.Count; i++)
            Encoding.ASCII.GetBytes(Marks[i].AsSpan(0, MarkCharacters), bytes.AsSpan(HeaderBytes + (i * MarkCharacters)));
        return bytes;
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <exception cref="ArgumentException">These bytes are no tally.</exception>
    public static WordsTally Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Bytes || BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]) > MarksMax)
            throw new ArgumentException("No tally.", nameof(bytes));
        var marks = new string[BinaryPrimitives.ReadUInt16BigEndian(bytes[4..])];
        for (var i = 0; i < marks.Length; i++)
            marks[i] = Encoding.ASCII.GetString(bytes.Slice(HeaderBytes + (i * MarkCharacters), MarkCharacters));
        return new WordsTally(BinaryPrimitives.ReadUInt16BigEndian(bytes), marks, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), bytes[6] != 0);
    }
}
