using System.Globalization;
using System.Text.Json.Nodes;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Simulator.Connector;

/// <summary>Writes activities as Teams sends them, with all that stands around the content.</summary>
internal sealed class Envelope(World world, string serviceUrl)
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>An activity from this person in this conversation; content is still to be added.</summary>
    /// <param name="type">The activity type.</param>
    /// <param name="from">The person.</param>
    /// <param name="to">The conversation.</param>
    /// <param name="thread">In a channel the id of the thread's first message; null is the channel itself.</param>
    /// <param name="id">The activity id; null makes one.</param>
    public JsonObject New(string type, Person from, Conversation to, string? thread = null, string? id = null)
    {
        var activity = new JsonObject
        {
            ["type"] = type,
            ["id"] = id ?? world.Ids.NextActivity(),
            ["channelId"] = "msteams",
            ["serviceUrl"] = serviceUrl,
            ["from"] = Sender(type, from),
            ["conversation"] = Place(to, thread),
            ["recipient"] = Bot(),
            ["entities"] = new JsonArray(new JsonObject
            {
                ["locale"] = "en-GB",
                ["country"] = "GB",
                ["platform"] = "Web",
                ["timezone"] = London.Id,
                ["type"] = "clientInfo",
            }),
            ["channelData"] = Data(to),
            ["locale"] = "en-GB",
            ["localTimezone"] = London.Id,
        };
        Date(activity);
        return activity;
    }

    /// <summary>The same again with a new id and time, as Teams does after about 30 s.</summary>
    public JsonObject Renewed(JsonObject activity)
    {
        var copy = activity.DeepClone().AsObject();
        copy["id"] = Cards.Text(activity["type"]) == "message" ? world.Ids.NextMessage() : world.Ids.NextActivity();
        Date(copy);
        return copy;
    }

    /// <summary>The bot's account.</summary>
    public JsonObject Bot() => new() { ["id"] = world.Bot.Id, ["name"] = world.Bot.Name };

    /// <summary>A mention of the bot, with its text.</summary>
    public JsonObject Mention() => new()
    {
        ["mentioned"] = Bot(),
        ["text"] = $"<at>{world.Bot.Name}</at>",
        ["type"] = "mention",
    };

    /// <summary>A mention of a person, with its text. Teams names nothing of them but the id within the bot, and the name.</summary>
    public static JsonObject Mention(Person person) => new()
    {
        ["mentioned"] = new JsonObject { ["id"] = person.Id, ["name"] = person.Name },
        ["text"] = $"<at>{person.Name}</at>",
        ["type"] = "mention",
    };

    /// <summary>Who it is from. Installs and changes of rosters come without the person's name.</summary>
    private static JsonObject Sender(string type, Person from)
        => type is "installationUpdate" or "conversationUpdate"
            ? new JsonObject { ["id"] = from.Id, ["aadObjectId"] = from.ObjectId }
            : new JsonObject { ["id"] = from.Id, ["name"] = from.Name, ["aadObjectId"] = from.ObjectId };

    private static JsonObject Place(Conversation to, string? thread)
    {
        var place = new JsonObject
        {
            ["conversationType"] = to.KindWord,
            ["tenantId"] = to.TenantId,
            ["id"] = thread is null ? to.Id : $"{to.Id};messageid={thread}",
        };
        if (to.Kind != ConversationKind.Personal)
            place["isGroup"] = true;
        return place;
    }

    private static JsonObject Data(Conversation to)
    {
        var data = new JsonObject();
        if (to.Team is { } team)
        {
            data["teamsChannelId"] = to.Id;
            data["teamsTeamId"] = team.Id;
            data["channel"] = new JsonObject { ["id"] = to.Id };
            data["team"] = new JsonObject { ["id"] = team.Id };
        }

        data["tenant"] = new JsonObject { ["id"] = to.TenantId };
        return data;
    }

    private void Date(JsonObject activity)
    {
        var now = world.Clock.GetUtcNow();
        activity["timestamp"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
        activity["localTimestamp"] = TimeZoneInfo.ConvertTime(now, London).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture);
    }
}
