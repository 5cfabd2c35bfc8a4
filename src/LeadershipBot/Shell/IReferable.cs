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
/// <param name="Matter">The matter of it, by which interests are declared; in one line.</param>
public sealed record ReferredPart(string Title, string Matter);

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

/// <summary>What something may be about, whichever feature has it. A reference carries its kind: <c>meetings:larkford.abc.2</c>.</summary>
public sealed class References(IEnumerable<IReferable> sources)
{
    /// <summary>The longest reference.</summary>
    public const int CharactersMax = 160;

    private const char Between = ':';

    private readonly IReadOnlyDictionary<string, IReferable> _sources = sources.ToDictionary(source => source.Kind, StringComparer.Ordinal);

    /// <summary>What a reference means; null where it means nothing, or nothing any more.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    public async Task<ReferredPart?> FindAsync(string reference, string organisationId, CancellationToken cancellationToken)
        => Read(reference) is var (source, key) ? await source.FindAsync(key, organisationId, cancellationToken) : null;

    /// <summary>Whether a person has an interest in it; false where the reference means nothing.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    public async Task<bool> HasInterestAsync(string reference, string organisationId, MemberId person, CancellationToken cancellationToken)
        => Read(reference) is var (source, key) && await source.HasInterestAsync(key, organisationId, person, cancellationToken);

    /// <summary>Notes what is about it; nothing where the reference means nothing. Safe to repeat.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    public Task NoteAsync(string reference, string organisationId, string kind, string otherKey, CancellationToken cancellationToken)
        => Read(reference) is var (source, key) ? source.NoteAsync(key, organisationId, kind, otherKey, cancellationToken) : Task.CompletedTask;

    private (IReferable Source, string Key)? Read(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.Split(Between, 2) is [var kind, var key] && _sources.TryGetValue(kind, out var source) ? (source, key) : null;
    }
}
