using System.Text;
using Azure.Identity;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Microsoft365.Teams;
using LeadershipBot.Tests.Teams;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.Tokens;

namespace LeadershipBot.Tests.Graph;

/// <summary>With what the bot asks, in whose tenant, and what it may do there.</summary>
public sealed class GraphTokenTests
{
    private const string Home = "7d1e0000-0000-4000-a000-000000000001";
    private const string Other = "7d1e0000-0000-4000-a000-000000000002";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(BotAppType.UserAssignedMSI, false, Home, typeof(ManagedIdentityCredential))]
    [InlineData(BotAppType.UserAssignedMSI, false, Other, null)]
    [InlineData(BotAppType.UserAssignedMSI, true, Home, typeof(ManagedIdentityCredential))]
    [InlineData(BotAppType.UserAssignedMSI, true, Other, typeof(ClientCertificateCredential))]
    [InlineData(BotAppType.SingleTenant, false, Home, typeof(ClientSecretCredential))]
    [InlineData(BotAppType.SingleTenant, false, Other, typeof(ClientSecretCredential))]
    public void A_certificate_is_used_where_the_managed_identity_does_not_reach(BotAppType type, bool hasCertificate, string tenant, Type? credential)
    {
        var identity = new TeamsProtocolOptions { AppId = Home, AppType = type, TenantId = Home, AppPassword = type is BotAppType.UserAssignedMSI ? null : "secret" };
        var options = new GraphOptions { Enabled = true, AppId = hasCertificate ? Other : null, CertificatePath = hasCertificate ? "graph.pem" : null };

        Assert.Equal(credential, GraphCredential.CreateFor(identity, options, tenant)?.GetType());
    }

    [Fact]
    public async Task The_roles_of_a_tenant_are_those_that_its_token_names_and_are_remembered_for_its_life()
    {
        var credentials = new TenantCredentials { Token = _ => Jwt("""{"aud":"https://graph.microsoft.com","roles":["Calendars.Read","OnlineMeetings.Read.All"]}""") };
        var roles = Roles(credentials);

        Assert.Equal(["Calendars.Read", "OnlineMeetings.Read.All"], (await roles.GrantedAsync("one", Token))!.Order());
        await roles.GrantedAsync("ONE", Token);
        Assert.Single(credentials.AskedFor);

        credentials.Lasts = TimeSpan.Zero;
        await roles.GrantedAsync("two", Token);
        await roles.GrantedAsync("two", Token);
        Assert.Equal(3, credentials.AskedFor.Count);
    }

    [Fact]
    public async Task A_token_without_roles_grants_nothing_and_no_token_says_nothing()
    {
        var credentials = new TenantCredentials { Token = _ => Jwt("""{"aud":"https://graph.microsoft.com"}""") };
        var roles = Roles(credentials);

        Assert.Empty((await roles.GrantedAsync("one", Token))!);
        Assert.Null(await roles.GrantedAsync("none", Token));
        Assert.Null(await roles.GrantedAsync("refused", Token));
        Assert.Null(await roles.GrantedAsync("unreached", Token));
        foreach (var unreadable in (string[])["opaque", "a.b.c", "", "..", Jwt("[]"), Jwt("{\"roles\":")])
        {
            credentials.Token = _ => unreadable;
            Assert.Null(await roles.GrantedAsync("two", Token));
        }

        await using var room = new GraphRoom("http://127.0.0.1:9/v1.0");
        Assert.Null(await room.Roles.GrantedAsync(GraphRoom.Tenant, Token)); // the stand-in knows no tokens
    }

    [Fact]
    public async Task An_authority_that_does_not_answer_is_given_up_and_not_asked_again_for_a_minute()
    {
        var (credentials, clock) = (new TenantCredentials(), new MovedClock());
        var roles = new GraphRoles(credentials.Clients(_ => throw new InvalidOperationException("Graph itself is not asked.")), clock, NullLogger<GraphRoles>.Instance, TimeSpan.FromMilliseconds(50));

        foreach (var tenant in (string[])["silent", "refused"])
        {
            credentials.AskedFor.Clear();
            Assert.Null(await roles.GrantedAsync(tenant, Token));
            Assert.Null(await roles.GrantedAsync(tenant, Token));
            Assert.Single(credentials.AskedFor);
            clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Null(await roles.GrantedAsync(tenant, Token));
            Assert.Equal(2, credentials.AskedFor.Count);
        }

        Assert.InRange(GraphRoles.PatienceDefault, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));
    }

    private static GraphRoles Roles(TenantCredentials credentials)
        => new(credentials.Clients(_ => throw new InvalidOperationException("Graph itself is not asked.")), GraphRoom.Clock, NullLogger<GraphRoles>.Instance);

    private static string Jwt(string payload) => $"{Part("""{"alg":"RS256","typ":"JWT"}""")}.{Part(payload)}.{Part("signature")}";

    private static string Part(string text) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(text));
}
