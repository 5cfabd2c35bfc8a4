using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Microsoft365.Graph.Calendars;
using LeadershipBot.Shell.Graph;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>Microsoft tells of a change, or of a subscription in danger: the calendar is looked at soon. What doesn't bring our secret changes nothing.</summary>
internal sealed class HearNotifications(CalendarShelf shelf) : IGraphNotified
{
    public async Task<bool> HearAsync(Notification notification, CancellationToken cancellationToken)
    {
        if (CalendarSecret.Read(notification.ClientState) is not var (key, secret) || await shelf.FindAsync(key, cancellationToken) is not { Calendar.StoppedAt: null, State: var state } head)
            return false;
        var isOfAnother = state.SubscriptionId.Length > 0 && state.SubscriptionId != notification.SubscriptionId;
        if (!CalendarSecret.Is(secret, state.SecretHash) || isOfAnother)
            return false;
        var wish = notification.Kind switch
        {
            NotificationKind.ReauthorizationRequired => Wish.Reauthorize,
            NotificationKind.SubscriptionRemoved => Wish.SubscribeAnew,
            _ => Wish.Look,
        };
        if (!CalendarRows.WishIn(head.Order, state).Wish.HasFlag(wish))
            await shelf.AskAsync(key, wish, cancellationToken);
        return true;
    }
}
