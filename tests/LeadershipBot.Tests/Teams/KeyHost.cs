using System.Text.Json.Nodes;
using LeadershipBot.Microsoft365.Teams;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadershipBot.Tests.Teams;

/// <summary>The Connector's key documents on this machine, and a validator that reads them.</summary>
internal sealed class KeyHost : IAsyncDisposable
{
    private LoopbackServer _server = null!;

    public MovedClock Clock { get; } = new();

    public MintKey Key { get; } = new("key-1");

    /// <summary>The published keys.</summary>
    public List<JsonObject> Published { get; } = [];

    public bool IsDown { get; set; }

    /// <summary>How often the keys were read.</summary>
    public int Fetches => _server.Seen.Count(request => request.Target == "/keys");

    public IReadOnlyList<SeenRequest> Seen => _server.Seen;

    public string MetadataUrl => _server.Url + "/metadata";

    public BotTokenValidator Validator { get; private set; } = null!;

    public static async Task<KeyHost> StartAsync(Func<TeamsProtocolOptions, TeamsProtocolOptions>? change = null)
    {
        var host = new KeyHost();
        host.Published.Add(host.Key.ToJwk("msteams", "skype"));
        host._server = await LoopbackServer.StartAsync(request => host.IsDown ? (503, "") : request.Target switch
        {
            "/metadata" => (200, new JsonObject { ["issuer"] = "https://api.botframework.com", ["jwks_uri"] = host._server.Url + "/keys" }.ToJsonString()),
            "/keys" => (200, new JsonObject { ["keys"] = new JsonArray([.. host.Published.Select(key => key.DeepClone())]) }.ToJsonString()),
            _ => (404, ""),
        });
        var options = new TeamsProtocolOptions { AppId = TokenMint.AppId, OpenIdMetadata = host.MetadataUrl, AllowLoopback = true };
        host.Validator = host.NewValidator(change?.Invoke(options) ?? options);
        return host;
    }

    public BotTokenValidator NewValidator(TeamsProtocolOptions options) => new(
        options,
        new ServiceHosts(options.ServiceHosts, options.AllowLoopback),
        new SigningKeys(options.OpenIdMetadata, options.AllowLoopback, static () => new HttpClient(), Clock, NullLogger<SigningKeys>.Instance),
        Clock);

    public TokenMint Mint(MintKey? key = null) => new(key ?? Key, Clock.GetUtcNow());

    public async Task<TokenVerdict> Judge(string? header) =>
        await Validator.ValidateAsync(header, TestContext.Current.CancellationToken);

    public async Task<TokenVerdict> Judge(TokenMint mint) => await Judge(mint.Header());

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Key.Dispose();
    }
}
