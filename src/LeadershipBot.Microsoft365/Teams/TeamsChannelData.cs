using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>What Teams adds to an activity (Bot Framework <c>TeamsChannelData</c>).</summary>
public sealed class TeamsChannelData
{
    public TenantInfo? Tenant { get; set; }

    /// <summary>The team; null outside channels.</summary>
    public TeamInfo? Team { get; set; }

    /// <summary>The channel; null outside channels.</summary>
    public ChannelInfo? Channel { get; set; }

    /// <summary>The meeting whose chat this is; its id is the base64 form, not <c>value.Id</c> of meeting events.</summary>
    public TeamsMeetingInfo? Meeting { get; set; }

    /// <summary>What a conversationUpdate, messageUpdate or messageDelete is about, as <c>channelRenamed</c>.</summary>
    public string? EventType { get; set; }

    public TeamsChannelDataSettings? Settings { get; set; }

    /// <summary>Out only: whether the message raises a notification in the activity feed.</summary>
    public NotificationInfo? Notification { get; set; }

    /// <summary>Members this model doesn't name.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Properties { get; set; }
}

/// <summary>A Microsoft 365 tenant.</summary>
public sealed class TenantInfo
{
    public string? Id { get; set; }
}

/// <summary>A team.</summary>
public sealed class TeamInfo
{
    /// <summary>The thread id of the team, the same as of its General channel.</summary>
    public string? Id { get; set; }

    public string? Name { get; set; }

    /// <summary>The group's object id in Microsoft Entra.</summary>
    public string? AadGroupId { get; set; }
}

/// <summary>A channel of a team.</summary>
public sealed class ChannelInfo
{
    public string? Id { get; set; }

    /// <summary>Null for the General channel.</summary>
    public string? Name { get; set; }

    /// <summary><c>standard</c>, <c>private</c> or <c>shared</c>.</summary>
    public string? Type { get; set; }
}

/// <summary>A meeting.</summary>
public sealed class TeamsMeetingInfo
{
    public string? Id { get; set; }
}

/// <summary>What was chosen at the installation.</summary>
public sealed class TeamsChannelDataSettings
{
    /// <summary>The channel chosen when the app was added to a team; null when none was.</summary>
    public ChannelInfo? SelectedChannel { get; set; }
}

/// <summary>How Teams tells people about a message.</summary>
public sealed class NotificationInfo
{
    public bool? Alert { get; set; }

    public bool? AlertInMeeting { get; set; }

    public string? ExternalResourceUrl { get; set; }
}
