using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>
/// Reads what an invoke or event carries in <see cref="Activity.Value"/>. A value of another shape is a refusal, which
/// the caller answers with 400.
/// </summary>
public static class InvokeValues
{
    /// <summary>The value of <c>adaptiveCard/action</c>; refused unless it holds an <c>Action.Execute</c> with a verb.</summary>
    public static Reading<AdaptiveCardInvokeValue> AdaptiveCardAction(Activity activity)
    {
        var reading = Read(activity, ValueJson.Default.AdaptiveCardInvokeValue);
        if (!reading.Succeeded(out var value, out _))
            return reading;
        if (value.Action is null)
            return Reading.Refused<AdaptiveCardInvokeValue>("The value has no action.");
        if (!string.Equals(value.Action.Type, "Action.Execute", StringComparison.Ordinal))
            return Reading.Refused<AdaptiveCardInvokeValue>("The action is not an Action.Execute.");
        return string.IsNullOrEmpty(value.Action.Verb)
            ? Reading.Refused<AdaptiveCardInvokeValue>("The action has no verb.")
            : reading;
    }

    /// <summary>The value of <c>task/fetch</c> and <c>task/submit</c>.</summary>
    public static Reading<TaskModuleRequest> TaskModule(Activity activity) => Read(activity, ValueJson.Default.TaskModuleRequest);

    /// <summary>The value of <c>composeExtension/query</c>.</summary>
    public static Reading<MessagingExtensionQuery> ExtensionQuery(Activity activity) =>
        Read(activity, ValueJson.Default.MessagingExtensionQuery);

    /// <summary>The value of <c>composeExtension/fetchTask</c> and <c>composeExtension/submitAction</c>.</summary>
    public static Reading<MessagingExtensionAction> ExtensionAction(Activity activity) =>
        Read(activity, ValueJson.Default.MessagingExtensionAction);

    /// <summary>The value of <c>application/search</c>.</summary>
    public static Reading<SearchInvokeValue> Search(Activity activity) => Read(activity, ValueJson.Default.SearchInvokeValue);

    /// <summary>The value of <c>fileConsent/invoke</c>.</summary>
    public static Reading<FileConsentCardResponse> FileConsent(Activity activity) =>
        Read(activity, ValueJson.Default.FileConsentCardResponse);

    /// <summary>The value of the events <c>meetingStart</c> and <c>meetingEnd</c>.</summary>
    public static Reading<MeetingEventDetails> Meeting(Activity activity) => Read(activity, ValueJson.Default.MeetingEventDetails);

    /// <summary>The value of the events <c>meetingParticipantJoin</c> and <c>meetingParticipantLeave</c>.</summary>
    public static Reading<MeetingParticipantsEventDetails> MeetingParticipants(Activity activity) =>
        Read(activity, ValueJson.Default.MeetingParticipantsEventDetails);

    private static Reading<T> Read<T>(Activity activity, JsonTypeInfo<T> type) where T : class
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (activity.Value is not { ValueKind: JsonValueKind.Object } value)
            return Reading.Refused<T>("The value is not an object.");
        try
        {
            return Reading.Of(value.Deserialize(type)!);
        }
        catch (JsonException wrong)
        {
            return Reading.Refused<T>(ActivityReader.Reason(wrong));
        }
    }
}

/// <summary>A press of a card's button (Bot Framework <c>AdaptiveCardInvokeValue</c>).</summary>
public sealed class AdaptiveCardInvokeValue
{
    /// <summary>Never null in a value that was read.</summary>
    public AdaptiveCardInvokeAction? Action { get; set; }

    /// <summary><c>manual</c> for a press, <c>automatic</c> for a refresh.</summary>
    public string? Trigger { get; set; }

    public string? State { get; set; }

    /// <summary>True when Teams asked by itself because of the card's <c>refresh</c>.</summary>
    [JsonIgnore]
    public bool IsAutomatic => string.Equals(Trigger, "automatic", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Which button was pressed, with the card's data and inputs merged.</summary>
public sealed class AdaptiveCardInvokeAction
{
    public string? Type { get; set; }

    public string? Id { get; set; }

    public string? Verb { get; set; }

    /// <summary>Usually an object; null when the button has no data and the card no inputs.</summary>
    public JsonElement? Data { get; set; }
}

/// <summary>A dialog is asked for or sent off (Bot Framework <c>TaskModuleRequest</c>).</summary>
public sealed class TaskModuleRequest
{
    public JsonElement? Data { get; set; }

    public TaskModuleRequestContext? Context { get; set; }
}

/// <summary>How the person's Teams looks.</summary>
public sealed class TaskModuleRequestContext
{
    /// <summary><c>default</c>, <c>dark</c> or <c>contrast</c>.</summary>
    public string? Theme { get; set; }
}

/// <summary>A search in a message extension (Bot Framework <c>MessagingExtensionQuery</c>).</summary>
public sealed class MessagingExtensionQuery
{
    public string? CommandId { get; set; }

    public IReadOnlyList<MessagingExtensionParameter>? Parameters { get; set; }

    public MessagingExtensionQueryOptions? QueryOptions { get; set; }

    public string? State { get; set; }

    /// <summary>True on the first run, before the person typed anything.</summary>
    [JsonIgnore]
    public bool IsInitialRun => Parameters?.Any(static one => string.Equals(one?.Name, "initialRun", StringComparison.OrdinalIgnoreCase)) == true;

    /// <summary>The text of this parameter; null when absent or not a text.</summary>
    public string? Parameter(string name) =>
        Parameters?.FirstOrDefault(one => string.Equals(one?.Name, name, StringComparison.OrdinalIgnoreCase))?.Value is
        { ValueKind: JsonValueKind.String } value ? Words(value) : null;

    private static string? Words(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair
        }
    }
}

/// <summary>A parameter of a search.</summary>
public sealed class MessagingExtensionParameter
{
    public string? Name { get; set; }

