using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Shell;
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

    /// <summary>So long it is waited for the meeting in its place, which is put in by the same reading.</summary>
    private static readonly TimeSpan PutInWithin = TimeSpan.FromHours(1);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    /// <summary>The order to do so, for the commit that ends the meeting.</summary>
    /// <param name="key">The meeting that ends.</param>
    /// <param name="into">The key of the one in its place; null where nobody can tell.</param>
    /// <param name="next">The key of the nearest one of its series that is to come; null for none.</param>
    /// <param name="isKept">Whether more than answers is kept for it, so that somebody hears of it.</param>
    /// <param name="now">The time.</param>
    public static Change At(string key, string? into, string? next, bool isKept, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, Kind, "", now);
        MeetingRows.SetIf(row, Into, into);
        MeetingRows.SetIf(row, Next, next);
        (row[IsKept], row[Since]) = (isKept, now);
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Meeting: { CancelledBecause: not null, IsFollowed: true } } from)
            return new Delivered.Done(); // it is back
        var to = row.GetString(Into) is { } into ? await shelf.FindAsync(into, cancellationToken) : null;
        if (row.GetString(Into) is not null && to is null && time.GetUtcNow() < row.GetDateTimeOffset(Since) + PutInWithin)
            return new Delivered.NotBefore(time.GetUtcNow() + Pause);
        var isCarried = to is not null && await rows.CarryAsync(from, to, cancellationToken);
        if (row.GetBoolean(IsKept) is true)
            await TellAsync(from, isCarried ? to!.Key : row.GetString(Next), isCarried, cancellationToken);
        return new Delivered.Done();
    }

    private async Task TellAsync(MeetingHead from, string? other, bool isCarried, CancellationToken cancellationToken)
    {
        var key = CarriedNews.KeyOf(from.Key, other, isCarried);
        foreach (var keeper in await keepers.ListLastAsync(from, cancellationToken))
            await book.OrderAsync(new AskOrder(keeper, from.Meeting.Organisation.Id, CarriedNews.AskKind, key, new Ask(AskWeight.Notice, 0, null)), cancellationToken);
    }
}
