using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using LeadershipBot.Microsoft365.Teams;
using LeadershipBot.Simulator;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Benchmarks.Parts;

/// <summary>Checking the token of a request where its check is remembered, as that of all requests of an hour but the first.</summary>
public class TokenChecking
{
    private readonly RSA _key = RSA.Create(2048);
    private SimulatorHost _teams = null!;
    private ServiceProvider _services = null!;
    private BotTokenValidator _validator = null!;
    private string _header = "";
    private byte[] _signed = [];
    private byte[] _signature = [];

    [GlobalSetup]
    public async Task PrepareAsync()
    {
        _teams = await SimulatorHost.StartAsync(new SimulatorOptions { Bot = new BotIdentity(Votes.AppId, "LeadershipBot") });
        var options = new TeamsProtocolOptions { AppId = Votes.AppId, OpenIdMetadata = _teams.Tokens.MetadataUrl, AllowLoopback = true };
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddTeamsProtocol(options).BuildServiceProvider();
        _validator = _services.GetRequiredService<BotTokenValidator>();
        _header = "Bearer " + _teams.Tokens.Sign(new TokenShape { Audience = Votes.AppId, ServiceUrl = _teams.ConnectorUrl });
        _signed = Encoding.ASCII.GetBytes(_header[..(_header.LastIndexOf('.'))]);
        _signature = _key.SignData(_signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var verdict = await _validator.ValidateAsync(_header, CancellationToken.None);
        if (!verdict.IsGood)
            throw new InvalidOperationException(verdict.Reason);
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _services.DisposeAsync();
        await _teams.DisposeAsync();
        _key.Dispose();
    }

    /// <summary>The least: the hash by which the token is found again.</summary>
    [Benchmark(Baseline = true)]
    public int HashOnly()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        return SHA256.HashData(_signed, hash);
    }

    [Benchmark]
    public async Task<bool> CheckRememberedToken() => (await _validator.ValidateAsync(_header, CancellationToken.None)).IsGood;

    /// <summary>What each request would cost at least without the memory.</summary>
    [Benchmark]
    public bool VerifyOneSignature() => _key.VerifyData(_signed, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}
