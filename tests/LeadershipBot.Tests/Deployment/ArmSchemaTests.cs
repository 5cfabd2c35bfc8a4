using System.Text.Json.Nodes;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>
/// Microsoft's ARM schemas judge the resources of infra/. The schemas of bot registration and storage stand beside the
/// project; others are judged too where ARM_SCHEMAS names a folder that has them.
/// </summary>
public sealed class ArmSchemaTests
{
    [Fact]
    public async Task The_bot_registration_and_the_storage_are_valid_by_Microsofts_schemas()
    {
        var resources = Resources();
        var expected = $"judged {resources.Count(IsJudged)} of {resources.Count}";

        var verdict = await JudgeAsync(resources);
        Assert.True(verdict == expected, verdict);
    }

    [Fact]
    public async Task The_judge_finds_a_missing_name_an_unknown_property_and_a_wrong_value()
    {
        var resources = Resources();
        var bot = resources.First(resource => TypeOf(resource) == "Microsoft.BotService/botServices")["properties"]!.AsObject();
        bot.Remove("endpoint");
        bot["msaAppKind"] = "x";
        bot["msaAppType"] = "Everybody";

        var verdict = await JudgeAsync(resources);
        Assert.All(["endpoint", "msaAppKind", "SingleTenant"], fault => Assert.Contains(fault, verdict, StringComparison.Ordinal));
    }

    private static async Task<string> JudgeAsync(List<JsonObject> resources)
    {
        var asked = new JsonObject
        {
            ["schemas"] = new JsonArray([.. Schemas().Select(path => (JsonNode)path)]),
            ["resources"] = new JsonArray([.. resources]),
        };
        return (await NodeTools.RunAsync("arm.mjs", asked.ToJsonString())).Trim();
    }

    private static IEnumerable<string> Schemas()
        => Environment.GetEnvironmentVariable("ARM_SCHEMAS") is { Length: > 0 } folder
            ? Directory.EnumerateFiles(folder, "arm-Microsoft.*.json")
            : [Needs.SharedData("schemas/arm-Microsoft.BotService.json"), Needs.SharedData("schemas/arm-Microsoft.Storage.json")];

    private static bool IsJudged(JsonObject resource)
        => Environment.GetEnvironmentVariable("ARM_SCHEMAS") is { Length: > 0 }
            || TypeOf(resource).StartsWith("Microsoft.BotService/", StringComparison.Ordinal)
            || TypeOf(resource).StartsWith("Microsoft.Storage/", StringComparison.Ordinal);

    private static string TypeOf(JsonObject resource) => resource["type"]!.GetValue<string>();

    private static List<JsonObject> Resources()
        => [.. Directory.EnumerateFiles(Path.Combine(Needs.Root, "infra"), "*.bicep", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .SelectMany(path => BicepFile.Read(path).Resources).Select(ArmOf)];

    private static JsonObject ArmOf(BicepBlock block)
    {
        var arm = block.Body;
        arm.Remove("scope");
        if (arm.Remove("parent"))
            arm["parent"] = true;
        var target = block.Target.Split('@');
        arm["type"] = target[0];
        arm["apiVersion"] = target[1];
        return arm;
    }
}
