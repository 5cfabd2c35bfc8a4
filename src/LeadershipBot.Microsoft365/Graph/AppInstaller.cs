using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Azure.Identity;
using LeadershipBot.Microsoft365.Teams;
using Microsoft.Extensions.Logging;
using Microsoft.Graph;
using Microsoft.Graph.Authentication;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions.Authentication;

namespace LeadershipBot.Microsoft365.Graph;

/// <summary>
/// Installs the bot's app for people who don't have it (Graph: <c>POST /users/{id}/teamwork/installedApps</c>), as the app
/// itself, with <c>TeamsAppInstallation.ReadWriteSelfForUser.All</c>. What others do wrong is an outcome, never an
/// exception; cancelling is an <see cref="OperationCanceledException"/>, and the app may then be installed.
/// </summary>
public sealed partial class AppInstaller
{
    /// <summary>The name of its HTTP client.</summary>
    public const string HttpClientName = "LeadershipBot.Graph";

    private readonly IHttpClientFactory _http;
    private readonly GraphOptions _options;
    private readonly TeamsProtocolOptions _identity;
    private readonly ILogger<AppInstaller> _logger;
    private readonly ConcurrentDictionary<string, GraphServiceClient?> _clients = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> _catalogueIds = new(StringComparer.OrdinalIgnoreCase);

    internal AppInstaller(IHttpClientFactory http, GraphOptions options, TeamsProtocolOptions identity, ILogger<AppInstaller> logger)
        => (_http, _options, _identity, _logger) = (http, options, identity, logger);

    /// <summary>Installs the app for one person. Safe to repeat.</summary>
    /// <param name="tenantId">Their tenant, whose authority gives the token.</param>
    /// <param name="objectId">Their object id in Microsoft Entra.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<InstallAnswer> InstallAsync(string tenantId, string objectId, CancellationToken cancellationToken)
    {
        if (!_options.Enabled || _clients.GetOrAdd(tenantId, ClientOf) is not { } client)
            return new InstallAnswer(InstallOutcome.NoPermission);
        try
        {
            if (await CatalogueIdAsync(client, tenantId, cancellationToken) is not { } appId)
                return new InstallAnswer(InstallOutcome.NotFound);
            var installation = new UserScopeTeamsAppInstallation
            {
                AdditionalData = new Dictionary<string, object> { ["teamsApp@odata.bind"] = $"{Base}/appCatalogs/teamsApps/{Uri.EscapeDataString(appId)}" },
            };
            await client.Users[objectId].Teamwork.InstalledApps.PostAsync(installation, cancellationToken: cancellationToken);
            return new InstallAnswer(InstallOutcome.Installed);
        }
        catch (ODataError refused)
        {
            var answer = AnswerOf(refused);
            Log.NotInstalled(_logger, tenantId, answer.Outcome, refused.ResponseStatusCode, refused.Error?.Code);
            return answer;
        }
        catch (AuthenticationFailedException failure)
        {
            Log.NoToken(_logger, tenantId, failure.GetType().Name);
            return new InstallAnswer(InstallOutcome.NoPermission);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.NoAnswer(_logger, tenantId, failure.GetType().Name);
            return new InstallAnswer(InstallOutcome.Unavailable);
        }
    }

    private string Base => _options.BaseUrl.AbsoluteUri.TrimEnd('/');

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

    private GraphServiceClient? ClientOf(string tenantId)
        => ProviderOf(tenantId) is { } provider ? new GraphServiceClient(_http.CreateClient(HttpClientName), provider, Base) : null;

    /// <summary>A token of the member's tenant. A managed identity has none but in its own.</summary>
    private IAuthenticationProvider? ProviderOf(string tenantId)
    {
        if (_options.BaseUrl.IsLoopback)
            return new AnonymousAuthenticationProvider();
        return ConnectorCredential.CreateFor(_identity, tenantId) is { } credential
            ? new AzureIdentityAuthenticationProvider(credential, [_options.BaseUrl.Host], null, isCaeEnabled: true, $"https://{_options.BaseUrl.Host}/.default")
            : null;
    }

    private static InstallAnswer AnswerOf(ODataError refused) => (HttpStatusCode)refused.ResponseStatusCode switch
    {
        HttpStatusCode.Conflict => new InstallAnswer(InstallOutcome.AlreadyThere),
        HttpStatusCode.Forbidden when SpeaksOfPolicy(refused) => new InstallAnswer(InstallOutcome.Blocked),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new InstallAnswer(InstallOutcome.NoPermission),
        HttpStatusCode.NotFound or HttpStatusCode.Gone => new InstallAnswer(InstallOutcome.NotFound),
        HttpStatusCode.TooManyRequests => new InstallAnswer(InstallOutcome.Throttled, RetryAfterOf(refused)),
        _ => new InstallAnswer(InstallOutcome.Unavailable, RetryAfterOf(refused)),
    };

    // Graph has no code of its own for it: an app that a policy keeps from somebody is a 403 that says so in words.
    private static bool SpeaksOfPolicy(ODataError refused)
        => refused.Error is { } error && (Says(error.Code, "blocked") || Says(error.Message, "blocked") || Says(error.Message, "policy"));

    private static bool Says(string? text, string word) => text?.Contains(word, StringComparison.OrdinalIgnoreCase) is true;

    private static TimeSpan? RetryAfterOf(ODataError refused)
        => refused.ResponseHeaders is { } headers && headers.TryGetValue("Retry-After", out var values)
            && int.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                ? TimeSpan.FromSeconds(seconds)
                : null;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The app was not installed for somebody in {TenantId}: {Outcome} ({Status} {Code})")]
        public static partial void NotInstalled(ILogger logger, string tenantId, InstallOutcome outcome, int status, string? code);

        [LoggerMessage(Level = LogLevel.Warning, Message = "No token for Graph in {TenantId}: {Kind}. Has the tenant granted the permission?")]
        public static partial void NoToken(ILogger logger, string tenantId, string kind);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Graph gave no answer for {TenantId}: {Kind}")]
        public static partial void NoAnswer(ILogger logger, string tenantId, string kind);
    }
}
