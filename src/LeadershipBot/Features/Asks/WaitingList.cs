using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Asks;

/// <summary>Something that waits, with the feature that asks it.</summary>
/// <param name="Kind">The feature's.</param>
/// <param name="Thing">What waits.</param>
internal sealed record WaitingItem(string Kind, WaitingThing Thing);

/// <summary>All that waits for a person, over all features.</summary>
internal sealed class WaitingList(IEnumerable<IWaiting> askers)
{
    private readonly IReadOnlyList<IWaiting> _askers = [.. askers];

    /// <summary>What waits in one organisation: what closes first stands first, what doesn't close last.</summary>
    public async Task<IReadOnlyList<WaitingItem>> ListAsync(Turn turn, string organisationId, CancellationToken cancellationToken)
    {
        var wish = new WaitingWish(turn.Actor.MemberId, organisationId, turn.At, turn.TimeZone);
        var found = await Task.WhenAll(_askers.Select(async asker => (asker.Kind, Things: await asker.ListAsync(wish, cancellationToken))));
        return
        [
            .. found.SelectMany(one => one.Things.Select(thing => new WaitingItem(one.Kind, thing)))
                .OrderBy(item => item.Thing.ClosesAt ?? DateTimeOffset.MaxValue)
                .ThenBy(item => item.Thing.Title.Words, StringComparer.OrdinalIgnoreCase)
                .ThenBy(item => item.Thing.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>The feature that asks things of a kind; null if none does.</summary>
    public IWaiting? Find(string kind) => _askers.FirstOrDefault(asker => asker.Kind == kind);
}
