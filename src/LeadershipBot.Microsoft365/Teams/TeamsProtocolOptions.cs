namespace LeadershipBot.Microsoft365.Teams;

/// <summary>What the protocol needs to know of a deployment. Whoever reads the settings checks them.</summary>
public sealed class TeamsProtocolOptions
{
    /// <summary>The key document of the public cloud's Connector.</summary>
    public const string PublicOpenIdMetadata = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>The hosts that Teams and the Connector use in the public cloud.</summary>
    public static IReadOnlyList<string> PublicServiceHosts { get; } =
        ["smba.trafficmanager.net", "botframework.com", "*.botframework.com", "teams.microsoft.com", "*.teams.microsoft.com"];

    /// <summary>The bot's app id (<c>MicrosoftAppId</c>): the only audience accepted. Empty accepts no token.</summary>
    public string AppId { get; init; } = "";

    /// <summary>How the bot proves who it is (<c>MicrosoftAppType</c>).</summary>
    public BotAppType AppType { get; init; } = BotAppType.SingleTenant;

    /// <summary>The app's secret (<c>MicrosoftAppPassword</c>); null with a certificate or a managed identity.</summary>
    public string? AppPassword { get; init; }

    /// <summary>
    /// The tenant that registered the bot (<c>MicrosoftAppTenantId</c>): the authority of outgoing tokens, also where
    /// one deployment serves several tenants.
    /// </summary>
    public string? TenantId { get; init; }

    /// <summary>A PFX or PEM file with the app's certificate and key; null for none.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>Where the Connector's keys are described (<c>BotOpenIdMetadata</c>).</summary>
    public string OpenIdMetadata { get; init; } = PublicOpenIdMetadata;

    /// <summary>Hosts that answers and tokens may go to: a name, or <c>*.name</c> for those below it.</summary>
    public IReadOnlyList<string> ServiceHosts { get; init; } = PublicServiceHosts;

    /// <summary>Where Teams keeps people's files in the public cloud.</summary>
    public static IReadOnlyList<string> PublicFileHosts { get; } = ["*.sharepoint.com"];

    /// <summary>Hosts that files are put to and fetched from: a name, or <c>*.name</c> for those below it.</summary>
    public IReadOnlyList<string> FileHosts { get; init; } = PublicFileHosts;

    /// <summary>Development only: the Connector and its keys may be on this machine, without https.</summary>
    public bool AllowLoopback { get; init; }

    /// <summary>Channels that may speak to the bot; in production <c>msteams</c> alone.</summary>
    public IReadOnlyList<string> AllowedChannels { get; init; } = ["msteams"];

    /// <summary>How long one attempt of a call may take, not counting the wait for its turn.</summary>
    public TimeSpan AttemptTimeLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a call is tried again after its first attempt.</summary>
    public int RetriesMax { get; init; } = 3;

    /// <summary>The wait before the first retry; doubled each time, with jitter.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>
    /// The longest Retry-After that is waited for. A longer one ends the call as
    /// <see cref="ConnectorOutcomeKind.Unavailable"/>, so that its caller can keep the message and wait.
    /// </summary>
    public TimeSpan RetryAfterMax { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>How the bot proves who it is, by the names of Bot Framework's settings.</summary>
public enum BotAppType
{
    /// <summary>A secret or certificate of an app of one tenant.</summary>
    SingleTenant,

    /// <summary>A user-assigned managed identity; there is no secret.</summary>
    UserAssignedMSI,

    /// <summary>As <see cref="SingleTenant"/>: the app serves several tenants, its tokens still come from its own.</summary>
    MultiTenant,
}
