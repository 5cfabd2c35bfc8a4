using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell;

/// <summary>
/// Parts of what one feature has that others may be about, such as an item of a meeting's agenda, about which a poll asks or which a
/// decision settles. A feature that has such things registers its answer in <c>AddParts</c>
/// (<c>services.AddSingleton&lt;IReferable, …&gt;()</c>). What is about them is read the other way round by <see cref="IReferring"/>.
/// </summary>
public interface IReferable
{
    /// <summary>Names the feature's things: lower-case letters, at most 20, such as <c>meetings</c>.</summary>
    string Kind { get; }

    /// <summary>A part of a thing; null where the organisation has no such thing, or it has no such part, or takes no more.</summary>
    /// <param name="key">The thing, with a dot and the part behind it where only a part is meant; it may have come from outside.</param>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<ReferredPart?> FindAsync(string key, string organisationId, CancellationToken cancellationToken);

    /// <summary>Whether a person has an interest in that part, as is noted there.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<bool> HasInterestAsync(string key, string organisationId, MemberId person, CancellationToken cancellationToken);

    /// <summary>
    /// Who left that part, or is to, for an interest in it, in a sentence for the record of what was decided about it; empty where nobody is
    /// known to, or there is no such part. It holds names: only those who decide there may be given it.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<string> RecordInterestsAsync(string key, string organisationId, CancellationToken cancellationToken);

    /// <summary>Notes what is about it, so that it can be shown there. Safe to repeat; written before the other thing, since a note of nothing is harmless.</summary>
    /// <param name="key">The thing, or a part of it.</param>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="kind">The kind of what is about it: see <see cref="IReferring.Kind"/>.</param>
    /// <param name="otherKey">What is about it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task NoteAsync(string key, string organisationId, string kind, string otherKey, CancellationToken cancellationToken);
}

/// <summary>A part of something.</summary>
/// <param name="Title">What it is, in one line: the thing and the part.</param>
/// <param name="Matter">The matter of it, by which interests are declared; in one line; empty where it is no matter of its own, as a whole meeting.</param>
public sealed record ReferredPart(string Title, string Matter);
