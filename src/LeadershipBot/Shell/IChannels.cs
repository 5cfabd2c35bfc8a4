using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell;

/// <summary>
/// Says into which channels of an organisation's teams somebody may have something posted: those of the teams in which they are
/// themselves. Answered by the feature that reads the teams.
/// </summary>
public interface IChannels
{
    /// <summary>The channels, by team and name, General first; as they were last read.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<KnownChannel>> ListAsync(string organisationId, MemberId person, CancellationToken cancellationToken);

    /// <summary>One of them; null where there is none with this id, or the person isn't in its team.</summary>
    /// <param name="organisationId">Whose.</param>
    /// <param name="person">Who wants to post there.</param>
    /// <param name="id">As it came from outside.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<KnownChannel?> FindAsync(string organisationId, MemberId person, string id, CancellationToken cancellationToken);
}

/// <summary>A channel of a team of an organisation.</summary>
/// <param name="Id">Names it in forms: letters, digits, dots and hyphens.</param>
/// <param name="Name">Empty for General, which Teams leaves to each client to name.</param>
/// <param name="Team">The team's name; empty where it isn't known.</param>
/// <param name="Place">Where a card is posted as a thread of its own.</param>
public sealed record KnownChannel(string Id, string Name, string Team, Place Place);
