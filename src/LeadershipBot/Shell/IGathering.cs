using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell;

/// <summary>
/// Groups of an organisation's people that a feature knows besides teams and chats, such as who was at a meeting: they can be asked and
/// told things as those of a team can, and stand among <see cref="ITeams"/>. A feature that has such groups registers its answer in
/// <c>AddParts</c> (<c>services.AddSingleton&lt;IGathering, …&gt;()</c>). It must not ask for an audience: an audience asks it.
/// </summary>
public interface IGathering
{
    /// <summary>Begins the ids of its groups, such as <c>met.</c>: lower-case letters and a dot.</summary>
    string Prefix { get; }

    /// <summary>The groups that can be chosen now, the newest first; a few.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<KnownTeam>> ListAsync(string organisationId, CancellationToken cancellationToken);

    /// <summary>One group, also where it is too old to stand among those that are offered; null where the organisation has no such group, or nobody is in it.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<KnownTeam?> FindAsync(string organisationId, string id, CancellationToken cancellationToken);

    /// <summary>Who is in a group, as <see cref="MemberId.ToString"/> writes them; nobody where the organisation has no such group.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlySet<string>> ListPeopleAsync(string organisationId, string id, CancellationToken cancellationToken);

    /// <summary>Whether somebody is in a group; one read.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<bool> IsInAsync(string organisationId, string id, MemberId person, CancellationToken cancellationToken);
}
