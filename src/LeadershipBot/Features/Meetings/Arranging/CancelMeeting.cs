using LeadershipBot.Domain;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Text;
using LeadershipBot.Features.Meetings.Registers;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Arranging;

/// <summary>An organiser or a chair opens the dialog in which a meeting is cancelled.</summary>
internal sealed class OpenCancel(MeetingShelf shelf, CancelDialog dialog) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        return head.Meeting.StateAt(turn.At) switch
        {
            MeetingState.Coming or MeetingState.Running when head.Meeting.IsFollowed => new Answer.Refused(new Refusal(MeetingRefusals.Followed)),
            MeetingState.Cancelled => new Answer.Refused(new Refusal(MeetingRefusals.Cancelled)),
            MeetingState.Coming or MeetingState.Running => dialog.Of(head, "", problem: null),
            _ => new Answer.Refused(new Refusal("meetings.refused.over")),
        };
    }
}

/// <summary>An organiser or a chair cancels a meeting, with a reason that everybody reads who was called. The same again changes nothing.</summary>
internal sealed class CancelMeeting(MeetingShelf shelf, CancelDialog dialog, ManageCards manage, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (head.Meeting.IsFollowed)
            return new Answer.Refused(new Refusal(MeetingRefusals.Followed));
        var reason = turn.Data.Text("reason", MeetingLimits.ReasonCharactersMax);
        if (PatientData.FindIn(reason, turn.Today) is not null)
            return dialog.Of(head, "", new Refusal("shell.refused.patientData"));
        var ruling = await shelf.ChangeAsync(head.Key, turn.Actor.MemberId, now => now.Meeting.Cancel(reason, turn.At), now => [Audit.Entry(now.Key, turn, "meetings.cancelled")], cancellationToken);
        return ruling.IsRefused(out var problem, out _)
            ? dialog.Of(head, reason, problem)
            : await manage.AfterAsync(turn, head.Key, Hearing.Said(library.Text, turn, head.Meeting.Content.StartsAt, "meetings.cancel.done", "meetings.cancel.done.later", "meetings.cancel.done.late", ("title", head.Meeting.Content.Title)), cancellationToken);
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
            .Set("reason", PlainText.FromPerson(reason))
            .Set("summary", title)
            .Set("spoken", library.Text.AsSpoken(title))
            .SetProblem(sentences, problem);
        return new Answer.Dialog(title, new CardView("meetings/cancel", data, title));
    }
}
