using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Held;

/// <summary>
/// Lets the link of a meeting go by which people joined, since who organised it in Teams stands in it; and their note of it, where
/// nothing else of the meeting is about them. Safe to repeat.
/// </summary>
internal sealed class LetLinkGo(MeetingShelf shelf, IRecordStore store)
{
    public async Task RunAsync(MeetingHead head, CancellationToken cancellationToken)
    {
        if (JoinLink.OrganiserOf(head.Meeting.Content.JoinUrl) is { } organiser && !await HasElseAsync(head, organiser, cancellationToken))
        {
            await store.CommitAsync(MeetingIndexRows.Table, MeetingIndexRows.NotesOf(head.Meeting.Organisation.Id, organiser), [new Change.Delete(MeetingIndexRows.LineRow(head.Key), null)], cancellationToken); // a conflict: there is none
            await store.CommitAsync(MeetingRows.Table, head.Key, [new Change.Delete(MeetingRows.NotedRow(organiser), null)], cancellationToken);
        }

        await shelf.ChangeAsync(head.Key, null, now => now.Meeting.WithoutLink(), _ => [], cancellationToken);
    }

    private async Task<bool> HasElseAsync(MeetingHead head, MemberId person, CancellationToken cancellationToken)
        => ForgetInMeeting.Is(head.Meeting.MadeBy, person)
            || ForgetInMeeting.Is(head.Meeting.ClosedBy, person)
            || await shelf.FindPersonAsync(head.Key, person, cancellationToken) is not null
            || (await shelf.ListConflictsAsync(head.Key, cancellationToken)).Exists(one => one.Person.ToString() == person.ToString() || ForgetInMeeting.Is(one.NotedBy, person))
            || (await shelf.ListCorrectionsAsync(head.Key, cancellationToken)).Exists(one => ForgetInMeeting.Is(one.By, person))
            || (await Audit.ListWithAsync(store, MeetingRows.Table, head.Key, person.ObjectId, cancellationToken)).Count > 0;
}
