using LeadershipBot.Domain;
using LeadershipBot.Features.Meetings.Registers;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;

namespace LeadershipBot.Features.Meetings.Attendance;

/// <summary>
/// An organiser or a chair has Teams asked again for the report that it couldn't give, such as where a permission was given since, while the
/// meeting still has its link. Pressed twice, it is asked once.
/// </summary>
internal sealed class AskForReport(MeetingShelf shelf, AttendanceShelf notes, ManageCards manage, Outbox outbox, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (head.Meeting.Content.JoinUrl.Length == 0 || head.Meeting.WhyOff() is not null)
            return new Answer.Refused(new Refusal("meetings.attendance.refused.gone"));
        if (await notes.FindAsync(head.Key, cancellationToken) is not { MayBeAskedAgain: true } note)
            return new Answer.Card(await manage.OfAsync(turn, head, note: null, cancellationToken)); // it was read, or is asked, meanwhile
        await outbox.CommitAsync(MeetingRows.Table, head.Key, [.. ReadAttendance.AtOnce(head.Key, note, turn.At)], cancellationToken); // a conflict: somebody else had it asked
        return new Answer.Card(await manage.OfAsync(turn, head, library.Text.Format("meetings.attendance.asked"), cancellationToken));
    }
}
