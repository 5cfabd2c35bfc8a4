using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell.Applying;

/// <summary>Says who applied, for boards, rescue and exports. Answered by the feature Applications.</summary>
public interface IApplicants
{
    /// <summary>How many applied for one opening, and how far they are; <see cref="ApplicantCounts.None"/> where nobody did. One read.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<ApplicantCounts> CountAsync(string organisationId, string kind, string key, CancellationToken cancellationToken);

    /// <summary>The same for all openings of one kind in an organisation, by key; those for which nobody applied are missing. One list, however many applied; a moment behind.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyDictionary<string, ApplicantCounts>> CountAllAsync(string organisationId, string kind, CancellationToken cancellationToken);

    /// <summary>
    /// Who expressed an interest in one opening, and is still in it, explored, or stays on the bench since they would be ready in one to
    /// two years, however far they came; those who withdrew, stood and were turned down, or were appointed are left out. For invitations
    /// only: whoever is invited is shown to nobody.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<Person>> ListInterestedAsync(string organisationId, string kind, string key, CancellationToken cancellationToken);

    /// <summary>Whether somebody is among them: one read.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    async Task<bool> IsInterestedAsync(string organisationId, string kind, string key, MemberId person, CancellationToken cancellationToken)
        => (await ListInterestedAsync(organisationId, kind, key, cancellationToken)).Any(one => one.Id == person);

    /// <summary>Who stands for one opening: ready now, and still in it. They need no invitation.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<Person>> ListStandingAsync(string organisationId, string kind, string key, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<Person>>([]);

    /// <summary>Who waits for an outcome of one opening: those on whom nothing was decided for good, and those who explored and have no answer.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<Person>> ListWaitingAsync(string organisationId, string kind, string key, CancellationToken cancellationToken)
        => ListInterestedAsync(organisationId, kind, key, cancellationToken);

    /// <summary>Whether somebody is among them: one read.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    async Task<bool> IsWaitingAsync(string organisationId, string kind, string key, MemberId person, CancellationToken cancellationToken)
        => (await ListWaitingAsync(organisationId, kind, key, cancellationToken)).Any(one => one.Id == person);

    /// <summary>Whether somebody was appointed for one opening: one read.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    async Task<bool> IsAppointedAsync(string organisationId, string kind, string key, MemberId person, CancellationToken cancellationToken)
        => (await ListAppointedAsync(organisationId, kind, key, cancellationToken)).Any(one => one.Id == person);

    /// <summary>Who was appointed for one opening, from the moment at which it is kept, or has taken the place that they were offered.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<Person>> ListAppointedAsync(string organisationId, string kind, string key, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<Person>>([]);

    /// <summary>
    /// Who is told when what they applied for is offered again: those who are interested as <see cref="ListInterestedAsync"/> says, and who
    /// waited for a place until it began. What counts is the last for which each applied: who was appointed, withdrew or was turned down
    /// there hears no more of an earlier wish. A list for each opening, and one for each who was not selected.
    /// </summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="kind">The kind of opening.</param>
    /// <param name="keys">What it repeats, the newest first; may be empty.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<Person>> ListForNextAsync(string organisationId, string kind, IReadOnlyList<string> keys, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<Person>>([]);

    /// <summary>
    /// An opening has closed, perhaps earlier than it said: whoever decides is told what waits for them. Nothing where nobody
    /// applied, or where they were told of this closing before. Safe to repeat.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">It could not be kept.</exception>
    Task ClosedAsync(string organisationId, string kind, string key, CancellationToken cancellationToken);

    /// <summary>
    /// Something about an opening changed on which those who applied count: each of them is told whom it concerns, as it stands at the
    /// moment of sending. Nothing where nobody applied. Safe to repeat.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">It could not be kept.</exception>
    Task TellChangedAsync(string organisationId, string kind, string key, OpeningChange what, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Everybody who was offered a place of it or waited for one when it was withdrawn, once that has ended.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<Person>> ListLostAsync(string organisationId, string kind, string key, CancellationToken cancellationToken);

    /// <summary>What somebody loses as one opening is withdrawn, or lost by it, where nothing happened to their application since. Two reads.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<LostPlace> FindLostAsync(string organisationId, string kind, string key, MemberId person, CancellationToken cancellationToken) => Task.FromResult(LostPlace.None);
}

/// <summary>What somebody lost as something wasn't offered any more.</summary>
public enum LostPlace
{
    /// <summary>Neither an offer, nor that they waited for one.</summary>
    None,

    /// <summary>A place that they were offered, and had not taken.</summary>
    Offered,

    /// <summary>That they stood on the waiting list.</summary>
    Waiting,
}

/// <summary>What changed about an opening.</summary>
public enum OpeningChange
{
    /// <summary>The day of the interviews: told to whom nothing was decided yet, but for who only explores.</summary>
    Interview,

    /// <summary>Who runs it, or sits on its panel, and with that who reads what was written: told to all who are still in it.</summary>
    Deciders,

    /// <summary>What a practice is asked to agree to: those that were asked, or agreed, are told that their answer was to other words, and so is who may ask them again.</summary>
    Terms,

    /// <summary>It isn't offered any more: told to the practices that know of somebody who applied, and open offers and the waiting list or reserve end. Who applied hears from what offered it.</summary>
    Withdrawn,
}
