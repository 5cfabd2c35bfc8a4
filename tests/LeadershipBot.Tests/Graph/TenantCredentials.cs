using Azure.Core;
using Azure.Identity;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Microsoft365.Graph.Calendars;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadershipBot.Tests.Graph;

/// <summary>
/// An authority with several tenants. In "none" the bot has no credential, in "refused" it gets no token, "unreached" can't be
/// reached, and "silent" never answers, whoever gives up.
/// </summary>
internal sealed class TenantCredentials
{
    /// <summary>The scopes asked for, in order.</summary>
    public List<string> AskedFor { get; } = [];

    /// <summary>What a token is, by its tenant.</summary>
    public Func<string, string> Token { get; set; } = tenant => $"token of {tenant}";

    /// <summary>How long tokens last.</summary>
    public TimeSpan Lasts { get; set; } = TimeSpan.FromHours(1);

    public GraphClients Clients(Func<HttpRequestMessage, HttpResponseMessage> answer)
        => new(new Factory(answer), new GraphOptions { Enabled = true }, tenant => tenant == "none" ? null : new Credential(this, tenant));

    public CalendarReader Reader(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        var clients = Clients(answer);
        return new CalendarReader(new GraphCaller(clients, GraphRoom.Clock, NullLogger<GraphCaller>.Instance), clients);
    }

    private sealed class Credential(TenantCredentials all, string tenant) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            all.AskedFor.Add(Assert.Single(requestContext.Scopes));
            return tenant switch
            {
                "silent" => new ValueTask<AccessToken>(new TaskCompletionSource<AccessToken>().Task),
                "refused" => throw new AuthenticationFailedException("AADSTS700016: there is no such application."),
                "unreached" => throw new AuthenticationFailedException("No answer.", new AggregateException(new HttpRequestException("No such host is known."))),
                _ => ValueTask.FromResult(new AccessToken(all.Token(tenant), GraphRoom.Clock.GetUtcNow() + all.Lasts)),
            };
        }
    }

    private sealed class Factory(Func<HttpRequestMessage, HttpResponseMessage> answer) : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(new BoundedAnswers { InnerHandler = new Wire(answer) });
    }

    private sealed class Wire(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer(request));
    }
}
