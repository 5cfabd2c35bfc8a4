using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell.Applying;

/// <summary>All kinds of things that can be applied for.</summary>
public sealed class Openings(IEnumerable<IOpenings> kinds)
{
    private const int KeyCharactersMax = 90;

    private readonly Dictionary<string, IOpenings> _kinds = kinds.ToDictionary(one => one.Kind, StringComparer.Ordinal);

    /// <summary>Who answers for a kind; null where no feature does (any more).</summary>
    public IOpenings? Of(string kind) => _kinds.GetValueOrDefault(kind);

    /// <summary>One opening as it stands now; null where there is none, or its kind isn't known. Both may have come from outside.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    public async Task<Opening?> FindAsync(string kind, string key, CancellationToken cancellationToken)
        => Of(kind) is { } openings && IsKey(key) ? await openings.FindAsync(key, cancellationToken) : null;

    /// <summary>What became of the place to which somebody was appointed; null where they weren't, or it is theirs as before.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    public async Task<EndedPlace?> FindEndedPlaceAsync(string kind, string key, Application application, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(application);
        return application.Stage is Stage.Appointed && Of(kind) is { KeepsPlaces: true } openings ? await openings.FindEndedPlaceAsync(key, application.Who.Id, cancellationToken) : null;
    }

    /// <summary>On which panels somebody sits in an organisation: the openings of every kind that can say so.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    public async Task<IReadOnlyList<Opening>> ListOnPanelAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
    {
        var found = new List<Opening>();
        foreach (var kind in _kinds.Values)
        {
            foreach (var key in await kind.ListOnPanelAsync(organisationId, person, cancellationToken) ?? [])
            {
                if (await kind.FindAsync(key, cancellationToken) is { } opening)
                    found.Add(opening);
            }
        }

        return found;
    }

    /// <summary>What is open on lower rungs, of every kind, the highest first.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    public async Task<IReadOnlyList<Opening>> NextRungsAsync(string organisationId, Rung below, int max, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(_kinds.Values.Select(one => one.NextRungsAsync(organisationId, below, cancellationToken)));
        return [.. found.SelectMany(list => list).OrderByDescending(one => one.Rung).Take(max)];
    }

    private static bool IsKey(string key) => key.Length is > 0 and <= KeyCharactersMax && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');
}
