using Azure.Core;
using LeadershipBot.Microsoft365.Teams;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadershipBot.Tests.Teams;

/// <summary>Gives tokens as Microsoft Entra would, and counts.</summary>
internal sealed class CountingCredential(TimeProvider clock) : TokenCredential
{
    private int _asked;

    public int Asked => _asked;

    public Exception? Failure { get; set; }

    public TimeSpan Lasts { get; set; } = TimeSpan.FromHours(1);

    public string? Scope { get; private set; }

    public Task Gate { get; set; } = Task.CompletedTask;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _asked);
        Scope = Assert.Single(requestContext.Scopes);
        await Gate.WaitAsync(cancellationToken);
        return Failure is null ? new AccessToken($"token-{number}", clock.GetUtcNow() + Lasts) : throw Failure;
    }
}

/// <summary>A Connector on this machine that answers as the test says, and the client as the app has it.</summary>
internal sealed class ConnectorHost : IAsyncDisposable
{
    private ServiceProvider _services = null!;
    private int _calls;

    public LoopbackServer Server { get; private set; } = null!;

    public CountingCredential Credential { get; private set; } = null!;

    public ConnectorClient Client => _services.GetRequiredService<ConnectorClient>();

    public List<ConnectorRequestInfo> Attempts { get; } = [];

    /// <summary>What an attempt gets before it begins; null for nothing.</summary>
    public Func<ConnectorRequestInfo, IDisposable?>? BeforeAttempt { get; set; }

    public List<(int Status, TimeSpan? RetryAfter)> Answers { get; } = [];

    public ConnectorAddress Address => new(Server.Url, "tenant-1");

    /// <summary>Each answer serves one call, the last one all further calls.</summary>
    public static async Task<ConnectorHost> StartAsync(
        IReadOnlyList<Func<HttpContext, Task>> answers, Func<TeamsProtocolOptions>? options = null, TimeProvider? clock = null)
    {
        var host = new ConnectorHost();
        host.Server = await LoopbackServer.StartAsync((context, _) =>
            answers[Math.Min(Interlocked.Increment(ref host._calls), answers.Count) - 1](context));
        clock ??= TimeProvider.System;
        host.Credential = new CountingCredential(clock);
        host._services = new ServiceCollection()
            .AddSingleton(clock)
            .AddSingleton(new ConnectorTokens(() => host.Credential, clock, NullLogger<ConnectorTokens>.Instance))
            .AddSingleton(new ConnectorHooks
            {
                BeforeAttempt = (info, _) =>
                {
                    host.Attempts.Add(info);
                    return new ValueTask<IDisposable?>(host.BeforeAttempt?.Invoke(info));
                },
                Answered = (_, status, retryAfter) => host.Answers.Add(((int)status, retryAfter)),
            })
            .AddTeamsProtocol(options?.Invoke() ?? Quick())
            .BuildServiceProvider();
        return host;
    }

    public static Task<ConnectorHost> StartAsync(int status, string body) => StartAsync([Say(status, body)]);

    public static TeamsProtocolOptions Quick(TimeSpan? attemptTimeLimit = null) => new()
    {
        AppId = TokenMint.AppId,
        AllowLoopback = true,
        RetryPause = TimeSpan.FromMilliseconds(1),
        AttemptTimeLimit = attemptTimeLimit ?? TimeSpan.FromSeconds(10),
    };

    public static Func<HttpContext, Task> Say(int status, string body = "", string? retryAfter = null) => context =>
    {
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return LoopbackServer.AnswerAsync(context, status, body);
    };

    /// <summary>Takes the request and drops the connection.</summary>
    public static Task Drop(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Takes the request and says nothing until the caller has gone.</summary>
    public static async Task Hang(HttpContext context) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);

    public Task<ConnectorOutcome> SendAsync(WhenUnsure whenUnsure = WhenUnsure.Report) =>
        Client.SendToConversationAsync(Address, "a:1", Hello(), whenUnsure, TestContext.Current.CancellationToken);

    public Task<ConnectorOutcome> UpdateAsync() =>
        Client.UpdateActivityAsync(Address, "a:1", "m1", Hello(), TestContext.Current.CancellationToken);

    public static Activity Hello() => new() { Type = ActivityTypes.Message, Text = "Hello" };

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }
}
