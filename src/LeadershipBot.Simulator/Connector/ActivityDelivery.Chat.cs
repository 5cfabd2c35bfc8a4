using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Simulator.Connector;

/// <summary>Messages, edits and reactions.</summary>
public sealed partial class ActivityDelivery
{
    /// <summary>
    /// Writes a message. In groups and channels it reaches the bot only if it mentions it: by <paramref name="mentionBot"/>
    /// or by "@" and the bot's name in the text.
    /// </summary>
    /// <param name="from">Who writes.</param>
    /// <param name="to">Where.</param>
    /// <param name="text">What.</param>
    /// <param name="mentionBot">Puts a mention in front, unless the text holds one.</param>
    /// <param name="thread">In a channel, the message whose thread it goes into; null starts a new one.</param>
    /// <param name="cancellationToken">Gives up waiting for the bot.</param>
    public Task<BotAnswer> MessageAsync(
        Person from,
        Conversation to,
        string text,
        bool mentionBot = false,
        Message? thread = null,
        CancellationToken cancellationToken = default)
        => WriteAsync(from, to, text, mentionBot, thread, [], [], cancellationToken);

    /// <summary>Writes a message that mentions the bot and people: each where "@" and their name stand in the text.</summary>
    public Task<BotAnswer> MentionAsync(Person from, Conversation to, string text, IReadOnlyList<Person> people, CancellationToken cancellationToken = default)
        => WriteAsync(from, to, text, mentionBot: true, thread: null, [], people, cancellationToken);

    /// <summary>Sends attachments as the person: the card that a message extension has put into the compose box.</summary>
    public Task<BotAnswer> ComposeAsync(Person from, Conversation to, JsonArray attachments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attachments);
        return WriteAsync(from, to, "", mentionBot: false, thread: null, attachments, [], cancellationToken);
    }

    /// <summary>Sends a file to the bot in the person's own chat, with or without words.</summary>
    public Task<BotAnswer> SendFileAsync(Person from, string name, byte[] bytes, string text = "", CancellationToken cancellationToken = default)
        => WriteAsync(from, _world.Personal(from), text, mentionBot: false, thread: null, [_drive.Attach(name, bytes)], [], cancellationToken);

    /// <summary>Changes the text of one's own message; the bot hears of it where it had heard of the message.</summary>
    public Task<BotAnswer> EditAsync(Person person, Message message, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var body = JsonObject.Create(message.Body)!;
        body["text"] = text;
        var changed = _world.Replace(message, JsonSerializer.SerializeToElement(body));
        return AboutMessageAsync("messageUpdate", "editMessage", person, changed, text, cancellationToken);
    }

    /// <summary>Deletes one's own message.</summary>
    public Task<BotAnswer> DeleteAsync(Person person, Message message, CancellationToken cancellationToken = default)
        => AboutMessageAsync("messageDelete", "softDeleteMessage", person, _world.SetDeleted(message, deleted: true), null, cancellationToken);

    /// <summary>Takes a deletion back.</summary>
    public Task<BotAnswer> UndeleteAsync(Person person, Message message, CancellationToken cancellationToken = default)
    {
        var changed = _world.SetDeleted(message, deleted: false);
        return AboutMessageAsync("messageUpdate", "undeleteMessage", person, changed, changed.Text, cancellationToken);
    }

    /// <summary>Reacts to a message; the bot hears of reactions to its own ones.</summary>
    /// <param name="person">Who.</param>
    /// <param name="message">To what.</param>
    /// <param name="type">Such as <c>like</c> or <c>heart</c>.</param>
    /// <param name="remove">Takes the reaction away.</param>
    /// <param name="cancellationToken">Gives up waiting for the bot.</param>
    public async Task<BotAnswer> ReactAsync(Person person, Message message, string type, bool remove = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        var changed = _world.React(message, person.Id, type, remove);
        var place = _world.FindConversation(changed.ConversationId)!;
        if (!changed.IsBot || !Reaches(place))
            return new BotAnswer { Delivered = false };
        var activity = _envelope.New("messageReaction", person, place, changed.ThreadId);
        activity["replyToId"] = changed.Id;
        activity[remove ? "reactionsRemoved" : "reactionsAdded"] = new JsonArray(new JsonObject { ["type"] = type });
        return await SendAsync(activity, cancellationToken);
    }

    private async Task<BotAnswer> WriteAsync(
        Person from,
        Conversation to,
        string text,
        bool mentionBot,
        Message? thread,
        JsonArray attachments,
        IReadOnlyList<Person> people,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(text);
        var tag = $"<at>{_world.Bot.Name}</at>";
        var marked = text.Replace("@" + _world.Bot.Name, tag, StringComparison.OrdinalIgnoreCase);
        foreach (var person in people)
            marked = marked.Replace("@" + person.Name, $"<at>{person.Name}</at>", StringComparison.Ordinal);
        if (mentionBot && !marked.Contains(tag, StringComparison.Ordinal))
            marked = $"{tag} {marked}";
        var mentioned = marked.Contains(tag, StringComparison.Ordinal);

        var content = new JsonObject { ["text"] = marked, ["textFormat"] = "plain" };
        if (attachments.Count > 0)
            content["attachments"] = attachments.DeepClone();
        var message = _world.Add(to, thread?.ThreadId, from.Id, from.Name, JsonSerializer.SerializeToElement(content));
        if (!Reaches(to) || (to.Kind != ConversationKind.Personal && !mentioned))
            return new BotAnswer { Delivered = false, Message = message };

        var activity = _envelope.New("message", from, to, message.ThreadId, message.Id);
        activity["text"] = marked;
        activity["textFormat"] = "plain";
        // Teams sends what was typed as HTML once more.
        var shown = new JsonArray([.. attachments.Select(item => item!.DeepClone())]);
        if (marked.Length > 0)
            shown.Add((JsonNode)new JsonObject
            {
                ["contentType"] = "text/html",
                ["content"] = $"<p>{WebUtility.HtmlEncode(marked).Replace(WebUtility.HtmlEncode(tag), tag, StringComparison.Ordinal)}</p>",
            });
        activity["attachments"] = shown;
        if (mentioned)
            activity["entities"]!.AsArray().Insert(0, _envelope.Mention());
        foreach (var person in people)
            activity["entities"]!.AsArray().Add((JsonNode)Envelope.Mention(person));
        return await SendAsync(activity, cancellationToken) with { Message = message };
    }

    private async Task<BotAnswer> AboutMessageAsync(
        string type,
        string eventType,
        Person person,
        Message message,
        string? text,
        CancellationToken cancellationToken)
    {
        var place = _world.FindConversation(message.ConversationId)!;
        if (!Reaches(place))
            return new BotAnswer { Delivered = false, Message = message };
        var activity = _envelope.New(type, person, place, message.ThreadId, message.Id);
        activity["channelData"]!["eventType"] = eventType;
        if (text is not null)
            activity["text"] = text;
        return await SendAsync(activity, cancellationToken) with { Message = message };
    }

    private bool Reaches(Conversation place) => _world.InstallOf(place) == InstallState.Installed;
}
