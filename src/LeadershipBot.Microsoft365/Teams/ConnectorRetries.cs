using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>
/// Tries again what the Connector did not do: 429 and 412, 503 with Retry-After, and calls that never left; where a
/// repeat changes nothing also any other 5xx and lost answers. A send whose answer was lost is not repeated unless the
/// caller wants it so.
/// </summary>
internal sealed partial class ConnectorRetries : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<ConnectorCall> CallKey = new("call");
    private static readonly ResiliencePropertyKey<HttpRequestMessage> RequestKey = new("request");

    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly TeamsProtocolOptions _options;
    private readonly TimeProvider _time;

    public ConnectorRetries(TeamsProtocolOptions options, TimeProvider time, ILogger<ConnectorRetries> logger)
    {
        _options = options;
        _time = time;
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        if (options.RetriesMax > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = options.RetriesMax,
                Delay = options.RetryPause,
                MaxDelay = options.RetryAfterMax,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => new(MayTryAgain(arguments.Context, arguments.Outcome)),
                DelayGenerator = arguments => new(arguments.Outcome.Result is { } answer ? RetryAfter(answer.Headers, _time) : null),
                OnRetry = arguments =>
                {
                    var call = arguments.Context.Properties.GetValue(CallKey, null!);
                    Log.TryingAgain(logger, call.Operation, call.ConversationId, (int?)arguments.Outcome.Result?.StatusCode, call.Attempt, arguments.RetryDelay);
                    call.Attempt++;
                    return default;
                },
            });
        }
        _pipeline = builder.Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(ConnectorCall.Key, out var call))
            throw new InvalidOperationException("A request to the Connector goes through ConnectorClient.");
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(CallKey, call);
            context.Properties.Set(RequestKey, request);
            return await _pipeline.ExecuteAsync(
                static async (context, handler) =>
                    await handler.AttemptAsync(context.Properties.GetValue(RequestKey, null!), context.CancellationToken),
                context, this);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Retry-After as seconds or as a date (RFC 9110, 10.2.3); never negative, null when absent.</summary>
    internal static TimeSpan? RetryAfter(HttpResponseHeaders headers, TimeProvider time)
    {
        var wait = headers.RetryAfter is { } after ? after.Delta ?? (after.Date - time.GetUtcNow()) : null;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private Task<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.SendAsync(request, cancellationToken);

    private bool MayTryAgain(ResilienceContext context, Outcome<HttpResponseMessage> outcome)
    {
        var call = context.Properties.GetValue(CallKey, null!);
        if (outcome.Exception is { } failure)
        {
            if (failure is not ConnectorSilenceException || context.CancellationToken.IsCancellationRequested)
                return false;
            var content = context.Properties.GetValue(RequestKey, null!).Content as ConnectorContent;
            return MayTryAgain(call, call.JudgeSilence(content is null || content.HasLeft));
        }
        if (outcome.Result is not { } answer)
            return false;
        var wait = RetryAfter(answer.Headers, _time);
        return MayTryAgain(call, call.Judge(answer.StatusCode, wait is not null)) && !(wait > _options.RetryAfterMax);
    }

    private static bool MayTryAgain(ConnectorCall call, ConnectorCall.Verdict verdict)
    {
        if (verdict == ConnectorCall.Verdict.Unsure)
            call.IsUnsure = true;
        return verdict == ConnectorCall.Verdict.NotDone || (verdict == ConnectorCall.Verdict.Unsure && call.MayRepeat);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Operation} in {ConversationId} answered {Status} at attempt {Attempt}; trying again in {Delay}")]
        public static partial void TryingAgain(ILogger logger, ConnectorOperation operation, string? conversationId, int? status, int attempt, TimeSpan delay);
    }
}

/// <summary>The Connector gave no answer: the connection failed, or the time was over.</summary>
internal sealed class ConnectorSilenceException(string message, Exception inner) : Exception(message, inner);
