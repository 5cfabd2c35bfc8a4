using System.CommandLine;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadershipBot.CommandLine;

/// <summary>What the person who builds the Teams app package chose.</summary>
/// <param name="AppId">The Entra application id of the bot; also the id of the Teams app.</param>
/// <param name="WebsiteUrl">The https page of the body that answers for the bot.</param>
internal sealed record PackageRequest(string AppId, string WebsiteUrl)
{
    /// <summary>Who Teams names as the developer; at most 32 characters.</summary>
    public string DeveloperName { get; init; } = "LeadershipBot contributors";

    /// <summary>The host that serves the bot; null while no page of the bot is shown inside Teams.</summary>
    public string? Domain { get; init; }

    /// <summary>The privacy notice; null for <see cref="WebsiteUrl"/>.</summary>
    public string? PrivacyUrl { get; init; }

    /// <summary>The terms of use; null for <see cref="WebsiteUrl"/>.</summary>
    public string? TermsUrl { get; init; }

    /// <summary>The zip to write.</summary>
    public string Out { get; init; } = PackageCommand.DefaultOut;

    /// <summary>Whether a file that is there already may be replaced.</summary>
    public bool Overwrite { get; init; }
}

/// <summary>The command <c>package</c>: writes the zip that an administrator uploads to Teams.</summary>
internal static class PackageCommand
{
    public const string DefaultOut = "leadershipbot-teams.zip";

    private const int DeveloperNameMax = 32;
    private const int UrlMax = 2048;

    // A zip can't hold a time before 1980; a fixed one makes the same input give the same bytes.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] TunnelDomains =
        ["ngrok.io", "ngrok.app", "ngrok.dev", "ngrok-free.app", "ngrok-free.dev", "devtunnels.ms", "trycloudflare.com", "loca.lt", "localtunnel.me", "serveo.net"];

    // Quotes and accents stay readable for whoever reviews the manifest in the zip.
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The command with its options, for the command line of the web app.</summary>
    public static Command Create()
    {
        var appId = new Option<string>("--app-id") { Required = true, Description = "The Entra application id of the bot (a GUID)." };
        var website = new Option<string>("--website") { Required = true, Description = "The https page of the body that answers for the bot." };
        var privacy = new Option<string?>("--privacy") { Description = "Its privacy notice; the website if left out." };
        var terms = new Option<string?>("--terms") { Description = "Its terms of use; the website if left out." };
        var developer = new Option<string?>("--developer") { Description = "Who Teams names as the developer, at most 32 characters." };
        var domain = new Option<string?>("--domain") { Description = "The host that serves the bot, such as bot.example.nhs.uk." };
        var output = new Option<string?>("--out") { Description = $"The zip to write; {DefaultOut} if left out." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace the zip if it is there already." };
        var command = new Command("package", "Write the Teams app package (a zip) that an administrator uploads.")
        {
            appId, website, privacy, terms, developer, domain, output, overwrite,
        };
        command.SetAction(parsed =>
        {
            var request = new PackageRequest(parsed.GetRequiredValue(appId), parsed.GetRequiredValue(website))
            {
                Domain = parsed.GetValue(domain),
                PrivacyUrl = parsed.GetValue(privacy),
                TermsUrl = parsed.GetValue(terms),
                Out = parsed.GetValue(output) ?? DefaultOut,
                Overwrite = parsed.GetValue(overwrite),
            };
            if (parsed.GetValue(developer) is { } name)
                request = request with { DeveloperName = name };
            var configuration = parsed.InvocationConfiguration;
            return Run(request, Path.Combine(AppContext.BaseDirectory, "manifest"), configuration.Output, configuration.Error);
        });
        return command;
    }

    /// <summary>Checks the request and writes the zip. Safe to repeat: the same request gives the same bytes.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="manifestFolder">The folder with manifest.json and its two icons.</param>
    /// <param name="output">Where to say what was written.</param>
    /// <param name="error">Where to say, in a sentence for each, what is wrong.</param>
    /// <returns>0 when written; 1 when the file could not be written; 2 when the request is wrong.</returns>
    public static int Run(PackageRequest request, string manifestFolder, TextWriter output, TextWriter error)
    {
        var problems = Problems(request).ToList();
        problems.ForEach(error.WriteLine);
        if (problems.Count > 0)
            return 2;

        var path = Path.GetFullPath(request.Out);
        if (File.Exists(path) && !request.Overwrite)
        {
            error.WriteLine($"{path} is there already. Choose another --out, or say --overwrite.");
            return 1;
        }

        try
        {
            File.WriteAllBytes(path, Zip(request, manifestFolder));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"{path} could not be written: {cause.Message}");
            return 1;
        }

        output.WriteLine($"Wrote {path} for app {request.AppId}. Upload it in the Teams admin centre, under Manage apps.");
        return 0;
    }

