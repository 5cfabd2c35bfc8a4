using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell;

/// <summary>Says who a Teams account is. Defined here, answered by the feature that keeps the members.</summary>
public interface IDirectory
{
    /// <summary>
    /// The person as an organisation knows them; somebody of whom nothing is known yet is a plain member of
    /// <see cref="OrganisationName.NotSetUp"/>.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">Nothing fresh enough is known and the store can't be asked.</exception>
    ValueTask<Actor> FindAsync(Account account, CancellationToken cancellationToken);
}

/// <summary>A Teams account, as an activity names it.</summary>
/// <param name="ObjectId">The Microsoft Entra object id; where Teams gives none, an id made of the account's Teams id.</param>
/// <param name="TenantId">The tenant of the conversation.</param>
/// <param name="Name">The display name; may be empty.</param>
/// <param name="TeamsId">The id within this bot (<c>29:…</c>).</param>
public sealed record Account(string ObjectId, string TenantId, string Name, string TeamsId);
