using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Microsoft365.Graph.Calendars;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Graph;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>Has Microsoft tell us of changes of a calendar: subscribes, renews and confirms. Where it can't, the calendar is read every few hours.</summary>
internal sealed class CalendarSubscribing(CalendarSubscriptions subscriptions, CalendarSettings settings, Chance chance, TimeProvider time)
{
    /// <summary>The secret by which its notifications are known is written down before anybody can send it.</summary>
    public async Task SubscribeAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        var secret = chance.NewId();
        await run.CommitAsync(run.State.Unsubscribed() with { SecretHash = CalendarSecret.HashOf(secret) }, [], cancellationToken);
        var (now, home) = (time.GetUtcNow(), settings.NotificationsAt!);
        var answer = await GraphWithin.AskAsync(
            GraphWithin.ADelivery,
            stop => subscriptions.CreateAsync(run.Calendar.TenantId, run.Calendar.Mailbox, new Uri(home, GraphNotifications.Path), new Uri(home, GraphNotifications.LifecyclePath), CalendarSecret.StateOf(run.Key, secret), now + settings.SubscriptionLife, stop),
            cancellationToken);
        await run.CommitAsync(answer.IsDone ? run.State.Subscribed(answer.Value.Id, answer.Value.ExpiresAt, home.AbsoluteUri, isNew: true, now) : NotYet(run, answer), [], cancellationToken);
    }

    public async Task RenewAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var answer = await GraphWithin.AskAsync(GraphWithin.ADelivery, stop => subscriptions.RenewAsync(run.Calendar.TenantId, run.State.SubscriptionId, now + settings.SubscriptionLife, stop), cancellationToken);
        var after = answer switch
        {
            { IsDone: true } => run.State.Subscribed(answer.Value.Id, answer.Value.ExpiresAt, run.State.ToldAt, isNew: false, now),
            { Outcome: GraphOutcome.NotFound } => run.State.Unsubscribed(),
            _ => NotYet(run, answer),
        };
        await run.CommitAsync(after, [], cancellationToken);
    }

    /// <summary>Where it can't be confirmed, it is renewed a little later, which confirms it, too.</summary>
    public async Task ReauthorizeAsync(CalendarRun run, (Wish Wish, string Name) asked, CancellationToken cancellationToken)
    {
        var answer = await GraphWithin.AskAsync(GraphWithin.ADelivery, stop => subscriptions.ReauthorizeAsync(run.Calendar.TenantId, run.State.SubscriptionId, stop), cancellationToken);
        var after = answer switch
        {
            { IsDone: true } => run.State with { WantsReauthorizing = false },
            { Outcome: GraphOutcome.NotFound } => run.State.Unsubscribed(),
            _ => NotYet(run, answer),
        };
        await run.CommitAsync(after.Confirming(asked.Wish, asked.Name), [], cancellationToken);
    }

    /// <summary>Microsoft goes on telling at the address of before, whatever the settings say since: then it is ended, and made anew.</summary>
    public async Task EndOutdatedAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        if (run.State.SubscriptionId.Length > 0 && run.State.ToldAt != settings.NotificationsAt?.AbsoluteUri)
            await EndAsync(run, cancellationToken);
    }

    /// <summary>Ends it; one that stays ends by itself within days, and its notifications mean nothing any more.</summary>
    public async Task EndAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        if (run.State.SubscriptionId.Length == 0)
            return;
        await GraphWithin.AskAsync(GraphWithin.ADelivery, stop => subscriptions.DeleteAsync(run.Calendar.TenantId, run.State.SubscriptionId, stop), cancellationToken);
        await run.CommitAsync(run.State.Unsubscribed(), [], cancellationToken);
    }

    private SyncState NotYet<T>(CalendarRun run, GraphAnswer<T> answer) => run.State.NotSubscribed(SeenInGraph.ProblemOf(answer), answer.RetryAfter, time.GetUtcNow());
}
