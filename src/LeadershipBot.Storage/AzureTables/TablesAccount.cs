using System.Globalization;

namespace LeadershipBot.Storage.AzureTables;

/// <summary>Where an account's tables are, and what opens them. Never printed: it holds secrets.</summary>
/// <remarks>Source: "Configure Azure Storage connection strings", Microsoft Learn.</remarks>
internal sealed class TablesAccount
{
    // Published by Microsoft for the emulator; not a secret.
    private const string EmulatorName = "devstoreaccount1";
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const string EmulatorEndpoint = "http://127.0.0.1:10002/devstoreaccount1";

    private TablesAccount(Uri endpoint, string? name, byte[]? key, string? sharedAccessSignature)
    {
        Endpoint = endpoint;
        Name = name;
        Key = key;
        SharedAccessSignature = sharedAccessSignature;
    }

    /// <summary>Without a query and without a slash at its end.</summary>
    public Uri Endpoint { get; }

    public string? Name { get; }

    public byte[]? Key { get; }

    /// <summary>Without the question mark.</summary>
    public string? SharedAccessSignature { get; }

    /// <exception cref="FormatException">A part is missing or malformed; the message names it, not its value.</exception>
    public static TablesAccount FromConnectionString(string connectionString)
    {
        var parts = Parts(connectionString);
        if (Part("UseDevelopmentStorage") is { } emulator && bool.TryParse(emulator, out var isEmulator) && isEmulator)
            return new(new Uri(EmulatorEndpoint), EmulatorName, Convert.FromBase64String(EmulatorKey), null);

        var signature = Part("SharedAccessSignature")?.TrimStart('?');
        var name = Part("AccountName");
        var key = Part("AccountKey") is { } text ? KeyIn(text) : null;
        var endpoint = Part("TableEndpoint") is { } address ? EndpointIn(address) : EndpointOf(name, Part("DefaultEndpointsProtocol") ?? "https", Part("EndpointSuffix") ?? "core.windows.net");
        if (signature is null && endpoint.Query.Length > 1)
            signature = endpoint.Query[1..];
        if (signature is null && (name is null || key is null))
            throw Malformed("needs AccountName and AccountKey, or SharedAccessSignature");
        return new(Bare(endpoint), name, signature is null ? key : null, signature);

        string? Part(string partName) => parts.GetValueOrDefault(partName);
    }

    /// <param name="endpoint">The table endpoint; a shared access signature may be its query.</param>
    /// <exception cref="ArgumentException">It isn't an absolute http or https address.</exception>
    public static TablesAccount FromEndpoint(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttps && endpoint.Scheme != Uri.UriSchemeHttp))
            throw new ArgumentException("The account's address is an absolute http or https address.", nameof(endpoint));
        return new(Bare(endpoint), null, null, endpoint.Query.Length > 1 ? endpoint.Query[1..] : null);
    }

    private static Dictionary<string, string> Parts(string connectionString)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || !parts.TryAdd(part[..at], part[(at + 1)..]))
                throw Malformed("is a list of Name=Value, parted by semicolons, each name once");
        }

        return parts;
    }

    private static byte[] KeyIn(string text)
    {
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length > 0
            ? key[..length]
            : throw Malformed("has an AccountKey that isn't Base64");
    }

    private static Uri EndpointIn(string address)
        => Uri.TryCreate(address, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "https" or "http"
            ? endpoint
            : throw Malformed("has a TableEndpoint that isn't an http or https address");

    private static Uri EndpointOf(string? name, string protocol, string suffix)
        => name is not null && Uri.TryCreate(string.Create(CultureInfo.InvariantCulture, $"{protocol}://{name}.table.{suffix}"), UriKind.Absolute, out var endpoint)
            ? endpoint
            : throw Malformed("needs TableEndpoint or AccountName");

    private static Uri Bare(Uri endpoint) => new(endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/'));

    private static FormatException Malformed(string what) => new($"The storage connection string {what}.");
}
