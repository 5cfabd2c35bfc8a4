using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Browsing;

/// <summary>A member opens one meeting.</summary>
internal sealed class ShowMeeting(MeetingShelf shelf, RegisterReading reading, MeetingCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var me = await reading.FindAsync(head, turn.Actor.MemberId, cancellationToken);
        return new Answer.Card(await cards.OfAsync(head, me?.Attendee, MeetingView.Of(turn), cancellationToken));
    }
}
