using System.IO.Compression;
using System.Text.Json;
using LeadershipBot.CommandLine;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

public sealed class PackageTests : IDisposable
{
    private const string AppId = "7B5A1E9C-31D4-4A7F-9C0E-5D2F8A6B4C13";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadershipbot-package-");
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private string Zip => Path.Combine(_folder.FullName, "app.zip");

    private PackageRequest Asked => new(AppId, "https://www.example.nhs.uk/bot") { Out = Zip };

    [Fact]
    public void The_zip_holds_the_manifest_and_both_icons_at_its_root()
    {
        Assert.Equal(0, Run(Asked));

        using var zip = ZipFile.OpenRead(Zip);
        Assert.Equal(["manifest.json", "color.png", "outline.png"], zip.Entries.Select(entry => entry.FullName));
        Assert.Contains(Zip, _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public void The_manifest_carries_the_ids_and_addresses_that_were_given()
    {
        Run(Asked with
        {
            DeveloperName = "Larkford \"and\" Vale CCG",
            Domain = "Bot.Example.nhs.uk",
            PrivacyUrl = "https://www.example.nhs.uk/privacy",
        });

        var text = Manifest();
        Assert.DoesNotContain("${{", text, StringComparison.Ordinal);
        using var manifest = JsonDocument.Parse(text);
        var root = manifest.RootElement;
        var developer = root.GetProperty("developer");
        Assert.Equal(AppId.ToLowerInvariant(), root.GetProperty("id").GetString());
        Assert.Equal(AppId.ToLowerInvariant(), root.GetProperty("bots")[0].GetProperty("botId").GetString());
        Assert.Equal(AppId.ToLowerInvariant(), root.GetProperty("composeExtensions")[0].GetProperty("botId").GetString());
        Assert.Equal("Larkford \"and\" Vale CCG", developer.GetProperty("name").GetString());
        Assert.Equal("https://www.example.nhs.uk/bot", developer.GetProperty("websiteUrl").GetString());
        Assert.Equal("https://www.example.nhs.uk/privacy", developer.GetProperty("privacyUrl").GetString());
        Assert.Equal("https://www.example.nhs.uk/bot", developer.GetProperty("termsOfUseUrl").GetString());
        Assert.Equal(["bot.example.nhs.uk"], root.GetProperty("validDomains").EnumerateArray().Select(domain => domain.GetString()));
    }

    [Fact]
    public void Without_a_domain_Teams_is_told_of_none()
    {
        Run(Asked);

        using var manifest = JsonDocument.Parse(Manifest());
        Assert.Empty(manifest.RootElement.GetProperty("validDomains").EnumerateArray());
    }

    [Fact]
    public void The_same_request_gives_the_same_bytes()
    {
        Run(Asked);
        var first = File.ReadAllBytes(Zip);

        Assert.Equal(0, Run(Asked with { Overwrite = true }));
        Assert.Equal(first, File.ReadAllBytes(Zip));
    }

    [Theory]
    [InlineData("")]
    [InlineData("leadershipbot")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("{7b5a1e9c-31d4-4a7f-9c0e-5d2f8a6b4c13}")]
    [InlineData("7b5a1e9c31d44a7f9c0e5d2f8a6b4c13")]
    public void An_app_id_that_is_no_id_is_refused(string appId) => Refused(Asked with { AppId = appId }, "--app-id", appId);

    [Theory]
    [InlineData("https://bot.example.nhs.uk")]
    [InlineData("bot.example.nhs.uk:8080")]
    [InlineData("bot.example.nhs.uk/path")]
    [InlineData("*.example.nhs.uk")]
    [InlineData("localhost")]
    [InlineData("10.0.0.1")]
    [InlineData("")]
    [InlineData("a1b2.ngrok-free.app")]
    [InlineData("x.uks1.DevTunnels.ms")]
    public void A_domain_that_is_no_host_of_our_own_is_refused(string domain) => Refused(Asked with { Domain = domain }, "--domain", domain);

    [Theory]
    [InlineData("http://www.example.nhs.uk")]
    [InlineData("www.example.nhs.uk")]
    [InlineData("https://user:secret@www.example.nhs.uk")]
    [InlineData("javascript:alert(1)")]
    public void An_address_that_is_no_https_page_is_refused(string url)
    {
        Refused(Asked with { WebsiteUrl = url }, "--website", url);
        Refused(Asked with { PrivacyUrl = url }, "--privacy", url);
        Refused(Asked with { TermsUrl = url }, "--terms", url);
    }

    [Fact]
    public void A_developer_name_longer_than_Teams_shows_is_refused()
        => Refused(Asked with { DeveloperName = new string('x', 33) }, "--developer", "33");

    [Fact]
    public void Every_problem_is_named_at_once()
    {
        Assert.Equal(2, Run(new PackageRequest("x", "y") { Domain = "z", Out = Zip }));
        Assert.Equal(3, _error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void A_file_that_is_there_already_is_kept_unless_overwriting_was_asked_for()
    {
        File.WriteAllText(Zip, "mine");

        Assert.Equal(1, Run(Asked));
        Assert.Equal("mine", File.ReadAllText(Zip));
        Assert.Contains("--overwrite", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, Run(Asked with { Overwrite = true }));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        var nowhere = Path.Combine(_folder.FullName, "missing", "app.zip");

        Assert.Equal(1, Run(Asked with { Out = nowhere }));
        Assert.Contains(nowhere, _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_wants_the_app_id_and_the_website()
    {
        var command = PackageCommand.Create();

        Assert.Equal(2, command.Parse([]).Errors.Count);
        Assert.Empty(command.Parse(["--app-id", AppId, "--website", "https://www.example.nhs.uk", "--out", Zip]).Errors);
    }

    [Fact]
    public void The_command_packs_the_manifest_beside_the_binary()
    {
        var parsed = PackageCommand.Create().Parse(["--app-id", AppId, "--website", "https://www.example.nhs.uk", "--out", Zip]);
        var configuration = parsed.InvocationConfiguration;
        configuration.Output = _output;
        configuration.Error = _error;

        Assert.Equal(0, parsed.Invoke(configuration));
        Assert.Contains(AppId.ToLowerInvariant(), Manifest(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _output.Dispose();
        _error.Dispose();
    }

    private int Run(PackageRequest request)
        => PackageCommand.Run(request, Path.Combine(Needs.Root, "manifest"), _output, _error);

    private void Refused(PackageRequest request, params string[] named)
    {
        Assert.Equal(2, Run(request));
        Assert.All(named, word => Assert.Contains(word, _error.ToString(), StringComparison.Ordinal));
        Assert.False(File.Exists(Zip));
    }

    private string Manifest()
    {
        using var zip = ZipFile.OpenRead(Zip);
        using var reader = new StreamReader(zip.GetEntry("manifest.json")!.Open());
        return reader.ReadToEnd();
    }
}
