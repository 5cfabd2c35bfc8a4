using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>A card, file or picture of an activity (Bot Framework <c>Attachment</c>).</summary>
public sealed class Attachment
{
    /// <summary>The type of an Adaptive Card.</summary>
    public const string AdaptiveCard = "application/vnd.microsoft.card.adaptive";

    /// <summary>The type of the card that asks for leave to store a file.</summary>
    public const string FileConsentCard = "application/vnd.microsoft.teams.card.file.consent";

    /// <summary>The type of the card that shows a stored file.</summary>
    public const string FileInfoCard = "application/vnd.microsoft.teams.card.file.info";

    /// <summary>The type of a file that a person sent; <see cref="Content"/> then holds <c>downloadUrl</c>.</summary>
    public const string FileDownloadInfo = "application/vnd.microsoft.teams.file.download.info";

    public string? ContentType { get; set; }

    public string? ContentUrl { get; set; }

    /// <summary>The card itself, or what the type says; null for a plain link.</summary>
    public RawJson? Content { get; set; }

    public string? Name { get; set; }

    public string? ThumbnailUrl { get; set; }

    /// <summary>Message extensions only: what is shown in the list of results.</summary>
    public Attachment? Preview { get; set; }

    /// <summary>An Adaptive Card.</summary>
    public static Attachment Card(RawJson card) => new() { ContentType = AdaptiveCard, Content = card };
}

/// <summary>A fact about an activity (Bot Framework <c>Entity</c>): a mention, or what the client is.</summary>
public sealed class Entity
{
    public const string MentionType = "mention";

    public const string ClientInfoType = "clientInfo";

    public string? Type { get; set; }

    /// <summary>Mentions only: who.</summary>
    public ChannelAccount? Mentioned { get; set; }

    /// <summary>Mentions only: the words in the text, as <c>&lt;at&gt;Name&lt;/at&gt;</c>; null means the name in these marks.</summary>
    public string? Text { get; set; }

    /// <summary>clientInfo only: the person's language, as <c>en-GB</c>.</summary>
    public string? Locale { get; set; }

    /// <summary>clientInfo only: the IANA name of the person's time zone, as <c>Europe/London</c>.</summary>
    public string? Timezone { get; set; }

    /// <summary>Members this model doesn't name.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Properties { get; set; }

    /// <summary>A mention of this person; the text of the activity must contain the same words.</summary>
    public static Entity Mention(ChannelAccount mentioned, string text) =>
        new() { Type = MentionType, Mentioned = mentioned, Text = text };
}

/// <summary>A reaction to a message, as <c>like</c>.</summary>
public sealed class MessageReaction
{
    public string? Type { get; set; }
}
