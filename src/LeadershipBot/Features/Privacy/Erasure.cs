using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;

namespace LeadershipBot.Features.Privacy;

/// <summary>Forgetting one person: a feature in an organisation at a time, and then what lies under the person alone.</summary>
internal sealed class Erasure(IEnumerable<IPersonalData> features, IDirectory directory)
{
    private readonly IReadOnlyList<IPersonalData> _features = [.. features.OrderBy(feature => feature.GoesFirst ? 0 : feature.LiesUnderOrganisations ? 1 : 2)];

    /// <summary>What will go and what will stay, from all features.</summary>
    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var all = new List<ErasurePlan>();
        foreach (var feature in _features)
            all.Add(await feature.PlanAsync(about, cancellationToken));
        return new ErasurePlan([.. all.SelectMany(one => one.Erased)], [.. all.SelectMany(one => one.Kept)]) { Heed = [.. all.SelectMany(one => one.Heed)] };
    }

    /// <summary>The parts, in their order. Where to look for the person is among the last that goes, so that all of them can be found again.</summary>
    public IEnumerable<ErasurePart> PartsOf(PersonAsked about)
        => _features.SelectMany((feature, index) => feature.LiesUnderOrganisations
            ? about.Organisations.OrderBy(one => one.Id, StringComparer.Ordinal).Select(one => new ErasurePart(feature, one, $"{index:D2}.{one.Id}"))
            : [new ErasurePart(feature, null, $"{index:D2}.")]);

    /// <summary>One part. Safe to repeat.</summary>
    public async Task RunAsync(ErasurePart part, PersonAsked about, CancellationToken cancellationToken)
    {
        await part.Feature.ForgetAsync(about with { Organisations = part.Organisation is { } organisation ? [organisation] : [] }, cancellationToken);
        directory.Forget(about.Person);
    }
}

/// <summary>One feature's part of an erasure.</summary>
/// <param name="Feature">Which.</param>
/// <param name="Organisation">In which organisation; null for what lies under the person alone.</param>
/// <param name="Mark">Sorts parts in the order in which they are done.</param>
internal sealed record ErasurePart(IPersonalData Feature, OrganisationName? Organisation, string Mark);
