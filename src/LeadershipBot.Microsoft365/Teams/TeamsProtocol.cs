using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>Makes the protocol's parts known to the app.</summary>
public static class TeamsProtocol
{
    /// <summary>The client that reads published signing keys.</summary>
    internal const string KeysClientName = "LeadershipBot.SigningKeys";

    private const string UserAgent = "LeadershipBot/0.1 (Microsoft-BotFramework/3.1)";
    private static readonly TimeSpan ConnectionAgeMax = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ConnectTimeLimit = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Adds <see cref="BotTokenValidator"/>, <see cref="ConnectorClient"/>, <see cref="FileTransfer"/> and <see cref="ServiceHosts"/>. Nothing is
    /// fetched and no credential made before the first need. <see cref="TimeProvider"/> and
    /// <see cref="ConnectorHooks"/> are taken from the services when they are there.
    /// </summary>
    /// <exception cref="ArgumentException">A service host is not a host name.</exception>
    public static IServiceCollection AddTeamsProtocol(this IServiceCollection services, TeamsProtocolOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ConnectorHooks>();
        services.AddLogging();
        services.AddSingleton(options);
        services.AddSingleton(new ServiceHosts(options.ServiceHosts, options.AllowLoopback));

        services.AddHttpClient(KeysClientName, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler(static (handler, _) => Harden(handler))
            .RemoveAllLoggers();
        services.AddSingleton(provider => new SigningKeys(
            options.OpenIdMetadata, options.AllowLoopback,
            () => provider.GetRequiredService<IHttpClientFactory>().CreateClient(KeysClientName),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SigningKeys>>()));
        services.AddSingleton(provider => new BotTokenValidator(
            options, provider.GetRequiredService<ServiceHosts>(), provider.GetRequiredService<SigningKeys>(), provider.GetRequiredService<TimeProvider>()));

        services.TryAddSingleton(provider => new ConnectorTokens(
            () => ConnectorCredential.Create(options), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ConnectorTokens>>()));
        services.AddTransient<ConnectorRetries>();
        services.AddTransient<ConnectorAttempt>();
        services.AddHttpClient(ConnectorClient.HttpClientName, static client =>
            {
                // Each attempt has a limit of its own.
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent);
                client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json");
            })
            .UseSocketsHttpHandler(static (handler, _) => Harden(handler))
            .AddHttpMessageHandler<ConnectorRetries>()
            .AddHttpMessageHandler<ConnectorAttempt>()
            .RemoveAllLoggers();
        services.AddSingleton(provider => new ConnectorClient(
            provider.GetRequiredService<IHttpClientFactory>(), provider.GetRequiredService<ServiceHosts>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ConnectorClient>>()));
        services.AddHttpClient(FileTransfer.HttpClientName, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler(static (handler, _) => Harden(handler))
            .RemoveAllLoggers();
        services.AddSingleton(provider => new FileTransfer(
            provider.GetRequiredService<IHttpClientFactory>(), new ServiceHosts(options.FileHosts, options.AllowLoopback),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<FileTransfer>>()));
        return services;
    }

    private static void Harden(SocketsHttpHandler handler)
    {
        // A redirect could carry a token to a host that nobody listed.
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.AutomaticDecompression = DecompressionMethods.All;
        handler.PooledConnectionLifetime = ConnectionAgeMax;
        handler.ConnectTimeout = ConnectTimeLimit;
    }
}
