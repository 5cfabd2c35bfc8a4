using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Logging;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>
/// The tokens with which the bot calls the Connector. Asked for at the first call (so that the start loads nothing of
/// Azure.Identity), shared by all who wait, and renewed behind the calls before they end.
/// </summary>
internal sealed partial class ConnectorTokens(Func<TokenCredential?> createCredential, TimeProvider time, ILogger<ConnectorTokens> logger)
{
    public const string Scope = "https://api.botframework.com/.default";

    /// <summary>A token is renewed this long before its end, unless the authority named a time.</summary>
    public static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(10);

    /// <summary>A token this close to its end isn't sent any more.</summary>
    public static readonly TimeSpan LastUse = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RequestTimeLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RenewalPause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private TokenCredential? _credential;
    private bool _hasAskedForCredential;
    private Held? _held;
    private Task<Held>? _request;
    private DateTimeOffset _renewalFailedAt = DateTimeOffset.MinValue;

    /// <summary>
    /// The token, or null when the bot has no credential (Development without one).
    /// </summary>
    /// <exception cref="ConnectorTokenException">The authority gave none.</exception>
    public ValueTask<string?> GetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (Volatile.Read(ref _held) is { } held && now < held.LastUse)
        {
            if (now >= held.RenewFrom && now - _renewalFailedAt >= RenewalPause)
                _ = Join();
            return new(held.Token);
        }
        return HasCredential() ? Wait(cancellationToken) : new((string?)null);
    }

    /// <summary>Drops a token that the Connector did not accept, so that the next call asks for another.</summary>
    public void Forget(string token)
    {
        lock (_lock)
        {
            if (_held is { } held && string.Equals(held.Token, token, StringComparison.Ordinal))
                _held = null;
        }
    }

    private async ValueTask<string?> Wait(CancellationToken cancellationToken)
    {
        try
        {
            return (await Join().WaitAsync(cancellationToken)).Token;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ConnectorTokenException("The authority did not answer in time.");
        }
    }

    private bool HasCredential()
    {
        lock (_lock)
        {
            if (!_hasAskedForCredential)
            {
                _credential = createCredential();
                _hasAskedForCredential = true;
            }
            return _credential is not null;
        }
    }

    private Task<Held> Join()
    {
        lock (_lock)
        {
            if (_request is { IsCompleted: false } running)
                return running;
            _request = RequestAsync(_credential!);
            // Whoever waits sees the failure; a renewal that nobody waits for has logged it.
            _ = _request.ContinueWith(static done => done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return _request;
        }
    }

    // Kept apart so that Azure.Identity is loaded when this runs, not before.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<Held> RequestAsync(TokenCredential credential)
    {
        await Task.Yield();
        using var limit = new CancellationTokenSource(RequestTimeLimit, time);
        try
        {
            var token = await credential.GetTokenAsync(new TokenRequestContext([Scope]), limit.Token);
            var held = new Held(token.Token, token.RefreshOn ?? token.ExpiresOn - RenewBefore, token.ExpiresOn - LastUse);
            Volatile.Write(ref _held, held);
            return held;
        }
        catch (Exception failure) when (failure is AuthenticationFailedException or RequestFailedException or HttpRequestException or OperationCanceledException or IOException)
        {
            _renewalFailedAt = time.GetUtcNow();
            Log.Failed(logger, failure.GetType().Name);
            throw new ConnectorTokenException("The authority gave no token for the Connector.", failure);
        }
    }

    private sealed record Held(string Token, DateTimeOffset RenewFrom, DateTimeOffset LastUse);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "No token for the Connector: {Kind}. Check MicrosoftAppType, MicrosoftAppId, MicrosoftAppTenantId and the credential")]
        public static partial void Failed(ILogger logger, string kind);
    }
}

/// <summary>The bot can't prove who it is just now.</summary>
internal sealed class ConnectorTokenException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The bot's credential as the settings describe it.</summary>
internal static class ConnectorCredential
{
    /// <summary>Null when the settings hold none. Reads no secret from anywhere else, and asks nobody.</summary>
    public static TokenCredential? Create(TeamsProtocolOptions options)
    {
        var isManaged = options.AppType == BotAppType.UserAssignedMSI;
        var isRegistered = !string.IsNullOrEmpty(options.TenantId)
            && (!string.IsNullOrEmpty(options.CertificatePath) || !string.IsNullOrEmpty(options.AppPassword));
        return options.AppId.Length > 0 && (isManaged || isRegistered) ? New(options, isManaged) : null;
    }

    /// <summary>The same proof of who the bot is, for another tenant's authority; null where it has none there.</summary>
    public static TokenCredential? CreateFor(TeamsProtocolOptions options, string tenantId)
    {
        if (options.AppType == BotAppType.UserAssignedMSI)
            return string.Equals(options.TenantId, tenantId, StringComparison.OrdinalIgnoreCase) ? Create(options) : null;
        var isRegistered = !string.IsNullOrEmpty(options.CertificatePath) || !string.IsNullOrEmpty(options.AppPassword);
        return options.AppId.Length > 0 && isRegistered ? New(options, isManaged: false, tenantId) : null;
    }

    // Kept apart so that a bot without a credential never loads Azure.Identity.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TokenCredential New(TeamsProtocolOptions options, bool isManaged, string? tenantId = null)
    {
        tenantId ??= options.TenantId;
        if (isManaged)
            return new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(options.AppId));
        return string.IsNullOrEmpty(options.CertificatePath)
            ? new ClientSecretCredential(tenantId, options.AppId, options.AppPassword)
            : new ClientCertificateCredential(tenantId, options.AppId, options.CertificatePath);
    }
}
