using System.Net;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>
/// The hosts that answers and tokens may go to. A stored conversation reference is replayed long after the token that
/// vouched for it, so each address is checked before each call.
/// </summary>
public sealed class ServiceHosts
{
    private readonly HashSet<string> _exact = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _suffixes = [];
    private readonly bool _allowLoopback;

    /// <param name="hosts">Names, or <c>*.name</c> for those below a name (and not the name itself).</param>
    /// <param name="allowLoopback">Whether this machine is a host too, at any port and without https.</param>
    /// <exception cref="ArgumentException">An entry is not a plain host name.</exception>
    public ServiceHosts(IEnumerable<string> hosts, bool allowLoopback)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        _allowLoopback = allowLoopback;
        foreach (var host in hosts)
        {
            var isSuffix = host.StartsWith("*.", StringComparison.Ordinal);
            var name = isSuffix ? host[2..] : host;
            if (!IsPlainName(name))
                throw new ArgumentException($"'{host}' is not a host name, or *. and a host name.", nameof(hosts));
            if (isSuffix)
                _suffixes.Add("." + name);
            else
                _exact.Add(name);
        }
    }

    /// <summary>
    /// Whether answers may go to this address: absolute, https on its own port, a listed host written in plain ASCII,
    /// no user, query or fragment.
    /// </summary>
    public bool Allows(string? serviceUrl) => TryRead(serviceUrl, out _);

    /// <summary>As <see cref="Allows(string)"/>, for an address that was parsed; its query is not looked at.</summary>
    public bool Allows(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.UserInfo.Length > 0)
            return false;
        if (IsLoopback(address))
            return _allowLoopback && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
        if (address.Scheme != Uri.UriSchemeHttps || !address.IsDefaultPort)
            return false;
        var host = address.IdnHost;
        return _exact.Contains(host) || _suffixes.Exists(suffix => host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && host.Length > suffix.Length);
    }

    internal bool TryRead(string? serviceUrl, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? address)
    {
        address = null;
        // Uri mends what others would refuse (white space, backslashes, wide letters), so the text is looked at first.
        if (string.IsNullOrEmpty(serviceUrl) || !serviceUrl.All(static c => c is > ' ' and < '\x7f' and not ('\\' or '?' or '#' or '@')))
            return false;
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var read) || !Allows(read))
            return false;
        // The host must stand in the text as it was understood: no percent signs, no trailing dot, no numbers in disguise.
        var start = read.Scheme.Length + "://".Length;
        if (serviceUrl.Length < start + read.Host.Length
            || !serviceUrl.AsSpan(start, read.Host.Length).Equals(read.Host, StringComparison.OrdinalIgnoreCase))
            return false;
        address = read;
        return true;
    }

    /// <summary>Whether the address is this machine, by the names that can't be anybody else's.</summary>
    internal static bool IsLoopback(Uri address) =>
        address.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.IdnHost, out var number) && IPAddress.IsLoopback(number));

    private static bool IsPlainName(string name) =>
        name.Length is > 0 and <= 253
        && Uri.CheckHostName(name) == UriHostNameType.Dns
        && !name.EndsWith('.')
        && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');
}
