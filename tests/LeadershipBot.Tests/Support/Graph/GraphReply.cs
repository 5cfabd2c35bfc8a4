using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LeadershipBot.Tests.Support.Graph;

/// <summary>What the stand-in is asked.</summary>
internal sealed record GraphQuestion(string Method, string Path, IQueryCollection Query, string Prefer, string Body)
{
    public string[] Segments => Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public JsonObject Json => (JsonObject)JsonNode.Parse(Body)!;

    /// <summary>The state token of a link; null where a query begins.</summary>
    public string? Token => Query.FirstOrDefault(one => one.Key is "$skiptoken" or "$deltatoken").Value.ToString() is { Length: > 0 } token ? token : null;

    public int? PageSize => Prefer.Split(',', StringSplitOptions.TrimEntries).FirstOrDefault(one => one.StartsWith("odata.maxpagesize=", StringComparison.Ordinal)) is { } size
        ? int.Parse(size["odata.maxpagesize=".Length..], CultureInfo.InvariantCulture) : null;

    public DateTimeOffset Time(string name) => DateTimeOffset.Parse(Query[name].ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}

/// <summary>What the stand-in answers.</summary>
internal sealed record GraphReply(int Status, JsonObject? Body = null, int? RetryAfterSeconds = null)
{
    /// <summary>One thing, and what of it Graph's metadata doesn't have.</summary>
    public static GraphReply Ok(JsonObject said, string type, List<string> foreign)
    {
        foreign.AddRange(GraphMetadata.Foreign(said, type));
        return new(200, said);
    }

    public static GraphReply List(IReadOnlyList<JsonObject> items, string type, List<string> foreign, string? linkName, string? link)
    {
        foreign.AddRange(items.SelectMany(item => GraphMetadata.Foreign(item, type)));
        var body = new JsonObject { ["@odata.context"] = $"https://graph.microsoft.com/v1.0/$metadata#Collection({type})", ["value"] = new JsonArray([.. items]) };
        if (linkName is not null)
            body[linkName] = link;
        return new(200, body);
    }

    public static GraphReply Error(int status, string code, string message = "What the stand-in was asked for.", int? retryAfterSeconds = null) => new(
        status,
        new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["code"] = code,
                ["message"] = message,
                ["innerError"] = new JsonObject { ["date"] = "2026-03-02T09:00:00", ["request-id"] = "599d9cb0-56ac-4dc5-b6f8-1456a1414609" },
            },
        },
        retryAfterSeconds);
}

/// <summary>What the stand-in was asked to do wrong.</summary>
internal sealed class GraphFaults
{
    private readonly List<Refusal> _refusals = [];
    private readonly List<string> _hanging = [];
    private int _throttles;
    private int? _retryAfterSeconds;

    public void Throttles(int times, int? retryAfterSeconds) => (_throttles, _retryAfterSeconds) = (times, retryAfterSeconds);

    public void Refuses(string pathPart, int status, string code, int times) => _refusals.Add(new Refusal(pathPart, status, code) { Times = times });

    public void Hangs(string pathPart) => _hanging.Add(pathPart);

    public bool IsHanging(string path) => _hanging.Exists(part => path.Contains(part, StringComparison.OrdinalIgnoreCase));

    public void Clear()
    {
        _hanging.Clear();
        _throttles = 0;
        _refusals.Clear();
    }

    /// <summary>Null where nothing is wrong.</summary>
    public GraphReply? For(string path)
    {
        if (_throttles > 0)
        {
            _throttles--;
            return GraphReply.Error(429, "ApplicationThrottled", retryAfterSeconds: _retryAfterSeconds);
        }

        if (_refusals.Find(one => one.Times > 0 && path.Contains(one.PathPart, StringComparison.OrdinalIgnoreCase)) is not { } refusal)
            return null;
        refusal.Times--;
        return GraphReply.Error(refusal.Status, refusal.Code);
    }

    private sealed record Refusal(string PathPart, int Status, string Code)
    {
        public int Times { get; set; }
    }
}
