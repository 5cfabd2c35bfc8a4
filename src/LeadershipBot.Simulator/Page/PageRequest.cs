using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Simulator.Page;

/// <summary>A call of the page that can't be answered, and why.</summary>
internal sealed class PageRefusal(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;
}

/// <summary>A call of the page, read: who looks, where, and the body.</summary>
internal sealed class PageRequest(HttpContext context, World world, JsonObject body)
{
    public HttpContext Context => context;

    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>The person who looks.</summary>
    public Person Viewer
        => world.FindPerson(Query("as") ?? throw Missing("as"))
            ?? throw new PageRefusal(404, "PersonNotFound", "There is no such person.");

    /// <summary>The conversation; the viewer must be in it.</summary>
    public Conversation Conversation
    {
        get
        {
            var found = world.FindConversation(Query("conversation") ?? throw Missing("conversation"));
            return found is not null && world.Members(found).Contains(Viewer)
                ? found
                : throw new PageRefusal(404, "ConversationNotFound", "There is no such conversation for this person.");
        }
    }

    /// <summary>The conversation, or the personal one where none is named.</summary>
    public Conversation ConversationOrPersonal => Query("conversation") is null ? world.Personal(Viewer) : Conversation;

    /// <summary>The message that the body's replyToId names; null when it names none.</summary>
    public Message? Message
        => Text("replyToId") is not { } id
            ? null
            : world.FindMessage(id) is { } message && message.ConversationId == Conversation.Id
                ? message
                : throw new PageRefusal(404, "MessageNotFound", "There is no such message in this conversation.");

    /// <summary>The message that the body's replyToId names.</summary>
    public Message NeededMessage => Message ?? throw Missing("replyToId");

    public JsonNode? this[string name] => body[name];

    public string? Text(string name) => Cards.Text(body[name]);

    public string NeededText(string name) => Text(name) ?? throw Missing(name);

    /// <summary>Bytes in base64.</summary>
    public byte[] NeededBytes(string name)
    {
        var bytes = new byte[NeededText(name).Length];
        return Convert.TryFromBase64String(NeededText(name), bytes, out var count) ? bytes[..count] : throw new PageRefusal(400, "BadBytes", $"{name} is no base64.");
    }

    public bool Flag(string name) => body[name]?.GetValueKind() == JsonValueKind.True;

    public double? Number(string name) => body[name]?.GetValueKind() == JsonValueKind.Number ? body[name]!.GetValue<double>() : null;

    /// <summary>Reads the body of a POST; a GET has none.</summary>
    public static async Task<PageRequest> ReadAsync(HttpContext context, World world)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
            return new(context, world, []);
        // A foreign page can post text here without asking first, but never JSON.
        if (!context.Request.HasJsonContentType())
            throw new PageRefusal(415, "NotJson", "The body must be application/json.");
        try
        {
            var body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return new(context, world, body as JsonObject ?? throw new PageRefusal(400, "BadJson", "The body must be a JSON object."));
        }
        catch (JsonException)
        {
            throw new PageRefusal(400, "BadJson", "The body is no JSON.");
        }
    }

    private string? Query(string name) => context.Request.Query[name] is [{ Length: > 0 } value, ..] ? value : null;

    private static PageRefusal Missing(string name) => new(400, "Missing", $"{name} is missing.");
}
