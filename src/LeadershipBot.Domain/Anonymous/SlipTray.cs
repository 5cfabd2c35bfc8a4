using System.Buffers.Binary;
using System.Text;

namespace LeadershipBot.Domain.Anonymous;

/// <summary>Something that was put into a box which keeps no roll: words, and a name of letters that says nothing of whose they are.</summary>
/// <param name="Id">Random lower-case letters and digits, <see cref="SlipTray.IdBytes"/> of them; unique in all boxes.</param>
/// <param name="Words">At most <see cref="SlipTray.WordsBytesMax"/> bytes of UTF-8.</param>
public sealed record Slip(string Id, string Words)
{
    /// <summary>Says nothing, so that no words get into a log by mistake.</summary>
    public override string ToString() => "(a slip)";
}

/// <summary>
/// One part of a box of slips, in the order of their names, which says nothing of when each came. Encoded it has always
/// the same length.
/// </summary>
public sealed class SlipTray
{
    /// <summary>How many slips a tray takes.</summary>
    public const int SlipsMax = 8;

    /// <summary>The length of a slip's name, in ASCII letters and bytes.</summary>
    public const int IdBytes = 26;

    /// <summary>The longest words of a slip, in bytes of UTF-8: 2,000 characters of three bytes, and what the asker writes before them.</summary>
    public const int WordsBytesMax = 6_080;

    /// <summary>The bytes of each tray before it is locked, whatever is in it: within <see cref="BoxPlan.RowBytesMax"/>.</summary>
    public const int Bytes = HeaderBytes + (SlipsMax * SlotBytes);

    private const int HeaderBytes = 4;
    private const int LengthBytes = 2;
    private const int SlotBytes = IdBytes + LengthBytes + WordsBytesMax;

    private readonly SortedDictionary<string, Slip> _slips;

    private SlipTray(SortedDictionary<string, Slip> slips) => _slips = slips;

    /// <summary>A tray with nothing in it.</summary>
    public static SlipTray Empty => new(new SortedDictionary<string, Slip>(StringComparer.Ordinal));

    /// <summary>What is in it, in the order of the names.</summary>
    public IReadOnlyCollection<Slip> Slips => _slips.Values;

    /// <summary>Whether one more fits.</summary>
    public bool HasRoom => _slips.Count < SlipsMax;

    /// <summary>Whether a slip of this name is in it.</summary>
    public bool Holds(string id) => _slips.ContainsKey(id);

    /// <summary>The tray with one slip more.</summary>
    /// <exception cref="ArgumentException">It is full; a slip of this name is in it; or the slip is too long: the asker's mistake.</exception>
    public SlipTray With(Slip slip)
    {
        ArgumentNullException.ThrowIfNull(slip);
        if (!HasRoom || Holds(slip.Id) || slip.Id.Length != IdBytes || !slip.Id.All(char.IsAsciiLetterOrDigit) || Encoding.UTF8.GetByteCount(slip.Words) > WordsBytesMax)
            throw new ArgumentException("This slip doesn't fit.", nameof(slip));
        return new SlipTray(new SortedDictionary<string, Slip>(_slips, StringComparer.Ordinal) { [slip.Id] = slip });
    }

    /// <summary>The tray as bytes, always <see cref="Bytes"/> of them: how many slips, and a slot for each that there could be (name, length, words, zeros).</summary>
    public byte[] Encode()
    {
        var bytes = new byte[Bytes];
        BinaryPrimitives.WriteInt32BigEndian(bytes, _slips.Count);
        var rest = bytes.AsSpan(HeaderBytes);
        foreach (var slip in _slips.Values)
        {
            Encoding.ASCII.GetBytes(slip.Id, rest);
            BinaryPrimitives.WriteUInt16BigEndian(rest[IdBytes..], (ushort)Encoding.UTF8.GetBytes(slip.Words, rest[(IdBytes + LengthBytes)..]));
            rest = rest[SlotBytes..];
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <exception cref="ArgumentException">These bytes are no tray.</exception>
    public static SlipTray Decode(ReadOnlySpan<byte> bytes)
    {
        var count = bytes.Length == Bytes ? BinaryPrimitives.ReadInt32BigEndian(bytes) : -1;
        if (count is < 0 or > SlipsMax)
            throw new ArgumentException("These bytes are no tray of slips.", nameof(bytes));
        var tray = Empty;
        for (var rest = bytes[HeaderBytes..]; count > 0; count--, rest = rest[SlotBytes..])
        {
            var id = Encoding.ASCII.GetString(rest[..IdBytes]);
            tray._slips[id] = new Slip(id, Encoding.UTF8.GetString(rest.Slice(IdBytes + LengthBytes, BinaryPrimitives.ReadUInt16BigEndian(rest[IdBytes..]))));
        }

        return tray;
    }
}
