using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>
/// After a time of a series is gone for which something was kept here: that goes over to the meeting in its place, where there is one, and
/// who keeps it hears where it is now. What was asked about it stays with it. Safe to repeat: it goes once.
/// </summary>
internal sealed class CarryOver(MeetingShelf shelf, CarriedRows rows, MeetingKeepers keepers, AskBook book, TimeProvider time) : IDelivery
{
    public const string Kind = "meetings.carry";

    private const string Into = "Into";
    private const string Next = "Next";
    private const string IsKept = "IsKept";
    private const string Since = "Since";
    private const string News = "News";

    /// <summary>So long it is waited for the meeting in its place, which is put in by the same reading.</summary>
    private static readonly TimeSpan PutInWithin = TimeSpan.FromHours(1);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    /// <summary>The order to do so, for the commit that ends the meeting.</summary>
    /// <param name="head">The meeting that ends, as it was.</param>
    /// <param name="carrying">Where what is kept goes.</param>
    /// <param name="now">The time.</param>
    public static Change At(MeetingHead head, Carrying carrying, DateTimeOffset now)
    {
        var row = OutboxRow.New(head.Key, Kind, "", now);
        MeetingRows.SetIf(row, Into, carrying.Into);
        MeetingRows.SetIf(row, Next, carrying.Next);
        (row[IsKept], row[Since], row[News]) = (carrying.IsKept, now, head.Meeting.News);
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Meeting.IsFollowed: true } from || from.Meeting.WhyOff() is null)
            return new Delivered.Done(); // it is back
        var to = row.GetString(Into) is { } into ? await shelf.FindAsync(into, cancellationToken) : null;
        if (row.GetString(Into) is not null && to is null && time.GetUtcNow() < row.GetDateTimeOffset(Since) + PutInWithin)
            return new Delivered.NotBefore(time.GetUtcNow() + Pause);
        var isCarried = to is not null && await rows.CarryAsync(from, to, cancellationToken);
        if (row.GetString(Into) is not null && !isCarried)
            await shelf.ChangeAsync(from.Key, null, there => Ended(there.Meeting, row.GetInt32(News)), _ => [], cancellationToken);
        if (row.GetBoolean(IsKept) is true)
            await TellAsync(from, isCarried ? to!.Key : row.GetString(Next), isCarried, cancellationToken);
        return new Delivered.Done();
    }

    /// <summary>No other meeting stands in its place after all: who answered hears that it doesn't take place. Done again, it is the same.</summary>
    private static Meeting Ended(Meeting meeting, int? newsBefore)
        => meeting.CancelledBecause is not null && meeting.News == newsBefore ? meeting with { News = meeting.News + 1, Revision = meeting.Revision + 1 } : meeting;

    private async Task TellAsync(MeetingHead from, string? other, bool isCarried, CancellationToken cancellationToken)
    {
        var key = CarriedNews.KeyOf(from.Key, other, isCarried);
        foreach (var keeper in await keepers.ListLastAsync(from, cancellationToken))
            await book.OrderAsync(new AskOrder(keeper, from.Meeting.Organisation.Id, CarriedNews.AskKind, key, new Ask(AskWeight.Notice, 0, null)), cancellationToken);
    }
}

/// <summary>Where what is kept of a meeting goes that ends.</summary>
/// <param name="Into">The key of the one in its place; null where nobody can tell.</param>
/// <param name="Next">The key of the nearest one of its series that is to come; null for none.</param>
/// <param name="IsKept">Whether more than answers is kept for it, so that somebody hears of it.</param>
internal sealed record Carrying(string? Into, string? Next, bool IsKept);
