using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Microsoft365.Graph.Calendars;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Graph;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>Has Microsoft tell us of changes of a calendar: subscribes, renews and confirms. Where it can't, the calendar is read every few hours.</summary>
internal sealed class CalendarSubscribing(CalendarSubscriptions subscriptions, CalendarSettings settings, Chance chance, TimeProvider time)
{
    /// <summary>After so long a renewal that went wrong is tried again.</summary>
    private static readonly TimeSpan RenewAgainAfter = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan CallTimeMax = TimeSpan.FromSeconds(12);

    /// <summary>The secret by which its notifications are known is written down before anybody can send it.</summary>
    public async Task SubscribeAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        var secret = chance.NewId();
        await run.CommitAsync(run.State.Unsubscribed() with { SecretHash = CalendarSecret.HashOf(secret) }, [], cancellationToken);
        var (now, home) = (time.GetUtcNow(), settings.NotificationsAt!);
        var answer = await AskAsync(
            stop => subscriptions.CreateAsync(run.Calendar.TenantId, run.Calendar.Mailbox, new Uri(home, GraphNotifications.Path), new Uri(home, GraphNotifications.LifecyclePath), CalendarSecret.StateOf(run.Key, secret), now + settings.SubscriptionLife, stop),
            cancellationToken);
        var again = now + (answer.Outcome is GraphOutcome.Throttled && answer.RetryAfter is { } wait ? wait : CalendarLimits.UntoldEvery);
        await run.CommitAsync(answer.IsDone ? run.State.Subscribed(answer.Value.Id, answer.Value.ExpiresAt, isNew: true, now) : run.State with { SubscribeNotBefore = again }, [], cancellationToken);
    }

    public async Task RenewAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var answer = await AskAsync(stop => subscriptions.RenewAsync(run.Calendar.TenantId, run.State.SubscriptionId, now + settings.SubscriptionLife, stop), cancellationToken);
        var after = answer switch
        {
            { IsDone: true } => run.State.Subscribed(answer.Value.Id, answer.Value.ExpiresAt, isNew: false, now),
            { Outcome: GraphOutcome.NotFound } => run.State.Unsubscribed(),
            _ => run.State with { RenewAt = now + Later(answer.RetryAfter) },
        };
        await run.CommitAsync(after, [], cancellationToken);
    }

    /// <summary>Where it can't be confirmed, it is renewed a little later, which confirms it, too.</summary>
    public async Task ReauthorizeAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(stop => subscriptions.ReauthorizeAsync(run.Calendar.TenantId, run.State.SubscriptionId, stop), cancellationToken);
        var after = answer switch
        {
            { IsDone: true } => run.State with { WantsReauthorizing = false },
            { Outcome: GraphOutcome.NotFound } => run.State.Unsubscribed(),
            _ => run.State with { WantsReauthorizing = false, RenewAt = time.GetUtcNow() + Later(answer.RetryAfter) },
        };
        await run.CommitAsync(after, [], cancellationToken);
    }

    /// <summary>Ends it; one that stays ends by itself within days, and its notifications mean nothing any more.</summary>
    public async Task EndAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        if (run.State.SubscriptionId.Length == 0)
            return;
        await AskAsync(stop => subscriptions.DeleteAsync(run.Calendar.TenantId, run.State.SubscriptionId, stop), cancellationToken);
        await run.CommitAsync(run.State.Unsubscribed(), [], cancellationToken);
    }

    private static TimeSpan Later(TimeSpan? retryAfter) => retryAfter > RenewAgainAfter ? retryAfter.Value : RenewAgainAfter;

    private static async Task<GraphAnswer<T>> AskAsync<T>(Func<CancellationToken, Task<GraphAnswer<T>>> ask, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(CallTimeMax);
        try
        {
            return await ask(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new GraphAnswer<T>(GraphOutcome.Unavailable);
        }
    }
}
