using System.Buffers.Binary;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

public sealed partial class ManifestTests
{
    private static readonly string Folder = Path.Combine(Needs.Root, "manifest");

    [Theory]
    [InlineData("color.png", 192)]
    [InlineData("outline.png", 32)]
    public void An_icon_has_the_size_that_Teams_asks_for_and_can_be_transparent(string name, int side)
    {
        var png = File.ReadAllBytes(Path.Combine(Folder, name));

        Assert.Equal([0x89, 0x50, 0x4e, 0x47], png[..4]);
        Assert.Equal(side, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(side, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.Equal(6, png[25]); // colour type: red, green, blue, alpha
    }

    [Fact]
    public void The_manifest_asks_for_no_permission()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "manifest.json")));

        string[] granting = ["authorization", "permissions", "devicePermissions"];
        Assert.All(granting, name => Assert.False(manifest.RootElement.TryGetProperty(name, out _), name));
    }

    /// <summary>Graph knows by it which app may install itself; it grants nothing.</summary>
    [Fact]
    public void The_manifest_names_the_bots_own_application_and_the_approval_pack_what_an_administrator_may_grant_it()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "manifest.json")));

        var named = manifest.RootElement.GetProperty("webApplicationInfo").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString());
        Assert.Equal(new Dictionary<string, string?> { ["id"] = manifest.RootElement.GetProperty("bots")[0].GetProperty("botId").GetString() }, named);
        Assert.All(ApprovalTables.Permissions().Where(permission => permission.Kind.StartsWith("Microsoft Graph", StringComparison.Ordinal)), permission => Assert.True(permission.IsOptional, permission.Permission));
    }

    [Fact]
    public void Every_scope_of_the_bot_lists_its_commands_once()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "manifest.json")));
        var bot = manifest.RootElement.GetProperty("bots")[0];

        var scopes = bot.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString());
        var listed = bot.GetProperty("commandLists").EnumerateArray()
            .SelectMany(list => list.GetProperty("scopes").EnumerateArray()).Select(scope => scope.GetString());
        Assert.Equal(scopes.Order(), listed.Order());
    }

    [Fact]
    public void The_approval_pack_names_the_scopes_of_the_manifest_and_no_other()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "manifest.json")));

        var scopes = manifest.RootElement.GetProperty("bots")[0].GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()!);
        var approved = ApprovalTables.Permissions().SelectMany(permission => Scope().Matches(permission.Kind)).Select(match => match.Value);
        Assert.Equal(scopes.Order(StringComparer.Ordinal), approved.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("(?<=`)[A-Za-z]+(?=`)")]
    private static partial Regex Scope();
}
