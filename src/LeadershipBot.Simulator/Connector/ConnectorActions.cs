using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Simulator.Connector;

/// <summary>What each call does to the world, once it has passed the limits.</summary>
internal sealed class ConnectorActions(World world, ConnectorLimits limits, string serviceUrl)
{
    private const int PageSizeMax = 500;
    private const int PageSizeMin = 50;

    public Outcome Apply(ConnectorRequest request, IQueryCollection query) => request.Operation switch
    {
        ConnectorOperation.CreateConversation => Create(request.Body!.Value),
        ConnectorOperation.Send or ConnectorOperation.Reply => InConversation(request, place => Send(request, place)),
        ConnectorOperation.Update => InConversation(request, place => OnMessage(request, place, message => Update(request, place, message))),
        ConnectorOperation.Delete => InConversation(request, place => OnMessage(request, place, Delete)),
        ConnectorOperation.Members => InConversation(request, place => new(200, new JsonArray([.. world.Members(place).Select(Account)]))),
        ConnectorOperation.Member => InConversation(request, place => Member(request, place)),
        ConnectorOperation.PagedMembers => InConversation(request, place => Page(place, query)),
        ConnectorOperation.Team => InTeam(request, Details),
        _ => InTeam(request, Channels),
    };

    /// <summary>Text and attachments in one activity are split into two messages by Teams, and cost two.</summary>
    public static int CostOf(ConnectorRequest request) => request.Body is { } body && IsSplit(body) ? 2 : 1;

    /// <summary>The conversation that a create call is about; null when it names none that exists.</summary>
    public Conversation? PlaceToCreate(JsonElement? body)
    {
        if (body is not { } parameters)
            return null;
        if (ChannelOf(parameters) is { } channel)
            return world.FindConversation(channel);
        return MembersOf(parameters) is [var only] && world.FindPerson(only) is { } person ? world.Personal(person) : null;
    }

    private Outcome InConversation(ConnectorRequest request, Func<Conversation, Outcome> act)
    {
        var place = world.FindConversation(request.ConversationId!);
        return place is null ? Outcome.NoConversation : Refusal(place) ?? act(place);
    }

    private Outcome InTeam(ConnectorRequest request, Func<Team, Outcome> act)
    {
        var team = world.FindTeam(request.ConversationId!);
        return team is null ? Outcome.NoConversation : Refusal(world.FindConversation(team.Id)!) ?? act(team);
    }

    private Outcome? Refusal(Conversation place) => world.InstallOf(place) switch
    {
        InstallState.Installed => null,
        InstallState.Blocked => Outcome.Blocked,
        InstallState.Never when place.Kind == ConversationKind.Personal => Outcome.NoConversation,
        _ => Outcome.NotInRoster,
    };

    private Outcome Send(ConnectorRequest request, Conversation place)
    {
        var activity = request.Body!.Value;
        var thread = Conversation.Split(request.ConversationId!).Thread;
        if (thread is not null && (place.Kind != ConversationKind.Channel || world.FindMessage(thread)?.ConversationId != place.Id))
            return Outcome.NoConversation;
        return Post(place, thread, activity, 201);
    }

    private Outcome Post(Conversation place, string? thread, JsonElement activity, int status)
    {
        switch (Text(activity, "type"))
        {
            case "typing":
                world.Typing(place);
                return new Outcome(202, new JsonObject()) { Applied = true };
            case "message":
                break;
            default:
                return Outcome.BadArgument("Teams takes activities of type message and typing.");
        }

        if (Fault(place, activity) is { } fault)
            return fault;
        if (!IsSplit(activity))
            return Outcome.Done(status, world.Add(place, thread, world.Bot.Id, world.Bot.Name, activity).Id);
        var first = world.Add(place, thread, world.Bot.Id, world.Bot.Name, Without(activity, "attachments"));
        world.Add(place, thread ?? first.ThreadId, world.Bot.Id, world.Bot.Name, Without(activity, "text"));
        return Outcome.Done(status, first.Id, tellsId: false);
    }

