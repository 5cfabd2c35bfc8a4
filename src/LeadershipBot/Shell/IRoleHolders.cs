using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell;

/// <summary>Says who holds roles in an organisation. Answered by the feature that keeps the members.</summary>
public interface IRoleHolders
{
    /// <summary>
    /// Everybody in the organisation who holds at least one of the roles now; nobody where there is no such organisation.
    /// Reads those who hold roles, and not the organisation's whole list.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<RoleHolder>> ListAsync(string organisationId, Roles any, CancellationToken cancellationToken);

    /// <summary>One person and all roles that they hold now; null if the organisation doesn't list them.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<RoleHolder?> FindAsync(string organisationId, MemberId person, CancellationToken cancellationToken);

    /// <summary>The organisation's name; null if there is none with this id.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<OrganisationName?> NameAsync(string organisationId, CancellationToken cancellationToken);
}

/// <summary>Somebody with what they may do.</summary>
/// <param name="Person">Who.</param>
/// <param name="Name">As it is shown.</param>
/// <param name="Title">What they do, in words; empty if not known.</param>
/// <param name="Roles">All their roles in the organisation.</param>
public sealed record RoleHolder(MemberId Person, string Name, string Title, Roles Roles);
