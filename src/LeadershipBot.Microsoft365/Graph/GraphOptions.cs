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
}
