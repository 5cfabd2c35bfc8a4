using System.Net;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>What the handlers need to know of a request: travels with it in its options.</summary>
internal sealed class ConnectorCall(ConnectorOperation operation, string? tenantId, string? conversationId, bool isRepeatable, WhenUnsure whenUnsure)
{
    public static readonly HttpRequestOptionsKey<ConnectorCall> Key = new("LeadershipBot.ConnectorCall");

    public ConnectorOperation Operation => operation;

    public string? TenantId => tenantId;

    public string? ConversationId => conversationId;

    /// <summary>Whether doing it again changes nothing.</summary>
    public bool IsRepeatable => isRepeatable;

    public bool MayRepeat => isRepeatable || whenUnsure == WhenUnsure.SendAgain;

    /// <summary>The member or channel that a new conversation is to be made with; null if there is a conversation, or that isn't known.</summary>
    public string? NewWith { get; init; }

    /// <summary>Whether nobody waits for it.</summary>
    public bool CanWait { get; set; }

    /// <summary>Attempts begun, less one.</summary>
    public int Attempt { get; set; }

    /// <summary>Whether some attempt may have had its effect without our hearing of it.</summary>
    public bool IsUnsure { get; set; }

    /// <summary>Judges an answer by PLATFORM's retry rules.</summary>
    public Verdict Judge(HttpStatusCode status, bool hasRetryAfter) => status switch
    {
        // Refused before anything was done.
        HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed => Verdict.NotDone,
        HttpStatusCode.ServiceUnavailable when hasRetryAfter => Verdict.NotDone,
        HttpStatusCode.RequestTimeout => isRepeatable ? Verdict.NotDone : Verdict.Unsure,
        // The service, or a proxy before it, failed on the way: a message may have been posted all the same.
        >= HttpStatusCode.InternalServerError and not (HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported) =>
            isRepeatable ? Verdict.NotDone : Verdict.Unsure,
        _ => Verdict.Final,
    };

    /// <summary>Judges a call that got no answer.</summary>
    public Verdict JudgeSilence(bool hasLeft) => isRepeatable || !hasLeft ? Verdict.NotDone : Verdict.Unsure;

    internal enum Verdict
    {
        /// <summary>The answer stands.</summary>
        Final,

        /// <summary>Nothing was done, or doing it again changes nothing: try again.</summary>
        NotDone,

        /// <summary>It may have been done.</summary>
        Unsure,
    }
}