    private Outcome Update(ConnectorRequest request, Conversation place, Message message)
    {
        var activity = request.Body!.Value;
        if (Fault(place, activity) is { } fault)
            return fault;
        world.Replace(message, activity);
        return Outcome.Done(200, message.Id);
    }

    private Outcome Delete(Message message)
    {
        world.SetDeleted(message, deleted: true);
        return new Outcome(200, null) { Applied = true, MessageId = message.Id };
    }

    private Outcome OnMessage(ConnectorRequest request, Conversation place, Func<Message, Outcome> act)
    {
        var message = world.FindMessage(request.ItemId!);
        if (message is null || message.Deleted || message.ConversationId != place.Id)
            return Outcome.NoActivity;
        return message.FromId == world.Bot.Id
            ? act(message)
            : Outcome.Error(403, "NotEnoughPermissions", "A bot can change its own messages only.");
    }

    private Outcome Create(JsonElement body)
    {
        var tenant = Text(body, "tenantId") ?? Inner(body, "channelData", "tenant", "id");
        var activity = body.TryGetProperty("activity", out var first) && first.ValueKind == JsonValueKind.Object ? first : default(JsonElement?);
        var place = PlaceToCreate(body);
        if (ChannelOf(body) is not null)
            return place is null ? Outcome.NoConversation : Refusal(place) ?? CreateThread(place, activity);
        if (MembersOf(body) is not [_])
            return Outcome.BadArgument("A bot can create a conversation with exactly one member.");
        if (place is null)
            return Outcome.Error(400, "BadSyntax", "Failed to decrypt pairwise id");
        if (tenant != place.TenantId)
            return Outcome.BadArgument("The tenant of the member must be given in tenantId or channelData.tenant.id.");
        if (world.IsMetElsewhere(place))
            world.SetInstall(place, InstallState.Installed); // from now on the chat is there
        var refusal = world.InstallOf(place) is InstallState.Never or InstallState.Uninstalled ? Outcome.NotInstalled : Refusal(place);
        return refusal ?? CreatePersonal(place, activity);
    }

    private Outcome CreateThread(Conversation place, JsonElement? activity)
    {
        if (activity is not { } post)
            return Outcome.BadArgument("A new thread needs its first activity.");
        var posted = Post(place, null, post, 201);
        return posted.MessageId is null ? posted : Created($"{place.Id};messageid={posted.MessageId}", posted.MessageId);
    }

    private Outcome CreatePersonal(Conversation place, JsonElement? activity)
    {
        if (activity is not { } post)
            return Created(place.Id, null);
        var posted = Post(place, null, post, 201);
        return posted.MessageId is null ? posted : Created(place.Id, posted.MessageId);
    }

    private Outcome Created(string id, string? messageId)
    {
        var body = new JsonObject { ["id"] = id, ["serviceUrl"] = serviceUrl };
        if (messageId is not null)
            body["activityId"] = messageId;
        return new Outcome(201, body) { Applied = true, MessageId = messageId };
    }

    private Outcome? Fault(Conversation place, JsonElement activity)
    {
        if (place.Kind == ConversationKind.Channel && Encoding.UTF8.GetByteCount(activity.GetRawText()) > limits.ChannelPostBytesMax)
            return Outcome.TooBig;
        foreach (var card in Attached(activity).Where(item => Text(item, "contentType") == Cards.ContentType))
        {
            if (!card.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Object)
                return Outcome.BadArgument("An Adaptive Card needs an object as its content.");
            if (JsonObject.Create(content)!["refresh"] is JsonObject refresh
                && refresh["userIds"] is JsonArray { Count: > Cards.RefreshPeopleMax })
                return Outcome.BadArgument($"refresh.userIds may name at most {Cards.RefreshPeopleMax} people.");
        }

        var empty = string.IsNullOrEmpty(Text(activity, "text")) && !Attached(activity).Any();
        return empty ? Outcome.BadArgument("Activity resulted into multiple skype activities or none: it has no text and no attachment.") : null;
    }