    private static IEnumerable<string> Problems(PackageRequest request)
    {
        if (!Guid.TryParseExact(request.AppId, "D", out var appId) || appId == Guid.Empty)
            yield return $"--app-id is \"{request.AppId}\"; it must be the application id of the bot, such as 1d2c3b4a-0000-4000-8000-9f8e7d6c5b4a.";
        if (string.IsNullOrWhiteSpace(request.DeveloperName) || request.DeveloperName.Length > DeveloperNameMax)
            yield return $"--developer has {request.DeveloperName.Length} characters; Teams wants 1 to {DeveloperNameMax}.";
        if (request.Domain is { } domain && DomainProblem(domain) is { } problem)
            yield return $"--domain is \"{domain}\"; {problem}.";
        (string Option, string? Url)[] urls = [("--website", request.WebsiteUrl), ("--privacy", request.PrivacyUrl), ("--terms", request.TermsUrl)];
        foreach (var (option, url) in urls)
            if (url is not null && !IsHttpsPage(url))
                yield return $"{option} is \"{url}\"; it must be a whole https address, such as https://www.example.nhs.uk/leadershipbot.";
    }

    private static string? DomainProblem(string domain)
    {
        if (Uri.CheckHostName(domain) != UriHostNameType.Dns || !domain.Contains('.') || domain.EndsWith('.'))
            return "it must be a plain host name without scheme, port, path or wildcard, such as bot.example.nhs.uk";
        return TunnelDomains.Any(tunnel => IsUnder(domain, tunnel))
            ? "a tunnel belongs to whoever opens it next, so Teams' store refuses it: use the host of the deployed bot"
            : null;
    }

    private static bool IsUnder(string domain, string parent)
        => domain.Equals(parent, StringComparison.OrdinalIgnoreCase) || domain.EndsWith("." + parent, StringComparison.OrdinalIgnoreCase);

    private static bool IsHttpsPage(string url)
        => url.Length <= UrlMax && Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && uri.Scheme == Uri.UriSchemeHttps && uri.HostNameType == UriHostNameType.Dns && uri.UserInfo.Length == 0;

    private static byte[] Zip(PackageRequest request, string manifestFolder)
    {
        var manifest = Filled(File.ReadAllText(Path.Combine(manifestFolder, "manifest.json")), request);
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "manifest.json", System.Text.Encoding.UTF8.GetBytes(manifest.ToJsonString(Written) + "\n"));
            foreach (var (_, icon) in manifest["icons"]!.AsObject())
                Add(zip, icon!.GetValue<string>(), File.ReadAllBytes(Path.Combine(manifestFolder, icon.GetValue<string>())));
        }

        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        // Stored, since compressors differ between machines and the package is a few kilobytes.
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = EntryTime;
        using var stream = entry.Open();
        stream.Write(content);
    }

    private static JsonObject Filled(string template, PackageRequest request)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["${{MICROSOFT_APP_ID}}"] = request.AppId.ToLowerInvariant(),
            ["${{DEVELOPER_NAME}}"] = request.DeveloperName,
            ["${{WEBSITE_URL}}"] = request.WebsiteUrl,
            ["${{PRIVACY_URL}}"] = request.PrivacyUrl ?? request.WebsiteUrl,
            ["${{TERMS_URL}}"] = request.TermsUrl ?? request.WebsiteUrl,
        };
        var manifest = JsonNode.Parse(template)!.AsObject();
        Fill(manifest, values);
        if (request.Domain is { } domain)
            manifest["validDomains"]!.AsArray().Add(domain.ToLowerInvariant());
        return manifest;
    }

    private static void Fill(JsonNode node, Dictionary<string, string> values)
    {
        var children = node switch
        {
            JsonObject item => item.Select(member => member.Value).ToList(),
            JsonArray list => list.ToList(),
            _ => [],
        };
        foreach (var child in children.OfType<JsonNode>())
            if (child is JsonValue text && text.TryGetValue<string>(out var name) && name.StartsWith("${{", StringComparison.Ordinal))
                child.ReplaceWith(values[name]);
            else
                Fill(child, values);
    }
}
