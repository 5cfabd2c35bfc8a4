using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell;

/// <summary>Says which teams and chats an organisation has, and who sits in them. Answered by the feature that reads their people from Teams.</summary>
public interface ITeams
{
    /// <summary>
    /// The teams and chats that belong to an organisation at this moment, in which the bot is, and whose people have been read;
    /// by name, the chats after them; and last the groups that an <see cref="IGathering"/> knows.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<KnownTeam>> ListAsync(string organisationId, CancellationToken cancellationToken);

    /// <summary>One of the groups that an <see cref="IGathering"/> knows, also where it is too old to be listed; null where there is none.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<KnownTeam?> FindGatheringAsync(string organisationId, string id, CancellationToken cancellationToken);

    /// <summary>The id of the team or chat to which a conversation belongs, whether or not its people have been read.</summary>
    string IdOf(Place place);

    /// <summary>
    /// In which of some teams a person is, as their people were last read: remembered for half a minute where they are. A team
    /// that doesn't belong to the organisation any more counts for nobody; one from which the bot was removed counts as it was
    /// last read. At most one read for each team in steady state.
    /// </summary>
    /// <param name="organisationId">Whose teams.</param>
    /// <param name="teams">Their ids.</param>
    /// <param name="person">Who.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The ids; empty where there is none.</returns>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    ValueTask<IReadOnlyList<string>> AmongAsync(string organisationId, IReadOnlyList<string> teams, MemberId person, CancellationToken cancellationToken);
}

/// <summary>A team or chat of an organisation.</summary>
/// <param name="Id">Names it in the store and in forms: letters, digits, dots and hyphens.</param>
/// <param name="Name">A team's name; empty where it isn't known, as of a chat.</param>
/// <param name="People">How many people it has who aren't guests.</param>
public sealed record KnownTeam(string Id, string Name, int People)
{
    /// <summary>Whether it is a team, and not a chat.</summary>
    public bool IsTeam { get; init; }

    /// <summary>Some of those in it, to tell a chat by; never to be kept.</summary>
    public IReadOnlyList<string> Some { get; init; } = [];
}
