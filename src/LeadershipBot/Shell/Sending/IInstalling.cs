using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell.Sending;

/// <summary>
/// Has the bot installed for people who never had it, where their Microsoft 365 permits that. Answered by the feature that
/// keeps the members.
/// </summary>
public interface IInstalling
{
    /// <summary>
    /// Whether it may be installed for somebody and would help: they are listed, of a tenant that is served, and no guest;
    /// and installing for others is switched on.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<bool> MayHelpAsync(string organisationId, MemberId person, CancellationToken cancellationToken);

    /// <summary>Orders it for one person, unless it was tried since a moment, and says how far it is. Safe to repeat: it is tried once.</summary>
    /// <param name="organisationId">The organisation that wants to reach them.</param>
    /// <param name="person">For whom.</param>
    /// <param name="since">What was tried before may be tried anew.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<Installing> WantAsync(string organisationId, MemberId person, DateTimeOffset since, CancellationToken cancellationToken);
}

/// <summary>How far installing the bot for somebody is.</summary>
public abstract record Installing
{
    private Installing()
    {
    }

    /// <summary>It is ordered, or done, and the person's chat isn't known yet.</summary>
    /// <param name="LookAgainAt">When more may be known.</param>
    public sealed record UnderWay(DateTimeOffset LookAgainAt) : Installing;

    /// <summary>It came to nothing.</summary>
    /// <param name="Why">As a short name of letters.</param>
    public sealed record Ended(string Why) : Installing;
}
