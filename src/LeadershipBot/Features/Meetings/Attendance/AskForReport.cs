using LeadershipBot.Domain;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Registers;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Attendance;

/// <summary>
/// An organiser or a chair has Teams asked again for the report that it couldn't give, such as where a permission was given since, while the
/// meeting still has its link. Where they organised it in Teams and another put its link in here, they agree by it to the reading, which is
/// audited. Pressed twice, it is asked once. Once the register is closed nothing more is read for it: whoever was asked reads that on the
/// card that asked.
/// </summary>
internal sealed class AskForReport(MeetingShelf shelf, AttendanceShelf notes, ManageCards manage, MayReadCards cards, Outbox outbox, CardLibrary library) : ISlice
{
    private static readonly Refusal Gone = new("meetings.attendance.refused.gone");
    private static readonly Refusal Closed = new("meetings.attendance.refused.closed");

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var found = await notes.FindAsync(head.Key, cancellationToken);
        if (MayReadCards.WhyOver(head.Meeting) is { } over)
            return Over(turn, head, found, over);
        if (found is not { } note || !note.MayBeAskedAgainBy(JoinLink.OrganiserOf(head.Meeting.Content.JoinUrl), turn.Actor.MemberId))
            return new Answer.Card(await manage.OfAsync(turn, head, note: null, cancellationToken)); // it was read, or is asked, meanwhile
        var agrees = note.Why == AttendanceRows.Stranger;
        if (agrees)
            await shelf.NoteAsync(head.Meeting.Organisation.Id, head.Key, [turn.Actor.MemberId], cancellationToken); // the entry names them
        Change[] entry = agrees ? [Audit.Entry(head.Key, turn, "meetings.attendanceAgreed")] : [];
        await outbox.CommitAsync(MeetingRows.Table, head.Key, [.. ReadAttendance.AtOnce(head.Key, note with { IsAgreed = note.IsAgreed || agrees }, turn.At), .. entry], cancellationToken); // a conflict: somebody else had it asked
        return new Answer.Card(await manage.OfAsync(turn, head, library.Text.Format("meetings.attendance.asked"), cancellationToken));
    }

    private Answer Over(Turn turn, MeetingHead head, AttendanceNote? note, string over)
    {
        if (turn.Data.Text("asked") == "yes" && note is not { IsAgreed: true })
            return new Answer.Card(cards.Of(head, turn.TimeZone, over).View);
        return new Answer.Refused(head.Meeting.ClosedAt is null ? Gone : Closed);
    }
}
