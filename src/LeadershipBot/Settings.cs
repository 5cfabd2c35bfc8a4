using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Microsoft365.Teams;

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

    public required AnonymousSettings Anonymous { get; init; }

    public required OrganisationSettings Organisation { get; init; }

    public required FileSettings Files { get; init; }

    public required RetentionSettings Retention { get; init; }

    public required GraphOptions Graph { get; init; }

    public required CalendarSettings Calendars { get; init; }

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
        var storage = StorageSettings.Read(read, isDevelopment);
        var files = FileSettings.Read(read, isDevelopment, appId, appType);
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
            AllowedTenants = IdsOf(tenants),
            Storage = storage,
            Anonymous = AnonymousSettings.Read(read, storage, isDevelopment),
            Organisation = new OrganisationSettings(read.List("Organisation:Administrators")) { BeginsWithDemoPosts = isDevelopment && read.Flag("Demo:Posts") },
            Files = files,
            Calendars = CalendarSettings.Read(read, isDevelopment, files),
            Retention = RetentionSettings.Read(read),
            Graph = new GraphOptions
            {
                Enabled = read.Flag("Graph:Enabled"),
                BaseUrl = read.HttpsAddress("Graph:BaseUrl", isDevelopment) ?? GraphOptions.PublicBaseUrl,
                TeamsAppId = read.TextOrNull("Graph:TeamsAppId"),
                AppId = read.TextOrNull("Graph:AppId"),
                CertificatePath = read.TextOrNull("Graph:CertificatePath"),
            },
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

    /// <summary>The tenants that are served, for commands that need no bot; empty where the settings name none.</summary>
    public static IReadOnlySet<string> ReadAllowedTenants(IConfiguration configuration) => IdsOf(new SettingsReader(configuration, []).List("Tenants:Allowed"));

    private static HashSet<string> IdsOf(IEnumerable<string> tenants) => tenants.Select(SettingsReader.Plain).ToHashSet(StringComparer.OrdinalIgnoreCase);

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
        CheckGraph(problems);
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

    private void CheckGraph(List<string> problems)
    {
        if (Graph.TeamsAppId is { } catalogueId && !Guid.TryParse(catalogueId, out _))
            problems.Add($"Graph:TeamsAppId must be the app's id in the Teams catalogue (a GUID), not '{catalogueId}'.");
        if (Graph.AppId is { } appId && !Guid.TryParse(appId, out _))
            problems.Add($"Graph:AppId must be the client id of an Entra application (a GUID), not '{appId}'.");
        else if (Graph.AppId is not null && Graph.CertificatePath is null)
            problems.Add("Graph:AppId needs Graph:CertificatePath, the file with that application's certificate and key.");
        if (Graph.CertificatePath is not null && Graph.AppId is null)
            problems.Add("Graph:CertificatePath needs Graph:AppId, the client id of the Entra application whose certificate it is.");
        if (Graph.AppId is not null && Teams.AppType is not BotAppType.UserAssignedMSI)
            problems.Add("Graph:AppId is for a bot that is a managed identity (MicrosoftAppType UserAssignedMSI): any other asks Graph with its own credential.");
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
