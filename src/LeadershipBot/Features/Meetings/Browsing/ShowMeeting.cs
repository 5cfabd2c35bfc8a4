using LeadershipBot.Features.Meetings.Answering;
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

/// <summary>
/// Teams asks for somebody's own card as it is now, where no sending renews it, as that of a deputy: it says first what it said, for as
/// long as that is so.
/// </summary>
internal sealed class RefreshMeeting(MeetingShelf shelf, RegisterReading reading, MeetingCards cards, MeetingLinks links, DeputyAlerts alerts) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Unusable(refusal);
        var me = (await reading.FindAsync(head, turn.Actor.MemberId, cancellationToken))?.Attendee;
        var says = turn.Data.Text("says") is DeputyAlerts.Declined or DeputyAlerts.Gone ? turn.Data.Text("says") : DeputyAlerts.None;
        var view = MeetingView.Of(turn) with { Says = says, Alert = await alerts.FindAsync(head, me, says, turn.At, cancellationToken) };
        view = view with { Linked = await links.ShownAsync(head, me, view, turn.Actor, cancellationToken) };
        return new Answer.Card(await cards.OfAsync(head, me, view, cancellationToken));
    }
}
