using LeadershipBot.Domain;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Telling;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Attendance;

/// <summary>
/// Somebody who is asked says in one tap whether they were at a meeting that is over, until its register is closed; they may say otherwise. What
/// whoever keeps the register noted, or Teams' report says, stays.
/// </summary>
internal sealed class SayThere(MeetingShelf shelf, RegisterReading reading, WereCards cards, SendingShelf sendings, Outbox outbox, Contention contention, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (turn.Data.Text("there") is not ("yes" or "no"))
            return new Answer.Refused(new Refusal(MeetingRefusals.Unknown));
        var kept = await contention.RunAsync<Kept>(stop => KeepAsync(turn, head.Key, stop), cancellationToken);
        if (kept.Ruling.IsRefused(out var why, out var me))
            return new Answer.Refused(why);
        var note = library.Text.Format(me.Presence is Presence.Present ? "meetings.were.yes.done" : "meetings.were.no.done");
        return new Answer.Card(cards.Of(head, me, turn.TimeZone, note));
    }

    private async Task<Kept?> KeepAsync(Turn turn, string key, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { } head)
            return new Kept(new Refusal(MeetingRefusals.Unknown));
        if (await reading.FindAsync(head, turn.Actor.MemberId, cancellationToken) is not { } row)
            return new Kept(new Refusal("meetings.refused.notCalled", ("name", head.Meeting.MadeBy?.Name ?? head.Meeting.Organisation.Name)));
        var isAsked = await sendings.FindAsync(WatchMeeting.SendingOf(WereYouThere.SendingKind, MeetingSubjects.OfTime(head)), cancellationToken) is not null;
        if (ReplyRule.SayThere(head.Meeting, row.Attendee, turn.Data.Text("there") == "yes", isAsked, turn.At).IsRefused(out var refusal, out var after))
            return new Kept(refusal);
        if (after == row.Attendee)
            return new Kept(after);
        await shelf.NoteAsync(head.Meeting.Organisation.Id, key, [after.Person], cancellationToken);
        Change[] changes = [row.Becomes(key, after), new Change.Replace(MeetingRows.OfMeeting(head.Meeting, head.ETag))]; // so that it isn't closed meanwhile
        return await outbox.CommitAsync(MeetingRows.Table, key, changes, cancellationToken) is CommitResult.Committed ? new Kept(after) : null;
    }

    private sealed record Kept(Ruling<Attendee> Ruling);
}
