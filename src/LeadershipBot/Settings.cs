using System.Globalization;
using LeadershipBot.Microsoft365.Teams;
using LeadershipBot.Shell.Privacy;

namespace LeadershipBot;

/// <summary>
/// All settings, read and checked once at the start. What is wrong stops the start with sentences that name the keys.
/// </summary>
internal sealed record Settings
{
    public required TeamsProtocolOptions Teams { get; init; }

    public required int TeamsRequestsPerSecond { get; init; }

    public required bool DangerouslyAllowUnauthenticatedRequests { get; init; }

    /// <summary>Tenants that are served; empty serves all, which only Development may.</summary>
    public required IReadOnlySet<string> AllowedTenants { get; init; }

    public required StorageSettings Storage { get; init; }

    public required OrganisationSettings Organisation { get; init; }

    public required FileSettings Files { get; init; }

    public required RetentionSettings Retention { get; init; }

    public string? OtlpEndpoint { get; init; }

    /// <exception cref="SettingsException">At least one setting is unknown, missing or wrong.</exception>
    public static Settings Read(IConfiguration configuration, bool isDevelopment)
    {
        var problems = new List<string>(KnownSettings.FindUnknown(configuration));
        var read = new SettingsReader(configuration, problems);
        var appId = read.Id("MicrosoftAppId");
        var allowUnauthenticated = read.Flag("DangerouslyAllowUnauthenticatedRequests");
        var appType = read.OneOf("MicrosoftAppType", BotAppType.SingleTenant);
        var tenants = read.List("Tenants:Allowed");
        var settings = new Settings
        {
            Teams = new TeamsProtocolOptions
            {
                AppId = appId,
                AppType = appType,
                AppPassword = read.TextOrNull("MicrosoftAppPassword"),
                CertificatePath = read.TextOrNull("MicrosoftAppCertificatePath"),
                TenantId = read.TextOrNull("MicrosoftAppTenantId"),
                OpenIdMetadata = read.TextOrNull("BotOpenIdMetadata") ?? TeamsProtocolOptions.PublicOpenIdMetadata,
                ServiceHosts = read.List("Teams:ServiceHosts") is { Count: > 0 } hosts ? hosts : TeamsProtocolOptions.PublicServiceHosts,
                FileHosts = read.List("Teams:FileHosts") is { Count: > 0 } fileHosts ? fileHosts : TeamsProtocolOptions.PublicFileHosts,
                AllowLoopback = isDevelopment,
                AllowedChannels = isDevelopment ? ["msteams", "emulator"] : ["msteams"],
            },
            TeamsRequestsPerSecond = read.Number("Teams:RequestsPerSecond", 50, 1, 1000),
            DangerouslyAllowUnauthenticatedRequests = allowUnauthenticated,
            AllowedTenants = tenants.Select(SettingsReader.Plain).ToHashSet(StringComparer.OrdinalIgnoreCase),
            Storage = StorageSettings.Read(read, isDevelopment),
            Organisation = new OrganisationSettings(read.List("Organisation:Administrators")),
            Files = FileSettings.Read(read, isDevelopment),
            Retention = RetentionSettings.Read(read),
            OtlpEndpoint = read.TextOrNull("OTEL_EXPORTER_OTLP_ENDPOINT"),
        };
        settings.CheckIdentity(problems, isDevelopment);
        return problems.Count == 0 ? settings : throw new SettingsException(problems);
    }

    /// <summary>Only what opens the store, for commands that need no bot.</summary>
    /// <exception cref="SettingsException">At least one of these settings is wrong.</exception>
    public static (StorageSettings Storage, TeamsProtocolOptions Identity) ReadStorage(IConfiguration configuration, bool isDevelopment)
    {
        var problems = new List<string>(KnownSettings.FindUnknown(configuration));
        var read = new SettingsReader(configuration, problems);
        var storage = StorageSettings.Read(read, isDevelopment);
        var identity = new TeamsProtocolOptions { AppId = read.Id("MicrosoftAppId"), AppType = read.OneOf("MicrosoftAppType", BotAppType.SingleTenant) };
        return problems.Count == 0 ? (storage, identity) : throw new SettingsException(problems);
    }

