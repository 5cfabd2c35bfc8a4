using System.Net;
using LeadershipBot.Microsoft365.Teams;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Delivery;

/// <summary>Keeps every call of the connector, tries again included, to the pace; and stops it for all when Teams says so.</summary>
internal sealed partial class KeptPace(SendPace pace, ILogger<KeptPace> log)
{
    public ConnectorHooks Hooks => new()
    {
        BeforeAttempt = (request, stop) => new ValueTask(pace.WaitAsync(request.TenantId ?? "", request.CanWait, stop)),
        Answered = (request, status, after) =>
        {
            if (status is HttpStatusCode.TooManyRequests && after is { } wait)
                _ = PauseAsync(request, wait); // the call itself waits by its own rule
        },
    };

    private async Task PauseAsync(ConnectorRequestInfo request, TimeSpan wait)
    {
        Log.Paused(log, request.Operation, request.TenantId, wait);
        try
        {
            await pace.PauseAsync(request.TenantId ?? "", wait);
        }
        catch (Exception cause) when (cause is StoreUnavailableException or CommitUnconfirmedException or OperationCanceledException)
        {
            Log.NotTold(log, request.TenantId, cause);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Operation} in {TenantId} was too much for Teams: nothing is sent there for {Wait}.")]
        public static partial void Paused(ILogger log, ConnectorOperation operation, string? tenantId, TimeSpan wait);

        [LoggerMessage(2, LogLevel.Warning, "The other servers could not be told that {TenantId} is to be left alone.")]
        public static partial void NotTold(ILogger log, string? tenantId, Exception cause);
    }
}
