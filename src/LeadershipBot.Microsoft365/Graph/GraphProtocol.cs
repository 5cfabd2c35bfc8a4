using System.Net;
using LeadershipBot.Microsoft365.Teams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadershipBot.Microsoft365.Graph;

/// <summary>Makes the parts that ask Microsoft Graph known to the app.</summary>
public static class GraphProtocol
{
    private static readonly TimeSpan CallTimeLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ConnectionAgeMax = TimeSpan.FromMinutes(5);

    /// <summary>Adds <see cref="AppInstaller"/>. Nothing is fetched and nothing of Graph loaded before the first need.</summary>
    public static IServiceCollection AddGraph(this IServiceCollection services, GraphOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options);
        services.AddHttpClient(AppInstaller.HttpClientName, static client => client.Timeout = CallTimeLimit)
            .UseSocketsHttpHandler(static (handler, _) =>
            {
                // A redirect could carry a token elsewhere.
                handler.AllowAutoRedirect = false;
                handler.UseCookies = false;
                handler.AutomaticDecompression = DecompressionMethods.All;
                handler.PooledConnectionLifetime = ConnectionAgeMax;
            })
            .RemoveAllLoggers();
        services.AddSingleton(provider => new AppInstaller(
            provider.GetRequiredService<IHttpClientFactory>(), options, provider.GetRequiredService<TeamsProtocolOptions>(), provider.GetRequiredService<ILogger<AppInstaller>>()));
        return services;
    }
}
