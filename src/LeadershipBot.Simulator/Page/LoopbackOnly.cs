using System.Net;

namespace LeadershipBot.Simulator.Page;

/// <summary>
/// Refuses whatever isn't from this machine to this machine. A Host header that is no loopback name is a page elsewhere
/// that has pointed its own name at this address; a forwarding header is a tunnel.
/// </summary>
internal static class LoopbackOnly
{
    private static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"];

    public static Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        var host = context.Request.Host.Host;
        var here = host is "localhost" or "[::1]" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        var direct = context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
            && !Forwarding.Any(context.Request.Headers.ContainsKey);
        if (here && direct)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("The simulator serves this machine only.", context.RequestAborted);
    }
}
