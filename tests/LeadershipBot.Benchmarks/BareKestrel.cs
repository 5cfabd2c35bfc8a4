using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadershipBot.Benchmarks;

/// <summary>
/// What the bot is measured against: Kestrel with one endpoint that reads the same body with System.Text.Json and
/// answers a card of the same size. No token, no store, no rule.
/// </summary>
internal static class BareKestrel
{
    public static async Task<int> ServeAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        byte[] card = [.. "{\"statusCode\":200,\"type\":\"application/vnd.microsoft.card.adaptive\",\"value\":\""u8, .. Enumerable.Repeat((byte)'x', Votes.CardBytes), .. "\"}"u8];
        app.MapPost("/api/messages", async context =>
        {
            var activity = await JsonSerializer.DeserializeAsync(context.Request.Body, BareJson.Default.BareActivity, context.RequestAborted);
            context.Response.StatusCode = activity?.Value?.Action?.Verb is null ? 400 : 200;
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.BodyWriter.WriteAsync(card, context.RequestAborted);
        });
        app.MapGet("/health/live", () => "live");
        await app.RunAsync();
        return 0;
    }
}

internal sealed record BareActivity(string? Type, string? Id, string? Name, string? ServiceUrl, string? ChannelId, BareAccount? From, BareConversation? Conversation, BareAccount? Recipient, BareValue? Value, JsonElement? ChannelData);

internal sealed record BareAccount(string? Id, string? Name, string? AadObjectId);

internal sealed record BareConversation(string? Id, string? ConversationType, string? TenantId);

internal sealed record BareValue(BareAction? Action, string? Trigger);

internal sealed record BareAction(string? Type, string? Verb, JsonElement? Data);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BareActivity))]
internal sealed partial class BareJson : JsonSerializerContext;
