using LeadershipBot.Microsoft365.Graph.Calendars;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Graph;

/// <summary>
/// <c>POST /api/graph/notifications</c> and <c>/api/graph/lifecycle</c>: what Microsoft Graph tells of subscriptions. It is written
/// down that there is work, and answered; nothing is asked of Graph here. Source: Microsoft Graph, "receive change notifications
/// through webhooks": a validation token is echoed within 10 seconds, a notification answered with 2xx within 3.
/// </summary>
internal sealed partial class GraphNotifications(IEnumerable<IGraphNotified> hearers, UnknownNotifications unknown, ILogger<GraphNotifications> log)
{
    public const string Path = "/api/graph/notifications";
    public const string LifecyclePath = "/api/graph/lifecycle";

    /// <summary>The longest validation token that is echoed, in characters; Microsoft's have some 200.</summary>
    public const int TokenCharactersMax = 1_000;

    /// <summary>The most different notifications of one body that are heard; Graph sends far fewer, and what is passed over is found by the nightly reading.</summary>
    private const int NotificationsMax = 100;

    /// <summary>After so many of one body that nobody knows, the rest is passed over: anybody can send them, and each costs a look.</summary>
    public const int UnknownMax = 5;

    /// <summary>So many of one body are looked at side by side: a full one is answered within Microsoft's time.</summary>
    public const int AtOnceMax = 4;

    private const string ValidationToken = "validationToken";

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Path, HandleAsync);
        endpoints.MapPost(LifecyclePath, HandleAsync);
    }

    private Task HandleAsync(HttpContext context)
        => context.Request.Query.TryGetValue(ValidationToken, out var token) ? EchoAsync(context, token.ToString()) : HearAsync(context);

    /// <summary>The token as plain text that no browser takes for a page.</summary>
    private static async Task EchoAsync(HttpContext context, string token)
    {
        if (token.Length is 0 or > TokenCharactersMax || token.Any(char.IsControl))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.WriteAsync(token, context.RequestAborted);
    }

    private async Task HearAsync(HttpContext context)
    {
        var body = await ReadAsync(context.Request);
        if (body is null)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        if (NotificationReader.Read(body.Value) is not { } notifications)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        try
        {
            var isHeard = await HearAsync(notifications.Distinct().Take(NotificationsMax), context.RequestAborted);
            // Also where none is known: whoever guesses learns nothing. What wasn't looked at, Graph tells again.
            context.Response.StatusCode = isHeard ? StatusCodes.Status202Accepted : StatusCodes.Status503ServiceUnavailable;
        }
        catch (Exception cause) when (cause is StoreUnavailableException or CommitUnconfirmedException)
        {
            Log.StoreDown(log, cause);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    /// <summary>False where there are too many in this second that nobody knows, so that this isn't looked at now.</summary>
    private async Task<bool> HearAsync(IEnumerable<Notification> notifications, CancellationToken cancellationToken)
    {
        var (strangers, isHeard) = (0, true);
        var some = new ParallelOptions { MaxDegreeOfParallelism = AtOnceMax, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(notifications, some, async (notification, stop) =>
        {
            if (Volatile.Read(ref strangers) >= UnknownMax)
                return;
            if (!unknown.MayBeLookedAt(notification.SubscriptionId))
            {
                isHeard = false;
                return;
            }

            var isKnown = await HearAsync(notification, stop);
            unknown.Note(notification.SubscriptionId, isKnown);
            if (!isKnown)
                Interlocked.Increment(ref strangers);
        });
        return isHeard;
    }

    private async Task<bool> HearAsync(Notification notification, CancellationToken cancellationToken)
    {
        var isKnown = false;
        foreach (var hearer in hearers)
            isKnown = isKnown || await hearer.HearAsync(notification, cancellationToken);
        Telemetry.Notified(notification.Kind.ToString(), isKnown);
        return isKnown;
    }

    /// <summary>The whole body; null where it is larger than allowed, whatever its length was said to be.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > NotificationReader.BodyBytesMax)
            return null;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (var read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted); read > 0; read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted))
        {
            if (body.Length + read > NotificationReader.BodyBytesMax)
                return null;
            body.Write(buffer, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A notification of Graph could not be written down; Graph tells it again.")]
        public static partial void StoreDown(ILogger log, Exception cause);
    }
}
