using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LeadershipBot.Storage.AzureTables;

/// <summary>
/// What is known of the attempts of one commit. After an attempt whose answer was lost, a later "conflict" may be
/// the echo of our own success, so the truth is then "unconfirmed".
/// </summary>
internal sealed class Attempts
{
    /// <summary>True once an attempt may have been applied without our hearing of it.</summary>
    public bool MayHaveBeenApplied { get; set; }
}

/// <summary>Stands nearest to the wire, and notes in the message's <see cref="Attempts"/> how each attempt ended.</summary>
internal sealed class AttemptsPolicy : HttpPipelinePolicy
{
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (!message.TryGetProperty(typeof(Attempts), out var property) || property is not Attempts attempts)
        {
            await ProcessNextAsync(message, pipeline);
            return;
        }

        var earlier = attempts.MayHaveBeenApplied;
        attempts.MayHaveBeenApplied = true; // whatever throws from here on leaves it so
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (RequestFailedException failure) when (WasNeverSent(failure))
        {
            attempts.MayHaveBeenApplied = earlier;
            throw;
        }

        var answer = TablesAnswer.Of(message.Response);
        if (!answer.LeavesDoubt)
            attempts.MayHaveBeenApplied = earlier;
        // A batch is answered 202 whatever became of it, which Azure.Core takes for success; a failure without a status is tried again.
        if (answer.IsWorthRepeating && message.Response.Status == 202)
            throw new RequestFailedException($"The storage account answered {answer.Status} {answer.Code} inside a batch.");
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        => throw new NotSupportedException("The store asks asynchronously only.");

    private static bool WasNeverSent(RequestFailedException failure)
        => failure.InnerException is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
        };
}
