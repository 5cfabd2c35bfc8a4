using Azure.Core;

namespace LeadershipBot.Storage.AzureTables;

/// <summary>Tells Azure.Core's retries what to repeat; a batch is answered 202 whatever became of its parts.</summary>
internal sealed class TablesClassifier : ResponseClassifier
{
    public override bool IsRetriableResponse(HttpMessage message) => TablesAnswer.Of(message.Response).IsWorthRepeating;

    // Asked before the body is read, so by the status alone.
    public override bool IsErrorResponse(HttpMessage message) => message.Response.Status >= 300;
}
