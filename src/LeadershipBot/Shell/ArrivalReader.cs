using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Microsoft365.Teams;

namespace LeadershipBot.Shell;

/// <summary>Reads what an activity wants. Nothing is thrown for odd input: it is refused with a short reason.</summary>
internal static class ArrivalReader
{
    /// <summary>What was read.</summary>
    /// <param name="Arrival">Null where nobody asked for anything (a reaction, an edit), or where it was refused.</param>
    /// <param name="Refusal">Why it could not be read; null if it was.</param>
    /// <param name="IsUnknownInvoke">Teams asked for something that this bot doesn't know: 501.</param>
    internal readonly record struct Result(Arrival? Arrival, string? Refusal = null, bool IsUnknownInvoke = false);

    public static Result Read(Activity activity)
    {
        if (!Basis(activity).Succeeded(out var basis, out var refusal))
            return new Result(null, refusal);
        return activity.Type switch
        {
            ActivityTypes.Message => new Result(OfMessage(basis, activity)),
            ActivityTypes.Invoke => OfInvoke(basis, activity),
            ActivityTypes.InstallationUpdate => OfInstallation(basis, activity.Action),
            ActivityTypes.Event => OfEvent(basis with { Kind = ArrivalKind.Event }, activity),
            ActivityTypes.ConversationUpdate => OfRoster(basis, activity),
            _ => default,
        };
    }

    private static Reading<Arrival> Basis(Activity activity)
    {
        if (!activity.TenantId().Succeeded(out var tenant, out var problem))
            return Reading.Refused<Arrival>(problem);
        if (activity.From?.Id is not { Length: > 0 } teamsId)
            return Reading.Refused<Arrival>("The activity names no sender.");
        if (activity.Conversation?.Id is not { Length: > 0 } conversationId)
            return Reading.Refused<Arrival>("The activity names no conversation.");
        if (activity.ServiceUrl is not { Length: > 0 } serviceUrl)
            return Reading.Refused<Arrival>("The activity names no service URL.");
        return Reading.Of(new Arrival
        {
            ActivityId = activity.Id ?? "",
            Kind = ArrivalKind.Message,
            SentAt = activity.Timestamp,
            Account = new Account(ObjectIdOf(activity.From), tenant, activity.From.Name ?? "", teamsId),
            Place = new Place(ScopeOf(activity.Conversation), tenant, serviceUrl, conversationId, activity.ChannelData?.Team?.Id),
            TimeZone = TimeZoneOf(activity),
        });
    }

    private static Arrival OfMessage(Arrival basis, Activity activity)
    {
        if (activity.Value is not { ValueKind: JsonValueKind.Object } value)
            return basis with { Text = activity.TextWithoutMentions(), Mentioned = [.. activity.PeopleMentioned().Select(one => new Mentioned(one.Words, one.Account.Id!))], Files = FilesOf(basis, activity) };
        var data = new TurnData(value);
        return basis with { Kind = ArrivalKind.OldPress, Verb = data.Text("verb"), Data = data, Nonce = NonceOf(data), PressedActivityId = activity.ReplyToId };
    }

    private static Result OfInvoke(Arrival basis, Activity activity) => activity.Name switch
    {
        ActivityNames.AdaptiveCardAction => OfPress(basis with { Kind = ArrivalKind.Press }, activity),
        ActivityNames.TaskFetch or ActivityNames.TaskSubmit => OfDialog(basis with { Kind = ArrivalKind.Dialog }, activity),
        ActivityNames.ExtensionFetchTask or ActivityNames.ExtensionSubmitAction => OfExtension(basis with { Kind = ArrivalKind.ExtensionDialog }, activity),
        ActivityNames.Search => OfTypeAhead(basis with { Kind = ArrivalKind.TypeAhead }, activity),
        ActivityNames.FileConsent => OfFileConsent(basis with { Kind = ArrivalKind.Event }, activity),
        ActivityNames.ExtensionQuery => OfSearch(basis with { Kind = ArrivalKind.Search }, activity),
        _ => new Result(null, IsUnknownInvoke: true),
    };

