using System.Net;
using LeadershipBot.Microsoft365.Graph.Attendance;
using LeadershipBot.Microsoft365.Graph.Calendars;
using LeadershipBot.Microsoft365.Teams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadershipBot.Microsoft365.Graph;

/// <summary>Makes the parts that ask Microsoft Graph known to the app.</summary>
public static class GraphProtocol
{
    private static readonly TimeSpan ConnectionAgeMax = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Adds <see cref="AppInstaller"/>, <see cref="CalendarReader"/>, <see cref="CalendarSubscriptions"/>,
    /// <see cref="AttendanceReader"/> and <see cref="GraphRoles"/>. Nothing is fetched and nothing of Graph loaded before the
    /// first need. They need a <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddGraph(this IServiceCollection services, GraphOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options);
        services.AddHttpClient(GraphClients.HttpClientName, client => client.Timeout = options.CallTimeLimit)
            .UseSocketsHttpHandler(static (handler, _) =>
            {
                // A redirect could carry a token elsewhere.
                handler.AllowAutoRedirect = false;
                handler.UseCookies = false;
                handler.AutomaticDecompression = DecompressionMethods.All;
                handler.PooledConnectionLifetime = ConnectionAgeMax;
            })
            .AddHttpMessageHandler(static () => new BoundedAnswers())
            .RemoveAllLoggers();
        services.AddSingleton(provider => new GraphClients(
            provider.GetRequiredService<IHttpClientFactory>(), options, provider.GetRequiredService<TeamsProtocolOptions>()));
        services.AddSingleton(provider => new GraphCaller(
            provider.GetRequiredService<GraphClients>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<GraphCaller>>()));
        services.AddSingleton(provider => new GraphRoles(
            provider.GetRequiredService<GraphClients>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<GraphRoles>>()));
        services.AddSingleton(provider => new AppInstaller(
            provider.GetRequiredService<GraphClients>(), options, provider.GetRequiredService<TeamsProtocolOptions>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<AppInstaller>>()));
        services.AddSingleton(provider => new CalendarReader(provider.GetRequiredService<GraphCaller>(), provider.GetRequiredService<GraphClients>()));
        services.AddSingleton(provider => new CalendarSubscriptions(provider.GetRequiredService<GraphCaller>()));
        services.AddSingleton(provider => new AttendanceReader(provider.GetRequiredService<GraphCaller>()));
        return services;
    }
}
