using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;

namespace LeadershipBot.Features.Privacy;

/// <summary>Forgetting one person in all features, one after another.</summary>
internal sealed class Erasure(IEnumerable<IPersonalData> features, IDirectory directory)
{
    private readonly IReadOnlyList<IPersonalData> _features = [.. features];

    /// <summary>How many steps there are.</summary>
    public int Steps => _features.Count;

    /// <summary>What will go and what will stay, from all features.</summary>
    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var all = new List<ErasurePlan>();
        foreach (var feature in _features)
            all.Add(await feature.PlanAsync(about, cancellationToken));
        return new ErasurePlan([.. all.SelectMany(one => one.Erased)], [.. all.SelectMany(one => one.Kept)]) { Heed = [.. all.SelectMany(one => one.Heed)] };
    }

    /// <summary>One step. Safe to repeat.</summary>
    public async Task RunAsync(int step, PersonAsked about, CancellationToken cancellationToken)
    {
        await _features[step].ForgetAsync(about, cancellationToken);
        directory.Forget(about.Person);
    }
}