    /// <summary>A press that can't be read still arrives, with no verb, so that the person gets a card that says so.</summary>
    private static Result OfPress(Arrival basis, Activity activity)
    {
        if (!InvokeValues.AdaptiveCardAction(activity).Succeeded(out var press, out _))
            return new Result(basis);
        var data = press.Action!.Data is { } given ? new TurnData(given) : TurnData.Empty;
        return new Result(basis with
        {
            Verb = press.Action.Verb!,
            Data = data,
            Nonce = NonceOf(data),
            PressedActivityId = activity.ReplyToId,
            IsAutomatic = press.IsAutomatic,
        });
    }

    private static Result OfDialog(Arrival basis, Activity activity)
    {
        if (!InvokeValues.TaskModule(activity).Succeeded(out var request, out _))
            return new Result(basis);
        var data = request.Data is { } given ? new TurnData(given) : TurnData.Empty;
        return new Result(basis with { Verb = data.Text("verb"), Data = data, Nonce = NonceOf(data), PressedActivityId = activity.ReplyToId });
    }

    private static Result OfExtension(Arrival basis, Activity activity)
    {
        if (!InvokeValues.ExtensionAction(activity).Succeeded(out var action, out _))
            return new Result(basis);
        var data = action.Data is { } given ? new TurnData(given) : TurnData.Empty;
        var verb = data.TryText("verb", out var named) ? named : action.CommandId ?? "";
        if (named is null && action.MessagePayload is { } message) // it comes with the dialog once more when that is sent
            data = PointedMessage.Read(message).ToData();
        return new Result(basis with { Verb = verb, Data = data, Nonce = NonceOf(data) });
    }

    private static Result OfSearch(Arrival basis, Activity activity)
    {
        if (!InvokeValues.ExtensionQuery(activity).Succeeded(out var query, out _))
            return new Result(basis);
        var data = JsonSerializer.SerializeToElement(new JsonObject { ["words"] = query.Parameter("query") ?? "" });
        return new Result(basis with { Verb = query.CommandId ?? "", Data = new TurnData(data) });
    }

    /// <summary>
    /// The dataset that the input names is the verb, and behind a colon the organisation, since Teams sends nothing else
    /// of the card; what is typed is its words.
    /// </summary>
    private static Result OfTypeAhead(Arrival basis, Activity activity)
    {
        if (!InvokeValues.Search(activity).Succeeded(out var search, out _))
            return new Result(basis);
        var dataset = (search.Dataset ?? "").Split(':', 2);
        var data = JsonSerializer.SerializeToElement(new JsonObject { ["words"] = search.QueryText ?? "", ["organisation"] = dataset.Length > 1 ? dataset[1] : "" });
        return new Result(basis with { Verb = dataset[0], Data = new TurnData(data) });
    }

    /// <summary>Whether a person takes a file that was offered; if so, the data says where it is to be put.</summary>
    private static Result OfFileConsent(Arrival basis, Activity activity)
    {
        if (!InvokeValues.FileConsent(activity).Succeeded(out var consent, out _))
            return new Result(basis);
        var told = consent.Context is { ValueKind: JsonValueKind.Object } context ? new TurnData(context) : TurnData.Empty;
        var data = new JsonObject
        {
            ["file"] = told.Text("file"),
            ["uploadUrl"] = consent.UploadInfo?.UploadUrl,
            ["contentUrl"] = consent.UploadInfo?.ContentUrl,
            ["name"] = consent.UploadInfo?.Name,
            ["uniqueId"] = consent.UploadInfo?.UniqueId,
            ["fileType"] = consent.UploadInfo?.FileType,
        };
        return new Result(basis with
        {
            Verb = consent.IsAccepted ? FeatureTable.FileAccepted : FeatureTable.FileDeclined,
            Data = new TurnData(JsonSerializer.SerializeToElement(data)),
            PressedActivityId = activity.ReplyToId,
        });
    }

