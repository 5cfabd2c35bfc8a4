using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>
/// One thing said or done on a channel (Bot Framework <c>Activity</c>, the members that Teams uses). Unknown members
/// are passed over when read; nulls are left out when written.
/// </summary>
public sealed class Activity
{
    /// <summary>One of <see cref="ActivityTypes"/>; never null or empty in an activity that was read.</summary>
    public string Type { get; set; } = "";

    /// <summary>Given by the channel. Cleared by the client before sending.</summary>
    public string? Id { get; set; }

    /// <summary>When the channel saw it, UTC; null when absent or unreadable.</summary>
    [JsonConverter(typeof(TolerantInstant))]
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>The sender's local time with its offset; null when absent or unreadable.</summary>
    [JsonConverter(typeof(TolerantLocalTime))]
    public DateTimeOffset? LocalTimestamp { get; set; }

    /// <summary>The sender's time zone, IANA name.</summary>
    public string? LocalTimezone { get; set; }

    /// <summary>Where answers go. Trusted only after <see cref="TokenVerdict.Admit"/>.</summary>
    public string? ServiceUrl { get; set; }

    /// <summary><c>msteams</c>.</summary>
    public string? ChannelId { get; set; }

    public ChannelAccount? From { get; set; }

    public ConversationAccount? Conversation { get; set; }

    /// <summary>In: the bot. Out: the person.</summary>
    public ChannelAccount? Recipient { get; set; }

    /// <summary>The words as sent, with mentions and HTML entities; see <see cref="ActivityText.TextWithoutMentions"/>.</summary>
    public string? Text { get; set; }

    /// <summary><c>plain</c>, <c>markdown</c> or <c>xml</c>.</summary>
    public string? TextFormat { get; set; }

    public string? Locale { get; set; }

    /// <summary>What is shown in notifications and lists in place of a card.</summary>
    public string? Summary { get; set; }

    /// <summary>Spoken words.</summary>
    public string? Speak { get; set; }

    /// <summary>The invoke's or event's name; see <see cref="ActivityNames"/>.</summary>
    public string? Name { get; set; }

    /// <summary>What an invoke or event carries, or the data of a pressed <c>Action.Submit</c>.</summary>
    public JsonElement? Value { get; set; }

    public string? ReplyToId { get; set; }

    public IReadOnlyList<Entity>? Entities { get; set; }

    public IReadOnlyList<Attachment>? Attachments { get; set; }

    /// <summary><c>list</c> or <c>carousel</c>.</summary>
    public string? AttachmentLayout { get; set; }

    public TeamsChannelData? ChannelData { get; set; }

    public IReadOnlyList<ChannelAccount>? MembersAdded { get; set; }

    public IReadOnlyList<ChannelAccount>? MembersRemoved { get; set; }

    public IReadOnlyList<MessageReaction>? ReactionsAdded { get; set; }

    public IReadOnlyList<MessageReaction>? ReactionsRemoved { get; set; }

    /// <summary>installationUpdate only: one of <see cref="InstallationActions"/>.</summary>
    public string? Action { get; set; }

    public string? TopicName { get; set; }

    public string? InputHint { get; set; }

    public string? DeliveryMode { get; set; }

    public string? Importance { get; set; }

    /// <summary>Reads an activity. Nothing is thrown for bad input; safe to repeat.</summary>
    public static Reading<Activity> Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, ActivityReader.Options);
        return ActivityReader.Read(ref reader);
    }

    /// <summary>Reads an activity from a body that lies in several pieces.</summary>
    public static Reading<Activity> Parse(in ReadOnlySequence<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, ActivityReader.Options);
        return ActivityReader.Read(ref reader);
    }

    /// <summary>Reads an activity from a stream to its end. The caller limits its length.</summary>
    public static ValueTask<Reading<Activity>> ParseAsync(Stream utf8, CancellationToken cancellationToken) =>
        ActivityReader.ReadAsync(utf8, cancellationToken);

    /// <summary>
    /// The tenant: <c>conversation.tenantId</c>, or where that is absent <c>channelData.tenant.id</c>. Refused when
    /// neither is there, or when both are and differ.
    /// </summary>
    public Reading<string> TenantId()
    {
        var ofConversation = NullIfEmpty(Conversation?.TenantId);
        var ofChannel = NullIfEmpty(ChannelData?.Tenant?.Id);
        if (ofConversation is not null && ofChannel is not null && !string.Equals(ofConversation, ofChannel, StringComparison.OrdinalIgnoreCase))
            return Reading.Refused<string>("The activity names two tenants.");
        return (ofConversation ?? ofChannel) is { } tenant ? Reading.Of(tenant) : Reading.Refused<string>("The activity names no tenant.");
    }

    /// <summary>
    /// An answer to this activity, addressed as Bot Framework does: to its sender, in its conversation, as a reply to
    /// it. It has no text, card or id yet.
    /// </summary>
    public Activity CreateReply(string type = ActivityTypes.Message) => new()
    {
        Type = type,
        ServiceUrl = ServiceUrl,
        ChannelId = ChannelId,
        From = Recipient,
        Recipient = From,
        Conversation = Conversation,
        ReplyToId = Id,
        Locale = Locale,
        ChannelData = ChannelData?.Tenant is { } tenant ? new TeamsChannelData { Tenant = tenant } : null,
    };

    /// <summary>The same activity without its id, as it goes out.</summary>
    internal Activity WithoutId()
    {
        var copy = (Activity)MemberwiseClone();
        copy.Id = null;
        return copy;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
