using LeadershipBot.Microsoft365.Teams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadershipBot.Microsoft365.SignIn;

/// <summary>Makes sign-in known to the app.</summary>
public static class SignInProtocol
{
    /// <summary>Adds <see cref="EntraSignIn"/>, beside the Teams protocol. Nothing is fetched before the first need.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, SignInOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        return services.AddSingleton(provider => new EntraSignIn(
            options,
            () => provider.GetRequiredService<IHttpClientFactory>().CreateClient(TeamsProtocol.KeysClientName),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SigningKeys>>()));
    }
}
