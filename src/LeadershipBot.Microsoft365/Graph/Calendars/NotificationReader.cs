using System.Text.Json;

namespace LeadershipBot.Microsoft365.Graph.Calendars;

/// <summary>What a notification says. Nothing of it is proven until <see cref="ClientState"/> is compared, in constant time, with the one that was given.</summary>
/// <param name="SubscriptionId">Which subscription it is of.</param>
/// <param name="ClientState">The secret that was given when subscribing; null where it brings none.</param>
/// <param name="TenantId">The tenant it comes from; null where it doesn't say.</param>
/// <param name="Kind">What happened.</param>
public sealed record Notification(string SubscriptionId, string? ClientState, string? TenantId, NotificationKind Kind);

/// <summary>What a notification tells.</summary>
public enum NotificationKind
{
    /// <summary>Something that is subscribed to was made, changed or deleted: read the delta.</summary>
    Changed,

    /// <summary>The subscription must be reauthorised or renewed, or it falls silent.</summary>
    ReauthorizationRequired,

    /// <summary>The subscription is gone: make another, and read the delta.</summary>
    SubscriptionRemoved,

    /// <summary>Notifications were lost: read the delta.</summary>
    Missed,

    /// <summary>A word that we don't know.</summary>
    Other,
}

/// <summary>Reads what Graph posts to a notification address: changes and lifecycle events come in one form.</summary>
public static class NotificationReader
{
    /// <summary>The largest body that is read, in bytes.</summary>
    public const int BodyBytesMax = 256 * 1024;

    private const int DepthMax = 16;
    private const int TextMax = 256;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = DepthMax };

    /// <summary>
    /// The notifications, in their order; those that name no subscription are left out. Null where it is no collection of
    /// notifications: not JSON, too large, nested too deeply, or of another shape.
    /// </summary>
    public static IReadOnlyList<Notification>? Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length > BodyBytesMax)
            return null;
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("value", out var items) && items.ValueKind == JsonValueKind.Array
                    ? [.. items.EnumerateArray().Select(NotificationOf).OfType<Notification>()]
                    : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // The second is how text that is no Unicode shows.
            return null;
        }
    }

    private static Notification? NotificationOf(JsonElement item)
        => item.ValueKind == JsonValueKind.Object && TextOf(item, "subscriptionId") is { Length: > 0 } subscription
            ? new Notification(subscription, TextOf(item, "clientState"), TextOf(item, "tenantId"), KindOf(item))
            : null;

    private static NotificationKind KindOf(JsonElement item) => TextOf(item, "lifecycleEvent") switch
    {
        "reauthorizationRequired" => NotificationKind.ReauthorizationRequired,
        "subscriptionRemoved" => NotificationKind.SubscriptionRemoved,
        "missed" => NotificationKind.Missed,
        null when TextOf(item, "changeType") is not null => NotificationKind.Changed,
        _ => NotificationKind.Other,
    };

    private static string? TextOf(JsonElement item, string name)
        => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= TextMax } text ? text : null;
}
