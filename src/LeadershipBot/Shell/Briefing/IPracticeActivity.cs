using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell.Briefing;

/// <summary>
/// Says from where something was heard by name. Each feature in which people act by name registers its answer in
/// <c>AddParts</c> (<c>services.AddSingleton&lt;IPracticeActivity, …&gt;()</c>). What was said confidentially or anonymously
/// is never part of it: who didn't say anything could otherwise be told from it.
/// </summary>
public interface IPracticeActivity
{
    /// <summary>
    /// The practices and people from whom something was heard by name, in any order, some perhaps more than once. It is read
    /// no further than is needed.
    /// </summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="since">From when on, inclusive.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    IAsyncEnumerable<HeardFrom> ListAsync(string organisationId, DateTimeOffset since, CancellationToken cancellationToken);
}

/// <summary>From whom something was heard by name.</summary>
/// <param name="Practices">For which practices it was said; none where only the person is known.</param>
/// <param name="PersonId">The Entra object id of who said it; empty where only the practice is known.</param>
public sealed record HeardFrom(PracticeCodes Practices, string PersonId);