    private Outcome Member(ConnectorRequest request, Conversation place)
    {
        var person = world.Members(place).FirstOrDefault(member
            => member.Id == request.ItemId || string.Equals(member.ObjectId, request.ItemId, StringComparison.OrdinalIgnoreCase));
        return person is null ? Outcome.NoMember : new(200, Account(person));
    }

    private Outcome Page(Conversation place, IQueryCollection query)
    {
        var members = world.Members(place);
        var size = Number(query["pageSize"], PageSizeMax);
        var from = Number(query["continuationToken"], 0);
        // Teams gives at least 50 and at most 500 a page, whatever is asked.
        var page = members.Skip(from).Take(Math.Clamp(size, PageSizeMin, PageSizeMax)).ToList();
        var body = new JsonObject { ["members"] = new JsonArray([.. page.Select(Account)]) };
        if (from + page.Count < members.Count)
            body["continuationToken"] = (from + page.Count).ToString(CultureInfo.InvariantCulture);
        return new(200, body);
    }

    private Outcome Details(Team team) => new(200, new JsonObject
    {
        ["id"] = team.Id,
        ["name"] = team.Name,
        ["aadGroupId"] = team.GroupId,
        ["tenantId"] = team.TenantId,
        ["type"] = "standard",
        ["channelCount"] = world.Channels(team).Count,
        ["memberCount"] = world.Members(world.FindConversation(team.Id)!).Count,
    });

    private Outcome Channels(Team team) => new(200, new JsonObject
    {
        ["conversations"] = new JsonArray([.. world.Channels(team).Select(channel =>
        {
            // Teams leaves out the name of General, so that each client can translate it.
            var item = new JsonObject { ["id"] = channel.Id, ["type"] = "standard" };
            if (channel.Id != team.Id)
                item["name"] = channel.Name;
            return item;
        })]),
    });

    private static JsonObject Account(Person person) => new()
    {
        ["id"] = person.Id,
        ["name"] = person.Name,
        ["aadObjectId"] = person.ObjectId,
        ["objectId"] = person.ObjectId,
        ["givenName"] = GivenName(person.Name),
        ["surname"] = person.Name.Split(' ')[^1],
        ["email"] = person.Email,
        ["userPrincipalName"] = person.Email,
        ["tenantId"] = person.TenantId,
        ["userRole"] = person.IsGuest ? "guest" : "user",
    };

    private static string GivenName(string name) => name.Split(' ') is [.., var given, _] ? given : name;

    private static bool IsSplit(JsonElement activity)
        => !string.IsNullOrEmpty(Text(activity, "text")) && Attached(activity).Any();

    private static JsonElement.ArrayEnumerator Attached(JsonElement activity)
        => activity.TryGetProperty("attachments", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static JsonElement Without(JsonElement activity, string name)
    {
        var copy = JsonObject.Create(activity)!;
        copy.Remove(name);
        return JsonSerializer.SerializeToElement(copy);
    }

    private static string? ChannelOf(JsonElement parameters) => Inner(parameters, "channelData", "channel", "id");

    private static List<string>? MembersOf(JsonElement parameters)
        => parameters.TryGetProperty("members", out var members) && members.ValueKind == JsonValueKind.Array
            ? [.. members.EnumerateArray().Select(member => Text(member, "id") ?? "")]
            : null;

    private static string? Inner(JsonElement from, params ReadOnlySpan<string> path)
    {
        foreach (var name in path[..^1])
            if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(name, out from))
                return null;
        return Text(from, path[^1]);
    }

    private static string? Text(JsonElement from, string name)
        => from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static int Number(string? text, int otherwise)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
