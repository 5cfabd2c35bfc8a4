using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>
/// Somebody's phone, without a window: for what many people do at once and nobody looks at. Only what stands on a card in their own
/// chat with the bot can be pressed, and it goes to the Simulator as the page sends it.
/// </summary>
internal sealed class Phone
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _simulator;
    private readonly string _where;

    private Phone(HttpClient simulator, string name, string person, string chat)
    {
        _simulator = simulator;
        _where = $"conversation={Uri.EscapeDataString(chat)}&as={Uri.EscapeDataString(person)}";
        Name = name;
    }

    /// <summary>Whose it is.</summary>
    public string Name { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The phones of all people of the Simulator but these.</summary>
    /// <param name="simulator">Speaks to it; its base address is the page's.</param>
    /// <param name="names">The names of those who have a window.</param>
    public static async Task<IReadOnlyList<Phone>> OfAllButAsync(HttpClient simulator, params string[] names)
    {
        var phones = new List<Phone>();
        foreach (var person in (await simulator.GetFromJsonAsync<JsonArray>("page/people", Token))!)
        {
            var (name, id) = (person!["name"]!.GetValue<string>(), person["id"]!.GetValue<string>());
            if (names.Contains(name))
                continue;
            var chats = await simulator.GetFromJsonAsync<JsonArray>($"page/conversations?as={Uri.EscapeDataString(id)}", Token);
            phones.Add(new Phone(simulator, name, id, chats!.Single(chat => chat!["kind"]!.GetValue<string>() == "personal")!["id"]!.GetValue<string>()));
        }

        return phones;
    }

    /// <summary>Waits for a card of which this is so, and answers the newest.</summary>
    public async Task<PhoneCard> FindAsync(Func<PhoneCard, bool> isMeant)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Patience);
        using var timer = new PeriodicTimer(LooksEvery);
        while (true)
        {
            var messages = (await _simulator.GetFromJsonAsync<JsonArray>($"page/messages?{_where}", limit.Token))!;
            var cards = messages.SelectMany(message => message!["attachments"]!.AsArray().Select(one => new PhoneCard(message["id"]!.GetValue<string>(), one!["content"]!)));
            if (cards.LastOrDefault(isMeant) is { } card)
                return card;
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>Presses a button, or a dialog's, with what was filled in; answers the card that takes its place or the dialog that opens, null where there is neither.</summary>
    public async Task<PhoneCard?> PressAsync(PhoneCard card, string verb, JsonObject? inputs = null)
    {
        var button = card.Find(verb) ?? throw new InvalidOperationException($"{Name} can't press {verb}: {card}");
        var data = button["data"]!.DeepClone().AsObject();
        foreach (var (name, value) in inputs ?? [])
            data[name] = value?.DeepClone();
        if (button["type"]!.GetValue<string>() == "Action.Execute")
        {
            var action = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data };
            return (await InvokeAsync(card, "adaptiveCard/action", new JsonObject { ["action"] = action, ["trigger"] = "manual" }))["value"] is JsonObject next ? card with { Content = next } : null;
        }

        var opens = data["msteams"]?["type"]?.GetValue<string>() == "task/fetch";
        var task = (await InvokeAsync(card, opens ? "task/fetch" : "task/submit", new JsonObject { ["data"] = data }))["task"];
        return task?["value"] is JsonObject dialog ? card with { Content = dialog["card"]!["content"]! } : null;
    }

    private async Task<JsonNode> InvokeAsync(PhoneCard card, string name, JsonObject value)
    {
        var request = new JsonObject { ["name"] = name, ["value"] = value, ["replyToId"] = card.MessageId };
        using var response = await _simulator.PostAsJsonAsync($"page/invoke?{_where}", request, Token);
        var answer = await response.Content.ReadFromJsonAsync<JsonObject>(Token);
        Assert.True(answer?["status"]?.GetValue<int>() == 200 && answer["body"] is not null, $"{Name}: {answer}");
        return answer["body"]!;
    }
}

/// <summary>A card, or a dialog that was opened from it, as it stands on somebody's phone.</summary>
/// <param name="MessageId">The id of the message in which the card is.</param>
/// <param name="Content">What it is.</param>
internal sealed record PhoneCard(string MessageId, JsonNode Content)
{
    /// <summary>The button of this verb, wherever it stands on the card; null where there is none.</summary>
    public JsonObject? Find(string verb) => Nodes().FirstOrDefault(node => node["data"]?["verb"]?.GetValue<string>() == verb);

    /// <summary>Whether one of its texts has these words.</summary>
    public bool Says(string words) => Nodes().Any(node => node["text"] is JsonValue text && text.GetValue<string>().Contains(words, StringComparison.Ordinal));

    /// <summary>The names of its inputs of this type.</summary>
    public IEnumerable<string> Inputs(string type) => Nodes().Where(node => node["type"]?.ToString() == type).Select(node => node["id"]!.GetValue<string>());

    public override string ToString() => string.Join(" / ", Nodes().Select(node => node["text"]?.ToString() ?? node["title"]?.ToString()).OfType<string>());

    private IEnumerable<JsonObject> Nodes() => NodesIn(Content);

    private static IEnumerable<JsonObject> NodesIn(JsonNode? node) => node switch
    {
        JsonObject one => one.Select(part => part.Value).SelectMany(NodesIn).Prepend(one),
        JsonArray many => many.SelectMany(NodesIn),
        _ => [],
    };
}
