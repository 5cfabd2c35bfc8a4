using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LeadershipBot.Storage.AzureTables;

/// <summary>Sends requests and puts every failure of the way there into the store's words.</summary>
internal sealed class TablesConnection(HttpPipeline pipeline, AzureTablesOptions options)
{
    /// <summary>Sends; the response is in the message.</summary>
    /// <exception cref="StoreUnavailableException">No answer, and nothing can have been changed.</exception>
    /// <exception cref="CommitUnconfirmedException">No answer, and the attempts leave doubt.</exception>
    public async Task SendAsync(HttpMessage message, Attempts? attempts, CancellationToken cancellationToken)
    {
        if (attempts is not null)
            message.SetProperty(typeof(Attempts), attempts);
        using var limit = new CancellationTokenSource(options.GiveUpAfter, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await pipeline.SendAsync(message, either.Token);
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer("The storage account did not answer in time.", attempts, cause);
        }
        catch (RequestFailedException cause)
        {
            throw NoAnswer("The storage account gave no answer.", attempts, cause);
        }
        catch (AggregateException cause)
        {
            throw NoAnswer("The storage account gave no answer, and trying again did not help.", attempts, cause);
        }
        catch (StoreUnavailableException cause) when (attempts is { MayHaveBeenApplied: true })
        {
            throw NoAnswer(cause.Message, attempts, cause);
        }
    }

    /// <summary>What to throw where the answer is no use.</summary>
    public static Exception Refused(TablesAnswer answer, Attempts? attempts)
        => NoAnswer($"The storage account answered {answer.Status} {answer.Code}.", attempts, null);

    private static Exception NoAnswer(string message, Attempts? attempts, Exception? cause)
        => attempts is { MayHaveBeenApplied: true } ? new CommitUnconfirmedException(message, cause) : new StoreUnavailableException(message, cause);
}
