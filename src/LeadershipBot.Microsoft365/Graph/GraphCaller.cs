using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Graph;

namespace LeadershipBot.Microsoft365.Graph;

/// <summary>Asks Graph one thing, and says what came of it.</summary>
internal sealed partial class GraphCaller(GraphClients clients, TimeProvider time, ILogger<GraphCaller> logger)
{
    /// <summary>How many pages of one list are read: more than Graph gives, and an end if it never ends.</summary>
    private const int PagesMax = 100;

    /// <summary>How long one question may take with getting a token, for which the authority may have to be asked thrice.</summary>
    private static readonly TimeSpan QuestionTimeLimit = TimeSpan.FromSeconds(40);

    /// <summary>Asks once. Nothing is retried.</summary>
    /// <param name="tenantId">Whose token is used.</param>
    /// <param name="question">What is asked, for the log: no ids or addresses.</param>
    /// <param name="ask">Calls the SDK; null is an answer without a body.</param>
    /// <param name="read">Puts it into our terms; null where it says too little, which is <see cref="GraphOutcome.Unavailable"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<GraphAnswer<T>> AskAsync<TRead, T>(
        string tenantId, string question, Func<GraphServiceClient, CancellationToken, Task<TRead?>> ask, Func<TRead, GraphAnswer<T>?> read, CancellationToken cancellationToken)
        where TRead : class
    {
        if (clients.For(tenantId) is not { } client)
            return clients.IsEnabled ? NoCredential<T>(tenantId, question) : new GraphAnswer<T>(GraphOutcome.NoPermission);
        TRead? answer;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(QuestionTimeLimit);
        try
        {
            answer = await ask(client, limit.Token);
        }
        catch (Exception failure) when (GraphFailure.Of(failure, time.GetUtcNow(), cancellationToken) is { } known)
        {
            if (known.Outcome is GraphOutcome.NoToken)
                Log.NoToken(logger, question, tenantId, known.Code);
            else
                Log.Failed(logger, question, tenantId, known.Outcome, known.Status, known.Code);
            return new GraphAnswer<T>(known.Outcome, RetryAfter: known.RetryAfter, Code: known.Code) { IsUnproven = known.Status == (int)HttpStatusCode.Unauthorized };
        }

        return answer is null ? Unreadable<T>(tenantId, question) : read(answer) ?? Unreadable<T>(tenantId, question);
    }

    /// <summary>Reads a list to its end, page by page.</summary>
    /// <param name="tenantId">Whose token is used.</param>
    /// <param name="question">What is asked, for the log.</param>
    /// <param name="ask">Asks for the first page (null), or for the page behind a link.</param>
    /// <param name="read">What a page holds, and the link to the next; null where there is none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<GraphAnswer<IReadOnlyList<T>>> ListAsync<TRead, T>(
        string tenantId, string question, Func<GraphServiceClient, string?, CancellationToken, Task<TRead?>> ask, Func<TRead, (IEnumerable<T> Items, string? Next)> read, CancellationToken cancellationToken)
        where TRead : class
    {
        var all = new List<T>();
        string? link = null;
        for (var page = 0; page < PagesMax; page++)
        {
            var from = link;
            var answer = await AskAsync<TRead, (IEnumerable<T> Items, string? Next)>(
                tenantId, question, (client, token) => ask(client, from, token), found => new(GraphOutcome.Done, read(found)), cancellationToken);
            if (!answer.IsDone)
                return answer.Failed<IReadOnlyList<T>>();
            all.AddRange(answer.Value.Items);
            link = answer.Value.Next;
            if (link is null)
                return new GraphAnswer<IReadOnlyList<T>>(GraphOutcome.Done, all);
            if (!clients.IsOurs(link))
                return new GraphAnswer<IReadOnlyList<T>>(GraphOutcome.Refused);
        }

        return Unreadable<IReadOnlyList<T>>(tenantId, question);
    }

    private GraphAnswer<T> NoCredential<T>(string tenantId, string question)
    {
        Log.NoToken(logger, question, tenantId, "none");
        return new GraphAnswer<T>(GraphOutcome.NoToken);
    }

    private GraphAnswer<T> Unreadable<T>(string tenantId, string question)
    {
        Log.Failed(logger, question, tenantId, GraphOutcome.Unavailable, 200, "unreadable");
        return new GraphAnswer<T>(GraphOutcome.Unavailable);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Graph could not be asked to {Question} in {TenantId}: the bot has no valid credential there, or nobody consented to it ({Code})")]
        public static partial void NoToken(ILogger logger, string question, string tenantId, string? code);

        [LoggerMessage(Level = LogLevel.Information, Message = "Graph, asked to {Question} in {TenantId}: {Outcome} ({Status} {Code})")]
        public static partial void Failed(ILogger logger, string question, string tenantId, GraphOutcome outcome, int status, string? code);
    }
}
