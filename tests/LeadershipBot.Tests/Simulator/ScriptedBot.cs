using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace LeadershipBot.Tests.Simulator;

/// <summary>A bot that keeps what it hears and says what a test tells it to.</summary>
internal sealed class ScriptedBot : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly List<(JsonObject Activity, IHeaderDictionary Headers)> _heard = [];

    private ScriptedBot(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single() + "/api/messages";

    /// <summary>What to answer; null as the body answers an empty 200.</summary>
    public Func<JsonObject, JsonNode?> Says { get; set; } = _ => null;

    /// <summary>Set to make the bot wait before it answers.</summary>
    public TaskCompletionSource? Holds { get; set; }

    public IReadOnlyList<JsonObject> Heard
    {
        get
        {
            lock (_gate)
                return [.. _heard.Select(one => one.Activity)];
        }
    }

    public IReadOnlyList<IHeaderDictionary> Headers
    {
        get
        {
            lock (_gate)
                return [.. _heard.Select(one => one.Headers)];
        }
    }

    public static async Task<ScriptedBot> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var bot = new ScriptedBot(app);
        app.Run(bot.HandleAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return bot;
    }

    public async ValueTask DisposeAsync()
    {
        Holds?.TrySetResult();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var activity = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        var holds = Holds; // before it is heard: a test may change it as soon as it is
        lock (_gate)
            _heard.Add((activity, new HeaderDictionary(context.Request.Headers.ToDictionary())));
        if (holds is not null)
            await holds.Task;
        if (Says(activity) is { } answer)
            await context.Response.WriteAsync(answer.ToJsonString());
    }
}
