namespace LeadershipBot.Microsoft365.Teams;

/// <summary>Asks the Connector for a conversation (Bot Framework <c>ConversationParameters</c>).</summary>
public sealed class ConversationParameters
{
    public bool? IsGroup { get; set; }

    public ChannelAccount? Bot { get; set; }

    public IReadOnlyList<ChannelAccount>? Members { get; set; }

    public string? TopicName { get; set; }

    /// <summary>The first message of a new channel thread.</summary>
    public Activity? Activity { get; set; }

    public TeamsChannelData? ChannelData { get; set; }

    public string? TenantId { get; set; }

    /// <summary>
    /// The personal chat with a member. It is found when it exists, so that asking twice is harmless.
    /// </summary>
    /// <param name="memberId"><c>29:…</c>, or the object id in Microsoft Entra.</param>
    /// <param name="tenantId">The member's tenant.</param>
    public static ConversationParameters Personal(string memberId, string tenantId) => new()
    {
        IsGroup = false,
        Members = [new ChannelAccount { Id = memberId }],
        TenantId = tenantId,
        ChannelData = new TeamsChannelData { Tenant = new TenantInfo { Id = tenantId } },
    };

    /// <summary>A new thread in a channel, begun by this message. Asking twice posts it twice.</summary>
    public static ConversationParameters ChannelThread(string channelId, string tenantId, Activity message) => new()
    {
        IsGroup = true,
        ChannelData = new TeamsChannelData { Channel = new ChannelInfo { Id = channelId }, Tenant = new TenantInfo { Id = tenantId } },
        TenantId = tenantId,
        Activity = message,
    };
}

/// <summary>What creating a conversation answered.</summary>
public sealed class ConversationResourceResponse
{
    /// <summary>The conversation.</summary>
    public string? Id { get; set; }

    /// <summary>The first message; null when there was none.</summary>
    public string? ActivityId { get; set; }

    /// <summary>Where to send next; null means where it was asked.</summary>
    public string? ServiceUrl { get; set; }
}

/// <summary>The channels of a team (Bot Framework <c>ConversationList</c>).</summary>
public sealed class ConversationList
{
    public IReadOnlyList<ChannelInfo>? Conversations { get; set; }
}

/// <summary>What sending answered.</summary>
public sealed class ResourceResponse
{
    public string? Id { get; set; }
}

/// <summary>The Connector's errors.</summary>
public sealed class ErrorResponse
{
    public ErrorDetail? Error { get; set; }
}

/// <summary>What the Connector says of an error.</summary>
public sealed class ErrorDetail
{
    /// <summary>For machines, as <c>ConversationNotFound</c>.</summary>
    public string? Code { get; set; }

    public string? Message { get; set; }
}
