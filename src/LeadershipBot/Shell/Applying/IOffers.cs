using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell.Applying;

/// <summary>
/// What a feature says of openings whose places are offered with a deadline, and asks about them. Answered by the feature
/// Applications, which keeps offers, answers and the waiting list.
/// </summary>
public interface IOffers
{
    /// <summary>
    /// Agrees with those who count that no more than so many places are given from now on, or refuses where more are given or
    /// offered. Called before an opening gets fewer places, with the revision that it is going to have, and after it got more, which
    /// then go to who waits.
    /// Safe to repeat; what an earlier revision says is passed over, unless what was agreed is older than <see cref="OfferRules.AgreedFor"/>:
    /// then that was never set. It counts as agreed at the moment that is given, which may be a little past: whoever orders a look for
    /// when it is given up knows it beforehand.
    /// </summary>
    /// <returns>Why not; null where it is agreed.</returns>
    /// <exception cref="Storage.StoreUnavailableException">It could not be kept.</exception>
    Task<Refusal?> LimitAsync(string kind, string key, int places, int revision, DateTimeOffset agreedAt, CancellationToken cancellationToken);

    /// <summary>
    /// The time from which on nothing is offered any more may have changed, or another date: waiting ends then, an offer that would
    /// outlive it ends with it and its applicant is told, reminders come at the new time, and what is free is offered to who waits.
    /// Nothing where nobody applied. Safe to repeat.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">It could not be kept.</exception>
    Task LookAgainAsync(string organisationId, string kind, string key, CancellationToken cancellationToken);

    /// <summary>
    /// Somebody who was appointed doesn't have the place any more before it begins: it goes on to the next who waits. Nothing where they aren't
    /// appointed any more, or anew. Safe to repeat.
    /// </summary>
    /// <param name="kind">The kind of opening.</param>
    /// <param name="key">The opening.</param>
    /// <param name="person">Who was appointed.</param>
    /// <param name="idempotencyKey">Names the appointment: the one with which it was said.</param>
    /// <param name="by">Who ended it, which the applicant and those who decide read.</param>
    /// <param name="cancellationToken">Gives up; call it again.</param>
    /// <exception cref="Storage.StoreUnavailableException">It could not be kept.</exception>
    Task GiveUpAsync(string kind, string key, MemberId person, string idempotencyKey, GivenUpBy by, CancellationToken cancellationToken);

    /// <summary>The practice that was asked here last whether it releases somebody, with what it says by now, whether one who leads it answered or its answer was recorded; null where none was, or the application is gone.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<ReleasedBy?> FindReleaseAsync(string organisationId, string kind, string key, MemberId person, CancellationToken cancellationToken);
}

/// <summary>What a practice says to releasing somebody.</summary>
public enum ReleaseSaid
{
    /// <summary>It agrees.</summary>
    Agreed,

    /// <summary>It agreed to other words: what it was asked about has changed since, and it wasn't asked again.</summary>
    AgreedToOther,

    /// <summary>It hasn't answered to the words as they are.</summary>
    NotYet,

    /// <summary>It can't agree.</summary>
    Declined,
}

/// <summary>The practice that is to release somebody.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="AgreedBy">Who agreed for it; null where they are forgotten, it was recorded by another, or that isn't kept any more.</param>
public sealed record ReleasedBy(string Code, string Name, MemberId? AgreedBy)
{
    /// <summary>What it says by now; where only its name is kept, that it agreed.</summary>
    public ReleaseSaid Said { get; init; } = ReleaseSaid.Agreed;

    /// <summary>When it said so; null where it hasn't, or that isn't kept.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>Whether it agreed, if to other words.</summary>
    public bool HasAgreed => Said is ReleaseSaid.Agreed or ReleaseSaid.AgreedToOther;
}
