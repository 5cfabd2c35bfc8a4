using LeadershipBot.Shell.Anonymous;

namespace LeadershipBot;

/// <summary>By which key anonymous answers are locked.</summary>
/// <param name="Vault">The address of a key in Azure Key Vault; null where it is a file, or there is none.</param>
/// <param name="File">The full path of a file that holds the key; null where it is in a vault, or there is none: then nothing can be asked anonymously.</param>
/// <param name="MakesFile">Whether the file is made when it is first needed; in Development only.</param>
internal sealed record AnonymousSettings(Uri? Vault, string? File, bool MakesFile)
{
    private const string Key = "Anonymous:Key";

    internal static AnonymousSettings Read(SettingsReader read, StorageSettings storage, bool isDevelopment)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(storage.Path)) ?? Path.GetFullPath(storage.Path);
        if (read.TextOrNull(Key) is not { } text)
            return new AnonymousSettings(null, isDevelopment ? Beside(folder) : null, isDevelopment);
        if (text.Contains("://", StringComparison.Ordinal))
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out var address) && KeyVaultKey.IsAddress(address, isDevelopment))
                return new AnonymousSettings(address, null, false);
            read.Problem($"{Key} must be the address of a key in Azure Key Vault (https://NAME.vault.azure.net/keys/NAME) or a file, not '{text}'.");
            return new AnonymousSettings(null, null, false);
        }

        var file = Path.GetFullPath(text);
        if (storage.Provider is StorageProvider.Sqlite && IsWithin(folder, file))
            read.Problem($"{Key} names a file in the folder of Storage:Path ({folder}): whoever copies that folder must not get the key, so keep it elsewhere.");
        else if (!isDevelopment && KeyFile.ProblemOf(file) is { } problem)
            read.Problem($"{Key} names the file {file}, which {problem}; make one by: openssl rand -base64 32.");
        return new AnonymousSettings(null, file, isDevelopment);
    }

    /// <summary>Beside the store's folder, not in it: <c>data.anonymous-key</c> for <c>data/</c>.</summary>
    private static string Beside(string folder) => Path.TrimEndingDirectorySeparator(folder) + ".anonymous-key";

    private static bool IsWithin(string folder, string file)
        => file.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
