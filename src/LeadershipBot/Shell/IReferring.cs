namespace LeadershipBot.Shell;

/// <summary>
/// What is about something of another feature, such as a poll about an item of a meeting: read by whoever shows that. Each feature
/// that has such things registers its answer in <c>AddParts</c> (<c>services.AddSingleton&lt;IReferring, …&gt;()</c>).
/// </summary>
public interface IReferring
{
    /// <summary>Names the feature's things: lower-case letters, at most 20, such as <c>polls</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// What everybody in the organisation may read of it now, as the one rule of disclosure says; while it has no result, its title and
    /// that it goes on. Null where there is no such thing in the organisation, or it has yet to begin, was withdrawn, or isn't about that any more.
    /// </summary>
    /// <param name="key">As it was noted.</param>
    /// <param name="about">The reference of the whole thing that it is to be about, or about a part of it.</param>
    /// <param name="organisationId">The organisation whose members are to read it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<LinkedSummary?> ReadAsync(string key, string about, string organisationId, CancellationToken cancellationToken);
}
