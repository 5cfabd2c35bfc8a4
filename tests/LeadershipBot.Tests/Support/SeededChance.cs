using LeadershipBot.Shell;

namespace LeadershipBot.Tests.Support;

/// <summary>The same ids, nonces and jitter in each run.</summary>
internal sealed class SeededChance(int seed) : Chance
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    public override void Fill(Span<byte> bytes)
    {
        lock (_gate)
            _random.NextBytes(bytes);
    }
}
