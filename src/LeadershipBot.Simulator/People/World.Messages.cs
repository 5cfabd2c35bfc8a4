using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadershipBot.Simulator.People;

/// <summary>The messages of the world, and each viewer's own view of a card.</summary>
public sealed partial class World
{
    private readonly Dictionary<string, Message> _messages = [];
    private readonly Dictionary<string, List<string>> _messagesIn = [];
    private readonly Dictionary<(string Message, string Person), (JsonElement Card, long AskedAs)> _views = [];
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement(new JsonObject());

    /// <summary>Counts on from the moment of the start, in milliseconds of real time: what a page that stayed open saw before a restart is older than all that comes after it.</summary>
    private long _version = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private long _asked;

    /// <summary>Whether what the bot writes is kept; if not, of its messages only that they are there, for sendings to very many.</summary>
    public bool KeepsBodies { get; set; } = true;

    /// <summary>The messages of a conversation, oldest first, deleted ones included.</summary>
    public IReadOnlyList<Message> Messages(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        lock (_gate)
            return _messagesIn.TryGetValue(conversation.Id, out var ids) ? [.. ids.Select(id => _messages[id])] : [];
    }

    /// <summary>A message by its id; null when there is none.</summary>
    public Message? FindMessage(string id)
    {
        lock (_gate)
            return _messages.GetValueOrDefault(id);
    }

    /// <summary>
    /// The attachments as this person sees them: where the bot answered a press or refresh of theirs with a card, that
    /// card stands in place of the first Adaptive Card, until an update replaces everybody's. A fresh copy.
    /// </summary>
    public JsonArray AttachmentsFor(Message message, Person viewer)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(viewer);
        lock (_gate)
            return Attachments(message, viewer);
    }

    /// <summary>The Adaptive Card of the message as this person sees it; null when it has none. A fresh copy.</summary>
    public JsonObject? CardFor(Message message, Person viewer)
        => AttachmentsFor(message, viewer).OfType<JsonObject>().FirstOrDefault(Cards.IsAdaptive)?["content"]?.DeepClone() as JsonObject;

    /// <summary>The newest state of a message with what this person sees attached, both of one moment.</summary>
    internal SeenMessage See(Message message, Person viewer)
    {
        lock (_gate)
        {
            var newest = _messages[message.Id];
            return new(newest, Attachments(newest, viewer), _version);
        }
    }

    /// <summary>A number for something that a person asks the bot: higher than those of all that was asked before.</summary>
    internal long NextAsked() => Interlocked.Increment(ref _asked);

    /// <summary>Adds a message. In a channel a null thread starts a new one.</summary>
    internal Message Add(Conversation conversation, string? thread, string fromId, string fromName, JsonElement body)
    {
        Message message;
        lock (_gate)
        {
            var id = Ids.NextMessage();
            message = new Message(
                id,
                conversation.Id,
                conversation.Kind == ConversationKind.Channel ? thread ?? id : null,
                fromId,
                fromName,
                Kept(fromId, body),
                Clock.GetUtcNow());
            _messages.Add(id, message);
            if (!_messagesIn.TryGetValue(conversation.Id, out var ids))
                _messagesIn.Add(conversation.Id, ids = []);
            ids.Add(id);
            _version++;
        }

        Raise(new(WorldChangeKind.Message, conversation.Id, message));
        return message;
    }

    private JsonElement Kept(string fromId, JsonElement body) => KeepsBodies || !fromId.StartsWith("28:", StringComparison.Ordinal) ? body : Nothing;

    /// <summary>Replaces what everybody sees; everybody's own views of it are gone.</summary>
    internal Message Replace(Message message, JsonElement body)
        => Change(message, WorldChangeKind.Update, old => old with { Body = Kept(old.FromId, body), Edited = true, Updates = old.Updates + 1 });

    /// <summary>Deletes or, for the person who wrote it, undeletes.</summary>
    internal Message SetDeleted(Message message, bool deleted)
        => Change(message, deleted ? WorldChangeKind.Delete : WorldChangeKind.Update, old => old with { Deleted = deleted });

    internal Message React(Message message, string personId, string type, bool remove)
        => Change(message, WorldChangeKind.Update, old => old with
        {
            Reactions = remove
                ? [.. old.Reactions.Where(one => one != new Reaction(personId, type))]
                : [.. old.Reactions.Where(one => one.PersonId != personId), new(personId, type)],
        }, keepViews: true);

    /// <summary>
    /// What this viewer alone sees from now on. An answer that comes late, after the one to something that this viewer
    /// asked later (see <see cref="NextAsked"/>), changes nothing.
    /// </summary>
    internal void SetView(Message message, Person viewer, JsonElement card, long askedAs)
    {
        lock (_gate)
        {
            if (_views.TryGetValue((message.Id, viewer.Id), out var view) && view.AskedAs > askedAs)
                return;
            _views[(message.Id, viewer.Id)] = (card, askedAs);
            _version++;
        }

        Raise(new(WorldChangeKind.View, message.ConversationId, message));
    }

    internal void Typing(Conversation conversation) => Raise(new(WorldChangeKind.Typing, conversation.Id, null));

    private JsonArray Attachments(Message message, Person viewer)
    {
        var attachments = message.Attachments();
        if (_views.TryGetValue((message.Id, viewer.Id), out var view) && attachments.OfType<JsonObject>().FirstOrDefault(Cards.IsAdaptive) is { } card)
            card["content"] = JsonObject.Create(view.Card);
        return attachments;
    }

    private Message Change(Message message, WorldChangeKind kind, Func<Message, Message> change, bool keepViews = false)
    {
        Message changed;
        lock (_gate)
        {
            changed = change(_messages[message.Id]);
            _messages[message.Id] = changed;
            if (!keepViews)
                foreach (var person in _rosters[message.ConversationId])
                    _views.Remove((message.Id, person));
            _version++;
        }

        Raise(new(kind, message.ConversationId, changed));
        return changed;
    }
}
