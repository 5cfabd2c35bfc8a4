using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Making;

/// <summary>
/// Asks the next poll of a series when its time has come: a poll of its own, with the words and settings that the one before
/// has by then. Its id is made of the series and its number, so that however often this is tried there is one. What could
/// not be asked until its closing had passed is left out, and the one after it comes at its time.
/// </summary>
internal sealed class RepeatPoll(PollShelf shelf, PollOpening opening, AskerStanding asker, Outbox outbox, IRecordStore store, References references, Contention contention, TimeProvider time) : IDelivery
{
    public const string Kind = "polls.repeat";

    /// <summary>The order to ask the next one, as a change for a commit of the poll before it; the same again is the same order.</summary>
    public static Change At(string partitionKey, Place? place, DateTimeOffset at)
    {
        var row = OutboxRow.New(partitionKey, Kind, "", at);
        if (place is not null)
            PlaceColumns.Write(row, place);
        return new Change.Upsert(row);
    }

    /// <summary>The zone by whose clocks a poll is repeated.</summary>
    public static TimeZoneInfo ZoneOf(Poll poll) => Zones.OrUnitedKingdom(poll.Repeats?.ZoneId);

    /// <summary>The key of a poll of a series that follows another.</summary>
    public static string KeyOf(Poll before) => PollRows.PartitionOf(before with { Id = IdOf(before) });

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Poll: { Repeats: { } repeats, Series: { } series } before })
            return new Delivered.Done();
        var zone = ZoneOf(before);
        if (before.NextOpening(zone) is not { } opens)
            return new Delivered.Done(); // it was stopped
        if (opens > now)
            return new Delivered.NotBefore(opens);
        while (repeats.Next(opens, series.Number + 1, zone) is { } later && later <= now)
            opens = later;
        var poll = before.Following(IdOf(before), opens, zone);
        if (await shelf.FindAsync(PollRows.PartitionOf(poll), cancellationToken) is not null)
            return new Delivered.Done();
        if (poll.ClosesAt <= now)
            return repeats.Next(opens, series.Number + 1, zone) is { } next ? new Delivered.NotBefore(next) : new Delivered.Done();
        if (await asker.WhyNotAsync(poll, OpenScheduled.PlaceIn(row), cancellationToken) is { } why)
            return await StopAsync(row.PartitionKey, why, cancellationToken);
        if ((await opening.PrepareAsync(poll, cancellationToken)).IsRefused(out var refused, out var opened))
            return PollOpening.IsPassing(refused) ? new Delivered.Later("the key for anonymous answers can't be used now") : await StopAsync(row.PartitionKey, NotAsked.Promise, cancellationToken);
        await AskAsync(opened, OpenScheduled.PlaceIn(row), now, cancellationToken);
        return new Delivered.Done();
    }

    private async Task AskAsync(OpenedPoll opened, Place? place, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (poll, key) = (opened.Poll, PollRows.PartitionOf(opened.Poll));
        await store.CommitAsync(PollRows.IndexTable, poll.Organisation.Id, [new Change.Upsert(PollRows.OfIndex(poll))], cancellationToken);
        await OpenPolls.NoteAsync(store, poll, cancellationToken);
        if (poll.About is { } about)
            await references.NoteAsync(about.Key, poll.Organisation.Id, "polls", key, cancellationToken);
        await outbox.CommitAsync(PollRows.Table, key, [.. PollStart.New(opened, place, now), Audit.ByProgram(key, "polls.asked", now)], cancellationToken); // a conflict: another server asked it
    }

    /// <summary>Ends the series, and has it told.</summary>
    private async Task<Delivered> StopAsync(string key, NotAsked why, CancellationToken cancellationToken)
    {
        await contention.RunAsync(
            async stop =>
            {
                var now = time.GetUtcNow();
                if (await shelf.FindAsync(key, stop) is not { Poll: { Repeats: { StoppedAt: null } repeats } poll } head)
                    return new CommitResult.Committed([]);
                var stopped = poll with { Repeats = repeats with { StoppedAt = now }, NotAsked = why, Revision = poll.Revision + 1 };
                Change[] changes = [new Change.Replace(PollRows.OfPoll(stopped, head.AskedIn, head.ETag)), TellNotAsked.At(key, now), Audit.ByProgram(key, "polls.repeatEnded", now)];
                return await outbox.CommitAsync(PollRows.Table, key, changes, stop) as CommitResult.Committed;
            },
            cancellationToken);
        return new Delivered.Done();
    }

    private static string IdOf(Poll before)
        => before.Series is { } series ? Keys.Hash(series.Id, (series.Number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)) : before.Id;
}
