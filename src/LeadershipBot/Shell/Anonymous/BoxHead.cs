using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Anonymous;

/// <summary>
/// What is known of a box from its one head row, which lies among the asker's own <c>head.</c> rows: so a turn that has
/// read those need not read it again.
/// </summary>
internal sealed class BoxHead
{
    internal BoxHead(BoxAt at, BoxPlan plan, WrappedKey? key, Record row) => (At, Plan, Key, Row) = (at, plan, key, row);

    /// <summary>Where the box lies.</summary>
    public BoxAt At { get; }

    /// <summary>How it is parted.</summary>
    public BoxPlan Plan { get; }

    /// <summary>Whether its result lies in the clear and its key is gone. Before, nothing of it can be shown but how many answered.</summary>
    public bool IsClosed => Key is null;

    /// <summary>How many answered; null until it is closed.</summary>
    public int? Answered { get; internal init; }

    /// <summary>Whether comments were kept at closing.</summary>
    public bool HasComments { get; internal init; }

    internal bool HasGone { get; init; }

    internal WrappedKey? Key { get; }

    internal Record Row { get; }

    /// <summary>The head of the box among rows that were read together; null where the thing has no box.</summary>
    public static BoxHead? Among(string table, IEnumerable<Record> headRows)
        => headRows.FirstOrDefault(IsHead) is { } row ? BoxRows.ToHead(table, row) : null;

    /// <summary>Whether this row is the head of a box.</summary>
    public static bool IsHead(Record row)
        => row.RowKey == BoxRows.Head;
}
