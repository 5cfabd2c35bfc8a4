using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>Where a call goes and whose limit it counts against.</summary>
/// <param name="ServiceUrl">The conversation's service URL.</param>
/// <param name="TenantId">The tenant; null when unknown.</param>
public readonly record struct ConnectorAddress(string? ServiceUrl, string? TenantId)
{
    /// <summary>Whether nobody waits for the call, as in a broadcast, so that others of the tenant may go first.</summary>
    public bool CanWait { get; init; }

    /// <summary>The address of an activity's conversation.</summary>
    public static ConnectorAddress Of(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return new(activity.ServiceUrl, activity.Conversation?.TenantId ?? activity.ChannelData?.Tenant?.Id);
    }

    /// <summary>The address of a stored conversation.</summary>
    public static ConnectorAddress Of(ConversationReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return new(reference.ServiceUrl, reference.Conversation?.TenantId);
    }
}

/// <summary>
/// The Connector's REST API (Bot Framework, <c>v3/conversations</c>), over all that ends as a
/// <see cref="ConnectorOutcome"/>: what others do wrong is never an exception here. Cancelling is, as everywhere, an
/// <see cref="OperationCanceledException"/>; a message may then have been delivered.
/// </summary>
public sealed partial class ConnectorClient
{
    /// <summary>The name of its HTTP client.</summary>
    public const string HttpClientName = "LeadershipBot.Connector";

    private readonly IHttpClientFactory _clients;
    private readonly ServiceHosts _hosts;
    private readonly TimeProvider _time;
    private readonly ILogger<ConnectorClient> _logger;

    internal ConnectorClient(IHttpClientFactory clients, ServiceHosts hosts, TimeProvider time, ILogger<ConnectorClient> logger) =>
        (_clients, _hosts, _time, _logger) = (clients, hosts, time, logger);

    /// <summary>
    /// Sends an activity to the conversation it is addressed to: as a reply when it has a
    /// <see cref="Activity.ReplyToId"/>, else as a message of its own.
    /// </summary>
    public Task<ConnectorOutcome> DeliverAsync(Activity activity, WhenUnsure whenUnsure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var address = ConnectorAddress.Of(activity);
        var conversationId = activity.Conversation?.Id ?? "";
        return string.IsNullOrEmpty(activity.ReplyToId)
            ? SendToConversationAsync(address, conversationId, activity, whenUnsure, cancellationToken)
            : ReplyToActivityAsync(address, conversationId, activity.ReplyToId, activity, whenUnsure, cancellationToken);
    }

    /// <summary>Posts a message. Not safe to repeat: see <see cref="WhenUnsure"/>.</summary>
    public Task<ConnectorOutcome> SendToConversationAsync(
        ConnectorAddress address, string conversationId, Activity activity, WhenUnsure whenUnsure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var call = new ConnectorCall(ConnectorOperation.SendToConversation, address.TenantId, conversationId, isRepeatable: false, whenUnsure);
        return PostAsync(call, HttpMethod.Post, address, ["v3", "conversations", conversationId, "activities"], activity, cancellationToken);
    }

    /// <summary>Posts a reply, in a channel into the same thread. Not safe to repeat: see <see cref="WhenUnsure"/>.</summary>
    public Task<ConnectorOutcome> ReplyToActivityAsync(
        ConnectorAddress address, string conversationId, string activityId, Activity activity, WhenUnsure whenUnsure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var call = new ConnectorCall(ConnectorOperation.ReplyToActivity, address.TenantId, conversationId, isRepeatable: false, whenUnsure);
        return PostAsync(call, HttpMethod.Post, address, ["v3", "conversations", conversationId, "activities", activityId], activity, cancellationToken);
    }

    /// <summary>Replaces a message of the bot. Safe to repeat.</summary>
    public Task<ConnectorOutcome> UpdateActivityAsync(
        ConnectorAddress address, string conversationId, string activityId, Activity activity, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var call = new ConnectorCall(ConnectorOperation.UpdateActivity, address.TenantId, conversationId, isRepeatable: true, WhenUnsure.Report);
        return PostAsync(call, HttpMethod.Put, address, ["v3", "conversations", conversationId, "activities", activityId], activity, cancellationToken);
    }

    /// <summary>Removes a message of the bot. Safe to repeat: <see cref="ConnectorRefusal.Gone"/> then means it is away.</summary>
    public async Task<ConnectorOutcome> DeleteActivityAsync(
        ConnectorAddress address, string conversationId, string activityId, CancellationToken cancellationToken)
    {
        var call = new ConnectorCall(ConnectorOperation.DeleteActivity, address.TenantId, conversationId, isRepeatable: true, WhenUnsure.Report);
        var answer = await CallAsync(
            call, HttpMethod.Delete, address, ["v3", "conversations", conversationId, "activities", activityId], "", null,
            TeamsJson.Default.ResourceResponse, cancellationToken);
        return answer.Outcome;
    }

