namespace LeadershipBot.Domain.Anonymous;

/// <summary>
/// How an anonymous box lies in the store: into how many drawers (patterns and receipts) and sheets (comments) it is
/// parted, and how many answers each takes. Worked out once, before the first answer, from bounds alone: so no size ever
/// depends on what anybody answered.
/// </summary>
/// <param name="Order">The bounds.</param>
/// <param name="Drawers">The number of rows of patterns and receipts.</param>
/// <param name="AnswersPerDrawer">How many answers each of them takes.</param>
/// <param name="Sheets">The number of rows of comments; 0 where there are none.</param>
/// <param name="AnswersPerSheet">How many answers, with a comment or without, each of them takes.</param>
/// <remarks>
/// Limits are those of Azure Table storage: 64 KB a binary value, 100 changes and 4 MB a commit. All of a box must fit one
/// commit twice: when it is made, and when it is closed (then in the clear, with the locked rows' deletion).
/// </remarks>
public sealed record BoxPlan(BoxOrder Order, int Drawers, int AnswersPerDrawer, int Sheets, int AnswersPerSheet)
{
    /// <summary>The most bytes that a row holds before it is locked. Azure allows 64 KB a value; base 64 makes 64 KB of 48 on the wire.</summary>
    public const int RowBytesMax = 48 * 1024;

    /// <summary>The most changes that a box takes of a commit; the rest of the 100 is the asker's.</summary>
    public const int ChangesMax = 90;

    /// <summary>The most rows of the result: with more patterns each row takes several.</summary>
    public const int ResultRowsMax = 40;

    /// <summary>The most patterns in one row of the result.</summary>
    public const int PatternsPerRowMax = 100;

    /// <summary>Bytes of a drawer or sheet besides what is in it: two counts.</summary>
    internal const int HeaderBytes = 8;

    private const int LengthBytes = 2;
    private const int CountBytes = 4;
    private const int CommentRowsWanted = 20;
    private const int CommentsPerRowMax = 200;
    private const long CommitBytesMax = 3_600_000;
    private const int ChangeBytes = 1200; // names, keys and headers of one change on the wire; generous
    private const int PeoplePerRowWanted = 25;
    private const int RowsWantedMax = 8; // so many servers seldom meet in one row
    private const int AnswersPerRowWanted = 64;

    // The longest that JSON writes a character (\uXXXX), and a byte of a pattern, which holds no control characters.
    private const int JsonBytesPerCharacter = 6;
    private const int JsonBytesPerPatternByte = 3;

    /// <summary>Bytes of one pattern in a drawer: its length, itself and padding, its count.</summary>
    public int PatternEntryBytes => LengthBytes + Order.PatternBytesMax + CountBytes;

    /// <summary>Bytes of one comment on a sheet. A UTF-16 character takes at most three bytes of UTF-8.</summary>
    public int CommentEntryBytes => LengthBytes + 3 * Order.CommentCharactersMax;

    /// <summary>How many different patterns one drawer may come to hold.</summary>
    public int PatternsPerDrawer => (int)Math.Min(Order.KindsMax, AnswersPerDrawer);

    /// <summary>Bytes of each drawer before it is locked, whatever is in it.</summary>
    public int DrawerBytes => HeaderBytes + PatternsPerDrawer * PatternEntryBytes + AnswersPerDrawer * Receipt.Bytes;

    /// <summary>Bytes of each sheet before it is locked, whatever is on it; 0 where there are no comments.</summary>
    public int SheetBytes => Sheets == 0 ? 0 : HeaderBytes + AnswersPerSheet * CommentEntryBytes;

    /// <summary>How many different patterns the whole box may come to hold.</summary>
    public int PatternsMax => (int)Math.Min(Order.KindsMax, Order.PeopleMax);

    /// <summary>How many patterns stand in one row of the result.</summary>
    public int PatternsPerResultRow => Math.Clamp(Parts(PatternsMax, ResultRowsMax), 1, PatternsPerRowMax);

    /// <summary>How many receipts stand in one row once the box is closed.</summary>
    public static int ReceiptsPerRow => RowBytesMax / Receipt.Bytes;

