using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Answering;
using LeadershipBot.Features.Meetings.Browsing;
using LeadershipBot.Features.Meetings.Telling;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Meetings;

/// <summary>The meetings to come that wait for a person's answer; those out of calendars wait in Outlook. Costs one read for the lines of those arranged by hand, and a few for each that is to come.</summary>
internal sealed class WaitingMeetings(MeetingLines meetings, MeetingShelf shelf, RegisterReading reading, MeetingCards cards) : IWaiting
{
    private const int LookedAtMax = 30;

    public string Kind => "meetings";

    public async Task<IReadOnlyList<WaitingThing>> ListAsync(WaitingWish wish, CancellationToken cancellationToken)
    {
        var coming = (await meetings.ListByHandAsync(wish.OrganisationId, cancellationToken)).Where(line => line.StateAt(wish.At) is MeetingState.Coming).OrderBy(line => line.StartsAt).Take(LookedAtMax);
        var found = await Task.WhenAll(coming.Select(async line => await LookAsync(line.Key, wish, cancellationToken) is null ? null : line));
        return [.. found.OfType<MeetingLine>().Select(line => new WaitingThing(line.Key, PlainText.FromPerson(line.Title), MeetingCall.Minutes, line.StartsAt))];
    }

    public async Task<AskCard?> FindCardAsync(string key, WaitingWish wish, CancellationToken cancellationToken)
    {
        if (await LookAsync(key, wish, cancellationToken) is not var (head, me))
            return null;
        var view = await cards.OfAsync(head, me, new MeetingView(wish.At, wish.Zone) { Says = DeputyAlerts.None }, cancellationToken);
        return new AskCard(view.Summary, view);
    }

    private async Task<(MeetingHead Head, Attendee Me)?> LookAsync(string key, WaitingWish wish, CancellationToken cancellationToken)
        => await shelf.FindAsync(key, cancellationToken) is { } head
            && head.Meeting.Organisation.Id == wish.OrganisationId
            && head.Meeting.WhyNoAnswer(wish.At) is null
            && await reading.FindAsync(head, wish.Person, cancellationToken) is { Attendee: { Reply: Reply.None } me }
            && (me.IsCalled || me.StandsFor is not null)
            ? (head, me)
            : null;
}