    /// <summary>
    /// Finds or makes a conversation. A personal chat is safe to ask for again; a channel thread
    /// (<see cref="ConversationParameters.Activity"/>) is a message like any other.
    /// </summary>
    public async Task<ConnectorAnswer<ConversationResourceResponse>> CreateConversationAsync(
        ConnectorAddress address, ConversationParameters parameters, WhenUnsure whenUnsure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var isRepeatable = parameters.Activity is null && parameters.IsGroup is not true;
        var call = new ConnectorCall(ConnectorOperation.CreateConversation, address.TenantId ?? parameters.TenantId, null, isRepeatable, whenUnsure)
        {
            NewWith = parameters.Members is [{ Id: var member }] ? member : parameters.ChannelData?.Channel?.Id,
        };
        using var content = ConnectorContent.Of(parameters, TeamsJson.Default.ConversationParameters);
        var answer = await CallAsync(
            call, HttpMethod.Post, address, ["v3", "conversations"], "", content, TeamsJson.Default.ConversationResourceResponse, cancellationToken);
        return answer.Outcome.IsDelivered ? answer with { Outcome = answer.Outcome.WithId(answer.Value?.ActivityId) } : answer;
    }

    /// <summary>One member of a conversation's roster, by <c>29:…</c> id or object id in Microsoft Entra. Safe to repeat.</summary>
    public Task<ConnectorAnswer<TeamsChannelAccount>> GetConversationMemberAsync(
        ConnectorAddress address, string conversationId, string memberId, CancellationToken cancellationToken)
    {
        var call = new ConnectorCall(ConnectorOperation.GetConversationMember, address.TenantId, conversationId, isRepeatable: true, WhenUnsure.Report);
        return AskAsync(call, address, ["v3", "conversations", conversationId, "members", memberId], "", TeamsJson.Default.TeamsChannelAccount, cancellationToken);
    }

    /// <summary>
    /// A conversation's roster, page by page. A page that isn't delivered is the last one. Safe to repeat.
    /// </summary>
    /// <param name="pageSize">50 to 500, as Teams has it; the Connector may give fewer.</param>
    public IAsyncEnumerable<ConnectorAnswer<PagedMembersResult>> GetConversationPagedMembersAsync(
        ConnectorAddress address, string conversationId, int pageSize, CancellationToken cancellationToken)
        => GetConversationPagedMembersAsync(address, conversationId, pageSize, null, cancellationToken);

    /// <summary>The pages that come after an earlier one.</summary>
    /// <param name="continuationToken">The earlier page's; null for the first page. One that is too old is refused.</param>
    public async IAsyncEnumerable<ConnectorAnswer<PagedMembersResult>> GetConversationPagedMembersAsync(
        ConnectorAddress address, string conversationId, int pageSize, string? continuationToken, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = continuationToken;
        do
        {
            var query = $"?pageSize={pageSize.ToString(System.Globalization.CultureInfo.InvariantCulture)}"
                + (next is null ? "" : $"&continuationToken={Uri.EscapeDataString(next)}");
            var call = new ConnectorCall(ConnectorOperation.GetConversationPagedMembers, address.TenantId, conversationId, isRepeatable: true, WhenUnsure.Report);
            var page = await AskAsync(
                call, address, ["v3", "conversations", conversationId, "pagedmembers"], query, TeamsJson.Default.PagedMembersResult, cancellationToken);
            yield return page;
            var following = page.Outcome.IsDelivered ? page.Value?.ContinuationToken : null;
            // The same token again would go round for ever.
            next = string.Equals(following, next, StringComparison.Ordinal) ? null : following;
        }
        while (!string.IsNullOrEmpty(next));
    }

    private async Task<ConnectorOutcome> PostAsync(
        ConnectorCall call, HttpMethod method, ConnectorAddress address, string[] path, Activity activity, CancellationToken cancellationToken)
    {
        using var content = ConnectorContent.Of(activity.Id is null ? activity : activity.WithoutId(), TeamsJson.Default.Activity);
        var answer = await CallAsync(call, method, address, path, "", content, TeamsJson.Default.ResourceResponse, cancellationToken);
        return answer.Outcome.IsDelivered ? answer.Outcome.WithId(answer.Value?.Id) : answer.Outcome;
    }

    /// <summary>A question whose answer is worthless unless it can be read.</summary>
    private async Task<ConnectorAnswer<T>> AskAsync<T>(
        ConnectorCall call, ConnectorAddress address, string[] path, string query, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        var answer = await CallAsync(call, HttpMethod.Get, address, path, query, null, type, cancellationToken);
        return answer is { Outcome.IsDelivered: true, Value: null } ? new(ConnectorOutcome.Unavailable(status: answer.Outcome.Status), null) : answer;
    }

