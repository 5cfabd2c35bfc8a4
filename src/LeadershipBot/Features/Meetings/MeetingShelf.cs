using LeadershipBot.Domain;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Attendance;
using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Features.Meetings.Registers;
using LeadershipBot.Features.Meetings.Telling;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings;

/// <summary>Finds meetings, and changes them: load, decide, one commit with everything that follows from it.</summary>
internal sealed class MeetingShelf(IRecordStore store, Outbox outbox, Contention contention, TimeProvider time)
{
    /// <summary>Notes that are written side by side: of a report of hundreds one after the other would take longer than a delivery may.</summary>
    private const int NotedAtOnce = 16;

    private static readonly RowRange HeadRows = RowRange.Prefix(MeetingRows.Head);

    /// <summary>One read: a meeting by its key, which may have come from outside; null if there is none.</summary>
    public async Task<MeetingHead?> FindAsync(string key, CancellationToken cancellationToken)
        => MeetingRows.IsKey(key) ? MeetingRows.ToHead(await RowsAsync(key, HeadRows, cancellationToken)) : null;

    /// <summary>The meeting that a turn names, for somebody of its organisation; or why not.</summary>
    public async Task<Ruling<MeetingHead>> FindAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (MeetingGate.Check(turn) is { } refusal)
            return refusal;
        return await FindAsync(turn.Data.Text("meeting"), cancellationToken) is { } head && head.Meeting.Organisation.Id == turn.Actor.Organisation.Id
            ? head
            : new Refusal(MeetingRefusals.Unknown);
    }

    /// <summary>The same, for somebody who manages it, in their own chat.</summary>
    public async Task<Ruling<MeetingHead>> FindManagedAsync(Turn turn, CancellationToken cancellationToken)
        => MeetingGate.CheckMaking(turn) is { } refusal ? refusal : await FindAsync(turn, cancellationToken);

    /// <summary>The row of a person; null if there is none.</summary>
    public async Task<AttendeeRow?> FindPersonAsync(string key, MemberId person, CancellationToken cancellationToken)
        => await store.FindAsync(MeetingRows.Table, key, MeetingRows.PersonRow(person), cancellationToken) is { } row ? AttendeeRow.Read(row) : null;

    /// <summary>Everybody who has a row.</summary>
    public async Task<List<AttendeeRow>> ListPeopleAsync(string key, CancellationToken cancellationToken)
        => [.. (await RowsAsync(key, RowRange.Prefix(MeetingRows.Person), cancellationToken)).Select(AttendeeRow.Read).OfType<AttendeeRow>()];

    /// <summary>Who has an interest in which item.</summary>
    public async Task<List<ItemConflict>> ListConflictsAsync(string key, CancellationToken cancellationToken)
        => [.. (await RowsAsync(key, RowRange.Prefix(MeetingRows.Conflict), cancellationToken)).Select(MeetingRows.ToConflict).OfType<ItemConflict>()];

    /// <summary>Why its register was changed after it was closed, in the order of time.</summary>
    public async Task<List<Correction>> ListCorrectionsAsync(string key, CancellationToken cancellationToken)
        => [.. (await RowsAsync(key, RowRange.Prefix(MeetingRows.Correction), cancellationToken)).Select(MeetingRows.ToCorrection).OrderBy(one => one.At)];

    /// <summary>Puts a new meeting in. Done twice, it is there once.</summary>
    /// <returns>The meeting as it is there.</returns>
    public async Task<MeetingHead> AddAsync(Meeting meeting, MemberId by, Change entry, CancellationToken cancellationToken)
    {
        var key = MeetingRows.KeyOf(meeting);
        await NoteAsync(meeting.Organisation.Id, key, new[] { by, JoinLink.OrganiserOf(meeting.Content.JoinUrl) }.OfType<MemberId>(), cancellationToken); // first: a note of nothing is harmless
        await outbox.CommitAsync(MeetingRows.Table, key, [new Change.Insert(MeetingRows.OfMeeting(meeting)), entry, .. LearnLink.After(key, null, meeting, time.GetUtcNow()), .. Orders(key)], cancellationToken); // a conflict: it was sent twice
        return await FindAsync(key, cancellationToken) ?? throw new StoreUnavailableException("A meeting that was just written isn't there.");
    }

    /// <summary>
    /// Puts a meeting in that comes from a calendar: nobody is called to it, and one that is over already asks for nothing. Its line is
    /// written before by whoever adds it. Whom its link names is noted. Done twice, it is there once.
    /// </summary>
    public async Task AddFollowedAsync(Meeting meeting, CancellationToken cancellationToken)
    {
        var key = MeetingRows.KeyOf(meeting);
        if (JoinLink.OrganiserOf(meeting.Content.JoinUrl) is { } organiser)
            await NoteAsync(meeting.Organisation.Id, key, new[] { organiser }, cancellationToken); // first: a note of nothing is harmless
        List<Change> changes = [new Change.Insert(MeetingRows.OfMeeting(meeting)), .. LearnLink.After(key, null, meeting, time.GetUtcNow())];
        if (WatchMeeting.Next(meeting, remind: null, time.GetUtcNow()) is { } at)
            changes.Add(new Change.Upsert(OutboxRow.New(key, WatchMeeting.Kind, "", at)));
        await outbox.CommitAsync(MeetingRows.Table, key, changes, cancellationToken); // a conflict: it is there
    }

    /// <summary>Changes a meeting, with what else changes in its partition.</summary>
    /// <param name="key">Which.</param>
    /// <param name="by">Who does it; null for nobody.</param>
    /// <param name="decide">The meeting after it, or why not; the same where nothing changes, and then nothing else does.</param>
    /// <param name="also">What else changes, such as the entry of the audit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Ruling<Meeting>> ChangeAsync(string key, MemberId? by, Func<MeetingHead, Ruling<Meeting>> decide, Func<MeetingHead, IEnumerable<Change>> also, CancellationToken cancellationToken)
        => ChangeAsync(key, by, decide, (head, _) => Task.FromResult(also(head)), cancellationToken);

    /// <summary>The same, where what else changes follows from what else is there: that is read each time it is decided.</summary>
    public Task<Ruling<Meeting>> ChangeAsync(string key, MemberId? by, Func<MeetingHead, Ruling<Meeting>> decide, Func<MeetingHead, CancellationToken, Task<IEnumerable<Change>>> also, CancellationToken cancellationToken)
        => contention.ChangeAsync(
            stop => FindAsync(key, stop),
            new Refusal(MeetingRefusals.Unknown),
            decide,
            async (head, after, stop) => after == head.Meeting || await KeepAsync(head, after, by, await also(head, stop), stop),
            cancellationToken);

    private async Task<bool> KeepAsync(MeetingHead head, Meeting after, MemberId? by, IEnumerable<Change> also, CancellationToken cancellationToken)
    {
        await NoteAsync(after.Organisation.Id, head.Key, new[] { by, JoinLink.OrganiserOf(after.Content.JoinUrl) }.OfType<MemberId>(), cancellationToken);
        var now = time.GetUtcNow();
        Change[] changes = [new Change.Replace(MeetingRows.OfMeeting(after, head.ETag)), .. also, .. await AttendanceAsync(head, after, cancellationToken), .. BeginAnew.After(head, after, now), .. PassBeginningOn.After(head, after, now), .. LearnLink.After(head.Key, head.Meeting, after, now), .. Orders(head.Key)];
        return await outbox.CommitAsync(MeetingRows.Table, head.Key, changes, cancellationToken) is CommitResult.Committed;
    }

    /// <summary>
    /// How far the reading of Teams' reports is holds for the link and the time that it was begun with: with another link, or at a later
    /// time, it begins anew; where somebody took the link out before anything was read, that is why nothing comes.
    /// </summary>
    private async Task<Change[]> AttendanceAsync(MeetingHead before, Meeting after, CancellationToken cancellationToken)
    {
        if (!after.ReadsAnewAfter(before.Meeting) || await store.FindAsync(MeetingRows.Table, before.Key, AttendanceRows.Row, cancellationToken) is not { } row)
            return [];
        if (after.Content.JoinUrl.Length > 0)
            return [new Change.Delete(AttendanceRows.Row, row.ETag)];
        return AttendanceRows.ToNote(row) is { IsSettled: false, HasReport: false } note ? [new Change.Replace(AttendanceRows.Of(before.Key, note with { State = AttendanceState.NotAvailable, Why = WhyUnlinked(note, after) }))] : [];
    }

    /// <summary>What kept it from being read till then says more than that the link is gone.</summary>
    private string WhyUnlinked(AttendanceNote note, Meeting after)
    {
        if (time.GetUtcNow() < after.Content.EndsAt.AddDays(MeetingLimits.LinkDays))
            return AttendanceRows.Unlinked;
        return note.Why.Length > 0 ? note.Why : AttendanceRows.Gone;
    }

    /// <summary>
    /// Notes in which meeting people stand, by which it is found from each; and in the meeting whom that names, so that retention finds
    /// the notes of those, too, of whom nothing is left in it.
    /// </summary>
    public async Task NoteAsync(string organisationId, string key, IEnumerable<MemberId> people, CancellationToken cancellationToken)
    {
        foreach (var some in people.DistinctBy(one => one.ToString()).Chunk(NotedAtOnce))
            await Task.WhenAll(some.Select(person => NoteAsync(organisationId, key, person, cancellationToken)));
    }

    private async Task NoteAsync(string organisationId, string key, MemberId person, CancellationToken cancellationToken)
    {
        var row = MeetingIndexRows.OfNote(organisationId, key, person);
        if (await store.FindAsync(MeetingIndexRows.Table, row.PartitionKey, row.RowKey, cancellationToken) is not null)
            return;
        await store.CommitAsync(MeetingRows.Table, key, [new Change.Insert(MeetingRows.OfNoted(key, person, notCalledSince: null))], cancellationToken); // a conflict: it is there
        await store.CommitAsync(MeetingIndexRows.Table, row.PartitionKey, [new Change.Upsert(row)], cancellationToken);
    }

    /// <summary>Everybody who was noted, with the round of calls in which they were called no more; null where they weren't.</summary>
    public async Task<List<(MemberId Person, int? NotCalledSince)>> ListNotedAsync(string key, CancellationToken cancellationToken)
        => [.. (await RowsAsync(key, RowRange.Prefix(MeetingRows.Noted), cancellationToken)).Select(row => (Person: MeetingRows.ToNoted(row), row.GetInt32("NotCalledSince"))).Where(one => one.Person is not null).Select(one => (one.Person!.Value, one.Item2))];

    /// <summary>Has the meeting looked at, as after a change.</summary>
    public Task LookAsync(string key, CancellationToken cancellationToken) => outbox.CommitAsync(MeetingRows.Table, key, [.. Orders(key)], cancellationToken);

    /// <summary>The meeting's line is brought up to date, and whatever is due now is seen to.</summary>
    public IEnumerable<Change> Orders(string key)
    {
        var now = time.GetUtcNow();
        yield return new Change.Upsert(OutboxRow.New(key, ListMeeting.Kind, "", now));
        yield return new Change.Upsert(OutboxRow.New(key, WatchMeeting.Kind, "", now));
    }

    private async Task<List<Record>> RowsAsync(string key, RowRange range, CancellationToken cancellationToken)
    {
        var rows = new List<Record>(8);
        await foreach (var row in store.ListAsync(MeetingRows.Table, key, range, cancellationToken))
            rows.Add(row);
        return rows;
    }
}
