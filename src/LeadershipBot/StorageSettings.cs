namespace LeadershipBot;

/// <summary>Where answers are kept.</summary>
internal sealed record StorageSettings(StorageProvider Provider, string Path, string? ConnectionString, Uri? AccountUri)
{
    internal static StorageSettings Read(SettingsReader read, bool isDevelopment)
    {
        var settings = new StorageSettings(
            read.OneOf("Storage:Provider", StorageProvider.Sqlite),
            read.TextOrNull("Storage:Path") ?? System.IO.Path.Combine("data", "leadershipbot.db"),
            read.TextOrNull("Storage:ConnectionString"),
            read.HttpsAddress("Storage:AccountUri", isDevelopment));
        if (settings is { Provider: StorageProvider.AzureTables, ConnectionString: null, AccountUri: null })
            read.Problem("Storage:Provider is AzureTables: give Storage:AccountUri (with the app's identity) or Storage:ConnectionString.");
        if (settings is { ConnectionString: not null, AccountUri: not null })
            read.Problem("Storage:ConnectionString and Storage:AccountUri are both set: keep one.");
        if (settings.Provider is StorageProvider.Memory && !isDevelopment)
            read.Problem("Storage:Provider Memory forgets everything at a restart: it is for Development only.");
        return settings;
    }
}

internal enum StorageProvider
{
    Sqlite,
    AzureTables,
    Memory,
}
