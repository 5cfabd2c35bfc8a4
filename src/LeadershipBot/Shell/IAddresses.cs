using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell;

/// <summary>Says whose an e-mail address is. Answered by the feature that keeps the members.</summary>
public interface IAddresses
{
    /// <summary>
    /// The addresses of the people of one tenant whom an organisation lists, in lower case, as lists and the rosters of its teams name
    /// them; one that two people have is left out. For work over many at once, since all of the list is read.
    /// </summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="tenantId">The tenant: an address is what its tenant says it is, so that of another's people isn't believed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyDictionary<string, MemberId>> ReadAsync(string organisationId, string tenantId, CancellationToken cancellationToken);
}
