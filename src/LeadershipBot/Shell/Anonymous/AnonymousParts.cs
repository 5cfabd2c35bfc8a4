using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LeadershipBot.Shell.Anonymous;

/// <summary>The parts of this room.</summary>
internal static class AnonymousParts
{
    /// <summary>Adds them.</summary>
    /// <param name="services">The app's parts.</param>
    /// <param name="wrap">The key outside the store; null where there is none.</param>
    public static void AddAnonymousBoxes(this IServiceCollection services, Func<IServiceProvider, IKeyWrap?> wrap)
    {
        services.TryAddSingleton(provider => new AskKeys(wrap(provider), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Chance>()));
        services.AddSingleton<AnonymousBoxes>();
        services.AddSingleton<SlipBoxes>();
        services.AddSingleton<WordsPages>();
    }
}
