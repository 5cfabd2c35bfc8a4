using System.Buffers.Binary;
using System.Text;

namespace LeadershipBot.Domain.Anonymous;

/// <summary>
/// One part of a box: how many gave each pattern, and the receipts for them, both in an order that says nothing of when
/// each came. Encoded it has always the same length.
/// </summary>
public sealed class Drawer
{
    private readonly SortedDictionary<Pattern, int> _counts;
    private readonly SortedSet<Receipt> _receipts;

    private Drawer(SortedDictionary<Pattern, int> counts, SortedSet<Receipt> receipts) => (_counts, _receipts) = (counts, receipts);

    /// <summary>A drawer with nothing in it.</summary>
    public static Drawer Empty => new([], []);

    /// <summary>How many answers are in it.</summary>
    public int Answers => _receipts.Count;

    /// <summary>How many gave each pattern, ordered by pattern.</summary>
    public IReadOnlyDictionary<Pattern, int> Counts => _counts;

    /// <summary>The receipts, ordered by their number.</summary>
    public IReadOnlyCollection<Receipt> Receipts => _receipts;

    /// <summary>The drawer with one answer more.</summary>
    /// <exception cref="ArgumentException">The receipt is in it already: 128 random bits never are.</exception>
    public Drawer With(Pattern pattern, Receipt receipt)
    {
        var counts = new SortedDictionary<Pattern, int>(_counts);
        counts[pattern] = counts.GetValueOrDefault(pattern) + 1;
        SortedSet<Receipt> receipts = [.. _receipts];
        return receipts.Add(receipt) ? new Drawer(counts, receipts) : throw new ArgumentException("The receipt was given twice.", nameof(receipt));
    }

    /// <summary>
    /// The drawer as bytes, always <see cref="BoxPlan.DrawerBytes"/> of them: number of receipts and of patterns, a slot
    /// for each pattern that there could be (length, text, zeros, count), a slot for each receipt.
    /// </summary>
    /// <exception cref="ArgumentException">It holds more than the plan allows, or a longer pattern.</exception>
    public byte[] Encode(BoxPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (Answers > plan.AnswersPerDrawer || _counts.Count > plan.PatternsPerDrawer || _counts.Keys.Any(pattern => !plan.Takes(pattern)))
            throw new ArgumentException("A drawer holds more than was planned.", nameof(plan));
        var bytes = new byte[plan.DrawerBytes];
        BinaryPrimitives.WriteInt32BigEndian(bytes, _receipts.Count);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), _counts.Count);
        var rest = bytes.AsSpan(BoxPlan.HeaderBytes);
        foreach (var (pattern, count) in _counts)
        {
            var length = Encoding.UTF8.GetBytes(pattern.Words, rest[2..]);
            BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)length);
            BinaryPrimitives.WriteInt32BigEndian(rest[(plan.PatternEntryBytes - 4)..], count);
            rest = rest[plan.PatternEntryBytes..];
        }

        rest = bytes.AsSpan(BoxPlan.HeaderBytes + plan.PatternsPerDrawer * plan.PatternEntryBytes);
        foreach (var receipt in _receipts)
        {
            receipt.WriteTo(rest[..Receipt.Bytes]);
            rest = rest[Receipt.Bytes..];
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="Encode"/> wrote by the same plan.</summary>
    /// <exception cref="ArgumentException">These bytes are no drawer of that plan.</exception>
    public static Drawer Decode(ReadOnlySpan<byte> bytes, BoxPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (bytes.Length != plan.DrawerBytes)
            throw new ArgumentException("A drawer of another length.", nameof(bytes));
        var receipts = BinaryPrimitives.ReadInt32BigEndian(bytes);
        var patterns = BinaryPrimitives.ReadInt32BigEndian(bytes[4..]);
        if (receipts < 0 || receipts > plan.AnswersPerDrawer || patterns < 0 || patterns > plan.PatternsPerDrawer)
            throw new ArgumentException("A drawer that holds more than was planned.", nameof(bytes));

        var drawer = Empty;
        var rest = bytes[BoxPlan.HeaderBytes..];
        for (var i = 0; i < patterns; i++)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
            drawer._counts[Pattern.Of(Encoding.UTF8.GetString(rest.Slice(2, length)))] = BinaryPrimitives.ReadInt32BigEndian(rest[(plan.PatternEntryBytes - 4)..]);
            rest = rest[plan.PatternEntryBytes..];
        }

        rest = bytes[(BoxPlan.HeaderBytes + plan.PatternsPerDrawer * plan.PatternEntryBytes)..];
        for (var i = 0; i < receipts; i++)
            drawer._receipts.Add(Receipt.Of(rest.Slice(i * Receipt.Bytes, Receipt.Bytes)));
        return drawer;
    }
}
