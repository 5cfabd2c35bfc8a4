namespace LeadershipBot.Microsoft365.Graph;

/// <summary>What the bot may ask of Microsoft Graph. Whoever reads the settings checks them.</summary>
public sealed class GraphOptions
{
    /// <summary>The public cloud.</summary>
    public static Uri PublicBaseUrl { get; } = new("https://graph.microsoft.com/v1.0");

    /// <summary>Whether Graph is asked at all; without it everything else works.</summary>
    public bool Enabled { get; init; }

    /// <summary>Where Graph is: https; in Development also http on this machine, which is asked without a token.</summary>
    public Uri BaseUrl { get; init; } = PublicBaseUrl;

    /// <summary>
    /// The app's id in the tenant's catalogue, which is not the id in its manifest; null to look it up, which needs
    /// another permission.
    /// </summary>
    public string? TeamsAppId { get; init; }

    /// <summary>
    /// The client id of an Entra application that is used, with <see cref="CertificatePath"/>, in tenants that a managed
    /// identity can't reach; null for none.
    /// </summary>
    public string? AppId { get; init; }

    /// <summary>A PFX or PEM file with that application's certificate and key; null for none.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>How long one call may take, with all of its answer.</summary>
    public TimeSpan CallTimeLimit { get; init; } = TimeSpan.FromSeconds(15);
}
