using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>
/// Work on many people goes on, in another delivery, where one left off: in the order of their names within the round. So what is done
/// isn't looked at again, and twice as many people cost twice as much.
/// </summary>
internal static class NextPass
{
    /// <summary>So many people are done in one delivery: it stays well within its lease.</summary>
    public const int AtATime = 200;

    /// <summary>The order to go on. Again it is the same order.</summary>
    /// <param name="round">The round.</param>
    /// <param name="kind">The kind of delivery.</param>
    /// <param name="name">After whom, by their name within the round.</param>
    /// <param name="at">When.</param>
    public static Change After(ReviewRound round, string kind, string name, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(ReviewRows.KeyOf(round), kind, name, at));

    /// <summary>Whether somebody comes in this delivery or a later one: all do in the first.</summary>
    /// <param name="row">The order.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">Their name within the round.</param>
    public static bool HasYet(Record row, string kind, string name) => IsFirst(row, kind) || string.CompareOrdinal(name, row.RowKey[OutboxRow.RowKeyOf(kind, ".")[..^1].Length..]) > 0;

    /// <summary>Whether an order is the first of its kind, and goes on after nobody.</summary>
    public static bool IsFirst(Record row, string kind) => row.RowKey == OutboxRow.RowKeyOf(kind, "");
}