    public JsonElement? Value { get; set; }
}

/// <summary>Which part of the results is wanted.</summary>
public sealed class MessagingExtensionQueryOptions
{
    public int? Skip { get; set; }

    public int? Count { get; set; }
}

/// <summary>An action of a message extension (Bot Framework <c>MessagingExtensionAction</c>).</summary>
public sealed class MessagingExtensionAction
{
    public string? CommandId { get; set; }

    /// <summary><c>compose</c>, <c>message</c> or <c>commandbox</c>.</summary>
    public string? CommandContext { get; set; }

    public JsonElement? Data { get; set; }

    public TaskModuleRequestContext? Context { get; set; }

    /// <summary>The message on which the action was called, as Teams sends it; null elsewhere.</summary>
    public JsonElement? MessagePayload { get; set; }

    /// <summary><c>edit</c> or <c>send</c> after a preview; else null.</summary>
    public string? BotMessagePreviewAction { get; set; }

    public JsonElement? BotActivityPreview { get; set; }

    public string? State { get; set; }
}

/// <summary>Type-ahead of a card's choices (Bot Framework <c>SearchInvokeValue</c>).</summary>
public sealed class SearchInvokeValue
{
    public string? QueryText { get; set; }

    public SearchInvokeOptions? QueryOptions { get; set; }

    /// <summary>The <c>dataset</c> that the card's <c>choices.data</c> names.</summary>
    public string? Dataset { get; set; }

    public string? Kind { get; set; }
}

/// <summary>Which part of the choices is wanted.</summary>
public sealed class SearchInvokeOptions
{
    public int? Skip { get; set; }

    public int? Top { get; set; }
}

/// <summary>Whether a person let the bot store a file (Bot Framework <c>FileConsentCardResponse</c>).</summary>
public sealed class FileConsentCardResponse
{
    /// <summary><c>accept</c> or <c>decline</c>.</summary>
    public string? Action { get; set; }

    /// <summary>What the consent card carried.</summary>
    public JsonElement? Context { get; set; }

    /// <summary>Where to put the file; null when declined.</summary>
    public FileUploadInfo? UploadInfo { get; set; }

    [JsonIgnore]
    public bool IsAccepted => string.Equals(Action, "accept", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Where a file goes and how it is shown afterwards.</summary>
public sealed class FileUploadInfo
{
    public string? ContentUrl { get; set; }

    public string? Name { get; set; }

    public string? UploadUrl { get; set; }

    public string? UniqueId { get; set; }

    public string? FileType { get; set; }
}

/// <summary>A file that a person sent (Bot Framework <c>FileDownloadInfo</c>).</summary>
public sealed class FileDownloadInfo
{
    /// <summary>Carries its own permission and runs out within minutes.</summary>
    public string? DownloadUrl { get; set; }

    public string? UniqueId { get; set; }

    /// <summary>The name's ending, without the dot.</summary>
    public string? FileType { get; set; }

    /// <summary>What a person's attachment says; null where it is another kind of attachment, or can't be read.</summary>
    public static FileDownloadInfo? Of(Attachment attachment)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        if (attachment.ContentType != Attachment.FileDownloadInfo || attachment.Content is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize(attachment.Content.ToJson(), ValueJson.Default.FileDownloadInfo);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A meeting began or ended (Bot Framework <c>MeetingEventDetails</c>; Pascal case on the wire).</summary>
public sealed class MeetingEventDetails
{
    public string? Id { get; set; }

    public string? Title { get; set; }

    public string? MeetingType { get; set; }

    public string? JoinUrl { get; set; }

    [JsonConverter(typeof(TolerantInstant))]
    public DateTimeOffset? StartTime { get; set; }

    [JsonConverter(typeof(TolerantInstant))]
    public DateTimeOffset? EndTime { get; set; }
}

/// <summary>People joined or left a meeting.</summary>
public sealed class MeetingParticipantsEventDetails
{
    public IReadOnlyList<TeamsMeetingMember>? Members { get; set; }
}

/// <summary>One of them.</summary>
public sealed class TeamsMeetingMember
{
    public TeamsChannelAccount? User { get; set; }

    public UserMeetingDetails? Meeting { get; set; }
}

/// <summary>How they take part.</summary>
public sealed class UserMeetingDetails
{
    public bool? InMeeting { get; set; }

    /// <summary><c>Organizer</c>, <c>Presenter</c> or <c>Attendee</c>.</summary>
    public string? Role { get; set; }
}
