using System.IO.Compression;
using LeadershipBot.CommandLine;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.EndToEnd.Deployment;

/// <summary>Microsoft's own schema of the Teams app manifest judges what <c>package</c> writes.</summary>
public sealed class ManifestJudgeTests
{
    [Fact]
    public async Task The_packaged_manifest_is_valid_by_Microsofts_schema()
        => Assert.Equal("valid", (await NodeTools.RunAsync("manifest.mjs", Packaged())).Trim());

    [Fact]
    public async Task The_judge_finds_a_fault()
    {
        var faulty = Packaged().Replace("\"personal\"", "\"everywhere\"", StringComparison.Ordinal);

        Assert.Contains("/bots/0/scopes", await NodeTools.RunAsync("manifest.mjs", faulty), StringComparison.Ordinal);
    }

    private static string Packaged()
    {
        var folder = Directory.CreateTempSubdirectory("leadershipbot-manifest-");
        try
        {
            var request = new PackageRequest("7b5a1e9c-31d4-4a7f-9c0e-5d2f8a6b4c13", "https://www.example.nhs.uk")
            {
                Domain = "bot.example.nhs.uk",
                Out = Path.Combine(folder.FullName, "app.zip"),
            };
            Assert.Equal(0, PackageCommand.Run(request, Path.Combine(Needs.Root, "manifest"), TextWriter.Null, TextWriter.Null));
            using var zip = ZipFile.OpenRead(request.Out);
            using var reader = new StreamReader(zip.GetEntry("manifest.json")!.Open());
            return reader.ReadToEnd();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
