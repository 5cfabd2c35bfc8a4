using System.Collections.Concurrent;
using System.Net;
using LeadershipBot.Microsoft365.Teams;
using Microsoft.Extensions.Logging;
using Microsoft.Graph;
using Microsoft.Graph.Models;

namespace LeadershipBot.Microsoft365.Graph;

/// <summary>
/// Installs the bot's app for people who don't have it (Graph: <c>POST /users/{id}/teamwork/installedApps</c>), as the app
/// itself, with <c>TeamsAppInstallation.ReadWriteSelfForUser.All</c>. What others do wrong is an outcome, never an
/// exception; cancelling is an <see cref="OperationCanceledException"/>, and the app may then be installed.
/// </summary>
public sealed partial class AppInstaller
{
    private readonly GraphClients _clients;
    private readonly GraphOptions _options;
    private readonly TeamsProtocolOptions _identity;
    private readonly TimeProvider _time;
    private readonly ILogger<AppInstaller> _logger;
    private readonly ConcurrentDictionary<string, string> _catalogueIds = new(StringComparer.OrdinalIgnoreCase);

    internal AppInstaller(GraphClients clients, GraphOptions options, TeamsProtocolOptions identity, TimeProvider time, ILogger<AppInstaller> logger)
        => (_clients, _options, _identity, _time, _logger) = (clients, options, identity, time, logger);

    /// <summary>Installs the app for one person. Safe to repeat.</summary>
    /// <param name="tenantId">Their tenant, whose authority gives the token.</param>
    /// <param name="objectId">Their object id in Microsoft Entra.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<InstallAnswer> InstallAsync(string tenantId, string objectId, CancellationToken cancellationToken)
    {
        if (_clients.For(tenantId) is not { } client)
            return new InstallAnswer(InstallOutcome.NoPermission);
        try
        {
            if (await CatalogueIdAsync(client, tenantId, cancellationToken) is not { } appId)
                return new InstallAnswer(InstallOutcome.NotFound);
            var installation = new UserScopeTeamsAppInstallation
            {
                AdditionalData = new Dictionary<string, object> { ["teamsApp@odata.bind"] = $"{_clients.Base}/appCatalogs/teamsApps/{Uri.EscapeDataString(appId)}" },
            };
            await client.Users[objectId].Teamwork.InstalledApps.PostAsync(installation, cancellationToken: cancellationToken);
            return new InstallAnswer(InstallOutcome.Installed);
        }
        catch (Exception failure) when (GraphFailure.Of(failure, _time.GetUtcNow(), cancellationToken) is { } known)
        {
            var answer = new InstallAnswer(OutcomeOf(known), known.RetryAfter);
            Log.NotInstalled(_logger, tenantId, answer.Outcome, known.Status, known.Code);
            return answer;
        }
    }

    /// <summary>The app's id in the tenant's catalogue: as the settings say, or as the catalogue names the app of our manifest's id.</summary>
    private async Task<string?> CatalogueIdAsync(GraphServiceClient client, string tenantId, CancellationToken cancellationToken)
    {
        if (_options.TeamsAppId is { } set)
            return set;
        if (_catalogueIds.TryGetValue(tenantId, out var known))
            return known;
        var found = await client.AppCatalogs.TeamsApps.GetAsync(
            request => request.QueryParameters.Filter = $"externalId eq '{_identity.AppId}'", cancellationToken);
        if (found?.Value is not [{ Id: { Length: > 0 } id }, ..])
            return null;
        _catalogueIds[tenantId] = id;
        return id;
    }

    private static InstallOutcome OutcomeOf(GraphFailure known) => known.Outcome switch
    {
        _ when known.Status == (int)HttpStatusCode.Conflict => InstallOutcome.AlreadyThere,
        GraphOutcome.NoPermission when SpeaksOfPolicy(known) => InstallOutcome.Blocked,
        GraphOutcome.NoPermission or GraphOutcome.NoToken => InstallOutcome.NoPermission,
        GraphOutcome.NotFound or GraphOutcome.SyncStateLost => InstallOutcome.NotFound,
        GraphOutcome.Throttled => InstallOutcome.Throttled,
        _ => InstallOutcome.Unavailable,
    };

    // Graph has no code of its own for it: an app that a policy keeps from somebody is a 403 that says so in words.
    private static bool SpeaksOfPolicy(GraphFailure known)
        => known.Status == (int)HttpStatusCode.Forbidden && (Says(known.Code, "blocked") || Says(known.Message, "blocked") || Says(known.Message, "policy"));

    private static bool Says(string? text, string word) => text?.Contains(word, StringComparison.OrdinalIgnoreCase) is true;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The app was not installed for somebody in {TenantId}: {Outcome} ({Status} {Code})")]
        public static partial void NotInstalled(ILogger logger, string tenantId, InstallOutcome outcome, int status, string? code);
    }
}
