using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Telling;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Attendance;

/// <summary>
/// Notes those as there whom Teams' reports have there and the organisation lists, or listed when the meeting called them. What was noted by hand stays, and so does a closed
/// register: of it is only kept that the report says otherwise. Safe to repeat: a report that comes twice notes nobody twice.
/// </summary>
internal sealed class TakeAttendance(MeetingShelf shelf, RegisterReading reading, MeetingRoll roll, IAudience audience, AskBook book, MeetingKeepers keepers, SendingDesk desk, SendingShelf sendings, Outbox outbox, Contention contention, TimeProvider time)
{
    private const int AtOnce = 40;
    private const int ReadAtOnce = 16;

    /// <summary>Takes what the reports say into the register.</summary>
    /// <param name="key">The meeting.</param>
    /// <param name="attended">Who was there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many of them the organisation lists, and how many others there were.</returns>
    public async Task<AttendanceNote> RunAsync(string key, Attended attended, CancellationToken cancellationToken)
    {
        var note = new AttendanceNote(AttendanceState.Awaited);
        if (await shelf.FindAsync(key, cancellationToken) is not { } head)
            return note;
        var there = attended.There;
        var listed = new List<MemberId>();
        foreach (var some in there.Select(MeetingRows.ToId).OfType<MemberId>().Chunk(ReadAtOnce))
            listed.AddRange((await Task.WhenAll(some.Select(async person => await IsListedAsync(head, person, cancellationToken) ? person : (MemberId?)null))).OfType<MemberId>());
        await shelf.NoteAsync(head.Meeting.Organisation.Id, key, listed, cancellationToken);
        foreach (var some in listed.Chunk(AtOnce))
            await contention.RunAsync(stop => NoteOnceAsync(key, some, stop), cancellationToken);
        return note with { Matched = listed.Count, Unmatched = attended.Unnamed + there.Count - listed.Count, Unnamed = attended.Unnamed };
    }

    /// <summary>
    /// Once the reports are complete: those called of whom nobody knows whether they were there are asked, where somebody was there whom
    /// the reports don't name; and of a register that was closed before, whoever keeps it hears that the report says otherwise.
    /// </summary>
    public async Task TellAsync(string key, AttendanceNote note, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { } head)
            return;
        if (head.Meeting.ClosedAt is not null)
            await TellOfDifferenceAsync(head, note, cancellationToken);
        else if (note.Unnamed > 0)
            await OrderAskAsync(head, cancellationToken);
    }

    private async Task<string?> NoteOnceAsync(string key, MemberId[] people, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { } head)
            return "nothing";
        var isClosed = head.Meeting.ClosedAt is not null;
        List<Change> changes = [];
        foreach (var row in await FindAllAsync(head, people, cancellationToken))
        {
            var after = row.Attendee with { IsReported = true };
            if (!isClosed && after.Presence is Presence.NotNoted)
                after = after with { Presence = Presence.Present, PresenceFrom = PresenceSource.Report };
            if (after != row.Attendee)
                changes.Add(row.Becomes(key, after));
        }

        if (changes.Count == 0)
            return "nothing";
        changes.Add(new Change.Replace(MeetingRows.OfMeeting(head.Meeting, head.ETag))); // so that it isn't closed meanwhile
        return await outbox.CommitAsync(MeetingRows.Table, key, changes, cancellationToken) is CommitResult.Committed ? "done" : null;
    }

    /// <summary>Whether the organisation lists them, or did when the meeting called them.</summary>
    private async Task<bool> IsListedAsync(MeetingHead head, MemberId person, CancellationToken cancellationToken)
        => await audience.FindAsync(head.Meeting.Organisation.Id, person, cancellationToken) is not null || await roll.FindAsync(head.Key, person, cancellationToken) is not null;

    private async Task<List<AttendeeRow>> FindAllAsync(MeetingHead head, MemberId[] people, CancellationToken cancellationToken)
    {
        var found = new List<AttendeeRow>();
        foreach (var some in people.Chunk(ReadAtOnce))
            found.AddRange((await Task.WhenAll(some.Select(person => reading.FindAnybodyAsync(head, person, cancellationToken)))).OfType<AttendeeRow>());
        return found;
    }

    private async Task OrderAskAsync(MeetingHead head, CancellationToken cancellationToken)
    {
        var id = WatchMeeting.SendingOf(WereYouThere.SendingKind, MeetingSubjects.OfTime(head));
        if (await sendings.FindAsync(id, cancellationToken) is not null)
            return;
        var now = time.GetUtcNow();
        await desk.OrderAsync(new SendingHead(id, WereYouThere.SendingKind, MeetingSubjects.OfTime(head), head.Meeting.Organisation.Id, head.Meeting.MadeBy?.Id ?? default) { OrderedAt = now, StartsAt = now }, cancellationToken);
    }

    /// <summary>Whom the register has there and the report hasn't may have been in the room, or be one of whom the report doesn't say who they are.</summary>
    private async Task TellOfDifferenceAsync(MeetingHead head, AttendanceNote note, CancellationToken cancellationToken)
    {
        var register = await reading.ReadAsync(head, cancellationToken);
        var hasOthers = head.Meeting.Content.Place.Length == 0 && note.HasReport && register.OnlyNoted.Count > note.Unnamed;
        if (!hasOthers && !register.OnlyReported.Any())
            return;
        foreach (var keeper in await keepers.ListAsync(head.Meeting, [head.Meeting.ClosedBy, head.Meeting.MadeBy], cancellationToken))
            await book.OrderAsync(new AskOrder(keeper, head.Meeting.Organisation.Id, ReportDiffers.AskKind, head.Key, new Ask(AskWeight.Notice, 0, null)), cancellationToken);
    }
}
