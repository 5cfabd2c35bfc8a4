using System.Globalization;
using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Anonymous;

/// <summary>
/// How a box lies among the rows of the thing that asks. While it is open: its head (what was planned, and the locked key),
/// drawers and sheets (locked, always of the same size), a row for each person that says only whether they have answered.
/// Once it is closed: its head without a key, the result as far as the asker keeps it here, the comments if somebody may read them, and the receipts.
/// </summary>
internal static class BoxRows
{
    /// <summary>The row that says how the box is made. It lies among the head rows that every turn reads at once.</summary>
    public const string Head = "head.anonymous";

    /// <summary>With this begins all that a box holds, besides its head.</summary>
    public const string Contents = "anonymous.";

    public const string Roll = "anonymous.roll.";

    /// <summary>Somebody answered who has been forgotten since: the key doesn't say who.</summary>
    public const string Gone = "anonymous.gone.";

    public const string Drawer = "anonymous.box.";
    public const string Sheet = "anonymous.words.";
    public const string Result = "anonymous.result.";
    public const string Comments = "anonymous.comments.";
    public const string Receipts = "anonymous.receipts.";

    private const string PeopleMax = "PeopleMax";
    private const string KindsMax = "KindsMax";
    private const string PatternBytesMax = "PatternBytesMax";
    private const string CommentCharactersMax = "CommentCharactersMax";
    private const string RollKind = "Roll";
    private const string DrawerCount = "Drawers";
    private const string AnswersPerDrawer = "AnswersPerDrawer";
    private const string SheetCount = "Sheets";
    private const string AnswersPerSheet = "AnswersPerSheet";
    private const string KeyName = "KeyName";
    private const string LockedKey = "WrappedKey";
    private const string Answered = "Answered";
    private const string HasComments = "HasComments";
    private const string HasGone = "HasGone";
    private const string Sealed = "Sealed";
    private const string HasAnswered = "HasAnswered";
    private const string Codes = "Codes";

    public static string KeyOf(string prefix, int number) => prefix + number.ToString("D2", CultureInfo.InvariantCulture);

    public static string RollKeyOf(string personId) => Roll + personId;

    public static Record OfHead(BoxAt at, BoxPlan plan, WrappedKey key) => new(at.PartitionKey, Head)
    {
        [PeopleMax] = plan.Order.PeopleMax,
        [KindsMax] = plan.Order.KindsMax,
        [PatternBytesMax] = plan.Order.PatternBytesMax,
        [CommentCharactersMax] = plan.Order.CommentCharactersMax,
        [RollKind] = plan.Order.Roll.ToString(),
        [DrawerCount] = plan.Drawers,
        [AnswersPerDrawer] = plan.AnswersPerDrawer,
        [SheetCount] = plan.Sheets,
        [AnswersPerSheet] = plan.AnswersPerSheet,
        [KeyName] = key.Name,
        [LockedKey] = key.Bytes,
    };

    /// <summary>The head of a box that is closed: without its key, for good.</summary>
    public static Record OfClosedHead(BoxHead head, BoxContents contents, bool readsComments)
    {
        var row = Copy(head.Row);
        row[KeyName] = null!;
        row[LockedKey] = null!;
        row[Answered] = contents.Answered;
        row[HasComments] = readsComments;
        return row;
    }

    /// <summary>The head once somebody who answered was forgotten while it is open.</summary>
    public static Record OfHeadWithGone(BoxHead head)
    {
        var row = Copy(head.Row);
        row[HasGone] = true;
        return row;
    }

