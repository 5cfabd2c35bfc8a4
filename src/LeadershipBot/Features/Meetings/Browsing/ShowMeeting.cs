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
        if (view.IsOwnChat && (me is not null || view.IsManaged)) // what was asked of those called isn't told to others
            view = view with { Linked = links.Rows(head, await links.ReadAsync(head, cancellationToken), view.IsManaged) };
        return new Answer.Card(await cards.OfAsync(head, me?.Attendee, view, cancellationToken));
    }
}
