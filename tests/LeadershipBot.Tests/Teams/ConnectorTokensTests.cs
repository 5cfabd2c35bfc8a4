using Azure.Identity;
using LeadershipBot.Microsoft365.Teams;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadershipBot.Tests.Teams;

public sealed class ConnectorTokensTests
{
    private readonly MovedClock _clock = new();
    private readonly CountingCredential _credential;
    private readonly ConnectorTokens _tokens;

    public ConnectorTokensTests()
    {
        _credential = new CountingCredential(_clock);
        _tokens = new ConnectorTokens(() => _credential, _clock, NullLogger<ConnectorTokens>.Instance);
    }

    [Fact]
    public async Task Many_who_wait_share_one_request()
    {
        var gate = new TaskCompletionSource();
        _credential.Gate = gate.Task;
        var waiting = Enumerable.Range(0, 50).Select(_ => Token()).ToList();
        gate.SetResult();

        Assert.All(await Task.WhenAll(waiting), token => Assert.Equal("token-1", token));
        Assert.Equal(1, _credential.Asked);
    }

    [Fact]
    public async Task A_token_is_renewed_behind_the_calls_before_it_ends()
    {
        Assert.Equal("token-1", await Token());
        _clock.Advance(TimeSpan.FromHours(1) - ConnectorTokens.RenewBefore - TimeSpan.FromSeconds(1));
        Assert.Equal("token-1", await Token());
        Assert.Equal(1, _credential.Asked);

        var gate = new TaskCompletionSource();
        _credential.Gate = gate.Task;
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("token-1", await Token());
        gate.SetResult();
        _clock.Advance(ConnectorTokens.RenewBefore);
        Assert.Equal("token-2", await Token());
        Assert.Equal(2, _credential.Asked);
    }

    [Fact]
    public async Task A_failing_renewal_does_not_end_a_good_token()
    {
        Assert.Equal("token-1", await Token());
        _credential.Failure = new AuthenticationFailedException("away");
        _clock.Advance(TimeSpan.FromMinutes(55));
        Assert.Equal("token-1", await Token());

        _clock.Advance(TimeSpan.FromMinutes(4));
        await Assert.ThrowsAsync<ConnectorTokenException>(Token);
        _credential.Failure = null;
        Assert.NotEqual("token-1", await Token());
    }

    [Fact]
    public async Task A_token_that_the_Connector_does_not_accept_is_forgotten()
    {
        await using var host = await ConnectorHost.StartAsync([ConnectorHost.Say(401), ConnectorHost.Say(200, """{"id":"1"}""")]);

        Assert.Equal(ConnectorRefusal.NotAuthorised, (await host.SendAsync()).Refusal);
        Assert.True((await host.SendAsync()).IsDelivered);

        Assert.Equal(["Bearer token-1", "Bearer token-2"], host.Server.Seen.Select(seen => seen.Headers["Authorization"]));
    }

    [Fact]
    public async Task Without_a_token_nothing_is_sent()
    {
        await using var host = await ConnectorHost.StartAsync(200, "{}");
        host.Credential.Failure = new CredentialUnavailableException("away");

        Assert.Equal(ConnectorOutcome.Unavailable(), await host.SendAsync());
        Assert.Empty(host.Server.Seen);
    }

    [Fact]
    public async Task A_bot_without_credential_has_no_token()
    {
        var tokens = new ConnectorTokens(() => null, _clock, NullLogger<ConnectorTokens>.Instance);
        Assert.Null(await tokens.GetAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_credential_is_what_the_settings_say()
    {
        const string tenant = "22222222-2222-3333-4444-555555555555";
        Assert.Null(ConnectorCredential.Create(new TeamsProtocolOptions()));
        Assert.Null(ConnectorCredential.Create(new TeamsProtocolOptions { AppId = TokenMint.AppId, AppPassword = "secret" }));
        Assert.Null(ConnectorCredential.Create(new TeamsProtocolOptions { AppId = TokenMint.AppId, TenantId = tenant }));
        Assert.IsType<ClientSecretCredential>(ConnectorCredential.Create(new TeamsProtocolOptions { AppId = TokenMint.AppId, AppPassword = "secret", TenantId = tenant }));
        Assert.IsType<ClientSecretCredential>(ConnectorCredential.Create(
            new TeamsProtocolOptions { AppId = TokenMint.AppId, AppPassword = "secret", TenantId = tenant, AppType = BotAppType.MultiTenant }));
        Assert.IsType<ClientCertificateCredential>(ConnectorCredential.Create(new TeamsProtocolOptions { AppId = TokenMint.AppId, CertificatePath = "bot.pem", TenantId = tenant }));
        Assert.IsType<ManagedIdentityCredential>(ConnectorCredential.Create(
            new TeamsProtocolOptions { AppId = TokenMint.AppId, TenantId = tenant, AppType = BotAppType.UserAssignedMSI }));
    }

    private async Task<string?> Token() => await _tokens.GetAsync(TestContext.Current.CancellationToken);
}
