using System.Net;
using System.Net.Http.Headers;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>
/// One attempt: its turn, the token (for listed hosts only, the last gate before the wire), a time limit that covers
/// the whole answer.
/// </summary>
internal sealed class ConnectorAttempt(
    ConnectorTokens tokens, ServiceHosts hosts, ConnectorHooks hooks, TeamsProtocolOptions options, TimeProvider time) : DelegatingHandler
{
    private const int AnswerBytesMax = 4 << 20;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(ConnectorCall.Key, out var call) || request.RequestUri is not { } address || !hosts.Allows(address))
            throw new InvalidOperationException("A request to the Connector goes through ConnectorClient, and to listed hosts only.");
        var token = await tokens.GetAsync(cancellationToken);
        if (token is null && !ServiceHosts.IsLoopback(address))
            throw new ConnectorTokenException("There is no credential for the Connector.");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);

        var info = new ConnectorRequestInfo(call.Operation, call.TenantId, call.ConversationId, call.Attempt) { CanWait = call.CanWait, NewWith = call.NewWith };
        using var turn = await hooks.BeforeAttempt(info, cancellationToken);
        (request.Content as ConnectorContent)?.BeginAttempt();
        var answer = await SendInTimeAsync(request, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.Unauthorized && token is not null)
            tokens.Forget(token);
        hooks.Answered(info, answer.StatusCode, ConnectorRetries.RetryAfter(answer.Headers, time));
        return answer;
    }

    private async Task<HttpResponseMessage> SendInTimeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.AttemptTimeLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        HttpResponseMessage? answer = null;
        try
        {
            answer = await base.SendAsync(request, both.Token);
            await answer.Content.LoadIntoBufferAsync(AnswerBytesMax, both.Token);
            return answer;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            answer?.Dispose();
            throw new ConnectorSilenceException("The Connector gave no answer.", failure);
        }
    }
}
