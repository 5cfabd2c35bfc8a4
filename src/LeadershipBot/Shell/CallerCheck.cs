using System.Net;
using LeadershipBot.Microsoft365.Teams;

namespace LeadershipBot.Shell;

/// <summary>
/// Who may call <c>/api/messages</c>: the Connector, by its token. In Development, and only if the frightening setting
/// says so, also programs on this machine, such as the Simulator; a tunnel arrives as loopback too and is refused by its
/// headers.
/// </summary>
internal sealed class CallerCheck(BotTokenValidator tokens, ServiceHosts hosts, bool dangerouslyAllowUnauthenticatedRequests)
{
    private static readonly string[] ForwardingHeaders =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-Host", "X-Real-IP", "Via", "CF-Connecting-IP", "X-Azure-FDID"];

    public async ValueTask<CallerVerdict> CheckAsync(HttpContext context)
    {
        if (dangerouslyAllowUnauthenticatedRequests)
            return IsThisMachine(context) ? new CallerVerdict(null, hosts) : CallerVerdict.Refused(403, "Without tokens, only programs on this machine are served.");
        string? header = context.Request.Headers.Authorization;
        return new CallerVerdict(await tokens.ValidateAsync(header, context.RequestAborted), hosts);
    }

    private static bool IsThisMachine(HttpContext context)
        => context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
            && IsLoopbackName(context.Request.Host.Host)
            && !ForwardingHeaders.Any(context.Request.Headers.ContainsKey);

    private static bool IsLoopbackName(string host)
        => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}

/// <summary>What is known of a caller: first by the token, then by the activity it brings.</summary>
internal readonly struct CallerVerdict
{
    private readonly TokenVerdict? _token;
    private readonly ServiceHosts? _hosts;

    /// <param name="token">The token's verdict; null where none is needed.</param>
    /// <param name="hosts">Where answers may go.</param>
    public CallerVerdict(TokenVerdict? token, ServiceHosts hosts)
        => (_token, _hosts, Status, Reason) = (token, hosts, token?.Status ?? 200, token?.Reason ?? "");

    private CallerVerdict(int status, string reason) => (Status, Reason) = (status, reason);

    public int Status { get; }

    public string Reason { get; }

    public bool IsGood => Status == 200;

    public static CallerVerdict Refused(int status, string reason) => new(status, reason);

    /// <summary>Whether this activity may come from this caller.</summary>
    public CallerVerdict Admit(Activity activity)
    {
        if (_token is not null)
            return new CallerVerdict(_token.Admit(activity), _hosts!);
        return _hosts!.Allows(activity.ServiceUrl) ? this : Refused(403, "The serviceUrl's host is not allowed.");
    }
}
