using System.Globalization;
using System.Text.Json.Nodes;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Simulator.Graph;

/// <summary>A call to Graph, and what came of it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path without the version.</param>
/// <param name="Status">The status answered.</param>
public sealed record GraphRequest(string Method, string Path, int Status);

/// <summary>
/// The little of Microsoft Graph that installs the app for people: the catalogue, and
/// <c>POST users/{id}/teamwork/installedApps</c>. Whoever gets the app is told to the bot as Teams tells it.
/// </summary>
public sealed class GraphStandIn
{
    internal const string BasePath = "/graph/v1.0";

    private readonly World _world;
    private readonly ActivityDelivery _delivery;
    private readonly Lock _gate = new();
    private readonly Queue<(int Status, int? RetryAfterSeconds, string Message)> _next = [];
    private readonly List<GraphRequest> _requests = [];

    internal GraphStandIn(World world, ActivityDelivery delivery, string host)
    {
        (_world, _delivery) = (world, delivery);
        BaseUrl = host + BasePath;
        CatalogueId = world.Ids.Guid("catalogue", world.Bot.AppId);
    }

    /// <summary>The value for the bot's <c>Graph:BaseUrl</c>.</summary>
    public string BaseUrl { get; }

    /// <summary>The app's id in the catalogue, which is not that of its manifest.</summary>
    public string CatalogueId { get; }

    /// <summary>Every call, in order.</summary>
    public IReadOnlyList<GraphRequest> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>The next installations are answered by an error.</summary>
    public void Refuses(int status, int times = 1, int? retryAfterSeconds = null, string message = "A fault that was asked for.")
    {
        lock (_gate)
        {
            for (var time = 0; time < times; time++)
                _next.Enqueue((status, retryAfterSeconds, message));
        }
    }

    internal async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value![BasePath.Length..];
        var (status, body, retryAfter) = (context.Request.Method, path.Split('/', StringSplitOptions.RemoveEmptyEntries)) switch
        {
            ("GET", ["appCatalogs", "teamsApps"]) => (200, Catalogue(), default(int?)),
            ("POST", ["users", var person, "teamwork", "installedApps"]) => await InstallAsync(context, person),
            _ => Error(400, "BadRequest", "The stand-in has no such route."),
        };
        lock (_gate)
            _requests.Add(new GraphRequest(context.Request.Method, path, status));
        context.Response.StatusCode = status;
        if (retryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (body is null)
            return;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }

    private JsonObject Catalogue() => new()
    {
        ["value"] = new JsonArray(new JsonObject { ["id"] = CatalogueId, ["externalId"] = _world.Bot.AppId, ["displayName"] = _world.Bot.Name }),
    };

    private async Task<(int Status, JsonObject? Body, int? RetryAfter)> InstallAsync(HttpContext context, string personId)
    {
        lock (_gate)
        {
            if (_next.TryDequeue(out var fault))
                return Error(fault.Status, fault.Status == 403 ? "Forbidden" : "Fault", fault.Message) with { RetryAfter = fault.RetryAfterSeconds };
        }

        var asked = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var app = Cards.Text(asked?["teamsApp@odata.bind"]) ?? "";
        if (!app.EndsWith($"/appCatalogs/teamsApps/{CatalogueId}", StringComparison.Ordinal))
            return Error(404, "NotFound", "There is no such app in the catalogue.");
        if (_world.FindPerson(personId) is not { } person)
            return Error(404, "NotFound", "There is no such user.");
        if (_world.InstallOf(_world.Personal(person)) is InstallState.Installed)
            return Error(409, "Conflict", "The app is installed already.");
        await _delivery.InstallAsync(person, context.RequestAborted);
        return (201, null, null);
    }

    private static (int Status, JsonObject? Body, int? RetryAfter) Error(int status, string code, string message)
        => (status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } }, null);
}
