using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Held;

/// <summary>
/// Forgets one person in one meeting. While the register is open their answer goes, and whoever was to stand in for them stands in no
/// more. Once it is closed somebody stays in their place whom nobody can name, so that the quorum of that day stays what it was.
/// </summary>
internal sealed class ForgetInMeeting(MeetingShelf shelf, IRecordStore store, Contention contention, Chance chance, CardLibrary library)
{
    /// <summary>The tenant of those whom nobody can name.</summary>
    private const string Nobody = "erased";

    /// <summary>Safe to repeat: who was forgotten isn't found again.</summary>
    public Task RunAsync(string key, MemberId person, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(key, person, stop), cancellationToken);

    public static bool Is(Person? one, MemberId person) => one?.Id.ToString() == person.ToString();

    private async Task<string?> OnceAsync(string key, MemberId person, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { } head)
            return "nothing";
        var (changes, unnamed) = (new List<Change>(), new MemberId(Nobody, chance.NewId()));
        var isClosed = head.Meeting.ClosedAt is not null;
        foreach (var row in await shelf.ListPeopleAsync(key, cancellationToken))
        {
            if (Is(row.Attendee.Person, person))
            {
                changes.Add(new Change.Delete(MeetingRows.PersonRow(person), row.ETag));
                if (isClosed)
                    changes.Add(new Change.Insert(MeetingRows.OfAttendee(key, row.Attendee with { Person = unnamed, Name = library.Text.Plain("meetings.formerMember").Words, RepliedAt = null }, null)));
                continue;
            }

            var after = row.Attendee with { Deputy = Other(row.Attendee.Deputy), StandsFor = Other(row.Attendee.StandsFor) };
            if (after.Deputy is null && row.Attendee.Deputy is not null)
                after = after with { Reply = Reply.Apologies };
            if (after != row.Attendee)
                changes.Add(row.Becomes(key, after));
        }

        foreach (var conflict in await shelf.ListConflictsAsync(key, cancellationToken))
            changes.AddRange(ConflictOf(key, conflict, person, isClosed ? unnamed : null));
        changes.AddRange(await CorrectionsAsync(key, person, cancellationToken));
        var meeting = head.Meeting with { MadeBy = Is(head.Meeting.MadeBy, person) ? null : head.Meeting.MadeBy, ClosedBy = Is(head.Meeting.ClosedBy, person) ? null : head.Meeting.ClosedBy };
        if (meeting != head.Meeting)
            meeting = meeting with { Revision = meeting.Revision + 1 };
        if (changes.Count == 0 && meeting == head.Meeting)
            return "nothing";
        changes.AddRange([new Change.Replace(MeetingRows.OfMeeting(meeting, head.ETag)), .. shelf.Orders(key)]);
        return await CommitAsync(key, changes, cancellationToken) ? "done" : null;

        MemberId? Other(MemberId? id) => id is { } whom && Is(whom, person) ? isClosed ? unnamed : null : id;
    }

    private IEnumerable<Change> ConflictOf(string key, ItemConflict conflict, MemberId person, MemberId? unnamed)
    {
        var isTheirs = Is(conflict.Person, person);
        var after = conflict with { NotedBy = Is(conflict.NotedBy, person) ? null : conflict.NotedBy };
        if (isTheirs)
            yield return new Change.Delete(MeetingRows.ConflictRow(conflict.ItemId, conflict.Person), null);
        if (isTheirs && unnamed is { } nobody)
            yield return new Change.Insert(MeetingRows.OfConflict(key, after with { Person = nobody, Name = library.Text.Plain("meetings.formerMember").Words }));
        else if (!isTheirs && after != conflict)
            yield return new Change.Upsert(MeetingRows.OfConflict(key, after));
    }

    private async Task<List<Change>> CorrectionsAsync(string key, MemberId person, CancellationToken cancellationToken)
    {
        var changes = new List<Change>();
        await foreach (var row in store.ListAsync(MeetingRows.Table, key, RowRange.Prefix(MeetingRows.Correction), cancellationToken))
        {
            if (row.GetString("By") == person.ToString())
                changes.Add(new Change.Replace(MeetingRows.OfCorrection(key, row.RowKey[MeetingRows.Correction.Length..], MeetingRows.ToCorrection(row) with { By = null }, row.ETag)));
        }

        return changes;
    }

    /// <summary>What fits goes in one commit; the order is such that what was done is passed over when it is done again.</summary>
    private async Task<bool> CommitAsync(string key, List<Change> changes, CancellationToken cancellationToken)
    {
        foreach (var some in changes.Chunk(StoreLimits.ChangesMax - 1))
        {
            if (await store.CommitAsync(MeetingRows.Table, key, some, cancellationToken) is not CommitResult.Committed)
                return false;
        }

        return true;
    }

    private static bool Is(MemberId one, MemberId other) => one.ToString() == other.ToString();
}