    private static List<Files.ReceivedFile> FilesOf(Arrival basis, Activity activity)
    {
        if (basis.Place.Scope is not Scope.Personal || activity.Attachments is not { Count: > 0 } attachments)
            return [];
        var files = new List<Files.ReceivedFile>();
        foreach (var attachment in attachments.Take(Files.ReceivedFiles.FilesMax))
        {
            if (attachment is not null && FileDownloadInfo.Of(attachment) is { DownloadUrl.Length: > 0 } info)
                files.Add(new Files.ReceivedFile(attachment.Name ?? "", info.FileType ?? "", info.DownloadUrl));
        }

        return files;
    }

    /// <summary>A meeting began or ended. Other events, and one that can't be read or was sent before there were times in it, are passed over.</summary>
    private static Result OfEvent(Arrival basis, Activity activity)
    {
        if (activity.Name is not (ActivityNames.MeetingStart or ActivityNames.MeetingEnd) || !InvokeValues.Meeting(activity).Succeeded(out var meeting, out _))
            return default;
        var began = activity.Name is ActivityNames.MeetingStart;
        if ((began ? meeting.StartTime : meeting.EndTime) is not { } at || meeting.JoinUrl is not { Length: > 0 } joinUrl)
            return default;
        var data = new JsonObject { ["joinUrl"] = joinUrl, ["at"] = at.ToString("O", System.Globalization.CultureInfo.InvariantCulture) };
        return new Result(basis with { Verb = began ? FeatureTable.MeetingStarted : FeatureTable.MeetingEnded, Data = new TurnData(JsonSerializer.SerializeToElement(data)) });
    }

    private static Result OfInstallation(Arrival basis, string? action) => action switch
    {
        InstallationActions.Add => new Result(basis with { Kind = ArrivalKind.Event, Verb = FeatureTable.Installed }),
        InstallationActions.AddUpgrade => new Result(basis with { Kind = ArrivalKind.Event, Verb = FeatureTable.Upgraded }),
        InstallationActions.Remove => new Result(basis with { Kind = ArrivalKind.Event, Verb = FeatureTable.Removed }),
        _ => default,
    };

    /// <summary>People came or went. That the bot itself did is told by an installation, too, and passed over here.</summary>
    private static Result OfRoster(Arrival basis, Activity activity)
    {
        var (verb, people) = activity.MembersAdded is { Count: > 0 } added ? (FeatureTable.PeopleJoined, added)
            : activity.MembersRemoved is { Count: > 0 } removed ? (FeatureTable.PeopleLeft, removed)
            : ("", []);
        if (people.Count == 0 || people.Any(one => one.Id == activity.Recipient?.Id))
            return default;
        return new Result(basis with { Kind = ArrivalKind.Event, Verb = verb });
    }

    private static string? NonceOf(TurnData data)
        => data.TryText("nonce", out var nonce) && nonce.Length <= TurnData.NonceCharactersMax ? nonce : null;

    /// <summary>The Entra object id; where Teams names none (or not one that fits a key), one made of the account's own id.</summary>
    private static string ObjectIdOf(ChannelAccount from)
        => from.AadObjectId is { Length: > 0 and <= 64 } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? id.ToLowerInvariant()
            : Keys.Hash("account", from.Id!);

    private static Scope ScopeOf(ConversationAccount conversation) => conversation.ConversationType switch
    {
        ConversationTypes.Channel => Scope.Channel,
        ConversationTypes.GroupChat => Scope.GroupChat,
        ConversationTypes.Personal => Scope.Personal,
        _ => conversation.IsGroup is true ? Scope.GroupChat : Scope.Personal,
    };

    private static TimeZoneInfo TimeZoneOf(Activity activity)
    {
        var name = activity.LocalTimezone ?? activity.Entities?.FirstOrDefault(e => e?.Type == Entity.ClientInfoType)?.Timezone;
        return name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
    }
}