    public static BoxHead ToHead(string table, Record row)
    {
        var order = new BoxOrder(
            row.GetInt32(PeopleMax) ?? 0,
            row.GetInt64(KindsMax) ?? 0,
            row.GetInt32(PatternBytesMax) ?? 0,
            row.GetInt32(CommentCharactersMax) ?? 0,
            Enum.Parse<BoxRoll>(row.GetString(RollKind) ?? ""));
        var plan = new BoxPlan(order, row.GetInt32(DrawerCount) ?? 0, row.GetInt32(AnswersPerDrawer) ?? 0, row.GetInt32(SheetCount) ?? 0, row.GetInt32(AnswersPerSheet) ?? 0);
        var key = row.GetBinary(LockedKey) is { } wrapped ? new WrappedKey(row.GetString(KeyName) ?? "", wrapped) : null;
        return new BoxHead(new BoxAt(table, row.PartitionKey), plan, key, row)
        {
            Answered = row.GetInt32(Answered),
            HasComments = row.GetBoolean(HasComments) ?? false,
            HasGone = row.GetBoolean(HasGone) ?? false,
        };
    }

    public static Record OfSealed(BoxAt at, string rowKey, byte[] bytes, string? etag) => new(at.PartitionKey, rowKey) { ETag = etag, [Sealed] = bytes };

    public static byte[] SealedIn(Record row) => row.GetBinary(Sealed) ?? throw new InvalidOperationException("A row of a box holds nothing.");

    public static Record OfRoll(string partitionKey, string personId, bool hasAnswered, string? etag) => new(partitionKey, RollKeyOf(personId)) { ETag = etag, [HasAnswered] = hasAnswered };

    public static Record OfGone(string partitionKey, string key) => new(partitionKey, Gone + key) { [HasAnswered] = true };

    public static bool HasAnsweredIn(Record row) => row.GetBoolean(HasAnswered) ?? false;

    /// <summary>The result in the clear, in the order of the contents, which is a random one.</summary>
    public static IEnumerable<Record> OfContents(BoxHead head, BoxContents contents, bool readsComments)
    {
        foreach (var (rows, number) in contents.Counts.Chunk(head.Plan.PatternsPerResultRow).Select((rows, number) => (rows, number)))
        {
            var record = new Record(head.At.PartitionKey, KeyOf(Result, number));
            for (var i = 0; i < rows.Length; i++)
            {
                record[Column("Pattern", i)] = rows[i].Pattern.Words;
                record[Column("Count", i)] = rows[i].Count;
            }

            yield return record;
        }

        foreach (var (rows, number) in (readsComments ? contents.Comments : []).Chunk(head.Plan.CommentsPerRow).Select((rows, number) => (rows, number)))
        {
            var record = new Record(head.At.PartitionKey, KeyOf(Comments, number));
            for (var i = 0; i < rows.Length; i++)
                record[Column("Comment", i)] = rows[i];
            yield return record;
        }

        foreach (var (some, number) in contents.Receipts.Chunk(BoxPlan.ReceiptsPerRow).Select((some, number) => (some, number)))
        {
            var bytes = new byte[some.Length * Receipt.Bytes];
            for (var i = 0; i < some.Length; i++)
                some[i].WriteTo(bytes.AsSpan(i * Receipt.Bytes));
            yield return new Record(head.At.PartitionKey, KeyOf(Receipts, number)) { [Codes] = bytes };
        }
    }

    public static IEnumerable<PatternCount> CountsIn(Record row)
    {
        for (var i = 0; row.GetString(Column("Pattern", i)) is { } pattern; i++)
            yield return new PatternCount(Pattern.Of(pattern), row.GetInt32(Column("Count", i)) ?? 0);
    }

    public static IEnumerable<string> CommentsIn(Record row)
    {
        for (var i = 0; row.GetString(Column("Comment", i)) is { } comment; i++)
            yield return comment;
    }

    public static IEnumerable<Receipt> ReceiptsIn(Record row)
    {
        var bytes = row.GetBinary(Codes) ?? [];
        for (var at = 0; at + Receipt.Bytes <= bytes.Length; at += Receipt.Bytes)
            yield return Receipt.Of(bytes.AsSpan(at, Receipt.Bytes));
    }

    private static string Column(string name, int index) => name + (index + 1).ToString(CultureInfo.InvariantCulture);

    private static Record Copy(Record row)
    {
        var copy = new Record(row.PartitionKey, row.RowKey) { ETag = row.ETag };
        foreach (var (name, value) in row.Columns)
            copy[name] = value;
        return copy;
    }
}
