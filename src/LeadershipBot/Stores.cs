using Azure.Identity;
using LeadershipBot.Microsoft365.Teams;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot;

/// <summary>Opens the store that the settings name, and the key that lies outside it.</summary>
internal static class Stores
{
    public static IRecordStore Open(StorageSettings settings, TeamsProtocolOptions identity) => settings.Provider switch
    {
        StorageProvider.Memory => new MemoryRecordStore(),
        StorageProvider.AzureTables when settings.ConnectionString is { } connection => AzureTablesRecordStore.FromConnectionString(connection),
        StorageProvider.AzureTables => AzureTablesRecordStore.FromAccount(settings.AccountUri!, CredentialOf(identity)),
        _ => OpenSqlite(settings.Path),
    };

    /// <summary>The key outside the store by which anonymous answers are locked; null where the settings name none.</summary>
    public static IKeyWrap? KeyOf(AnonymousSettings settings, TeamsProtocolOptions identity, Chance chance) => settings switch
    {
        { Vault: { } vault } => new KeyVaultKey(vault, vault.IsLoopback ? null : CredentialOf(identity)),
        { File: { } file } => new KeyFile(file, settings.MakesFile, chance),
        _ => null,
    };

    private static SqliteRecordStore OpenSqlite(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        return new SqliteRecordStore(path);
    }

    /// <summary>
    /// The identity of the machine (in Azure, the user-assigned one that AZURE_CLIENT_ID names), or on an engineer's
    /// desk the signed-in person. The storage account may lie in another tenant than Teams.
    /// </summary>
    private static DefaultAzureCredential CredentialOf(TeamsProtocolOptions identity)
    {
        var clientId = Environment.GetEnvironmentVariable("AZURE_CLIENT_ID")
            ?? (identity.AppType is BotAppType.UserAssignedMSI ? identity.AppId : null);
        return new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
    }
}
