using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Simulator.Connector;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeadershipBot.Tests.Simulator;

/// <summary>Judged by Microsoft's own token library.</summary>
public sealed class TokensTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    public async Task A_signed_token_is_good_by_the_published_keys(string algorithm)
    {
        await using var town = await Town.StartAsync();
        var result = await ValidateAsync(town, town.Host.Tokens.Sign(new() { Algorithm = algorithm }));
        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.Equal(town.Host.ConnectorUrl, result.Claims["serviceurl"]);
    }

    public static TheoryData<TokenShape> Forged => new(
        new TokenShape { Key = TokenKey.Unpublished },
        new TokenShape { Algorithm = "none" },
        new TokenShape { Algorithm = "HS256" },
        new TokenShape { Issuer = "https://sts.windows.net/" },
        new TokenShape { Audience = "somebody-else" },
        new TokenShape { Audience = "" },
        new TokenShape { Tampered = true },
        new TokenShape { ValidFrom = TimeSpan.FromHours(-2), ValidUntil = TimeSpan.FromHours(-1) },
        new TokenShape { KeyId = "good-1", Key = TokenKey.Unpublished });

    [Theory]
    [MemberData(nameof(Forged))]
    public async Task A_forged_token_is_not_good(TokenShape shape)
    {
        await using var town = await Town.StartAsync();
        Assert.False((await ValidateAsync(town, town.Host.Tokens.Sign(shape))).IsValid);
    }

    [Fact]
    public async Task Published_keys_carry_endorsements_but_for_the_bare_one()
    {
        await using var town = await Town.StartAsync();
        var keys = await KeysAsync(town);
        var endorsed = keys["keys"]!.AsArray().ToDictionary(key => key!["kid"]!.GetValue<string>().Split('-')[0], key => key!["endorsements"]?.ToJsonString());
        Assert.Equal("""["msteams","webchat"]""", endorsed["good"]);
        Assert.Equal("""["slack"]""", endorsed["other"]);
        Assert.Null(endorsed["bare"]);
        Assert.Equal(1, town.Host.Tokens.KeysFetched);
    }

    [Fact]
    public async Task After_a_rotation_the_old_keys_are_gone()
    {
        await using var town = await Town.StartAsync();
        var old = town.Host.Tokens.Sign();
        town.Host.Tokens.Rotate();
        Assert.False((await ValidateAsync(town, old)).IsValid);
        Assert.True((await ValidateAsync(town, town.Host.Tokens.Sign())).IsValid);
    }

    [Fact]
    public async Task Deliveries_carry_a_token_when_they_are_signed()
    {
        await using var town = await Town.StartAsync(signs: true);
        await town.Host.Delivery.MessageAsync(town.Ann, town.Personal, "help", cancellationToken: Token);
        var header = town.Bot.Headers[0].Authorization.ToString();
        Assert.StartsWith("Bearer ", header, StringComparison.Ordinal);
        Assert.True((await ValidateAsync(town, header[7..])).IsValid);
        town.Host.Delivery.Signs = false;
        await town.Host.Delivery.MessageAsync(town.Ann, town.Personal, "help", cancellationToken: Token);
        Assert.Equal("", town.Bot.Headers[1].Authorization.ToString());
    }

    private static async Task<JsonObject> KeysAsync(Town town)
    {
        var metadata = await town.Client.GetFromJsonAsync<JsonObject>(town.Host.Tokens.MetadataUrl, Token);
        Assert.Equal(Tokens.ChannelIssuer, metadata!["issuer"]!.GetValue<string>());
        return (await town.Client.GetFromJsonAsync<JsonObject>(metadata["jwks_uri"]!.GetValue<string>(), Token))!;
    }

    private static async Task<TokenValidationResult> ValidateAsync(Town town, string token)
    {
        var now = town.Host.Clock.GetUtcNow().UtcDateTime;
        return await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Tokens.ChannelIssuer,
            ValidAudience = town.Host.World.Bot.AppId,
            IssuerSigningKeys = new JsonWebKeySet((await KeysAsync(town)).ToJsonString()).GetSigningKeys(),
            LifetimeValidator = (from, until, _, _) => from <= now && now < until,
        });
    }
}
