using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>A person or a bot on a channel (Bot Framework <c>ChannelAccount</c>).</summary>
public sealed class ChannelAccount
{
    /// <summary>The channel's id: <c>29:…</c> for a person, <c>28:…</c> for a bot. Different for each bot.</summary>
    public string? Id { get; set; }

    /// <summary>The name shown; absent in many activities.</summary>
    public string? Name { get; set; }

    /// <summary>The person's object id in Microsoft Entra; null for bots and guests of other systems.</summary>
    public string? AadObjectId { get; set; }

    /// <summary><c>user</c>, <c>bot</c>, or null.</summary>
    public string? Role { get; set; }

    /// <summary>Members this model doesn't name; kept, because stored references are replayed.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Properties { get; set; }
}

/// <summary>A chat, group chat or channel thread (Bot Framework <c>ConversationAccount</c>).</summary>
public sealed class ConversationAccount
{
    /// <summary>The conversation's id; for a channel thread it ends with <c>;messageid=…</c>.</summary>
    public string? Id { get; set; }

    /// <summary><c>personal</c>, <c>groupChat</c> or <c>channel</c>; see <see cref="ConversationTypes"/>.</summary>
    public string? ConversationType { get; set; }

    /// <summary>The tenant that owns the conversation; absent in some activities.</summary>
    public string? TenantId { get; set; }

    /// <summary>True for group chats and channels; null means false.</summary>
    public bool? IsGroup { get; set; }

    /// <summary>The chat's or channel's name; often absent.</summary>
    public string? Name { get; set; }

    /// <summary>Members this model doesn't name; kept, because stored references are replayed.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Properties { get; set; }
}

/// <summary>A member of a Teams roster (Bot Framework <c>TeamsChannelAccount</c>).</summary>
public sealed class TeamsChannelAccount
{
    /// <summary>The channel's id, <c>29:…</c>.</summary>
    public string? Id { get; set; }

    /// <summary>The display name.</summary>
    public string? Name { get; set; }

    /// <summary>The object id in Microsoft Entra, under the name that the Connector sends.</summary>
    public string? AadObjectId { get; set; }

    /// <summary>The same id under the name that Teams' documentation shows; read <see cref="DirectoryId"/>.</summary>
    public string? ObjectId { get; set; }

    public string? GivenName { get; set; }

    public string? Surname { get; set; }

    /// <summary>May be null or empty: hidden by the tenant's policy.</summary>
    public string? Email { get; set; }

    public string? UserPrincipalName { get; set; }

    /// <summary><c>user</c>, <c>guest</c>, <c>anonymous</c> or null.</summary>
    public string? UserRole { get; set; }

    public string? TenantId { get; set; }

    /// <summary>The object id in Microsoft Entra, whichever name it came under; null when absent.</summary>
    [JsonIgnore]
    public string? DirectoryId => AadObjectId ?? ObjectId;
}

/// <summary>One page of a roster (Bot Framework <c>PagedMembersResult</c>).</summary>
public sealed class PagedMembersResult
{
    /// <summary>Asks for the next page; null or empty on the last one.</summary>
    public string? ContinuationToken { get; set; }

    /// <summary>May be null or empty although more pages follow.</summary>
    public IReadOnlyList<TeamsChannelAccount>? Members { get; set; }
}
