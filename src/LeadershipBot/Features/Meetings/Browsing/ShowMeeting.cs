using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Browsing;

/// <summary>A member opens one meeting, with what was asked and decided at it.</summary>
internal sealed class ShowMeeting(MeetingShelf shelf, RegisterReading reading, MeetingCards cards, MeetingLinks links) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var me = await reading.FindAsync(head, turn.Actor.MemberId, cancellationToken);
        var view = MeetingView.Of(turn);
        view = view with { Linked = await links.ShownAsync(head, me?.Attendee, view, turn.Actor, cancellationToken) };
        return new Answer.Card(await cards.OfAsync(head, me?.Attendee, view, cancellationToken));
    }
}
