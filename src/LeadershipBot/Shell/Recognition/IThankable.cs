namespace LeadershipBot.Shell.Recognition;

/// <summary>
/// What one feature has for which people can be thanked, such as decisions, or fellowships. Each registers its answer in
/// <c>AddParts</c> (<c>services.AddSingleton&lt;IThankable, …&gt;()</c>); whoever thanks may tie it to one.
/// </summary>
public interface IThankable
{
    /// <summary>Names the feature's things: lower-case letters, at most 20, such as <c>decisions</c>.</summary>
    string Kind { get; }

    /// <summary>The newest things that every member of an organisation may see, newest first.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="max">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<LinkableThing>> ListNewestAsync(string organisationId, int max, CancellationToken cancellationToken);

    /// <summary>Its title; null where there is no such thing in the organisation that every member may see. The key may have come from outside.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<string?> FindTitleAsync(string organisationId, string key, CancellationToken cancellationToken);
}
