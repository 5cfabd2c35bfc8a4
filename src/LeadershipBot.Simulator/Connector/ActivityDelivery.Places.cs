using System.Globalization;
using System.Text.Json.Nodes;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Simulator.Connector;

/// <summary>Installs, rosters, meetings, files and message extensions.</summary>
public sealed partial class ActivityDelivery
{
    /// <summary>
    /// Installs the app there (for a channel: in its team); the bot gets <c>conversationUpdate</c> and
    /// <c>installationUpdate</c>. Answers what it said to the latter.
    /// </summary>
    public Task<BotAnswer> InstallAsync(Person by, Conversation place, CancellationToken cancellationToken = default)
        => ChangeInstallAsync(by, place, InstallState.Installed, "add", "membersAdded", cancellationToken);

    /// <summary>Installs the personal app.</summary>
    public Task<BotAnswer> InstallAsync(Person person, CancellationToken cancellationToken = default)
        => InstallAsync(person, _world.Personal(person), cancellationToken);

    /// <summary>Removes the app there; from then on the connector refuses calls about the place.</summary>
    public Task<BotAnswer> UninstallAsync(Person by, Conversation place, CancellationToken cancellationToken = default)
        => ChangeInstallAsync(by, place, InstallState.Uninstalled, "remove", "membersRemoved", cancellationToken);

    /// <summary>Removes the personal app.</summary>
    public Task<BotAnswer> UninstallAsync(Person person, CancellationToken cancellationToken = default)
        => UninstallAsync(person, _world.Personal(person), cancellationToken);

    /// <summary>Installs the app for everybody, in every group chat and team where it never was.</summary>
    public async Task InstallEverywhereAsync(CancellationToken cancellationToken = default)
    {
        foreach (var place in _world.Conversations)
            if (_world.InstallOf(place) == InstallState.Never && _world.Members(place) is [var first, ..])
                await InstallAsync(first, place, cancellationToken);
    }

    /// <summary>Puts a person into a group chat or a team.</summary>
    public Task<BotAnswer> JoinAsync(Person by, Conversation place, Person person, CancellationToken cancellationToken = default)
    {
        _world.Join(place, person);
        return RosterAsync(by, place, "membersAdded", "teamMemberAdded", Account(person), cancellationToken);
    }

    /// <summary>Takes a person out of a group chat or a team.</summary>
    public Task<BotAnswer> LeaveAsync(Person by, Conversation place, Person person, CancellationToken cancellationToken = default)
    {
        _world.Leave(place, person);
        return RosterAsync(by, place, "membersRemoved", "teamMemberRemoved", Account(person), cancellationToken);
    }

    /// <summary>A conversationUpdate with this <c>channelData.eventType</c>, such as <c>channelRenamed</c> or <c>teamArchived</c>.</summary>
    public Task<BotAnswer> ConversationEventAsync(Person by, Conversation place, string eventType, CancellationToken cancellationToken = default)
    {
        var activity = _envelope.New("conversationUpdate", by, place);
        activity["channelData"]!["eventType"] = eventType;
        Name(activity, place);
        return Reaches(place) ? SendAsync(activity, cancellationToken) : NotDelivered;
    }

    /// <summary>Starts the meeting of a group chat. Members of the value are in Pascal case, as on the wire.</summary>
    public Task<BotAnswer> MeetingStartAsync(Person by, Conversation chat, string title, CancellationToken cancellationToken = default)
        => MeetingAsync(by, chat, title, "meetingStart", "StartTime", cancellationToken);

    /// <summary>Ends the meeting of a group chat.</summary>
    public Task<BotAnswer> MeetingEndAsync(Person by, Conversation chat, string title, CancellationToken cancellationToken = default)
        => MeetingAsync(by, chat, title, "meetingEnd", "EndTime", cancellationToken);

    /// <summary>Lets the bot store the file of a consent card: a place for it is opened, as Teams does.</summary>
    public Task<BotAnswer> AcceptFileAsync(Person person, Message message, CancellationToken cancellationToken = default)
        => ConsentAsync(person, message, "acceptContext", name => _drive.OpenUpload(name), cancellationToken);

    /// <summary>Declines the file of a consent card.</summary>
    public Task<BotAnswer> DeclineFileAsync(Person person, Message message, CancellationToken cancellationToken = default)
        => ConsentAsync(person, message, "declineContext", _ => null, cancellationToken);

    private Task<BotAnswer> ConsentAsync(Person person, Message message, string context, Func<string, JsonObject?> upload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var consent = message.Attachments().OfType<JsonObject>().FirstOrDefault(one => Cards.Text(one["contentType"]) == "application/vnd.microsoft.teams.card.file.consent")
            ?? throw new ArgumentException("The message asks for no consent.", nameof(message));
        return FileConsentAsync(person, message, consent["content"]?[context], upload(Cards.Text(consent["name"]) ?? "file"), cancellationToken);
    }

