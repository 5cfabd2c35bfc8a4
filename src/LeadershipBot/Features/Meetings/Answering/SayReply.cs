using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Browsing;
using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Answering;

/// <summary>Somebody who is called, or stands in, says in one tap that they come, or can't; until it begins they may say otherwise.</summary>
internal sealed class SayReply(MeetingShelf shelf, MeetingAnswers answers, MeetingCards cards, MeetingLinks links, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (turn.Data.Text("reply") is not ("coming" or "apologies"))
            return new Answer.Refused(new Domain.Refusal(MeetingRefusals.Unknown));
        if ((await answers.SayAsync(turn, head.Key, turn.Data.Text("reply") == "coming", cancellationToken)).IsRefused(out var why, out var me))
            return new Answer.Refused(why);
        var note = library.Text.Format(me.Reply is Reply.Coming ? "meetings.reply.coming" : "meetings.reply.apologies");
        var view = MeetingView.Of(turn);
        view = view with { Note = note, Linked = await links.ShownAsync(head, me, view, turn.Actor, cancellationToken) };
        return new Answer.Card(await cards.OfAsync(head, me, view, cancellationToken));
    }
}
