using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Simulator;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Simulator.People;
using TeamsCards = LeadershipBot.Simulator.People.Cards;

namespace LeadershipBot.Tests.Simulator;

/// <summary>A simulator with two people, a chat and a team, a scripted bot, and a client that calls the connector.</summary>
internal sealed class Town : IAsyncDisposable
{
    private Town(SimulatorHost host, ScriptedBot bot)
    {
        Host = host;
        Bot = bot;
        Client = new HttpClient { BaseAddress = new Uri(host.ConnectorUrl) };
        Ann = host.World.AddPerson("Dr Ann Lee", "Chair");
        Ben = host.World.AddPerson("Dr Ben Ali", "GP");
        Chat = host.World.AddGroupChat("GPs", [Ann, Ben]);
        Team = host.World.AddTeam("CCG", [Ann, Ben], "Board");
        Board = host.World.Channels(Team)[1];
        host.World.InstallEverywhere();
    }

    public SimulatorHost Host { get; }

    public ScriptedBot Bot { get; }

    public HttpClient Client { get; }

    public Person Ann { get; }

    public Person Ben { get; }

    public Conversation Chat { get; }

    public Team Team { get; }

    public Conversation Board { get; }

    public Conversation Personal => Host.World.Personal(Ann);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Town> StartAsync(ConnectorLimits? limits = null, bool signs = false)
    {
        var bot = await ScriptedBot.StartAsync();
        var host = await SimulatorHost.StartAsync(
            new()
            {
                Clock = SimulatorClock.StoppedAt(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)),
                Limits = limits ?? ConnectorLimits.Teams,
                SignsDeliveries = signs,
                BotUrl = bot.Url,
            },
            Token);
        return new(host, bot);
    }

    public static JsonObject Words(string text) => new() { ["type"] = "message", ["text"] = text };

    public static JsonObject CardOf(JsonObject card) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = TeamsCards.ContentType, ["content"] = card }),
    };

    public static JsonObject VoteCard(string text = "Vote") => new()
    {
        ["type"] = "AdaptiveCard",
        ["version"] = "1.5",
        ["body"] = new JsonArray(new JsonObject { ["type"] = "TextBlock", ["text"] = text }),
        ["actions"] = new JsonArray(new JsonObject
        {
            ["type"] = "Action.Execute",
            ["title"] = "Yes",
            ["verb"] = "vote",
            ["data"] = new JsonObject { ["choice"] = "yes" },
            ["fallback"] = new JsonObject
            {
                ["type"] = "Action.Submit",
                ["title"] = "Yes",
                ["data"] = new JsonObject { ["verb"] = "vote", ["choice"] = "yes" },
            },
        }),
    };

    public static JsonObject CardAnswer(JsonObject card) => new()
    {
        ["statusCode"] = 200,
        ["type"] = TeamsCards.ContentType,
        ["value"] = card,
    };

    public Task<HttpResponseMessage> SendAsync(string conversationId, JsonObject activity)
        => Client.PostAsJsonAsync($"v3/conversations/{Uri.EscapeDataString(conversationId)}/activities", activity, Token);

    public Task<HttpResponseMessage> UpdateAsync(string conversationId, string id, JsonObject activity)
        => Client.PutAsJsonAsync($"v3/conversations/{Uri.EscapeDataString(conversationId)}/activities/{id}", activity, Token);

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(path, Token);

    public Task<HttpResponseMessage> CreateAsync(JsonObject body) => Client.PostAsJsonAsync("v3/conversations", body, Token);

    /// <summary>A message of the bot in this conversation.</summary>
    public async Task<Message> PostedAsync(Conversation to, JsonObject activity)
    {
        var response = await SendAsync(to.Id, activity);
        var body = await JsonOf(response);
        return Host.World.FindMessage(body["id"]!.GetValue<string>())!;
    }

    public static async Task<JsonObject> JsonOf(HttpResponseMessage response)
        => (await response.Content.ReadFromJsonAsync<JsonObject>(Token))!;

    public static async Task<string?> CodeOf(HttpResponseMessage response)
        => (await JsonOf(response))["error"]?["code"]?.GetValue<string>();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        await Bot.DisposeAsync();
    }
}
