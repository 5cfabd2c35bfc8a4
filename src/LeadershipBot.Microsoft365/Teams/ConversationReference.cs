using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>
/// Enough of an activity to speak in its conversation later (Bot Framework <c>ConversationReference</c>). Stored as
/// JSON; members that this model doesn't name survive the round trip.
/// </summary>
public sealed class ConversationReference
{
    public string? ActivityId { get; set; }

    /// <summary>The person who spoke to the bot.</summary>
    public ChannelAccount? User { get; set; }

    public ChannelAccount? Bot { get; set; }

    public ConversationAccount? Conversation { get; set; }

    public string? ChannelId { get; set; }

    public string? ServiceUrl { get; set; }

    public string? Locale { get; set; }

    /// <summary>Members this model doesn't name.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Properties { get; set; }

    /// <summary>
    /// The reference to an incoming activity's conversation. Where the conversation lacks its tenant, that of the
    /// channel data is set, so that the stored reference names it.
    /// </summary>
    public static ConversationReference From(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return new ConversationReference
        {
            ActivityId = activity.Id,
            User = activity.From,
            Bot = activity.Recipient,
            Conversation = WithTenant(activity.Conversation, activity.ChannelData?.Tenant?.Id),
            ChannelId = activity.ChannelId,
            ServiceUrl = activity.ServiceUrl,
            Locale = activity.Locale,
        };
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static Reading<ConversationReference> Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize(json, TeamsJson.Default.ConversationReference) is { } reference
                ? Reading.Of(reference)
                : Reading.Refused<ConversationReference>("The reference is null.");
        }
        catch (JsonException wrong)
        {
            return Reading.Refused<ConversationReference>(ActivityReader.Reason(wrong));
        }
    }

    /// <summary>The reference for storage.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TeamsJson.Default.ConversationReference);

    /// <summary>Addresses an outgoing activity to this conversation, as a new message and not as a reply.</summary>
    /// <returns>The same activity.</returns>
    public Activity Address(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        activity.ServiceUrl = ServiceUrl;
        activity.ChannelId = ChannelId;
        activity.Conversation = Conversation;
        activity.From = Bot;
        activity.Recipient = User;
        activity.Locale ??= Locale;
        return activity;
    }

    private static ConversationAccount? WithTenant(ConversationAccount? conversation, string? tenantId) =>
        conversation is null || conversation.TenantId is not null || tenantId is null
            ? conversation
            : new ConversationAccount
            {
                Id = conversation.Id,
                ConversationType = conversation.ConversationType,
                TenantId = tenantId,
                IsGroup = conversation.IsGroup,
                Name = conversation.Name,
                Properties = conversation.Properties,
            };
}