    /// <summary>How many comments stand in one row once the box is closed.</summary>
    public int CommentsPerRow => Order.CommentCharactersMax == 0
        ? 1
        : Math.Clamp(Parts(Order.PeopleMax, CommentRowsWanted), 1, Math.Min(CommentsPerRowMax, 900_000 / (2 * Order.CommentCharactersMax + 40)));

    /// <summary>The plan for these bounds; refused where no box of one commit can hold so much.</summary>
    /// <exception cref="ArgumentException">A number of the order is outside its bounds: the asker's mistake.</exception>
    public static Ruling<BoxPlan> For(BoxOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (!order.MakesSense)
            throw new ArgumentException("A number of the order is outside its bounds.", nameof(order));
        if (order.PeopleMax > BoxOrder.PeopleLimit || Rows(order.PeopleMax, DrawerHolds(order)) is not var (drawers, perDrawer))
            return new Refusal("anonymous.refused.tooLarge");
        var plan = new BoxPlan(order, drawers, perDrawer, 0, 0);
        if (!plan.Fits())
            return new Refusal("anonymous.refused.tooLarge");
        if (order.CommentCharactersMax == 0)
            return plan;
        if (Rows(order.PeopleMax, SheetHolds(order)) is var (sheets, perSheet) && plan with { Sheets = sheets, AnswersPerSheet = perSheet } is var withComments && withComments.Fits())
            return withComments;
        return new Refusal("anonymous.refused.commentsTooLarge");
    }

    /// <summary>Whether this pattern may be put in: not longer than was said when the box was made.</summary>
    public bool Takes(Pattern pattern) => pattern is not null && pattern.Bytes <= Order.PatternBytesMax;

    /// <summary>How many answers a drawer can hold within <see cref="RowBytesMax"/>, at least one.</summary>
    private static int DrawerHolds(BoxOrder order)
    {
        var entry = LengthBytes + order.PatternBytesMax + CountBytes;
        var allDifferent = (RowBytesMax - HeaderBytes) / (entry + Receipt.Bytes);
        return order.KindsMax >= allDifferent ? allDifferent : (int)((RowBytesMax - HeaderBytes - order.KindsMax * entry) / Receipt.Bytes);
    }

    private static int SheetHolds(BoxOrder order) => (RowBytesMax - HeaderBytes) / (LengthBytes + 3 * order.CommentCharactersMax);

    /// <summary>
    /// Few rows for few people. A row is chosen at random among those that have room, so there is a quarter more room than
    /// people: then hardly ever is one full.
    /// </summary>
    private static (int Rows, int AnswersEach)? Rows(int people, int holdsMax)
    {
        for (var rows = Math.Clamp(1 + people / PeoplePerRowWanted, 1, RowsWantedMax); rows <= ChangesMax; rows++)
        {
            var each = Math.Min(Math.Min(people, holdsMax), Math.Max(AnswersPerRowWanted, Parts(3L * people, 2 * rows)));
            if (each == people || 4L * rows * each >= 5L * people)
                return (rows, each);
        }

        return null;
    }

    private bool Fits()
    {
        var locked = 1 + Drawers + Sheets;
        var results = Parts(PatternsMax, PatternsPerResultRow);
        var receipts = Parts(Order.PeopleMax, ReceiptsPerRow);
        var comments = Sheets == 0 ? 0 : Parts(Order.PeopleMax, CommentsPerRow);
        var made = Wire((long)Drawers * (DrawerBytes + 28) + (long)Sheets * (SheetBytes + 28)) + locked * (long)ChangeBytes;
        var closed = (long)PatternsMax * (JsonBytesPerPatternByte * Order.PatternBytesMax + 60) + Wire((long)Order.PeopleMax * Receipt.Bytes)
            + (Sheets == 0 ? 0 : (long)Order.PeopleMax * (JsonBytesPerCharacter * Order.CommentCharactersMax + 40))
            + (locked + results + receipts + comments) * (long)ChangeBytes;
        return results <= ResultRowsMax && locked + results + receipts + comments <= ChangesMax && made <= CommitBytesMax && closed <= CommitBytesMax;
    }

    private static long Wire(long bytes) => (bytes * 4 / 3) + 4; // base 64

    private static int Parts(long all, long each) => (int)((all + each - 1) / each);
}
