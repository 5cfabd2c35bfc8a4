using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadershipBot.Tests.Teams;

/// <summary>A request as it came over the wire.</summary>
internal sealed record SeenRequest(string Method, string Target, string Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>A real HTTP server on this machine that notes what it is asked and answers as the test says.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SeenRequest> _seen = new();

    private LoopbackServer(WebApplication app) => _app = app;

    public string Url { get; private set; } = "";

    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    public static async Task<LoopbackServer> StartAsync(Func<HttpContext, SeenRequest, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new LoopbackServer(app);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
            var seen = new SeenRequest(
                context.Request.Method, target, await reader.ReadToEndAsync(context.RequestAborted),
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
            server._seen.Enqueue(seen);
            await answer(context, seen);
        });
        await app.StartAsync();
        server.Url = app.Urls.First();
        return server;
    }

    public static Task<LoopbackServer> StartAsync(Func<SeenRequest, (int Status, string Body)> answer) =>
        StartAsync((context, seen) =>
        {
            var (status, body) = answer(seen);
            return AnswerAsync(context, status, body);
        });

    public static async Task AnswerAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        if (body.Length == 0)
            return;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(body);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
