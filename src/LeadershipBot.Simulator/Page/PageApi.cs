// The HTTP API of the page. All on the loopback host of the simulator; JSON in and out (camelCase); a POST without
// `Content-Type: application/json` is 415; a Host header that isn't loopback is 403. Ids are opaque strings and travel
// as query parameters (encodeURIComponent them). `as` is a person's id (29:…), `conversation` a conversation's id.
// Every error: { "error": { "code", "message" } }.
//
// GET  /page/people                              → [{ id, name, title, practice, objectId }]        practice: its name or null
// GET  /page/config                              → { botName, botId, commands: [{ title, description, scopes }],
//                                                    messageExtensions: [{ id, title, type: "query" | "action", parameters: [{ name, title, description }] }] }
// GET  /page/conversations?as=                   → [{ id, kind: "personal" | "groupChat" | "channel", name, team, installed, memberCount }]
// GET  /page/messages?conversation=&as=          → [message], oldest first
// POST /page/messages?conversation=&as=          { text, mentionBot?: bool, replyToId? } → answer     mentionBot puts <at>bot</at> in front unless the text holds "@bot name"
// POST /page/invoke?conversation=&as=            { name, value, replyToId? } → answer
// POST /page/submit?conversation=&as=            { value, replyToId? } → answer                       Action.Submit
// POST /page/show?conversation=&as=              { replyToId } → answer                               the card came into view: refresh, if it asks for one
// POST /page/reaction?conversation=&as=          { type, replyToId, remove?: bool } → answer
// POST /page/compose?conversation=&as=           { attachments } → answer                             sends a message-extension result as the person
// POST /page/file?as=                            { name, content, text? } → answer                     sends a file (base64) in the person's own chat
// POST /page/consent?conversation=&as=           { accept: bool, replyToId } → answer                 answers a file consent card
// POST /page/install?as=[&conversation=]         {} → answer      POST /page/uninstall the same        without conversation: the personal app
// GET  /page/clock                               → { now }        POST /page/clock { advanceSeconds } → { now }
// GET  /page/faults                              → { active: [name] }
// POST /page/faults                              { name: "throttle" | "redeliver" | "slow" | "drop" | "none", count? } → { active }   count: default 5 calls; redeliver stays until none
// GET  /page/events?as=                          server-sent events, one JSON a `data:` line:
//        { kind: "message" | "update" | "delete" | "typing" | "clock" | "conversations", conversationId?, message?, now? }
//
// message: { id, conversationId, from: { id, name, isBot }, text, textFormat, attachments: [{ contentType, content }], suggestedActions?,
//            summary?, at, edited: bool, deleted: bool, replyToId, reactions: [{ type, count }] }
//          attachments hold this viewer's own view of a card. In a channel replyToId is the id of the thread's first
//          message (null on that message itself); deleted messages come with empty text and attachments.
// answer:  { delivered: bool, status: int, body: any | null, problem: string | null, messageId: string | null }
//          delivered false: Teams doesn't pass it on (no mention, not installed). status 0 with problem: no answer within
//          15 s, or no bot there. body: what the bot answered to an invoke, e.g. { statusCode, type, value } or { task }.
//          A card that answers adaptiveCard/action has already become this viewer's view: GET messages gives it, too.
using System.Globalization;
using System.Text.Json.Nodes;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Simulator.Page;

/// <summary>The routes of the page.</summary>
internal static class PageApi
{
    private delegate Task<JsonNode> Handler(SimulatorHost host, PageRequest request);

