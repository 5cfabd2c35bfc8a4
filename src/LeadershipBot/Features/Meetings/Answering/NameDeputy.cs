using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Browsing;
using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Answering;

/// <summary>Somebody who can't come opens the dialog in which they name who stands in.</summary>
internal sealed class OpenDeputy(MeetingShelf shelf, RegisterReading reading, DeputyDialog dialog) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (head.Meeting.WhyNoAnswer(turn.At) is { } late)
            return new Answer.Refused(late);
        return await reading.FindAsync(head, turn.Actor.MemberId, cancellationToken) is { Attendee.IsCalled: true }
            ? dialog.Of(head, problem: null)
            : new Answer.Refused(new Refusal("meetings.refused.notCalled", ("name", head.Meeting.MadeBy?.Name ?? head.Meeting.Organisation.Name)));
    }
}

/// <summary>Somebody who can't come names who stands in for them: that person is told, and says whether they do.</summary>
internal sealed class NameDeputy(MeetingShelf shelf, MeetingAnswers answers, MeetingCards cards, MeetingLinks links, DeputyDialog dialog, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (!MemberId.TryParse(turn.Data.Text("person"), out var deputy))
            return dialog.Of(head, new Refusal("meetings.refused.nobody"));
        if ((await answers.DeputeAsync(turn, head.Key, deputy, cancellationToken)).IsRefused(out var why, out var me))
            return dialog.Of(head, why);
        var name = (await shelf.FindPersonAsync(head.Key, deputy, cancellationToken))?.Attendee.Name ?? library.Text.Plain("meetings.formerMember").Words;
        var said = Hearing.Said(library.Text, turn, head.Meeting.Content.StartsAt, "meetings.deputy.done", "meetings.deputy.done.later", "meetings.deputy.done.late", ("name", name));
        var view = MeetingView.Of(turn);
        view = view with { Note = CardText.FromPerson(said.Words), Linked = await links.ShownAsync(head, me, view, turn.Actor, cancellationToken) };
        var card = await cards.OfAsync(head, me, view, cancellationToken);
        return new Answer.Say(said) { Renewed = card };
    }
}

/// <summary>The dialog in which somebody names their deputy.</summary>
internal sealed class DeputyDialog(CardLibrary library, Sentences sentences)
{
    public Answer.Dialog Of(MeetingHead head, Refusal? problem)
    {
        var title = library.Text.Plain("meetings.deputy.title");
        var data = new CardData()
            .SetId("organisationId", head.Meeting.Organisation.Id)
            .SetId("meeting", head.Key)
            .Set("title", CardText.FromPerson(head.Meeting.Content.Title))
            .Set("counts", library.Text.Format(head.Meeting.Content.Quorum.CountsDeputies ? "meetings.deputy.counts" : "meetings.deputy.countsNot"))
            .Set("summary", title)
            .Set("spoken", library.Text.AsSpoken(title))
            .SetProblem(sentences, problem);
        return new Answer.Dialog(title, new CardView("meetings/deputy", data, title));
    }
}
