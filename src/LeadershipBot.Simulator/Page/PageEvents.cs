using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Simulator.Page;

/// <summary>Tells one viewer's page what happens, by server-sent events.</summary>
internal static class PageEvents
{
    private const int Waiting = 1_000;

    public static async Task StreamAsync(SimulatorHost host, PageRequest request)
    {
        var viewer = request.Viewer;
        var response = request.Context.Response;
        var events = Channel.CreateBounded<JsonObject>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest });
        using var changes = host.World.OnChange(change =>
        {
            if (Concerns(host.World, change, viewer))
                events.Writer.TryWrite(Of(host.World, change, viewer));
        });
        using var moves = host.Clock.OnMove(now => events.Writer.TryWrite(new()
        {
            ["kind"] = "clock",
            ["now"] = now.ToString("o", CultureInfo.InvariantCulture),
        }));

        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        using var over = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, host.Stopping);
        try
        {
            // The comment makes the browser's "open" come at once; after a break it asks again each second.
            await response.WriteAsync(": hello\nretry: 1000\n\n", over.Token);
            await response.Body.FlushAsync(over.Token);
            await foreach (var item in events.Reader.ReadAllAsync(over.Token))
            {
                await response.WriteAsync($"data: {item.ToJsonString()}\n\n", over.Token);
                await response.Body.FlushAsync(over.Token);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The page has gone, or the simulator stops.
        }
    }

    private static bool Concerns(World world, WorldChange change, Person viewer)
        => change.ConversationId is null
            || (change.Kind != WorldChangeKind.View && world.FindConversation(change.ConversationId) is { } place
                && world.Members(place).Contains(viewer));

    private static JsonObject Of(World world, WorldChange change, Person viewer)
    {
        var item = new JsonObject { ["kind"] = change.Kind.ToString().ToLowerInvariant() };
        if (change.ConversationId is { } place)
            item["conversationId"] = place;
        if (change.Message is { } message)
            item["message"] = PageViews.Of(world.See(message, viewer));
        return item;
    }
}
