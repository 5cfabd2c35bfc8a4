using System.Buffers.Binary;
using System.Text;

namespace LeadershipBot.Domain.Anonymous;

/// <summary>
/// One part of a box's comments, in an order that says nothing of when each came. Every answer is entered on a sheet, with
/// a comment or without, so that nobody can see who wrote one. Encoded it has always the same length.
/// </summary>
public sealed class Sheet
{
    private readonly List<string> _comments;

    private Sheet(int answers, List<string> comments) => (Answers, _comments) = (answers, comments);

    /// <summary>A sheet with nothing on it.</summary>
    public static Sheet Empty => new(0, []);

    /// <summary>How many answers were entered, with a comment or without.</summary>
    public int Answers { get; }

    /// <summary>The comments, ordered by their characters.</summary>
    public IReadOnlyList<string> Comments => _comments;

    /// <summary>
    /// A comment as it is kept: trimmed, without control characters but line breaks and tabs, halves of characters
    /// replaced; empty where nothing was written.
    /// </summary>
    public static string Clean(string? comment)
    {
        var clean = new StringBuilder();
        foreach (var rune in (comment ?? "").Trim().EnumerateRunes()) // half a surrogate pair comes as U+FFFD
            if (!Rune.IsControl(rune) || rune.Value is '\n' or '\t')
                clean.Append(rune);
        return clean.ToString().Trim();
    }

    /// <summary>The sheet with one answer more.</summary>
    /// <param name="comment">As <see cref="Clean"/> made it; empty for none.</param>
    public Sheet With(string comment)
    {
        ArgumentNullException.ThrowIfNull(comment);
        var comments = new List<string>(_comments);
        if (comment.Length > 0)
            comments.Add(comment);
        comments.Sort(StringComparer.Ordinal);
        return new Sheet(Answers + 1, comments);
    }

    /// <summary>
    /// The sheet as bytes, always <see cref="BoxPlan.SheetBytes"/> of them: number of answers and of comments, a slot for
    /// each answer that there could be (length, text, zeros).
    /// </summary>
    /// <exception cref="ArgumentException">It holds more than the plan allows, or a longer comment.</exception>
    public byte[] Encode(BoxPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (Answers > plan.AnswersPerSheet || _comments.Exists(comment => comment.Length > plan.Order.CommentCharactersMax))
            throw new ArgumentException("A sheet holds more than was planned.", nameof(plan));
        var bytes = new byte[plan.SheetBytes];
        BinaryPrimitives.WriteInt32BigEndian(bytes, Answers);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), _comments.Count);
        var rest = bytes.AsSpan(BoxPlan.HeaderBytes);
        foreach (var comment in _comments)
        {
            BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)Encoding.UTF8.GetBytes(comment, rest[2..]));
            rest = rest[plan.CommentEntryBytes..];
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="Encode"/> wrote by the same plan.</summary>
    /// <exception cref="ArgumentException">These bytes are no sheet of that plan.</exception>
    public static Sheet Decode(ReadOnlySpan<byte> bytes, BoxPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (bytes.Length != plan.SheetBytes)
            throw new ArgumentException("A sheet of another length.", nameof(bytes));
        var answers = BinaryPrimitives.ReadInt32BigEndian(bytes);
        var comments = BinaryPrimitives.ReadInt32BigEndian(bytes[4..]);
        if (answers < 0 || answers > plan.AnswersPerSheet || comments < 0 || comments > answers)
            throw new ArgumentException("A sheet that holds more than was planned.", nameof(bytes));
        var sheet = new Sheet(answers, new List<string>(comments));
        var rest = bytes[BoxPlan.HeaderBytes..];
        for (var i = 0; i < comments; i++)
        {
            sheet._comments.Add(Encoding.UTF8.GetString(rest.Slice(2, BinaryPrimitives.ReadUInt16BigEndian(rest))));
            rest = rest[plan.CommentEntryBytes..];
        }

        return sheet;
    }
}