    public static void Map(WebApplication app, Task<SimulatorHost> host, string manifestPath)
    {
        Get("people", (one, _) => Now(List(one.World.People.Select(PageViews.Of))));
        Get("config", (one, _) => Now(PageViews.Config(one.World, manifestPath)));
        Get("conversations", (one, request) => Now(Conversations(one.World, request.Viewer)));
        Get("messages", (one, request) => Now(Messages(one.World, request)));
        Get("clock", (one, _) => Now(Clock(one)));
        Get("faults", (one, _) => Now(PageFaults.Active(one.Faults)));
        app.MapGet("/page/events", context => GuardAsync(context, async () =>
        {
            var one = await host;
            await PageEvents.StreamAsync(one, await PageRequest.ReadAsync(context, one.World));
        }));

        Post("messages", (one, request) => one.Delivery.MessageAsync(
            request.Viewer, request.Conversation, request.NeededText("text"), request.Flag("mentionBot"), request.Message, request.Aborted));
        Post("invoke", (one, request) => one.Delivery.InvokeAsync(
            request.Viewer, request.Conversation, request.NeededText("name"), request["value"], request.Message, request.Aborted));
        Post("submit", (one, request) => one.Delivery.SubmitAsync(
            request.Viewer, request.NeededMessage, request["value"], request.Aborted));
        Post("show", async (one, request) => await one.Delivery.ShowAsync(
            request.Viewer, request.NeededMessage, request.Aborted) ?? new Answer { Delivered = false });
        Post("reaction", (one, request) => one.Delivery.ReactAsync(
            request.Viewer, request.NeededMessage, request.NeededText("type"), request.Flag("remove"), request.Aborted));
        Post("compose", (one, request) => one.Delivery.ComposeAsync(
            request.Viewer, request.Conversation, request["attachments"] as JsonArray ?? [], request.Aborted));
        Post("file", (one, request) => one.Delivery.SendFileAsync(
            request.Viewer, request.NeededText("name"), request.NeededBytes("content"), request.Text("text") ?? "", request.Aborted));
        Post("consent", (one, request) => request.Flag("accept")
            ? one.Delivery.AcceptFileAsync(request.Viewer, request.NeededMessage, request.Aborted)
            : one.Delivery.DeclineFileAsync(request.Viewer, request.NeededMessage, request.Aborted));
        Post("install", (one, request) => one.Delivery.InstallAsync(request.Viewer, request.ConversationOrPersonal, request.Aborted));
        Post("uninstall", (one, request) => one.Delivery.UninstallAsync(request.Viewer, request.ConversationOrPersonal, request.Aborted));
        PostJson("clock", (one, request) =>
        {
            var seconds = request.Number("advanceSeconds");
            if (seconds is not (>= 0 and <= 366 * 86_400))
                throw new PageRefusal(400, "BadSpan", "advanceSeconds must be a number from 0 to a year.");
            one.Clock.Advance(TimeSpan.FromSeconds(seconds.Value));
            return Now(Clock(one));
        });
        PostJson("faults", (one, request) =>
        {
            PageFaults.TurnOn(one.Faults, request.NeededText("name"), (int?)request.Number("count"));
            return Now(PageFaults.Active(one.Faults));
        });

        void Get(string name, Handler handler) => app.MapGet("/page/" + name, context => AnswerAsync(context, host, handler));
        void PostJson(string name, Handler handler) => app.MapPost("/page/" + name, context => AnswerAsync(context, host, handler));
        void Post(string name, Func<SimulatorHost, PageRequest, Task<Answer>> handler)
            => PostJson(name, async (one, request) => PageViews.Of(await handler(one, request)));
    }

    private static JsonArray Conversations(World world, Person viewer)
        => List(world.Conversations.Where(place => world.Members(place).Contains(viewer)).Select(place => PageViews.Of(world, place)));

    private static JsonArray Messages(World world, PageRequest request)
        => List(world.Messages(request.Conversation).Select(message => PageViews.Of(world, message, request.Viewer)));

    private static JsonObject Clock(SimulatorHost host)
        => new() { ["now"] = host.Clock.GetUtcNow().ToString("o", CultureInfo.InvariantCulture) };

    private static JsonArray List(IEnumerable<JsonObject> items) => [.. items];

    private static Task<JsonNode> Now(JsonNode json) => Task.FromResult(json);

    private static Task AnswerAsync(HttpContext context, Task<SimulatorHost> host, Handler handler)
        => GuardAsync(context, async () =>
        {
            var one = await host;
            var json = await handler(one, await PageRequest.ReadAsync(context, one.World));
            context.Response.Headers.CacheControl = "no-store";
            await WriteAsync(context, 200, json);
        });

    private static async Task GuardAsync(HttpContext context, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (PageRefusal refusal)
        {
            await WriteAsync(context, refusal.Status, new JsonObject
            {
                ["error"] = new JsonObject { ["code"] = refusal.Code, ["message"] = refusal.Message },
            });
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The page has gone; nobody waits for the answer.
        }
    }

    private static Task WriteAsync(HttpContext context, int status, JsonNode json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(json.ToJsonString(), context.RequestAborted);
    }
}
