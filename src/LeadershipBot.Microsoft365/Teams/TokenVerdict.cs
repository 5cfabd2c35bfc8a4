namespace LeadershipBot.Microsoft365.Teams;

/// <summary>
/// Whether a call from the Connector may be heard. The token is judged first (<see cref="BotTokenValidator"/>), the
/// activity against it afterwards (<see cref="Admit"/>), so that no body is parsed for a bad token.
/// </summary>
public sealed class TokenVerdict
{
    private readonly AdmissionRules? _rules;

    private TokenVerdict(int status, string reason, string serviceUrl, IReadOnlyList<string> endorsements, AdmissionRules? rules) =>
        (Status, Reason, ServiceUrl, Endorsements, _rules) = (status, reason, serviceUrl, endorsements, rules);

    /// <summary>200, 401, 403, or 503 when the keys can't be had just now.</summary>
    public int Status { get; }

    /// <summary>True when nothing speaks against the call so far.</summary>
    public bool IsGood => Status == 200;

    /// <summary>Why not, without anything from the token; empty when good.</summary>
    public string Reason { get; }

    /// <summary>The service URL that the token vouches for; empty unless good.</summary>
    internal string ServiceUrl { get; }

    /// <summary>The channels that the token's key may speak for.</summary>
    internal IReadOnlyList<string> Endorsements { get; }

    /// <summary>
    /// Judges the activity by the token: its service URL must be the token's (ordinal, ignoring case, no slash added)
    /// and on a listed host; its channel must be an allowed one that the token's key is endorsed for.
    /// </summary>
    public TokenVerdict Admit(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (!IsGood || _rules is null)
            return this;
        if (string.IsNullOrEmpty(activity.ServiceUrl))
            return Unauthorized("The activity has no serviceUrl.");
        if (!string.Equals(activity.ServiceUrl, ServiceUrl, StringComparison.OrdinalIgnoreCase))
            return Unauthorized("The token is for another serviceUrl.");
        if (string.IsNullOrEmpty(activity.ChannelId))
            return Unauthorized("The activity has no channelId.");
        if (!_rules.Channels.Contains(activity.ChannelId, StringComparer.Ordinal))
            return Forbidden("The channel is not allowed.");
        if (!Endorsements.Contains(activity.ChannelId, StringComparer.Ordinal))
            return Forbidden("The token's key is not endorsed for the channel.");
        return _rules.Hosts.Allows(activity.ServiceUrl) ? this : Forbidden("The serviceUrl's host is not allowed.");
    }

    internal static TokenVerdict Good(string serviceUrl, IReadOnlyList<string> endorsements, AdmissionRules rules) =>
        new(200, "", serviceUrl, endorsements, rules);

    internal static TokenVerdict Unauthorized(string reason) => new(401, reason, "", [], null);

    internal static TokenVerdict Forbidden(string reason) => new(403, reason, "", [], null);

    internal static TokenVerdict Unavailable(string reason) => new(503, reason, "", [], null);

    /// <summary>What the activity is held against besides the token.</summary>
    internal sealed record AdmissionRules(IReadOnlyList<string> Channels, ServiceHosts Hosts);
}
