using System.Net;
using LeadershipBot.Microsoft365.Teams;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Delivery;

/// <summary>
/// Keeps every call of the connector, tries again included, to the pace: first to that of its conversation, then to that
/// of the tenant; and stops it for all when Teams says so.
/// </summary>
/// <param name="pace">The tenants'.</param>
/// <param name="conversations">The conversations'; null where more is allowed than Teams does, against a stand-in.</param>
/// <param name="log">Ids only.</param>
internal sealed partial class KeptPace(SendPace pace, ConversationPace? conversations, ILogger<KeptPace> log)
{
    /// <summary>Teams gives up waiting for a turn's answer after 10 to 15 s.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    /// <summary>Teams turned a call away and didn't say for how long.</summary>
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(1);

    public ConnectorHooks Hooks => new()
    {
        BeforeAttempt = WaitAsync,
        Answered = (request, status, after) =>
        {
            if (status is HttpStatusCode.TooManyRequests)
                _ = PauseAsync(request, after ?? UsualPause); // the call itself waits by its own rule
        },
    };

    private async ValueTask<IDisposable?> WaitAsync(ConnectorRequestInfo request, CancellationToken cancellationToken)
    {
        if (conversations is null || (request.ConversationId ?? request.NewWith) is not { Length: > 0 } conversation)
        {
            await WaitForTenantAsync(request, WaitMax, cancellationToken);
            return null;
        }

        var (turn, after) = await conversations.EnterAsync(conversation, request.IsRead, request.CanWait, WaitMax, cancellationToken);
        if (turn is null)
            throw new ConnectorBusyException(after);
        try
        {
            await WaitForTenantAsync(request, WaitMax, cancellationToken);
            await turn.BeginAsync(cancellationToken);
            (var given, turn) = (turn, null);
            return given;
        }
        finally
        {
            turn?.Dispose();
        }
    }

    private async ValueTask WaitForTenantAsync(ConnectorRequestInfo request, TimeSpan WaitMax, CancellationToken cancellationToken)
    {
        try
        {
            await pace.WaitAsync(request.TenantId ?? "", request.CanWait, WaitMax, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new ConnectorBusyException(pace.PausedFor(request.TenantId ?? ""));
        }
    }

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
