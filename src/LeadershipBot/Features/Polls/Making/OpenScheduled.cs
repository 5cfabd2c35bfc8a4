using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Making;

/// <summary>
/// Opens a scheduled poll when its time has come: only now are those counted who are asked, and the box of an anonymous one
/// made. That it opens is one commit, so that however often this is tried, and by whatever server, it opens once.
/// </summary>
internal sealed class OpenScheduled(PollShelf shelf, PollOpening opening, AskerStanding asker, Outbox outbox, IRecordStore store, Contention contention, TimeProvider time) : IDelivery
{
    public const string Kind = "polls.open";

    /// <summary>The order to open it, as a change for the commit that schedules it; the same again is the same order.</summary>
    /// <param name="partitionKey">The poll.</param>
    /// <param name="place">The conversation in which it is then posted; null where it isn't.</param>
    /// <param name="at">When.</param>
    public static Change At(string partitionKey, Place? place, DateTimeOffset at)
    {
        var row = OutboxRow.New(partitionKey, Kind, "", at);
        if (place is not null)
            PlaceColumns.Write(row, place);
        return new Change.Upsert(row);
    }

    /// <summary>Where a scheduled poll is going to be posted; null where nowhere.</summary>
    public static Place? PlaceOf(PollHead head) => head.Outbox.GetValueOrDefault(OutboxRow.RowKeyOf(Kind, "")) is { } row ? PlaceIn(row) : null;

    /// <summary>The place that an order names; null where none.</summary>
    public static Place? PlaceIn(Record row) => PlaceColumns.Read(row) is { ConversationId.Length: > 0 } place ? place : null;

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
        => (await contention.RunAsync(stop => OnceAsync(row, stop), cancellationToken)).Delivered;

    private async Task<Tried?> OnceAsync(Record row, CancellationToken cancellationToken)
    {
        var (key, now) = (row.PartitionKey, time.GetUtcNow());
        if (await shelf.FindAsync(key, cancellationToken) is not { } head || !head.Poll.IsWaitingToOpen())
            return new Tried(new Delivered.Done());
        if (head.Poll.OpensAt is { } opens && opens > now)
            return new Tried(new Delivered.NotBefore(opens));
        if (head.Poll.ClosesAt <= now)
            return await CommitAsync(head, NotOpened(head, NotAsked.Missed, PlaceIn(row), now), cancellationToken);
        if (await asker.WhyNotAsync(head.Poll, PlaceIn(row), cancellationToken) is { } why)
            return await CommitAsync(head, NotOpened(head, why, null, now), cancellationToken);
        if ((await opening.PrepareAsync(head.Poll.Opened(), cancellationToken)).IsRefused(out var refused, out var opened))
        {
            return PollOpening.IsPassing(refused)
                ? new Tried(new Delivered.Later("the key for anonymous answers can't be used now"))
                : await CommitAsync(head, NotOpened(head, NotAsked.Promise, null, now), cancellationToken);
        }

        await OpenPolls.NoteAsync(store, opened.Poll, cancellationToken); // first, as where a poll is made
        return await CommitAsync(head, Opened(head, opened, PlaceIn(row), now), cancellationToken);
    }

    private static List<Change> Opened(PollHead head, OpenedPoll opened, Place? place, DateTimeOffset now) =>
    [
        new Change.Replace(PollRows.OfPoll(opened.Poll, head.AskedIn, head.ETag)),
        .. opened.Box,
        .. PollStart.Orders(opened.Poll, place, now),
        ShowScheduled.At(head.PartitionKey, now),
        Audit.ByProgram(head.PartitionKey, "polls.opened", now),
    ];

    private static List<Change> NotOpened(PollHead head, NotAsked why, Place? place, DateTimeOffset now)
    {
        var key = head.PartitionKey;
        var poll = head.Poll with { ClosedAt = now, NotAsked = why, Revision = head.Poll.Revision + 1 };
        List<Change> changes = [new Change.Replace(PollRows.OfPoll(poll, head.AskedIn, head.ETag)), TellNotAsked.At(key, now), ShowScheduled.At(key, now), Audit.ByProgram(key, "polls.notAsked", now)];
        if (poll.NextOpening(RepeatPoll.ZoneOf(poll)) is { } next)
            changes.Add(RepeatPoll.At(key, place, next));
        return changes;
    }

    private async Task<Tried?> CommitAsync(PollHead head, List<Change> changes, CancellationToken cancellationToken)
        => await outbox.CommitAsync(PollRows.Table, head.PartitionKey, changes, cancellationToken) is CommitResult.Conflict ? null : new Tried(new Delivered.Done());

    private sealed record Tried(Delivered Delivered);
}
