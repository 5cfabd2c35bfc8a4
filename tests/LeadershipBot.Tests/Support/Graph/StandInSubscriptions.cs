using System.Globalization;
using System.Text.Json.Nodes;

namespace LeadershipBot.Tests.Support.Graph;

/// <summary>A notification that Graph would post.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Body">The JSON.</param>
/// <param name="IsLifecycle">Whether it is of the subscription's life and not of a change.</param>
internal sealed record DueNotification(string Url, string Body, bool IsLifecycle);

/// <summary>A subscription, as Graph keeps it.</summary>
internal sealed class StandInSubscription
{
    public required string Id { get; init; }

    public required JsonObject Asked { get; init; }

    public required DateTimeOffset ExpiresAt { get; set; }

    public int TimesReauthorized { get; set; }

    public string Mailbox => Asked["resource"]!.GetValue<string>().Split('/', StringSplitOptions.RemoveEmptyEntries)[1];

    public string NotificationUrl => Asked["notificationUrl"]!.GetValue<string>();

    public string LifecycleUrl => Asked["lifecycleNotificationUrl"]!.GetValue<string>();

    public string ClientState => Asked["clientState"]!.GetValue<string>();

    public JsonObject Json() => new()
    {
        ["@odata.context"] = "https://graph.microsoft.com/v1.0/$metadata#subscriptions/$entity",
        ["id"] = Id,
        ["resource"] = Asked["resource"]!.GetValue<string>(),
        ["applicationId"] = "24d3b144-21ae-4080-943f-7067b395b913",
        ["changeType"] = Asked["changeType"]!.GetValue<string>(),
        ["clientState"] = ClientState,
        ["notificationUrl"] = NotificationUrl,
        ["lifecycleNotificationUrl"] = LifecycleUrl,
        ["expirationDateTime"] = EventJson.Time(ExpiresAt),
        ["creatorId"] = "8ee44408-0679-472c-bc2a-692812af3437",
        ["latestSupportedTlsVersion"] = "v1_2",
    };
}

/// <summary>The subscriptions of the stand-in, and what they have to tell.</summary>
internal sealed class StandInSubscriptions(Func<DateTimeOffset> now)
{
    private static readonly TimeSpan LifeMax = TimeSpan.FromMinutes(10_080);

    private readonly List<StandInSubscription> _kept = [];
    private readonly List<DueNotification> _due = [];
    private int _ids;

    /// <summary>Those that live.</summary>
    public IReadOnlyList<StandInSubscription> Living => [.. _kept.Where(one => one.ExpiresAt > now())];

    /// <summary>What is wrong with a request to subscribe; null for nothing.</summary>
    public string? Fault(JsonObject asked)
    {
        if (asked["resource"]?.GetValue<string>().Split('/', StringSplitOptions.RemoveEmptyEntries) is not ["users", _, "events"])
            return "Resource is not supported.";
        if (asked["notificationUrl"] is null || asked["lifecycleNotificationUrl"] is null)
            return "Both addresses are needed: the bot must hear when the subscription is in danger.";
        if (asked["clientState"]?.GetValue<string>() is not { Length: > 0 and <= 128 })
            return "clientState must have 1 to 128 characters.";
        return FaultOfExpiry(asked);
    }

    /// <summary>What is wrong with when a subscription shall end; null for nothing.</summary>
    public string? FaultOfExpiry(JsonObject asked)
    {
        var until = ExpiryIn(asked) - now();
        return until > TimeSpan.Zero && until <= LifeMax ? null : "Subscription expiration can only be 10080 minutes in the future.";
    }

    public StandInSubscription Add(JsonObject asked)
    {
        var made = new StandInSubscription { Id = $"7f105c7d-2dc5-4530-97cd-{++_ids:D12}", Asked = (JsonObject)asked.DeepClone(), ExpiresAt = ExpiryIn(asked) };
        _kept.Add(made);
        return made;
    }

    public StandInSubscription? Find(string id) => Living.FirstOrDefault(one => one.Id == id);

    public void Remove(StandInSubscription one) => _kept.Remove(one);

    public static DateTimeOffset ExpiryIn(JsonObject asked)
        => DateTimeOffset.Parse(asked["expirationDateTime"]!.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUniversalTime();

    public IReadOnlyList<DueNotification> Take()
    {
        DueNotification[] taken = [.. _due];
        _due.Clear();
        return taken;
    }

    public void TellChange(MailboxCalendar calendar, StandInEvent item, string change)
    {
        foreach (var one in Living.Where(one => IsOf(one, calendar) && one.Asked["changeType"]!.GetValue<string>().Split(',').Contains(change)))
        {
            _due.Add(Notification(one.NotificationUrl, isLifecycle: false, Common(one, calendar.TenantId, new JsonObject
            {
                ["changeType"] = change,
                ["resource"] = $"Users/{calendar.Mailbox}/Events/{item.Id}",
                ["resourceData"] = new JsonObject
                {
                    ["@odata.type"] = "#Microsoft.Graph.Event",
                    ["@odata.id"] = $"Users/{calendar.Mailbox}/Events/{item.Id}",
                    ["@odata.etag"] = $"W/\"key{item.Version}\"",
                    ["id"] = item.Id,
                },
            })));
        }
    }

    public void TellLifecycle(StandInSubscription one, string tenantId, string lifecycleEvent)
        => _due.Add(Notification(one.LifecycleUrl, isLifecycle: true, Common(one, tenantId, new JsonObject { ["lifecycleEvent"] = lifecycleEvent })));

    public static bool IsOf(StandInSubscription one, MailboxCalendar calendar) => one.Mailbox.Equals(calendar.Mailbox, StringComparison.OrdinalIgnoreCase);

    private static JsonObject Common(StandInSubscription one, string tenantId, JsonObject rest)
    {
        rest["subscriptionId"] = one.Id;
        rest["subscriptionExpirationDateTime"] = EventJson.Time(one.ExpiresAt);
        rest["tenantId"] = tenantId;
        rest["clientState"] = one.ClientState;
        return rest;
    }

    private static DueNotification Notification(string url, bool isLifecycle, JsonObject item)
    {
        var body = new JsonObject { ["value"] = new JsonArray(item) };
        Assert.Empty(GraphMetadata.Foreign(body, "changeNotificationCollection"));
        return new DueNotification(url, body.ToJsonString(), isLifecycle);
    }
}
