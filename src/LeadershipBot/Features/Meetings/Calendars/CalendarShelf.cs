using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>Finds followed calendars, and notes what is asked of them.</summary>
internal sealed class CalendarShelf(IRecordStore store, Outbox outbox, Contention contention, Chance chance, TimeProvider time)
{
    private static readonly RowRange HeadRows = RowRange.Prefix(CalendarRows.Head);

    /// <summary>One read: a calendar by its key, which may have come from outside; null if there is none.</summary>
    public async Task<CalendarHead?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (!MeetingRows.IsKey(key))
            return null;
        Record? calendar = null, sync = null, order = null;
        await foreach (var row in store.ListAsync(CalendarRows.Table, key, HeadRows, cancellationToken))
        {
            if (row.RowKey == CalendarRows.CalendarRow)
                calendar = row;
            else if (row.RowKey == CalendarRows.SyncRow)
                sync = row;
            else if (row.RowKey == OutboxRow.RowKeyOf(SyncCalendar.Kind, ""))
                order = row;
        }

        return calendar is null ? null : new CalendarHead(CalendarRows.ToCalendar(calendar), calendar.ETag!, sync is null ? new SyncState() : SyncRow.To(sync), sync, order);
    }

    /// <summary>The calendars of an organisation, those no more followed, too, in the order of their names.</summary>
    public async Task<List<CalendarHead>> ListAsync(string organisationId, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var row in store.ListAsync(MeetingIndexRows.Table, organisationId, RowRange.Prefix(CalendarRows.Line), cancellationToken))
            keys.Add(row.GetString("Key") ?? "");
        var heads = await Task.WhenAll(keys.Select(key => FindAsync(key, cancellationToken)));
        return [.. heads.OfType<CalendarHead>().OrderBy(head => head.Calendar.Name, StringComparer.OrdinalIgnoreCase).ThenBy(head => head.Key, StringComparer.Ordinal)];
    }

    /// <summary>The calendars that an organisation follows now.</summary>
    public async Task<List<CalendarHead>> ListFollowedAsync(string organisationId, CancellationToken cancellationToken)
        => (await ListAsync(organisationId, cancellationToken)).FindAll(head => head.Calendar.StoppedAt is null);

    /// <summary>Follows a calendar, or one that is followed already by other rules: then the whole of it is read anew. Done twice, it is the same.</summary>
    public async Task<CalendarHead> FollowAsync(FollowedCalendar calendar, Change entry, CancellationToken cancellationToken)
    {
        var key = CalendarRows.KeyOf(calendar);
        await store.CommitAsync(MeetingIndexRows.Table, calendar.Organisation.Id, [new Change.Upsert(CalendarRows.OfLine(key, calendar))], cancellationToken); // first: a line of nothing is harmless
        await contention.RunAsync(
            async stop =>
            {
                var there = await FindAsync(key, stop);
                if (there is { Calendar: { StoppedAt: null } same } && Same(same, calendar))
                    return "same";
                var state = (there?.State ?? new SyncState()) with { WantsFull = true, NotBefore = null, Token = (there?.State.Token ?? 0) + 1 };
                Change[] changes =
                [
                    there is null ? new Change.Insert(CalendarRows.OfCalendar(calendar)) : new Change.Replace(CalendarRows.OfCalendar(calendar, there.ETag)),
                    there?.Sync is null ? new Change.Insert(SyncRow.Of(key, state, null)) : new Change.Replace(SyncRow.Of(key, state, there.Sync.ETag)),
                    entry,
                ];
                return await OrderedAsync(key, there?.Order, changes, stop) ? "done" : null;
            },
            cancellationToken);
        return await FindAsync(key, cancellationToken) ?? throw new StoreUnavailableException("A calendar that was just written isn't there.");
    }

    /// <summary>Says that it is followed no more; what follows from that is seen to later. Done twice, it is the same.</summary>
    public async Task StopAsync(string key, Change entry, CancellationToken cancellationToken)
        => await contention.RunAsync(
            async stop =>
            {
                if (await FindAsync(key, stop) is not { Calendar.StoppedAt: null } head)
                    return "same";
                var stopped = head.Calendar with { StoppedAt = time.GetUtcNow() };
                Change[] changes = [new Change.Replace(CalendarRows.OfCalendar(stopped, head.ETag)), entry];
                return await OrderedAsync(key, head.Order, changes, stop) ? "done" : null;
            },
            cancellationToken);

    /// <summary>
    /// Whether a meeting can be cancelled in its calendar so that it shows here: that is followed and read, and the meeting is still to come.
    /// One that has begun is cancelled by hand, too: who deletes its event then says nothing here.
    /// </summary>
    public async Task<bool> HearsOfAsync(Meeting meeting, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return meeting is { IsFollowed: true, Source.Calendar: var key }
            && meeting.StateAt(now) is MeetingState.Coming
            && await FindAsync(key, cancellationToken) is { Calendar.StoppedAt: null, State: { IsSilent: false } state }
            && !state.HasLongBeenWrongAt(now);
    }

    /// <summary>All that is known of a calendar's events.</summary>
    public async IAsyncEnumerable<KnownEvent> ListEventsAsync(string key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in store.ListAsync(CalendarRows.Table, key, RowRange.Prefix(CalendarRows.Event), cancellationToken))
        {
            if (CalendarRows.ToEvent(row) is { IsGone: false } known)
                yield return known;
        }
    }

    /// <summary>All that is known of a calendar's events, with what is gone and not forgotten yet.</summary>
    public ValueTask<List<KnownEvent>> ListAllEventsAsync(string key, CancellationToken cancellationToken)
        => store.ListAsync(CalendarRows.Table, key, RowRange.Prefix(CalendarRows.Event), cancellationToken).Select(CalendarRows.ToEvent).ToListAsync(cancellationToken);

    /// <summary>
    /// Notes that a calendar is to be looked at: one commit, and none where somebody asked for as much and nobody has begun to read
    /// since. However many ask, it is read once.
    /// </summary>
    public Task AskAsync(string key, Wish wish, CancellationToken cancellationToken)
        => contention.RunAsync(
            async stop =>
            {
                if (await FindAsync(key, stop) is not { Calendar.StoppedAt: null } head)
                    return "none";
                var pending = CalendarRows.WishIn(head.Order, head.State).Wish;
                if (pending.HasFlag(wish))
                    return "same";
                var order = head.Order ?? Order(key);
                order[CalendarRows.Asked] = CalendarRows.NameOf(pending | wish, chance);
                if (head.Order is null)
                    return await outbox.CommitAsync(CalendarRows.Table, key, [new Change.Insert(order)], stop) is CommitResult.Committed ? "done" : null;
                return await OrderedAsync(key, order, [], stop) ? "done" : null;
            },
            cancellationToken);

    /// <summary>One commit with the order to look at the calendar now. A server that works on it keeps its lease: no other begins before it has ended.</summary>
    private async Task<bool> OrderedAsync(string key, Record? there, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        if (there is null)
            return await outbox.CommitAsync(CalendarRows.Table, key, [new Change.Insert(Order(key)), .. changes], cancellationToken) is CommitResult.Committed;
        OutboxRow.BringForward(there, time.GetUtcNow());
        return await outbox.PutOffAsync(CalendarRows.Table, there, changes, cancellationToken);
    }

    private Record Order(string key) => OutboxRow.New(key, SyncCalendar.Kind, "", time.GetUtcNow());

    private static bool Same(FollowedCalendar one, FollowedCalendar other)
        => (one.Name, one.Category, one.Called.ToText(), one.Quorum) == (other.Name, other.Category, other.Called.ToText(), other.Quorum);
}
