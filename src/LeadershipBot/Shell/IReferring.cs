using LeadershipBot.Domain.People;

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
    /// What somebody may read of some things now, as the one rule of disclosure says, in the order of <paramref name="things"/>; of one
    /// that has no result, its title and that it goes on. Null where there is no such thing in the organisation, it has yet to begin,
    /// was withdrawn, isn't about that any more, or the reader wasn't asked and doesn't manage it: of that they are told nothing, not
    /// what it is called either. What several need is read once.
    /// </summary>
    /// <param name="things">What was noted; none is none.</param>
    /// <param name="organisationId">The organisation whose it is to be.</param>
    /// <param name="reader">Who is to read it: only they may be shown it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<LinkedSummary?>> ReadAsync(IReadOnlyList<ReferringThing> things, string organisationId, Actor reader, CancellationToken cancellationToken);

    /// <summary>
    /// Somebody was found to have an interest in that, which <see cref="References.HasInterestAsync"/> says by now: what it means for what
    /// goes on still is the feature's to see to. What has ended stays. Safe to repeat.
    /// </summary>
    /// <param name="thing">What was noted.</param>
    /// <param name="organisationId">The organisation whose it is to be.</param>
    /// <param name="person">Who.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task HeedInterestAsync(ReferringThing thing, string organisationId, MemberId person, CancellationToken cancellationToken);

    /// <summary>
    /// That begins at another time, or isn't to be any more: what it means for what goes on still, such as what was to close as that began,
    /// is the feature's to see to. What has ended stays. Safe to repeat, and in any order.
    /// </summary>
    /// <param name="thing">What was noted.</param>
    /// <param name="organisationId">The organisation whose it is to be.</param>
    /// <param name="beginning">From when to when.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task HeedBeginningAsync(ReferringThing thing, string organisationId, BeginningMoved beginning, CancellationToken cancellationToken);
}

/// <summary>That something begins at another time.</summary>
/// <param name="From">When it was to begin.</param>
/// <param name="To">When it begins now; null where it isn't to be any more.</param>
public sealed record BeginningMoved(DateTimeOffset From, DateTimeOffset? To);

/// <summary>Something that was noted as being about something else.</summary>
/// <param name="Key">As it was noted.</param>
/// <param name="About">The reference of that about which it is to be: a whole thing, or the part.</param>
public sealed record ReferringThing(string Key, string About);
