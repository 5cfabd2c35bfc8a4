using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell;

/// <summary>Says who is in a team or chat. Answered by the feature that reads their people from Teams.</summary>
public interface IPresence
{
    /// <summary>
    /// Whether a person is in it, as it was last read; false for a conversation that belongs to no organisation, since its
    /// people are not read. Two reads.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<bool> IsInAsync(Place place, MemberId person, CancellationToken cancellationToken);
}
