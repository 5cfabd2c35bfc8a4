using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell;

/// <summary>Says whether somebody declared an interest in a matter. Answered by the feature that keeps the register.</summary>
public interface IDeclaredInterests
{
    /// <summary>Whether an interest that the person declared about this matter, by its name, goes on at a date.</summary>
    /// <param name="organisationId">In whose register.</param>
    /// <param name="person">Who.</param>
    /// <param name="matter">The matter, as it is named where the interest was declared; letters' case doesn't matter.</param>
    /// <param name="today">The date.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<bool> HasAsync(string organisationId, MemberId person, string matter, DateOnly today, CancellationToken cancellationToken);

    /// <summary>What a person declared that goes on at a date, a line each, in words for cards; the newest first, at most ten. Who may read it is the caller's to know.</summary>
    /// <param name="organisationId">In whose register.</param>
    /// <param name="person">Who.</param>
    /// <param name="today">The date.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<string>> ListAsync(string organisationId, MemberId person, DateOnly today, CancellationToken cancellationToken);

    /// <summary>The same of everybody who declared any that goes on, in one reading.</summary>
    /// <param name="organisationId">In whose register.</param>
    /// <param name="today">The date.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyDictionary<MemberId, IReadOnlyList<string>>> ListAllAsync(string organisationId, DateOnly today, CancellationToken cancellationToken);
}
