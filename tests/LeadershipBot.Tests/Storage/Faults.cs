using System.Net;
using System.Text;
using Azure.Core.Pipeline;
using LeadershipBot.Storage;

namespace LeadershipBot.Tests.Storage;

/// <summary>
/// Stands between the Azure client and the emulator, and does to the next requests what Azurite never does. When the
/// planned faults are used up, requests pass.
/// </summary>
internal sealed class Faults() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly Queue<Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, CancellationToken, Task<HttpResponseMessage>>> _plan = new();

    public List<HttpRequestMessage> Seen { get; } = [];

    /// <summary>Options whose requests go through these faults, quick to retry and to give up.</summary>
    public AzureTablesOptions Options()
    {
        var options = new AzureTablesOptions { Transport = new HttpClientTransport(new HttpClient(this)), GiveUpAfter = TimeSpan.FromSeconds(30) };
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(2);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(20);
        return options;
    }

    /// <summary>The request is answered by this, and does not reach the emulator.</summary>
    public Faults Answer(int status, string? code = null, Action<HttpResponseMessage>? with = null)
    {
        _plan.Enqueue((request, _, _) =>
        {
            var body = code is null ? "<html>" : Error(code);
            return Task.FromResult(Response(request, status, body, with));
        });
        return this;
    }

    public Faults AnswerWith(string json, Action<HttpResponseMessage> with)
    {
        _plan.Enqueue((request, _, _) => Task.FromResult(Response(request, 200, json, with)));
        return this;
    }

    public Faults Pass()
    {
        _plan.Enqueue((_, send, _) => send());
        return this;
    }

    /// <summary>The emulator does what is asked, but its answer gets lost.</summary>
    public Faults LoseTheAnswer(Func<Task>? thenAnotherDoes = null)
    {
        _plan.Enqueue(async (_, send, _) =>
        {
            using var lost = await send();
            if (thenAnotherDoes is not null)
                await thenAnotherDoes();
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer was lost, as planned.");
        });
        return this;
    }

    /// <summary>The emulator does what is asked, but the answer is this.</summary>
    public Faults DoItButAnswer(int status, string? code = null)
    {
        _plan.Enqueue(async (request, send, _) =>
        {
            using var ignored = await send();
            return Response(request, status, code is null ? "" : Error(code), null);
        });
        return this;
    }

    public Faults RefuseConnection()
    {
        _plan.Enqueue((_, _, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused, as planned."));
        return this;
    }

    public Faults Hang()
    {
        _plan.Enqueue(async (_, _, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        });
        return this;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Seen.Add(request);
        return _plan.TryDequeue(out var fault)
            ? fault(request, () => base.SendAsync(request, cancellationToken), cancellationToken)
            : base.SendAsync(request, cancellationToken);
    }

    private static string Error(string code)
        => """{"odata.error":{"code":"CODE","message":{"lang":"en-US","value":"As planned."}}}""".Replace("CODE", code, StringComparison.Ordinal);

    private static HttpResponseMessage Response(HttpRequestMessage request, int status, string body, Action<HttpResponseMessage>? with)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { RequestMessage = request, Content = new StringContent(body, Encoding.UTF8, "application/json") };
        with?.Invoke(response);
        return response;
    }
}
