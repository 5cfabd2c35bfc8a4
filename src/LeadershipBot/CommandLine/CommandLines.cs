using System.CommandLine;
using LeadershipBot.Storage;

namespace LeadershipBot.CommandLine;

/// <summary>The program's commands: to run the bot is what it does without one.</summary>
internal static class CommandLines
{
    private const int UsageError = 2;

    private static readonly string[] Commands = ["import", "organisation", "roles", "export", "erase", "retention", "package", "--help", "-h", "-?", "--version"];

    /// <summary>Runs what the arguments ask for.</summary>
    /// <returns>The exit code: 0 where all went well.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        // Anything else is settings for the bot (--Key=value), which System.CommandLine need not know.
        if (arguments.Length == 0 || !Commands.Contains(arguments[0], StringComparer.Ordinal))
            return await RunBotAsync(arguments);
        var root = new RootCommand("LeadershipBot: a Microsoft Teams bot for clinically led NHS bodies. Without a command it runs; settings come from appsettings and the environment.")
        {
            ImportCommand.Create(OpenStore),
            OrganisationCommand.Create(OpenStore, () => Settings.ReadAllowedTenants(App.Builder([]).Configuration)),
            PrivacyCommands.Export(() => App.Build([])),
            PrivacyCommands.Erase(() => App.Build([])),
            PrivacyCommands.Retention(() => App.Build([])),
            PackageCommand.Create(),
            RolesCommand.Create(OpenStore),
        };
        try
        {
            var parsed = root.Parse(arguments);
            var code = await parsed.InvokeAsync();
            return parsed.Errors.Count > 0 ? UsageError : code;
        }
        catch (SettingsException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return UsageError;
        }
    }

    private static async Task<int> RunBotAsync(string[] arguments)
    {
        try
        {
            await using var app = App.Build(arguments);
            await app.RunAsync();
            return 0;
        }
        catch (SettingsException wrong)
        {
            await Console.Error.WriteLineAsync("LeadershipBot can't start with these settings:" + Environment.NewLine + wrong.Message);
            return UsageError;
        }
    }

    private static IRecordStore OpenStore()
    {
        var builder = App.Builder([]);
        var (storage, identity) = Settings.ReadStorage(builder.Configuration, builder.Environment.IsDevelopment());
        return Stores.Open(storage, identity);
    }
}
