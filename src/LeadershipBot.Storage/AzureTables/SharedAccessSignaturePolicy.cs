using Azure.Core;
using Azure.Core.Pipeline;

namespace LeadershipBot.Storage.AzureTables;

/// <summary>Adds the shared access signature to the address, once for all attempts.</summary>
internal sealed class SharedAccessSignaturePolicy(string signature) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var query = message.Request.Uri.Query;
        message.Request.Uri.Query = string.IsNullOrEmpty(query) ? signature : $"{query}&{signature}";
    }
}
