namespace LeadershipBot.Shell;

/// <summary>
/// What one feature has that others may refer to, such as a poll to which a decision answers. Each feature that has such
/// things registers its answer in <c>AddParts</c> (<c>services.AddSingleton&lt;ILinkable, …&gt;()</c>).
/// </summary>
public interface ILinkable
{
    /// <summary>Names the feature's things: lower-case letters, at most 20, such as <c>polls</c>.</summary>
    string Kind { get; }

    /// <summary>The newest things of an organisation that have a result, or of which there is something to say, newest first.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="max">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<LinkableThing>> ListNewestAsync(string organisationId, int max, CancellationToken cancellationToken);

    /// <summary>
    /// What everybody in the organisation may read of it now, as the one rule of disclosure says; null where there is no
    /// such thing in the organisation, or it has no result, or was withdrawn.
    /// </summary>
    /// <param name="key">As <see cref="ListNewestAsync"/> named it, or with a dot and a part of it behind it where the feature has such; it may have come from outside.</param>
    /// <param name="organisationId">The organisation whose members are to read it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<LinkedSummary?> FindAsync(string key, string organisationId, CancellationToken cancellationToken);
}

/// <summary>Something that others may refer to.</summary>
/// <param name="Key">Letters, digits, hyphens and dots, at most 120.</param>
/// <param name="Title">In one line, as a person wrote it.</param>
public sealed record LinkableThing(string Key, string Title);

/// <summary>What may be read of something that is referred to: plain words, not escaped.</summary>
/// <param name="Key">As it is known.</param>
/// <param name="Title">In one line, as a person wrote it.</param>
/// <param name="Lines">Its result and turnout, a line each; at most ten.</param>
public sealed record LinkedSummary(string Key, string Title, IReadOnlyList<string> Lines);
