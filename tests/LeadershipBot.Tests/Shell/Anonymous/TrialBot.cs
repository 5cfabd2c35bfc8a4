using LeadershipBot.Features;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>A bot in which things are asked anonymously, and all that it logs, traces and measures is heard.</summary>
internal static class TrialBot
{
    /// <param name="ears">Hears it.</param>
    /// <param name="keyFile">The file of the key: not beside the store.</param>
    /// <param name="verb">The verb of <see cref="TrialSlice"/>: one of a test's own where it counts what is measured.</param>
    public static BotOptions Options(Ears ears, string keyFile, string verb = TrialSlice.Verb) => new()
    {
        Settings = [$"--Anonymous:Key={keyFile}", "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft=Trace"],
        Parts = services => services
            .AddSingleton(AllFeatures.Table().With(new TrialFeature(verb)))
            .AddSingleton<TrialSlice>()
            .AddSingleton<ILoggerProvider>(ears),
    };
}