    /// <summary>Answers a file consent card.</summary>
    /// <param name="person">Who.</param>
    /// <param name="message">The message with the consent card.</param>
    /// <param name="context">The accept or decline context of the card.</param>
    /// <param name="upload">Where the bot may put the file; null declines.</param>
    /// <param name="cancellationToken">Gives up waiting for the bot.</param>
    public Task<BotAnswer> FileConsentAsync(Person person, Message message, JsonNode? context, JsonObject? upload, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var value = new JsonObject
        {
            ["type"] = "fileUpload",
            ["action"] = upload is null ? "decline" : "accept",
            ["context"] = context?.DeepClone(),
        };
        if (upload is not null)
            value["uploadInfo"] = upload.DeepClone();
        return InvokeAsync(person, _world.FindConversation(message.ConversationId)!, "fileConsent/invoke", value, message, cancellationToken);
    }

    /// <summary>Searches by a message extension; an empty text is its first run.</summary>
    public Task<BotAnswer> QueryAsync(Person person, Conversation place, string commandId, string parameter, string text, CancellationToken cancellationToken = default)
    {
        var first = string.IsNullOrEmpty(text);
        return InvokeAsync(
            person,
            place,
            "composeExtension/query",
            new JsonObject
            {
                ["commandId"] = commandId,
                ["parameters"] = new JsonArray(new JsonObject { ["name"] = first ? "initialRun" : parameter, ["value"] = first ? "true" : text }),
                ["queryOptions"] = new JsonObject { ["skip"] = 0, ["count"] = 25 },
            },
            cancellationToken: cancellationToken);
    }

    /// <summary>Taps a result of a search: the value is what its preview's tap carries.</summary>
    public Task<BotAnswer> SelectItemAsync(Person person, Conversation place, JsonNode? value, CancellationToken cancellationToken = default)
        => InvokeAsync(person, place, "composeExtension/selectItem", value, cancellationToken: cancellationToken);

    /// <summary>Opens the dialog of an action extension.</summary>
    public Task<BotAnswer> FetchActionAsync(Person person, Conversation place, string commandId, CancellationToken cancellationToken = default)
        => InvokeAsync(person, place, "composeExtension/fetchTask", Action(commandId, null), cancellationToken: cancellationToken);

    /// <summary>Submits the dialog of an action extension.</summary>
    public Task<BotAnswer> SubmitActionAsync(Person person, Conversation place, string commandId, JsonObject data, CancellationToken cancellationToken = default)
        => InvokeAsync(person, place, "composeExtension/submitAction", Action(commandId, data), cancellationToken: cancellationToken);

    private async Task<BotAnswer> ChangeInstallAsync(
        Person by,
        Conversation place,
        InstallState state,
        string action,
        string members,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        var top = place.Team is { } team ? _world.FindConversation(team.Id)! : place;
        _world.SetInstall(top, state);
        var eventType = state == InstallState.Installed ? "teamMemberAdded" : "teamMemberRemoved";
        var update = Roster(by, top, members, eventType, _envelope.Bot());
        var installation = _envelope.New("installationUpdate", by, top);
        installation["action"] = action;
        Name(installation, top);
        await SendAsync(update, cancellationToken);
        return await SendAsync(installation, cancellationToken);
    }

    private Task<BotAnswer> RosterAsync(Person by, Conversation place, string members, string eventType, JsonObject account, CancellationToken cancellationToken)
        => Reaches(place)
            ? SendAsync(Roster(by, place.Team is { } team ? _world.FindConversation(team.Id)! : place, members, eventType, account), cancellationToken)
            : NotDelivered;

    private JsonObject Roster(Person by, Conversation place, string members, string eventType, JsonObject account)
    {
        var activity = _envelope.New("conversationUpdate", by, place);
        activity[members] = new JsonArray(account);
        if (place.Team is not null)
            activity["channelData"]!["eventType"] = eventType;
        Name(activity, place);
        return activity;
    }

    private static void Name(JsonObject activity, Conversation place)
    {
        if (place.Team is not { } team)
            return;
        activity["channelData"]!["team"] = new JsonObject { ["aadGroupId"] = team.GroupId, ["name"] = team.Name, ["id"] = team.Id };
        if (place.Id != team.Id)
            activity["channelData"]!["channel"]!["name"] = place.Name;
    }

    private Task<BotAnswer> MeetingAsync(Person by, Conversation chat, string title, string name, string moment, CancellationToken cancellationToken)
    {
        var meetingId = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"0#{chat.Id}#0"));
        var activity = _envelope.New("event", by, chat);
        activity["name"] = "application/vnd.microsoft." + name;
        activity["channelData"]!["meeting"] = new JsonObject { ["id"] = meetingId };
        activity["value"] = new JsonObject
        {
            ["MeetingType"] = "Scheduled",
            ["Title"] = title,
            ["Id"] = meetingId,
            ["JoinUrl"] = "https://teams.microsoft.com/l/meetup-join/" + Uri.EscapeDataString(chat.Id) + "/0",
            [moment] = _world.Clock.GetUtcNow().UtcDateTime.ToString("o", CultureInfo.InvariantCulture),
        };
        return Reaches(chat) ? SendAsync(activity, cancellationToken) : NotDelivered;
    }

    private static JsonObject Action(string commandId, JsonObject? data)
    {
        var value = new JsonObject
        {
            ["commandId"] = commandId,
            ["commandContext"] = "compose",
            ["context"] = new JsonObject { ["theme"] = "default" },
        };
        if (data is not null)
            value["data"] = data.DeepClone();
        return value;
    }

    private static JsonObject Account(Person person) => new() { ["id"] = person.Id, ["aadObjectId"] = person.ObjectId };
}