    private async Task<ConnectorAnswer<T>> CallAsync<T>(
        ConnectorCall call, HttpMethod method, ConnectorAddress address, string[] path, string query, ConnectorContent? content,
        JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        if (!_hosts.TryRead(address.ServiceUrl, out _))
            return new(Logged(call, ConnectorOutcome.Refused(ConnectorRefusal.HostNotAllowed)), null);
        if (RequestUrl(address.ServiceUrl!, path, query) is not { } url)
            return new(Logged(call, ConnectorOutcome.Refused(ConnectorRefusal.Invalid)), null);

        using var request = new HttpRequestMessage(method, url) { Content = content };
        call.CanWait = address.CanWait;
        request.Options.Set(ConnectorCall.Key, call);
        if (call.Operation == ConnectorOperation.ReplyToActivity)
            request.Headers.TryAddWithoutValidation("x-ms-conversation-id", call.ConversationId);
        try
        {
            using var client = _clients.CreateClient(HttpClientName);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return await ReadAsync(call, answer, type, cancellationToken);
        }
        catch (ConnectorSilenceException)
        {
            var isUnsure = call.IsUnsure || call.JudgeSilence(content is null || content.HasLeft) == ConnectorCall.Verdict.Unsure;
            return new(Logged(call, isUnsure ? ConnectorOutcome.PossiblyDelivered() : ConnectorOutcome.Unavailable()), null);
        }
        catch (ConnectorBusyException busy)
        {
            return new(Logged(call, call.IsUnsure ? ConnectorOutcome.PossiblyDelivered() : ConnectorOutcome.Busy(busy.After)), null);
        }
        catch (ConnectorTokenException)
        {
            return new(Logged(call, call.IsUnsure ? ConnectorOutcome.PossiblyDelivered() : ConnectorOutcome.Unavailable()), null);
        }
    }

    /// <summary>The service URL, the escaped parts of the path, the query; null when a part can't be an id.</summary>
    internal static Uri? RequestUrl(string serviceUrl, string[] path, string query)
    {
        // Uri would resolve these parts away, and the call would go elsewhere.
        if (path.Any(static part => string.IsNullOrEmpty(part) || part is "." or ".."))
            return null;
        var slash = serviceUrl.EndsWith('/') ? "" : "/";
        return new Uri($"{serviceUrl}{slash}{string.Join('/', path.Select(Uri.EscapeDataString))}{query}");
    }

    private async Task<ConnectorAnswer<T>> ReadAsync<T>(
        ConnectorCall call, HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        if (answer.IsSuccessStatusCode)
            return new(ConnectorOutcome.Delivered((int)answer.StatusCode, call.IsUnsure && !call.IsRepeatable), TryRead(body, type));

        var status = (int)answer.StatusCode;
        var code = TryRead(body, TeamsJson.Default.ErrorResponse)?.Error?.Code;
        var retryAfter = ConnectorRetries.RetryAfter(answer.Headers, _time);
        var outcome = call.Judge(answer.StatusCode, retryAfter is not null) switch
        {
            ConnectorCall.Verdict.Unsure => ConnectorOutcome.PossiblyDelivered(status, code),
            ConnectorCall.Verdict.NotDone when call.IsUnsure => ConnectorOutcome.PossiblyDelivered(status, code),
            ConnectorCall.Verdict.NotDone => ConnectorOutcome.Unavailable(retryAfter, status, code),
            _ => ConnectorOutcome.Refused(RefusalOf(answer.StatusCode), status, code),
        };
        return new(Logged(call, outcome), null);
    }

    private static ConnectorRefusal RefusalOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => ConnectorRefusal.NotAuthorised,
        HttpStatusCode.Forbidden => ConnectorRefusal.BlockedOrNotInstalled,
        HttpStatusCode.NotFound or HttpStatusCode.Gone => ConnectorRefusal.Gone,
        HttpStatusCode.RequestEntityTooLarge => ConnectorRefusal.TooLarge,
        _ => ConnectorRefusal.Invalid,
    };

    private static T? TryRead<T>(byte[] body, JsonTypeInfo<T> type) where T : class
    {
        if (body.Length == 0)
            return null;
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private ConnectorOutcome Logged(ConnectorCall call, ConnectorOutcome outcome)
    {
        Log.NotDelivered(_logger, call.Operation, call.TenantId, call.ConversationId, outcome.Kind, outcome.Refusal, outcome.Status, outcome.Code);
        return outcome;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Operation} in {TenantId} {ConversationId} ended {Kind} {Refusal} with {Status} {Code}")]
        public static partial void NotDelivered(
            ILogger logger, ConnectorOperation operation, string? tenantId, string? conversationId, ConnectorOutcomeKind kind, ConnectorRefusal refusal, int? status, string? code);
    }
}
