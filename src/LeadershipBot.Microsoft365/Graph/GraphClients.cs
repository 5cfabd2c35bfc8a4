using System.Collections.Concurrent;
using Azure.Core;
using Azure.Identity;
using LeadershipBot.Microsoft365.Teams;
using Microsoft.Graph;
using Microsoft.Graph.Authentication;
using Microsoft.Kiota.Abstractions.Authentication;

namespace LeadershipBot.Microsoft365.Graph;

/// <summary>
/// A client of Graph for each tenant, with a token of that tenant. Nothing is retried here: whoever asks has a schedule, and a
/// call that sleeps for minutes would hold a worker.
/// </summary>
internal sealed class GraphClients
{
    /// <summary>The name of its HTTP client.</summary>
    public const string HttpClientName = "LeadershipBot.Graph";

    private readonly IHttpClientFactory _http;
    private readonly GraphOptions _options;
    private readonly Func<string, TokenCredential?> _credentialOf;
    private readonly ConcurrentDictionary<string, GraphServiceClient?> _clients = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, TokenCredential?> _credentials = new(StringComparer.OrdinalIgnoreCase);

    public GraphClients(IHttpClientFactory http, GraphOptions options, TeamsProtocolOptions identity)
        : this(http, options, tenantId => GraphCredential.CreateFor(identity, options, tenantId))
    {
    }

    internal GraphClients(IHttpClientFactory http, GraphOptions options, Func<string, TokenCredential?> credentialOf)
        => (_http, _options, _credentialOf) = (http, options, credentialOf);

    /// <summary>Whether Graph is asked at all.</summary>
    public bool IsEnabled => _options.Enabled;

    /// <summary>The address of Graph without a slash at its end.</summary>
    public string Base => _options.BaseUrl.AbsoluteUri.TrimEnd('/');

    /// <summary>What a token for Graph is asked for.</summary>
    public string Scope => $"https://{_options.BaseUrl.Host}/.default";

    /// <summary>Null where Graph is not enabled, or the bot has no credential in that tenant.</summary>
    public GraphServiceClient? For(string tenantId) => _options.Enabled ? _clients.GetOrAdd(tenantId, Create) : null;

    /// <summary>Null where there is none, also on this machine, where Graph's stand-in is asked without a token.</summary>
    public TokenCredential? CredentialFor(string tenantId)
        => _options is { Enabled: true, BaseUrl.IsLoopback: false } ? _credentials.GetOrAdd(tenantId, _credentialOf) : null;

    /// <summary>Whether a link that Graph gave leads to Graph: nothing else may see a token, or be believed.</summary>
    public bool IsOurs(string link)
        => Uri.TryCreate(link, UriKind.Absolute, out var address)
            && address.UserInfo.Length == 0
            && Uri.Compare(address, _options.BaseUrl, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0
            && address.AbsolutePath.StartsWith(_options.BaseUrl.AbsolutePath.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase);

    private GraphServiceClient? Create(string tenantId)
        => ProviderOf(tenantId) is { } provider ? new GraphServiceClient(_http.CreateClient(HttpClientName), provider, Base) : null;

    private IAuthenticationProvider? ProviderOf(string tenantId)
    {
        if (_options.BaseUrl.IsLoopback)
            return new AnonymousAuthenticationProvider();
        return CredentialFor(tenantId) is { } credential
            ? new AzureIdentityAuthenticationProvider(credential, [_options.BaseUrl.Host], null, isCaeEnabled: true, Scope)
            : null;
    }
}

/// <summary>The bot's credential for Graph, as the settings describe it.</summary>
internal static class GraphCredential
{
    /// <summary>
    /// The bot's own; where that is a managed identity, which is known in its own tenant only, the certificate of the
    /// application that is named for Graph. Null where neither reaches the tenant. Asks nobody.
    /// </summary>
    public static TokenCredential? CreateFor(TeamsProtocolOptions identity, GraphOptions options, string tenantId)
        => ConnectorCredential.CreateFor(identity, tenantId)
            ?? (options is { AppId: { Length: > 0 } appId, CertificatePath: { Length: > 0 } path } ? new ClientCertificateCredential(tenantId, appId, path) : null);
}
