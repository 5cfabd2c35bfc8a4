using System.Text;
using System.Text.Json.Nodes;

namespace LeadershipBot.Benchmarks;

/// <summary>Requests as the Connector sends them, prepared as bytes, so that the load costs as little as it can.</summary>
internal static class Votes
{
    public const string TenantId = "7d1e0000-0000-4000-9000-000000000001";
    public const string AppId = "7d1e0000-0000-4000-a000-000000000001";

    /// <summary>The size of the card that answers a vote on the benchmark's poll, and of the bare server's answer.</summary>
    public const int CardBytes = 5_800;

    /// <summary>So many people that none of them presses faster than the pace gate lets one person press.</summary>
    public const int Voters = 6_000;

    private const string Nonce = "benchmark";

    /// <summary>One HTTP request: a person presses a choice.</summary>
    public static byte[] Press(int port, string token, string serviceUrl, string conversation, int voter, int choice)
    {
        var activity = Envelope("invoke", serviceUrl, conversation, voter);
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = "1795325689288";
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute",
                ["title"] = "Answer Yes. So far 12 · 40%",
                ["verb"] = "polls.vote",
                ["data"] = new JsonObject { ["verb"] = "polls.vote", ["poll"] = PollKey, ["choice"] = choice.ToString(System.Globalization.CultureInfo.InvariantCulture) },
            },
            ["trigger"] = "manual",
        };
        return Request(port, token, activity);
    }

    /// <summary>One HTTP request: the first voter sends the poll's dialog.</summary>
    public static byte[] CreatePoll(int port, string token, string serviceUrl, string conversation)
    {
        var activity = Envelope("invoke", serviceUrl, conversation, voter: 0);
        activity["name"] = "task/submit";
        activity["value"] = new JsonObject
        {
            ["data"] = new JsonObject { ["verb"] = "polls.create", ["nonce"] = Nonce, ["question"] = "Should we extend opening hours on Saturdays?", ["options"] = "Yes\nNo\nUnsure", ["closes"] = "0" },
        };
        return Request(port, token, activity);
    }

    /// <summary>The key of the poll that <see cref="CreatePoll"/> makes.</summary>
    public static string PollKey { get; } = $"tenant-{TenantId}." + Shell.Keys.Hash("nonce", $"{TenantId}\n{ObjectId(0)}", Nonce);

    private static string ObjectId(int voter) => "7d1e0000-0000-4000-b000-" + voter.ToString("D12", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject Envelope(string type, string serviceUrl, string conversation, int voter)
    {
        var id = voter.ToString("D12", System.Globalization.CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["type"] = type,
            ["id"] = "f:" + Guid.NewGuid(),
            ["timestamp"] = "2026-11-22T09:30:00.123Z",
            ["localTimestamp"] = "2026-11-22T09:30:00.123+00:00",
            ["localTimezone"] = "Europe/London",
            ["serviceUrl"] = serviceUrl,
            ["channelId"] = "msteams",
            ["from"] = new JsonObject
            {
                ["id"] = "29:1benchmark-voter-with-a-long-opaque-id-as-teams-gives-them-" + id,
                ["name"] = "Dr Benchmark Voter " + voter.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["aadObjectId"] = ObjectId(voter),
            },
            ["conversation"] = new JsonObject { ["id"] = conversation, ["conversationType"] = "groupChat", ["tenantId"] = TenantId, ["isGroup"] = true },
            ["recipient"] = new JsonObject { ["id"] = "28:" + AppId, ["name"] = "LeadershipBot" },
            ["entities"] = new JsonArray(new JsonObject { ["locale"] = "en-GB", ["country"] = "GB", ["platform"] = "iOS", ["timezone"] = "Europe/London", ["type"] = "clientInfo" }),
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = TenantId }, ["source"] = new JsonObject { ["name"] = "message" }, ["legacy"] = new JsonObject { ["replyToId"] = "1:1abc" } },
            ["locale"] = "en-GB",
        };
    }

    private static byte[] Request(int port, string token, JsonObject activity)
    {
        var body = Encoding.UTF8.GetBytes(activity.ToJsonString());
        var head = $"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json; charset=utf-8\r\nUser-Agent: Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