    private void CheckIdentity(List<string> problems, bool isDevelopment)
    {
        if (DangerouslyAllowUnauthenticatedRequests && !isDevelopment)
            problems.Add("DangerouslyAllowUnauthenticatedRequests is for Development only: remove it here.");
        if (!Uri.TryCreate(Teams.OpenIdMetadata, UriKind.Absolute, out var metadata)
            || !(metadata.Scheme == Uri.UriSchemeHttps || (isDevelopment && metadata.IsLoopback)))
            problems.Add("BotOpenIdMetadata must be an https address (in Development, http on this machine will do).");
        foreach (var host in Teams.ServiceHosts.Where(h => !IsServiceHost(h)))
            problems.Add($"Teams:ServiceHosts must hold host names, or *. and a host name, not '{host}'.");
        foreach (var host in Teams.FileHosts.Where(h => !IsServiceHost(h)))
            problems.Add($"Teams:FileHosts must hold host names, or *. and a host name, not '{host}'.");
        foreach (var tenant in AllowedTenants.Where(t => !Guid.TryParse(t, out _)))
            problems.Add($"Tenants:Allowed must hold tenant ids (GUIDs), not '{tenant}'.");
        if (DangerouslyAllowUnauthenticatedRequests)
            return;
        if (!Guid.TryParse(Teams.AppId, out _))
            problems.Add("MicrosoftAppId is missing or no GUID: give the app id of the bot registration.");
        if (!isDevelopment && !Guid.TryParse(Teams.TenantId, out _))
            problems.Add("MicrosoftAppTenantId is missing or no GUID: give the tenant in which the app is registered.");
        if (!isDevelopment && AllowedTenants.Count == 0)
            problems.Add("Tenants:Allowed is empty: name the Microsoft 365 tenants that may use this bot (Tenants__Allowed__0=…).");
        if (Teams.AppType is BotAppType.UserAssignedMSI && Teams.AppPassword is not null)
            problems.Add("MicrosoftAppPassword must not be set where MicrosoftAppType is UserAssignedMSI: a managed identity has no password.");
        if (!isDevelopment && Teams.AppType is not BotAppType.UserAssignedMSI && Teams.AppPassword is null && Teams.CertificatePath is null)
            problems.Add("MicrosoftAppPassword or MicrosoftAppCertificatePath is missing: without one the bot can't answer.");
    }

    private static bool IsServiceHost(string host)
    {
        try
        {
            _ = new ServiceHosts([host], allowLoopback: false);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

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

/// <param name="Administrators">Entra object ids of people who are administrators from the start.</param>
internal sealed record OrganisationSettings(IReadOnlyList<string> Administrators);

/// <summary>How files reach people.</summary>
/// <param name="Consent">Whether Teams' file consent is used; false where the tenant blocks OneDrive to its people.</param>
/// <param name="PublicUrl">The bot's own https address, for single-use links; null where there is none, and then no links.</param>
internal sealed record FileSettings(bool Consent, Uri? PublicUrl)
{
    internal static FileSettings Read(SettingsReader read, bool isDevelopment)
        => new(read.Flag("Files:Consent", otherwise: true), read.HttpsAddress("Files:PublicUrl", isDevelopment));
}

/// <summary>How long each kind of row is kept.</summary>
internal sealed record RetentionSettings(IReadOnlyDictionary<string, int> Days)
{
    /// <summary>How long this kind is kept.</summary>
    public TimeSpan KeepOf(RetentionKind kind) => TimeSpan.FromDays(Days.GetValueOrDefault(kind.Name, kind.DaysDefault));

    internal static RetentionSettings Read(SettingsReader read)
        => new(RetentionKind.All.ToDictionary(kind => kind.Name, kind => read.Number(kind.SettingKey, kind.DaysDefault, kind.DaysMin, kind.DaysMax)));
}

/// <summary>The settings can't be used; the message is one sentence for each problem.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>One sentence for each problem.</summary>
    public IReadOnlyList<string> Problems => problems;
}

/// <summary>Reads single settings and notes what is wrong with them.</summary>
internal sealed class SettingsReader(IConfiguration configuration, List<string> problems)
{
    public void Problem(string sentence) => problems.Add(sentence);

    public string Text(string key) => TextOrNull(key) ?? "";

    public string? TextOrNull(string key) => configuration[key]?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A GUID in the form in which tokens and activities name it; anything else as it stands.</summary>
    public string Id(string key) => Plain(Text(key));

    public static string Plain(string id) => Guid.TryParse(id, out var guid) ? guid.ToString("D") : id;

    public bool Flag(string key, bool otherwise = false)
    {
        if (TextOrNull(key) is not { } text)
            return otherwise;
        if (!bool.TryParse(text, out var flag))
            problems.Add($"{key} must be true or false, not '{text}'.");
        return flag;
    }

    public int Number(string key, int otherwise, int min, int max)
    {
        if (TextOrNull(key) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        problems.Add($"{key} must be a whole number from {min} to {max}, not '{text}'.");
        return otherwise;
    }

    public TEnum OneOf<TEnum>(string key, TEnum otherwise)
        where TEnum : struct, Enum
    {
        if (TextOrNull(key) is not { } text)
            return otherwise;
        if (Enum.TryParse<TEnum>(text, ignoreCase: true, out var value) && Enum.IsDefined(value))
            return value;
        problems.Add($"{key} must be one of {string.Join(", ", Enum.GetNames<TEnum>())}, not '{text}'.");
        return otherwise;
    }

    public Uri? HttpsAddress(string key, bool loopbackToo)
    {
        if (TextOrNull(key) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (loopbackToo && uri.IsLoopback)))
            return uri;
        problems.Add($"{key} must be an https address, not '{text}'.");
        return null;
    }

    /// <summary>A list by index (<c>Key:0</c>, <c>Key:1</c>) or in one value, parted by commas.</summary>
    public IReadOnlyList<string> List(string key)
    {
        var section = configuration.GetSection(key);
        var values = section.Value is { } all ? all.Split(',') : [.. section.GetChildren().Select(c => c.Value ?? "")];
        return [.. values.Select(v => v.Trim()).Where(v => v.Length > 0)];
    }
}
