using System.Text.Json.Nodes;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace LeadershipBot.Tests.Deployment;

/// <summary>A newcomer's <c>dotnet run --project src/LeadershipBot</c> starts in Development, without any setting.</summary>
public sealed class LaunchProfileTests
{
    private static readonly string Project = Path.Combine(Needs.Root, "src", "LeadershipBot");

    [Fact]
    public void The_profile_that_dotnet_run_takes_is_for_Development()
    {
        var profiles = JsonNode.Parse(File.ReadAllText(Path.Combine(Project, "Properties", "launchSettings.json")))!["profiles"]!.AsObject();

        // dotnet run takes the first profile of this kind.
        var first = profiles.Select(profile => profile.Value!).First(profile => profile["commandName"]?.GetValue<string>() == "Project");
        Assert.Equal("Development", first["environmentVariables"]?["DOTNET_ENVIRONMENT"]?.GetValue<string>());
    }

    [Fact]
    public async Task In_Development_the_settings_beside_the_program_are_enough_to_build_it()
    {
        using var folder = new Storage.TemporaryFolder();
        await using var app = App.Build(["--environment=Development", $"--Storage:Path={folder.File("bot.db")}"]);

        Assert.True(app.Environment.IsDevelopment());
        Assert.Equal("True", app.Configuration["DangerouslyAllowUnauthenticatedRequests"]);
    }
}
