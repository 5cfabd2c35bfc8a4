using Models = Microsoft.Graph.Models;

namespace LeadershipBot.Microsoft365.Graph.Calendars;

/// <summary>A subscription as Graph keeps it.</summary>
/// <param name="Id">Its id, which each of its notifications names.</param>
/// <param name="ExpiresAt">When it ends unless renewed; Graph may have given less than was asked for.</param>
public sealed record Subscription(string Id, DateTimeOffset ExpiresAt);

/// <summary>
/// Subscriptions to changes of a mailbox's events (Graph: <c>/subscriptions</c>), with <c>Calendars.Read</c>. What others do
/// wrong is an outcome, never an exception; cancelling is an <see cref="OperationCanceledException"/>.
/// </summary>
public sealed class CalendarSubscriptions
{
    /// <summary>The longest <c>clientState</c>, in characters.</summary>
    public const int ClientStateMax = 128;

    /// <summary>How long a subscription to events may live: under seven days (10,080 minutes), an hour less for clocks that differ.</summary>
    public static readonly TimeSpan LifeMax = TimeSpan.FromMinutes(10_080 - 60);

    private readonly GraphCaller _caller;

    internal CalendarSubscriptions(GraphCaller caller) => _caller = caller;

    /// <summary>
    /// Subscribes. Graph asks both addresses to prove themselves before it answers. Not safe to repeat: a second
    /// subscription notifies a second time, until it expires.
    /// </summary>
    /// <param name="tenantId">The mailbox's tenant.</param>
    /// <param name="mailbox">Its address or its owner's object id.</param>
    /// <param name="notificationUrl">Where changes are told: https.</param>
    /// <param name="lifecycleUrl">Where it is told that the subscription is in danger, which can't be added later: https.</param>
    /// <param name="clientState">A secret that each notification brings back; at most <see cref="ClientStateMax"/> characters.</param>
    /// <param name="expiresAt">When it ends; at most <see cref="LifeMax"/> from now.</param>
    /// <param name="cancellationToken">Gives up waiting; the subscription may then be there.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="clientState"/> is too long.</exception>
    public Task<GraphAnswer<Subscription>> CreateAsync(
        string tenantId, string mailbox, Uri notificationUrl, Uri lifecycleUrl, string clientState, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notificationUrl);
        ArgumentNullException.ThrowIfNull(lifecycleUrl);
        ArgumentException.ThrowIfNullOrEmpty(clientState);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clientState.Length, ClientStateMax, nameof(clientState));
        var wanted = new Models.Subscription
        {
            ChangeType = "created,updated,deleted",
            Resource = $"users/{mailbox}/events",
            NotificationUrl = notificationUrl.AbsoluteUri,
            LifecycleNotificationUrl = lifecycleUrl.AbsoluteUri,
            ClientState = clientState,
            ExpirationDateTime = expiresAt,
        };
        return _caller.AskAsync<Models.Subscription, Subscription>(
            tenantId,
            "subscribe to a calendar",
            (client, token) => client.Subscriptions.PostAsync(wanted, request => request.Headers.Add("Prefer", "IdType=\"ImmutableId\""), token),
            made => Read(made, expiresAt),
            cancellationToken);
    }

    /// <summary>Makes it live longer, which also renews its authorisation. Safe to repeat.</summary>
    /// <param name="tenantId">The mailbox's tenant.</param>
    /// <param name="subscriptionId">Which.</param>
    /// <param name="expiresAt">When it shall end; at most <see cref="LifeMax"/> from now.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<GraphAnswer<Subscription>> RenewAsync(string tenantId, string subscriptionId, DateTimeOffset expiresAt, CancellationToken cancellationToken)
        => _caller.AskAsync<Models.Subscription, Subscription>(
            tenantId,
            "renew a subscription",
            (client, token) => client.Subscriptions[subscriptionId].PatchAsync(new Models.Subscription { ExpirationDateTime = expiresAt }, cancellationToken: token),
            renewed => Read(renewed, expiresAt),
            cancellationToken);

    /// <summary>Renews its authorisation and not its life, as <c>reauthorizationRequired</c> asks for. Safe to repeat.</summary>
    public Task<GraphAnswer<bool>> ReauthorizeAsync(string tenantId, string subscriptionId, CancellationToken cancellationToken)
        => _caller.AskAsync<object, bool>(
            tenantId,
            "reauthorise a subscription",
            async (client, token) =>
            {
                await client.Subscriptions[subscriptionId].Reauthorize.PostAsync(cancellationToken: token);
                return subscriptionId;
            },
            _ => new(GraphOutcome.Done, true),
            cancellationToken);

    /// <summary>Ends it. Safe to repeat: one that is gone is <see cref="GraphOutcome.NotFound"/>.</summary>
    public Task<GraphAnswer<bool>> DeleteAsync(string tenantId, string subscriptionId, CancellationToken cancellationToken)
        => _caller.AskAsync<object, bool>(
            tenantId,
            "end a subscription",
            async (client, token) =>
            {
                await client.Subscriptions[subscriptionId].DeleteAsync(cancellationToken: token);
                return subscriptionId;
            },
            _ => new(GraphOutcome.Done, true),
            cancellationToken);

    private static GraphAnswer<Subscription>? Read(Models.Subscription kept, DateTimeOffset asked)
        => kept.Id is { Length: > 0 } id ? new(GraphOutcome.Done, new Subscription(id, kept.ExpirationDateTime ?? asked)) : null;
}
