using LeadershipBot.Shell.Privacy;

namespace LeadershipBot;

/// <summary>
/// The names of the bot's own settings, so that one misspelt inside our sections, or beginning like one of ours, stops the
/// start. A misspelt section can't be told from a setting of the platform and is passed over.
/// </summary>
internal static class KnownSettings
{
    public static readonly IReadOnlyList<string> Keys =
    [
        "MicrosoftAppType", "MicrosoftAppId", "MicrosoftAppPassword", "MicrosoftAppCertificatePath", "MicrosoftAppTenantId",
        "BotOpenIdMetadata", "DangerouslyAllowUnauthenticatedRequests",
        "Tenants:Allowed", "Teams:ServiceHosts", "Teams:RequestsPerSecond", "Teams:FileHosts",
        "Storage:Provider", "Storage:Path", "Storage:ConnectionString", "Storage:AccountUri",
        "Anonymous:Key",
        "Organisation:Administrators",
        "Demo:Posts",
        "Files:Consent", "Files:PublicUrl", "Files:SignInAppId", "Files:SignInHost",
        .. RetentionKind.All.Select(kind => kind.SettingKey),
        "Graph:Enabled", "Graph:BaseUrl", "Graph:TeamsAppId", "Graph:AppId", "Graph:CertificatePath", "Graph:NotificationUrl", "Graph:SubscriptionHours", "Graph:Mailboxes",
    ];

    private static readonly string[] OurBeginnings = ["MicrosoftApp", "BotOpenId", "Dangerously"];

    /// <summary>A sentence for each setting that looks like one of ours and is none.</summary>
    public static IEnumerable<string> FindUnknown(IConfiguration configuration)
    {
        var sections = Keys.Where(k => k.Contains(':', StringComparison.Ordinal)).Select(k => k[..k.IndexOf(':', StringComparison.Ordinal)]).Distinct();
        var inSections = sections.SelectMany(s => configuration.GetSection(s).GetChildren()).Select(c => c.Path);
        var atTop = configuration.GetChildren().Select(c => c.Key).Where(k => OurBeginnings.Any(b => k.StartsWith(b, StringComparison.OrdinalIgnoreCase)));
        return inSections.Concat(atTop)
            .Where(key => !Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
            .Select(key => $"{key} is no setting of LeadershipBot; the known ones are: {string.Join(", ", Keys)}.");
    }
}
