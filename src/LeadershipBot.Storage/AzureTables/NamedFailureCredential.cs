using Azure.Core;

namespace LeadershipBot.Storage.AzureTables;

/// <summary>A credential whose failures are the store's: without a token nothing was sent.</summary>
internal sealed class NamedFailureCredential(TokenCredential credential) : TokenCredential
{
    private const string Message = "No token for the storage account could be had.";

    // Credentials have no common type of failure, and those of Azure.Identity are of a package that this room does without.
    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        try
        {
            return await credential.GetTokenAsync(requestContext, cancellationToken);
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            throw new StoreUnavailableException(Message, cause);
        }
    }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        try
        {
            return credential.GetToken(requestContext, cancellationToken);
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            throw new StoreUnavailableException(Message, cause);
        }
    }
}
