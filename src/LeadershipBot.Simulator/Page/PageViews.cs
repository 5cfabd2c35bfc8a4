using System.Text.Json.Nodes;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Simulator.Page;

/// <summary>The JSON of the page: what one viewer sees.</summary>
internal static class PageViews
{
    public static JsonObject Of(Person person) => new()
    {
        ["id"] = person.Id,
        ["name"] = person.Name,
        ["title"] = person.Title,
        ["practice"] = person.Practice,
        ["objectId"] = person.ObjectId,
    };

    public static JsonObject Of(World world, Conversation conversation) => new()
    {
        ["id"] = conversation.Id,
        ["kind"] = conversation.KindWord,
        ["name"] = conversation.Name,
        ["team"] = conversation.Team?.Name,
        ["installed"] = world.InstallOf(conversation) == InstallState.Installed,
        ["memberCount"] = world.Members(conversation).Count,
    };

    public static JsonObject Of(SeenMessage seen)
    {
        var message = seen.Message;
        var view = new JsonObject
        {
            ["id"] = message.Id,
            ["conversationId"] = message.ConversationId,
            ["from"] = new JsonObject { ["id"] = message.FromId, ["name"] = message.FromName, ["isBot"] = message.IsBot },
            ["text"] = message.Text,
            ["textFormat"] = Cards.Text(JsonObject.Create(message.Body)!["textFormat"]) ?? "markdown",
            ["attachments"] = seen.Attachments,
            ["version"] = seen.Version,
            ["at"] = message.At.ToString("o"),
            ["edited"] = message.Edited,
            ["deleted"] = message.Deleted,
            ["replyToId"] = message.ReplyToId,
            ["reactions"] = new JsonArray([.. message.Reactions.GroupBy(one => one.Type).Select(group => new JsonObject
            {
                ["type"] = group.Key,
                ["count"] = group.Count(),
            })]),
        };
        if (message.Summary is { } summary)
            view["summary"] = summary;
        if (!message.Deleted && message.Body.TryGetProperty("suggestedActions", out var actions))
            view["suggestedActions"] = JsonNode.Parse(actions.GetRawText());
        return view;
    }

    public static JsonObject Of(BotAnswer answer) => new()
    {
        ["delivered"] = answer.Delivered,
        ["status"] = answer.Status,
        ["body"] = answer.Body?.DeepClone(),
        ["problem"] = answer.Problem,
        ["messageId"] = answer.Message?.Id,
    };

    /// <summary>What the compose box offers, by the bot's Teams manifest; nothing where there is no such file.</summary>
    public static JsonObject Config(World world, string manifestPath)
    {
        var manifest = File.Exists(manifestPath) ? JsonNode.Parse(File.ReadAllText(manifestPath)) : null;
        return new()
        {
            ["botName"] = world.Bot.Name,
            ["botId"] = world.Bot.Id,
            ["commands"] = new JsonArray([.. Items(manifest, "bots").SelectMany(bot => Items(bot, "commandLists")).SelectMany(list
                => Items(list, "commands").Select(command => new JsonObject
                {
                    ["title"] = command["title"]?.DeepClone(),
                    ["description"] = command["description"]?.DeepClone(),
                    ["scopes"] = list["scopes"]?.DeepClone(),
                }))]),
            ["messageExtensions"] = new JsonArray([.. Items(manifest, "composeExtensions").SelectMany(extension
                => Items(extension, "commands").Select(command => new JsonObject
                {
                    ["id"] = command["id"]?.DeepClone(),
                    ["title"] = command["title"]?.DeepClone(),
                    ["type"] = Cards.Text(command["type"]) ?? "query",
                    ["parameters"] = command["parameters"]?.DeepClone() ?? new JsonArray(),
                }))]),
        };
    }

    private static IEnumerable<JsonObject> Items(JsonNode? from, string name) => (from?[name] as JsonArray)?.OfType<JsonObject>() ?? [];
}
