using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Simulator.Connector;

/// <summary>How new the client is that presses a button.</summary>
public enum ClientAge
{
    /// <summary>Knows Action.Execute.</summary>
    Current,

    /// <summary>Uses the fallback of each Action.Execute.</summary>
    BeforeExecute,
}

/// <summary>Cards: presses, refresh, dialogs, type-ahead.</summary>
public sealed partial class ActivityDelivery
{
    /// <summary>
    /// Presses the button of the card that this person sees: Action.Execute becomes <c>adaptiveCard/action</c>,
    /// Action.Submit a message with a value, or <c>task/fetch</c> if it says so. A card in the answer becomes this
    /// person's own view of the message.
    /// </summary>
    /// <param name="person">Who presses.</param>
    /// <param name="message">The message with the card.</param>
    /// <param name="verbIdOrTitle">The button.</param>
    /// <param name="inputs">What the card's inputs hold, by their ids; they win over the button's data.</param>
    /// <param name="client">How new the client is.</param>
    /// <param name="cancellationToken">Gives up waiting for the bot.</param>
    /// <exception cref="ArgumentException">The card that this person sees has no such button.</exception>
    public Task<BotAnswer> PressAsync(
        Person person,
        Message message,
        string verbIdOrTitle,
        JsonObject? inputs = null,
        ClientAge client = ClientAge.Current,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var card = _world.CardFor(_world.FindMessage(message.Id) ?? message, person);
        var button = Cards.Button(card, verbIdOrTitle)
            ?? throw new ArgumentException(
                $"No button \"{verbIdOrTitle}\" on this card, only: {string.Join(", ", Cards.Buttons(card).Select(one => $"{one["verb"] ?? one["id"]} \"{one["title"]}\""))}.",
                nameof(verbIdOrTitle));
        return PressAsync(person, message, button, inputs, client, cancellationToken);
    }

    /// <summary>
    /// Presses this button, as it stood on the screen when the person decided to, whatever the card holds by now.
    /// </summary>
    /// <param name="person">Who presses.</param>
    /// <param name="message">The message with the card.</param>
    /// <param name="button">The Action.Execute or Action.Submit that was read from the card.</param>
    /// <param name="inputs">What the card's inputs hold, by their ids; they win over the button's data.</param>
    /// <param name="client">How new the client is.</param>
    /// <param name="cancellationToken">Gives up waiting for the bot.</param>
    /// <exception cref="ArgumentException">The button asks the bot nothing, or has no fallback for old clients.</exception>
    public Task<BotAnswer> PressAsync(
        Person person,
        Message message,
        JsonObject button,
        JsonObject? inputs = null,
        ClientAge client = ClientAge.Current,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(button);
        if (client == ClientAge.BeforeExecute && Cards.Text(button["type"]) == "Action.Execute")
            button = button["fallback"] as JsonObject
                ?? throw new ArgumentException($"The button \"{button["title"]}\" has no fallback for old clients.", nameof(button));
        return Cards.Text(button["type"]) switch
        {
            "Action.Execute" => ExecuteAsync(person, message, button, inputs, "manual", cancellationToken),
            "Action.Submit" => SubmitAsync(person, message, Merged(button["data"], inputs), cancellationToken),
            var type => throw new ArgumentException($"A {type} asks the bot nothing.", nameof(button)),
        };
    }

    /// <summary>
    /// What the client does when the card comes into view: asks for a refresh if the card has one for this person.
    /// Null when it has none.
    /// </summary>
    public async Task<BotAnswer?> ShowAsync(Person person, Message message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(message);
        var people = _world.Members(_world.FindConversation(message.ConversationId)!).Count;
        var action = Cards.RefreshFor((_world.FindMessage(message.Id) ?? message).Card(), person.Id, people);
        return action is null ? null : await ExecuteAsync(person, message, action, null, "automatic", cancellationToken);
    }

    /// <summary>Action.Submit with this value: a message with a value, or what its <c>msteams</c> member asks for.</summary>
    public Task<BotAnswer> SubmitAsync(Person person, Message message, JsonNode? value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var place = _world.FindConversation(message.ConversationId)!;
        var special = (value as JsonObject)?["msteams"] as JsonObject;
        switch (Cards.Text(special?["type"]))
        {
            case "task/fetch":
                return FetchTaskAsync(person, place, value!.AsObject(), message, cancellationToken);
            case "imBack" when Cards.Text(special!["value"]) is { } words:
                return MessageAsync(person, place, words, mentionBot: place.Kind != ConversationKind.Personal, thread: message, cancellationToken);
            default:
                if (!Reaches(place))
                    return NotDelivered;
                var activity = _envelope.New("message", person, place, message.ThreadId);
                activity["replyToId"] = message.Id;
                activity["value"] = value?.DeepClone();
                if (Cards.Text(special?["type"]) == "messageBack" && Cards.Text(special!["text"]) is { } text)
                    activity["text"] = text;
                activity["channelData"]!["source"] = new JsonObject { ["name"] = "message" };
                activity["channelData"]!["legacy"] = new JsonObject { ["replyToId"] = message.Id };
                return SendAsync(activity, cancellationToken);
        }
    }

    /// <summary>Opens a dialog: the data is what the button carried.</summary>
    public Task<BotAnswer> FetchTaskAsync(Person person, Conversation place, JsonObject data, Message? message = null, CancellationToken cancellationToken = default)
        => InvokeAsync(person, place, "task/fetch", Dialog(data), message, cancellationToken);

    /// <summary>Submits a dialog: the data is the button's with the inputs.</summary>
    public Task<BotAnswer> SubmitTaskAsync(Person person, Conversation place, JsonObject data, Message? message = null, CancellationToken cancellationToken = default)
        => InvokeAsync(person, place, "task/submit", Dialog(data), message, cancellationToken);

    /// <summary>Types into an input that looks its choices up.</summary>
    public Task<BotAnswer> SearchAsync(Person person, Conversation place, string dataset, string text, Message? message = null, CancellationToken cancellationToken = default)
        => InvokeAsync(
            person,
            place,
            "application/search",
            new JsonObject
            {
                ["queryText"] = text,
                ["queryOptions"] = new JsonObject { ["skip"] = 0, ["top"] = 15 },
                ["dataset"] = dataset,
            },
            message,
            cancellationToken);

    /// <summary>
    /// Any invoke. An <c>adaptiveCard/action</c> about a message changes this person's view of it as a press does.
    /// Message extensions work where the app isn't installed; all else reaches the bot only where it is.
    /// </summary>
    public async Task<BotAnswer> InvokeAsync(
        Person person,
        Conversation place,
        string name,
        JsonNode? value,
        Message? message = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(name);
        if (!Reaches(place) && !name.StartsWith("composeExtension/", StringComparison.Ordinal))
            return new BotAnswer { Delivered = false };
        var activity = _envelope.New("invoke", person, place, message?.ThreadId);
        activity["name"] = name;
        activity["value"] = value?.DeepClone();
        activity["channelData"]!["source"] = new JsonObject { ["name"] = message is null ? "compose" : "message" };
        if (message is not null)
        {
            activity["replyToId"] = message.Id;
            activity["channelData"]!["legacy"] = new JsonObject { ["replyToId"] = message.Id };
        }

        var askedAs = _world.NextAsked();
        var answer = await SendAsync(activity, cancellationToken);
        return name == "adaptiveCard/action" ? Seen(person, message, answer, askedAs) : answer;
    }

    private Task<BotAnswer> ExecuteAsync(Person person, Message message, JsonObject button, JsonObject? inputs, string trigger, CancellationToken cancellationToken)
    {
        var action = new JsonObject { ["type"] = "Action.Execute" };
        foreach (var name in new[] { "title", "id", "verb" })
            if (button[name] is { } given)
                action[name] = given.DeepClone();
        action["data"] = Merged(button["data"], inputs);
        var value = new JsonObject { ["action"] = action, ["trigger"] = trigger };
        return InvokeAsync(person, _world.FindConversation(message.ConversationId)!, "adaptiveCard/action", value, message, cancellationToken);
    }

    /// <summary>What the client makes of an answer to a press.</summary>
    private BotAnswer Seen(Person person, Message? message, BotAnswer answer, long askedAs)
    {
        if (answer.Problem is not null)
            return answer;
        var type = Cards.Text(answer.Body?["type"]);
        if (type is null)
            return answer with { Problem = BotAnswer.SomethingWentWrong };
        if (type == "application/vnd.microsoft.error")
            return answer with { Problem = Cards.Text(answer.Body!["value"]?["message"]) ?? BotAnswer.SomethingWentWrong };
        if (type == Cards.ContentType && answer.Card is { } card && message is not null)
            _world.SetView(message, person, JsonSerializer.SerializeToElement(card), askedAs);
        return answer;
    }

    private static JsonObject Dialog(JsonObject data) => new()
    {
        ["data"] = data.DeepClone(),
        ["context"] = new JsonObject { ["theme"] = "default" },
    };

    private static JsonNode? Merged(JsonNode? data, JsonObject? inputs)
    {
        if (data is not (null or JsonObject))
            return data.DeepClone();
        var merged = data?.DeepClone().AsObject() ?? [];
        foreach (var (name, value) in inputs ?? [])
            merged[name] = value?.DeepClone();
        return merged;
    }
}
