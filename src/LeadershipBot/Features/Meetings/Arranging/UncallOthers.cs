using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Answering;
using LeadershipBot.Features.Meetings.Telling;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Arranging;

/// <summary>
/// After others are called to a meeting than before: the answers of those who aren't called any more go, with the interests that were
/// noted of them, and they are told; nor do their deputies stand in any more. Who had not answered hears nothing, but is called anew if they are
/// called again. A deputy who is called themselves now stands in for nobody.
/// </summary>
internal sealed class UncallOthers(MeetingShelf shelf, CallRounds rounds, IAudience audience, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "meetings.uncall";

    private const int NotedAtOnce = StoreLimits.ChangesMax - 1;

    /// <summary>So long they are noted in one stretch, of the 40 seconds that it may take: each stretch reads anew who was ever called, who is now, and who is noted.</summary>
    private static readonly TimeSpan NotesFor = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The order to do so, as a change for the commit that causes it.</summary>
    public static Change At(string key, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(key, Kind, "", at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head || head.Meeting.WhyNoAnswer(time.GetUtcNow()) is not null)
            return new Delivered.Done(); // who was there is the register's to say
        var people = await shelf.ListPeopleAsync(head.Key, cancellationToken);
        var called = await audience.ListAsync(head.Meeting.Organisation.Id, head.Meeting.Content.Called, cancellationToken).Select(member => member.Person.ToString()).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        var isDone = true;
        foreach (var one in people)
        {
            if (await ChangesOfAsync(head, one, people, called, cancellationToken) is { Count: > 0 } changes)
                isDone &= await outbox.CommitAsync(MeetingRows.Table, head.Key, changes, cancellationToken) is CommitResult.Committed;
        }

        isDone &= await NoteSilentAsync(head, people, called, cancellationToken);
        isDone &= await LetInterestsGoAsync(head, people, called, cancellationToken);
        return isDone ? new Delivered.Done() : new Delivered.Later("somebody answered meanwhile, or there are many", Pause) { CountsAsTry = false };
    }

    /// <summary>Of those who were called and never answered it is noted, too, that they aren't called any more: called again, they hear of it as for the first time. False where there are more than fit one stretch.</summary>
    private async Task<bool> NoteSilentAsync(MeetingHead head, List<AttendeeRow> people, HashSet<string> called, CancellationToken cancellationToken)
    {
        var told = people.Where(row => row.Attendee is not { Reply: Reply.None, StandsFor: null, Presence: Presence.NotNoted }).Select(row => row.Attendee.Person.ToString());
        var noted = (await shelf.ListNotedAsync(head.Key, cancellationToken)).Where(one => one.NotCalledSince == head.Meeting.Calls).Select(one => one.Person.ToString());
        var others = called.Concat(told).Concat(noted).ToHashSet(StringComparer.Ordinal);
        var silent = (await rounds.EverCalledAsync(head, cancellationToken)).Where(key => !others.Contains(key)).Select(MeetingRows.ToId).OfType<MemberId>().ToList();
        var started = TimeProvider.System.GetTimestamp();
        foreach (var some in silent.Chunk(NotedAtOnce))
        {
            if (TimeProvider.System.GetElapsedTime(started) > NotesFor)
                return false;
            await shelf.NoteAsync(head.Meeting.Organisation.Id, head.Key, some, cancellationToken);
            await outbox.CommitAsync(MeetingRows.Table, head.Key, [.. some.Select(person => new Change.Upsert(MeetingRows.OfNoted(head.Key, person, head.Meeting.Calls)))], cancellationToken);
        }

        return true;
    }

    /// <summary>The interests of those who aren't called any more, never answered and do nothing else at it, go too.</summary>
    private async Task<bool> LetInterestsGoAsync(MeetingHead head, List<AttendeeRow> people, HashSet<string> called, CancellationToken cancellationToken)
    {
        var others = people.Where(row => row.Attendee is not { Reply: Reply.None, StandsFor: null, Presence: Presence.NotNoted }).Select(row => row.Attendee.Person.ToString()).ToHashSet(StringComparer.Ordinal);
        var gone = (await shelf.ListConflictsAsync(head.Key, cancellationToken)).Where(one => !called.Contains(one.Person.ToString()) && !others.Contains(one.Person.ToString()));
        var isDone = true;
        foreach (var some in gone.Chunk(StoreLimits.ChangesMax))
            isDone &= await outbox.CommitAsync(MeetingRows.Table, head.Key, [.. some.Select(one => new Change.Delete(MeetingRows.ConflictRow(one.ItemId, one.Person), null))], cancellationToken) is CommitResult.Committed;
        return isDone;
    }

    private async Task<List<Change>> ChangesOfAsync(MeetingHead head, AttendeeRow row, List<AttendeeRow> people, HashSet<string> called, CancellationToken cancellationToken)
    {
        var (key, one, isCalled) = (head.Key, row.Attendee, called.Contains(row.Attendee.Person.ToString()));
        if (one.StandsFor is { } whom)
            return isCalled ? [row.Becomes(key, one with { StandsFor = null, Reply = Reply.None, RepliedAt = null }), .. Without(head, people.Find(other => Is(other.Attendee.Person, whom)), called)] : [];
        if (isCalled || one.Reply is Reply.None || one.Presence is not Presence.NotNoted)
            return [];
        List<Change> changes =
        [
            new Change.Delete(MeetingRows.PersonRow(one.Person), row.ETag),
            new Change.Upsert(MeetingRows.OfNoted(key, one.Person, head.Meeting.Calls)),
            TellOfMeeting.At(key, TellOfMeeting.NotCalled, one.Person, head.ETag, time.GetUtcNow()),
        ];
        changes.AddRange((await shelf.ListConflictsAsync(key, cancellationToken)).Where(conflict => Is(conflict.Person, one.Person)).Select(conflict => new Change.Delete(MeetingRows.ConflictRow(conflict.ItemId, conflict.Person), null)));
        if (people.Find(other => other.Attendee is { Presence: Presence.NotNoted, StandsFor: { } principal } && Is(principal, one.Person)) is { } deputy && !called.Contains(deputy.Attendee.Person.ToString()))
        {
            changes.Add(new Change.Delete(MeetingRows.PersonRow(deputy.Attendee.Person), deputy.ETag));
            if (deputy.Attendee.Reply is not Reply.Apologies)
                changes.Add(TellOfMeeting.At(key, TellOfMeeting.Released, deputy.Attendee.Person, head.ETag, time.GetUtcNow()));
        }

        return changes;
    }

    /// <summary>Whoever named a deputy who is called themselves now: they sent apologies, and may name another.</summary>
    private IEnumerable<Change> Without(MeetingHead head, AttendeeRow? principal, HashSet<string> called)
    {
        if (principal is not { Attendee: { Reply: Reply.Deputy } one } || !called.Contains(one.Person.ToString()))
            yield break;
        yield return principal.Becomes(head.Key, one with { Reply = Reply.Apologies, Deputy = null });
        yield return TellOfMeeting.At(head.Key, TellOfMeeting.Gone, one.Person, head.ETag, time.GetUtcNow());
    }

    private static bool Is(MemberId one, MemberId other) => one.ToString() == other.ToString();
}
