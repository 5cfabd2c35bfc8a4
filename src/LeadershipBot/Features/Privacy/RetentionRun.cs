using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;

namespace LeadershipBot.Features.Privacy;

/// <summary>Enforces the limits of all kinds over all organisations, one kind in one organisation at a time.</summary>
internal sealed class RetentionRun(IEnumerable<IRetention> kinds, RetentionSettings settings, IDirectory directory)
{
    private readonly IReadOnlyList<IRetention> _kinds = [.. kinds.OrderBy(one => one.Kind.Name, StringComparer.Ordinal)];

    /// <summary>The kinds that some feature keeps, with their limits in days.</summary>
    public IReadOnlyList<(RetentionKind Kind, int Days)> Limits => [.. _kinds.Select(one => (one.Kind, (int)settings.KeepOf(one.Kind).TotalDays))];

    /// <summary>The parts of a run, in their order.</summary>
    public async Task<IReadOnlyList<RetentionPart>> PartsAsync(CancellationToken cancellationToken)
    {
        var organisations = (await directory.ListOrganisationsAsync(cancellationToken)).Select(one => one.Id).Order(StringComparer.Ordinal).ToList();
        return [.. _kinds.SelectMany(one => organisations.Select(organisation => new RetentionPart(one.Kind, organisation)))];
    }

    /// <summary>Removes, or counts, in one part. Safe to repeat.</summary>
    public Task<int> RunAsync(RetentionPart part, DateTimeOffset now, Sweep sweep, CancellationToken cancellationToken)
        => _kinds.Single(one => one.Kind == part.Kind).SweepAsync(part.OrganisationId, now - settings.KeepOf(part.Kind), sweep, cancellationToken);
}

/// <summary>One kind in one organisation.</summary>
internal sealed record RetentionPart(RetentionKind Kind, string OrganisationId)
{
    /// <summary>Sorts parts in the order in which they are done.</summary>
    public string Mark => $"{Kind.Name}.{OrganisationId}";
}
