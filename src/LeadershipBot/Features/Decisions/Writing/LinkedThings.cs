using LeadershipBot.Domain.Decisions;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions.Writing;

/// <summary>What a decision may be linked to, whichever feature has it. A key carries its kind: <c>polls:larkford.abc</c>.</summary>
internal sealed class LinkedThings(IEnumerable<ILinkable> sources, References references)
{
    private const int OfferedMax = 8;
    private const char Between = ':';

    private readonly IReadOnlyDictionary<string, ILinkable> _sources = sources.ToDictionary(source => source.Kind, StringComparer.Ordinal);

    /// <summary>The newest things of an organisation to which a decision may refer; first those that are chosen, however old they are, or a part of one.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="chosen">The keys that a decision has already.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<LinkableThing>> ListAsync(string organisationId, IReadOnlyList<string> chosen, CancellationToken cancellationToken)
    {
        var all = new List<LinkableThing>();
        foreach (var source in _sources.Values)
            all.AddRange((await source.ListNewestAsync(organisationId, OfferedMax, cancellationToken)).Select(thing => thing with { Key = source.Kind + Between + thing.Key }));
        foreach (var key in chosen.Take(DecisionLimits.LinkedMax).Where(key => !all.Exists(thing => thing.Key == key)).ToList())
        {
            if (await FindAsync(organisationId, key, cancellationToken) is { } found)
                all.Insert(0, new LinkableThing(key, found.Title));
        }

        return all;
    }

    /// <summary>What may be read of them now; what is gone, or was withdrawn, is left out.</summary>
    public async Task<IReadOnlyList<LinkedSummary>> ReadAsync(string organisationId, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(keys.Take(DecisionLimits.LinkedMax).Select(key => FindAsync(organisationId, key, cancellationToken)));
        return [.. found.OfType<LinkedSummary>()];
    }

    /// <summary>Notes with each of them that the decision refers to it, where it keeps what is about it. Safe to repeat.</summary>
    public async Task NoteAsync(string organisationId, IReadOnlyList<string> keys, string decisionKey, CancellationToken cancellationToken)
    {
        foreach (var key in keys.Take(DecisionLimits.LinkedMax))
            await references.NoteAsync(key, organisationId, "decisions", decisionKey, cancellationToken);
    }

    private async Task<LinkedSummary?> FindAsync(string organisationId, string key, CancellationToken cancellationToken)
        => key.Split(Between, 2) is [var kind, var thing] && _sources.TryGetValue(kind, out var source) ? await source.FindAsync(thing, organisationId, cancellationToken) : null;
}
