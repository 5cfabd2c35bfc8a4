using System.Text.Json;
using BenchmarkDotNet.Attributes;
using LeadershipBot.Microsoft365.Teams;

namespace LeadershipBot.Benchmarks.Parts;

/// <summary>Reading the activity of a vote, some 1.5 KB.</summary>
public class ActivityParsing
{
    private byte[] _body = [];

    [GlobalSetup]
    public void Prepare()
    {
        var request = Votes.Press(port: 80, "token", "https://smba.trafficmanager.net/uk/", "19:a-conversation@thread.v2", voter: 1, choice: 0);
        _body = request[(request.AsSpan().IndexOf("\r\n\r\n"u8) + 4)..];
        if (!Activity.Parse(_body).Succeeded(out _, out var refusal))
            throw new InvalidOperationException(refusal);
    }

    /// <summary>The least: the JSON is checked and indexed, and nothing is taken out of it.</summary>
    [Benchmark(Baseline = true)]
    public int ParseJsonOnly()
    {
        using var document = JsonDocument.Parse(_body);
        return (int)document.RootElement.ValueKind;
    }

    [Benchmark]
    public object? ParseActivity() => Activity.Parse(_body).Value;
}
