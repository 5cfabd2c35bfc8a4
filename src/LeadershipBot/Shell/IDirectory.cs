using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell;

/// <summary>Says who a Teams account is, and in which organisation a turn is about. Answered by the feature that keeps the members.</summary>
public interface IDirectory
{
    /// <summary>
    /// The person as an organisation knows them. The organisation is the one that the pressed card names, or else the
    /// one to which the team or chat belongs, or else the person's choice; somebody whom none of them lists acts there
    /// as a guest, and where there is none at all in <see cref="OrganisationName.NotSetUp"/>.
    /// </summary>
    /// <param name="account">Whom Teams names.</param>
    /// <param name="place">Where it happens.</param>
    /// <param name="organisationId">The organisation that the pressed card is about; empty if it names none.</param>
    /// <param name="cancellationToken">Gives up asking the store.</param>
    /// <exception cref="Storage.StoreUnavailableException">Nothing fresh enough is known and the store can't be asked.</exception>
    ValueTask<KnownPerson> FindAsync(Account account, Place place, string organisationId, CancellationToken cancellationToken);

    /// <summary>
    /// Every organisation of this deployment, and for each tenant whose people were seen the one that stands for those
    /// whom none lists. For work over all of them, not for turns.
    /// </summary>
    ValueTask<IReadOnlyList<OrganisationName>> ListOrganisationsAsync(CancellationToken cancellationToken);

    /// <summary>The organisations that were set up for a tenant, whoever else lists people of it, at the cost of one read.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<OrganisationName>> ListOrganisationsOfTenantAsync(string tenantId, CancellationToken cancellationToken);

    /// <summary>
    /// The people whom an organisation lists, those who left and are still listed too; for one that stands for a tenant,
    /// those of the tenant who have spoken with the bot. For work over all of them, not for turns.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<MemberId>> ListPeopleAsync(string organisationId, CancellationToken cancellationToken);

    /// <summary>
    /// The organisations under which anything about a person may lie: found from the person, at the cost of one read and
    /// one for each of them.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<OrganisationsOfPerson> ListOrganisationsOfAsync(MemberId member, CancellationToken cancellationToken);

    /// <summary>
    /// Notes that something about a person is going to lie under an organisation. A turn's own organisation is noted by
    /// itself, and so is one whose roll names the person: this is for others. Costs nothing where it is known already.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">It could not be noted: don't write either.</exception>
    ValueTask NoteAsync(MemberId member, string organisationId, CancellationToken cancellationToken);

    /// <summary>The person acts for this organisation from now on, where the place doesn't say for which. Safe to repeat.</summary>
    /// <exception cref="Storage.StoreUnavailableException">It could not be kept.</exception>
    Task ActForAsync(MemberId member, string organisationId, CancellationToken cancellationToken);

    /// <summary>Forgets on this server what was remembered of a person, since it has just been changed.</summary>
    void Forget(MemberId member);
}

/// <summary>What is known of a person at this moment.</summary>
/// <param name="Actor">Who acts, and in which organisation.</param>
/// <param name="Settings">What they set for themselves.</param>
public sealed record KnownPerson(Actor Actor, PersonalSettings Settings)
{
    /// <summary>The organisation that the turn is about, as it was set up; null where there is none.</summary>
    public Organisation? Organisation { get; init; }
}

/// <summary>Under which organisations anything about a person may lie.</summary>
/// <param name="All">Those that are noted under the person.</param>
/// <param name="IsComplete">False where the store has rows from before such notes were made: then there may be others.</param>
public sealed record OrganisationsOfPerson(IReadOnlyList<OrganisationName> All, bool IsComplete);

/// <summary>A person's own chat with the bot.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="TeamsId">The person's id within this bot.</param>
public sealed record PersonalChat(Place Place, string TeamsId);

/// <summary>A Teams account, as an activity names it.</summary>
/// <param name="ObjectId">The Microsoft Entra object id; where Teams gives none, an id made of the account's Teams id.</param>
/// <param name="TenantId">The tenant of the conversation.</param>
/// <param name="Name">The display name; may be empty.</param>
/// <param name="TeamsId">The id within this bot (<c>29:…</c>).</param>
public sealed record Account(string ObjectId, string TenantId, string Name, string TeamsId);

/// <summary>Somebody whom a message mentions.</summary>
/// <param name="Words">What stands for them in the words of the message: their name, or a part of it.</param>
/// <param name="TeamsId">The id within this bot (<c>29:…</c>).</param>
public sealed record Mentioned(string Words, string TeamsId);
