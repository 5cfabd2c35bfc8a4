using LeadershipBot.Domain;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Text;
using LeadershipBot.Features.Meetings.Calendars;
using LeadershipBot.Features.Meetings.Registers;
using LeadershipBot.Features.Meetings.Telling;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Arranging;

/// <summary>An organiser or a chair opens the dialog in which a meeting is cancelled.</summary>
internal sealed class OpenCancel(MeetingShelf shelf, CalendarShelf calendars, CancelDialog dialog) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        return head.Meeting.StateAt(turn.At) switch
        {
            MeetingState.Coming or MeetingState.Running when await calendars.HearsOfAsync(head.Meeting, cancellationToken) => new Answer.Refused(new Refusal(MeetingRefusals.Followed)),
            MeetingState.Cancelled => new Answer.Refused(new Refusal(MeetingRefusals.Cancelled)),
            MeetingState.Unshared => new Answer.Refused(new Refusal(MeetingRefusals.Unshared)),
            MeetingState.Coming or MeetingState.Running => dialog.Of(head, "", problem: null),
            _ => new Answer.Refused(new Refusal("meetings.refused.over")),
        };
    }
}

/// <summary>
/// An organiser or a chair cancels a meeting, with a reason that everybody reads who was called. The same again changes nothing. One of a
/// followed calendar is cancelled there, unless the calendar can't be read: then it stays cancelled, whatever the calendar says later.
/// </summary>
internal sealed class CancelMeeting(MeetingShelf shelf, CalendarShelf calendars, CancelDialog dialog, ManageCards manage, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (head.Meeting.CancelledBecause is null && await calendars.HearsOfAsync(head.Meeting, cancellationToken))
            return new Answer.Refused(new Refusal(MeetingRefusals.Followed));
        var reason = turn.Data.Text("reason", MeetingLimits.ReasonCharactersMax);
        if (PatientData.FindIn(reason, turn.Today) is not null)
            return dialog.Of(head, "", new Refusal("shell.refused.patientData"));
        var ruling = await shelf.ChangeAsync(head.Key, turn.Actor.MemberId, now => now.Meeting.Cancel(reason, turn.At), now => [Audit.Entry(now.Key, turn, "meetings.cancelled")], cancellationToken);
        return ruling.IsRefused(out var problem, out _)
            ? dialog.Of(head, reason, problem)
            : await manage.AfterAsync(turn, head.Key, (head.Meeting.Source is null ? Hearing.OfCancelling : Hearing.OfCancellingHere).Said(library.Text, turn, head.Meeting.Content.StartsAt, ("title", head.Meeting.Content.Title)), cancellationToken);
    }
}

/// <summary>The dialog in which a meeting is cancelled.</summary>
internal sealed class CancelDialog(CardLibrary library, Sentences sentences)
{
    public Answer.Dialog Of(MeetingHead head, string reason, Refusal? problem)
    {
        var title = library.Text.Plain("meetings.cancel.title");
        var data = new CardData()
            .SetId("organisationId", head.Meeting.Organisation.Id)
            .SetId("meeting", head.Key)
            .Set("title", CardText.FromPerson(head.Meeting.Content.Title))
            .Set("about", library.Text.Format(head.Meeting.Source is null ? "meetings.cancel.about" : "meetings.cancel.about.outlook"))
            .Set("reason", PlainText.FromPerson(reason))
            .Set("summary", title)
            .Set("spoken", library.Text.AsSpoken(title))
            .SetProblem(sentences, problem);
        return new Answer.Dialog(title, new CardView("meetings/cancel", data, title));
    }
}
