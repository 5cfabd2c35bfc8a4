using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Answering;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Held;

/// <summary>
/// Forgets one person in one meeting. Until it begins their answer goes, and whoever was to stand in for them stands in no
/// more; who named them needs another deputy. Both are told, and not why. From then on somebody stays in their place whom nobody can name, so that the quorum of that day stays
/// what it was. A link that names them as its organiser in Teams goes, once nobody joins by it any more.
/// </summary>
internal sealed class ForgetInMeeting(MeetingShelf shelf, MeetingRoll roll, RollOrder order, IRecordStore store, Outbox outbox, Contention contention, Chance chance, TimeProvider time, CardLibrary library)
{
    /// <summary>The tenant of those whom nobody can name.</summary>
    private const string Nobody = "erased";

    /// <summary>Safe to repeat: who was forgotten isn't found again.</summary>
    public Task RunAsync(string key, MemberId person, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(key, person, stop), cancellationToken);

    private static Person? Unless(Person? one, MemberId person) => Is(one, person) ? null : one;

    public static bool Is(Person? one, MemberId person) => one?.Id.ToString() == person.ToString();

    private async Task<string?> OnceAsync(string key, MemberId person, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { } head)
            return "nothing";
        if (head.Meeting.AsksForRegister)
            head = await roll.FreezeAsync(head, cancellationToken);
        var (changes, unnamed) = (new List<Change>(), new MemberId(Nobody, chance.NewId()));
        var staysCounted = head.Meeting.Roll is not null;
        if (await roll.FindAsync(key, person, cancellationToken) is { } called)
            changes.AddRange(MeetingRoll.Replace(key, called, called with { Person = unnamed, Name = library.Text.Plain("meetings.formerMember").Words }));
        changes.AddRange(await order.ReplaceAsync(key, person, unnamed, cancellationToken));
        foreach (var row in await shelf.ListPeopleAsync(key, cancellationToken))
        {
            if (Is(row.Attendee.Person, person))
            {
                changes.Add(new Change.Delete(MeetingRows.PersonRow(person), row.ETag));
                if (staysCounted)
                    changes.Add(new Change.Insert(AttendeeRow.Of(key, row.Attendee with { Person = unnamed, Name = library.Text.Plain("meetings.formerMember").Words, RepliedAt = null }, null)));
                continue;
            }

            var after = row.Attendee with { Deputy = Other(row.Attendee.Deputy), StandsFor = Other(row.Attendee.StandsFor) };
            if (after != row.Attendee)
                changes.AddRange(staysCounted ? [row.Becomes(key, after)] : Left(head, row, after));
        }

        foreach (var conflict in await shelf.ListConflictsAsync(key, cancellationToken))
            changes.AddRange(ConflictOf(key, conflict, person, unnamed, staysCounted));
        changes.AddRange(await CorrectionsAsync(key, person, cancellationToken));
        var holdsLink = JoinLink.OrganiserOf(head.Meeting.Content.JoinUrl) is { } organiser && Is(organiser, person);
        var isOver = time.GetUtcNow() >= head.Meeting.Content.EndsAt;
        if ((!holdsLink || isOver) && (await shelf.ListNotedAsync(key, cancellationToken)).Exists(one => Is(one.Person, person)))
            changes.Add(new Change.Delete(MeetingRows.NotedRow(person), null));
        var meeting = head.Meeting with { MadeBy = Unless(head.Meeting.MadeBy, person), LinkedBy = Unless(head.Meeting.LinkedBy, person), ClosedBy = Unless(head.Meeting.ClosedBy, person) };
        if (holdsLink && isOver)
            meeting = meeting.WithoutLink();
        if (meeting != head.Meeting)
            meeting = meeting with { Revision = meeting.Revision + 1 };
        if (changes.Count == 0 && meeting == head.Meeting)
            return "nothing";
        changes.AddRange([new Change.Replace(MeetingRows.OfMeeting(meeting, head.ETag)), .. shelf.Orders(key)]);
        return await CommitAsync(key, changes, cancellationToken) ? "done" : null;

        MemberId? Other(MemberId? id) => id is { } whom && Is(whom, person) ? staysCounted ? unnamed : null : id;
    }

    /// <summary>Until it begins: who named them needs another deputy, and who stood in for them needn't any more.</summary>
    private IEnumerable<Change> Left(MeetingHead head, AttendeeRow row, Attendee after)
    {
        var (key, now, isAhead) = (head.Key, time.GetUtcNow(), head.Meeting.WhyNoAnswer(time.GetUtcNow()) is null);
        if (after.Deputy is null && row.Attendee.Deputy is not null)
        {
            yield return row.Becomes(key, after with { Reply = Reply.Apologies });
            if (isAhead)
                yield return TellOfMeeting.At(key, TellOfMeeting.Gone, after.Person, chance.NewId(), now);
        }
        else if (after is { Presence: Presence.NotNoted, IsCalled: false })
        {
            yield return new Change.Delete(MeetingRows.PersonRow(after.Person), row.ETag);
            if (isAhead && after.Reply is not Reply.Apologies)
                yield return TellOfMeeting.At(key, TellOfMeeting.Released, after.Person, chance.NewId(), now);
        }
        else
        {
            yield return row.Becomes(key, after);
        }
    }

    /// <summary>What they noted of another stays somebody's note, so that only who keeps the register takes it back.</summary>
    private IEnumerable<Change> ConflictOf(string key, ItemConflict conflict, MemberId person, MemberId unnamed, bool staysCounted)
    {
        var nobody = new Person(unnamed, library.Text.Plain("meetings.formerMember").Words);
        var isTheirs = Is(conflict.Person, person);
        var after = conflict with { NotedBy = Is(conflict.NotedBy, person) ? nobody : conflict.NotedBy };
        if (isTheirs)
            yield return new Change.Delete(MeetingRows.ConflictRow(conflict.ItemId, conflict.Person), null);
        if (isTheirs && staysCounted)
            yield return new Change.Insert(MeetingRows.OfConflict(key, after with { Person = nobody.Id, Name = nobody.Name }));
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
            if (await outbox.CommitAsync(MeetingRows.Table, key, some, cancellationToken) is not CommitResult.Committed)
                return false;
        }

        return true;
    }

    private static bool Is(MemberId one, MemberId other) => one.ToString() == other.ToString();
}
