using System.Collections.Concurrent;
using Azure.Core;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LeadershipBot.Microsoft365.Graph;

/// <summary>
/// Which of Graph's application roles a tenant has granted the bot, as its token names them, so that it can be said what is
/// missing before anything is tried. What is granted for some mailboxes only, by Exchange's RBAC for Applications, doesn't
/// show there: only asking tells.
/// </summary>
public sealed partial class GraphRoles
{
    /// <summary>How long somebody who waits for the answer waits for a token.</summary>
    public static readonly TimeSpan PatienceDefault = TimeSpan.FromSeconds(2.5);

    /// <summary>How long it is remembered that there was no token.</summary>
    private static readonly TimeSpan NoneFor = TimeSpan.FromMinutes(1);

    private readonly GraphClients _clients;
    private readonly TimeProvider _time;
    private readonly ILogger<GraphRoles> _logger;
    private readonly TimeSpan _patience;
    private readonly ConcurrentDictionary<string, (IReadOnlySet<string>? Roles, DateTimeOffset Until)> _known = new(StringComparer.OrdinalIgnoreCase);

    internal GraphRoles(GraphClients clients, TimeProvider time, ILogger<GraphRoles> logger, TimeSpan? patience = null)
        => (_clients, _time, _logger, _patience) = (clients, time, logger, patience ?? PatienceDefault);

    /// <summary>
    /// The roles, such as <c>Calendars.Read</c>; empty where the tenant granted none; null where there is no token (not
    /// enabled, no credential or no consent there, no answer, or Graph's stand-in on this machine, which has no tokens) or it
    /// can't be read. Remembered for the life of the token, so a new grant may take an hour to show, and a day with a managed
    /// identity. An authority that doesn't answer within <see cref="PatienceDefault"/> is no answer; that there was none is
    /// remembered for a minute.
    /// </summary>
    public async Task<IReadOnlySet<string>?> GrantedAsync(string tenantId, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(tenantId, out var known) && _time.GetUtcNow() < known.Until)
            return known.Roles;
        if (_clients.CredentialFor(tenantId) is not { } credential)
            return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_patience);
        try
        {
            var token = await credential.GetTokenAsync(new TokenRequestContext([_clients.Scope], tenantId: tenantId), limit.Token).AsTask().WaitAsync(limit.Token); // a credential may not listen
            if (RolesIn(token.Token) is not { } roles)
                return null;
            _known[tenantId] = (roles, token.ExpiresOn);
            return roles;
        }
        catch (Exception failure) when (GraphFailure.Of(failure, _time.GetUtcNow(), cancellationToken) is not null)
        {
            Log.NoToken(_logger, tenantId, failure.GetType().Name);
            _known[tenantId] = (null, _time.GetUtcNow() + NoneFor);
            return null;
        }
    }

    /// <summary>Null where it is no token that can be read: Microsoft doesn't promise that it always is.</summary>
    private static HashSet<string>? RolesIn(string token)
    {
        var handler = new JsonWebTokenHandler();
        if (!handler.CanReadToken(token))
            return null;
        try
        {
            return [.. handler.ReadJsonWebToken(token).Claims.Where(claim => claim.Type == "roles").Select(claim => claim.Value)];
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "No token for Graph in {TenantId}: {Kind}. Has the tenant granted the bot anything?")]
        public static partial void NoToken(ILogger logger, string tenantId, string kind);
    }
}
