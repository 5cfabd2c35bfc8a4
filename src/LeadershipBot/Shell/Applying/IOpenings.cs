using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell.Applying;

/// <summary>
/// One kind of things that can be applied for, such as posts. Each feature that has such things registers its answer in
/// <c>AddParts</c> (<c>services.AddSingleton&lt;IOpenings, …&gt;()</c>); everything from eligibility to appointment is done by
/// the feature Applications, to which the buttons of <see cref="ApplyButtons"/> lead.
/// </summary>
public interface IOpenings
{
    /// <summary>Names the kind: lower-case letters, at most 20.</summary>
    string Kind { get; }

    /// <summary>Whether the feature itself tells whoever runs an opening that somebody took a place; else they are told by the feature Applications.</summary>
    bool TellsOfTakenPlaces => false;

    /// <summary>Whether whoever was appointed has a place with a dialog of its own, which the verb <c>fellowships.mine</c> opens by the opening's key.</summary>
    bool KeepsPlaces => false;

    /// <summary>Somebody of the organisation reads what it takes, as they open the form to apply. Safe to repeat.</summary>
    /// <exception cref="Storage.StoreUnavailableException">It could not be kept.</exception>
    Task SeenAsync(string key, MemberId person, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What became of the place of whoever was appointed; null where it is theirs as before, or the kind keeps no places.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<EndedPlace?> FindEndedPlaceAsync(string key, MemberId person, CancellationToken cancellationToken) => Task.FromResult<EndedPlace?>(null);

    /// <summary>From which day on the place of whoever was appointed goes on to others, where the organisation doesn't list them now and until then; null where it stays theirs, has ended, or the kind keeps no places.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<DateOnly?> FindGoesOnFromAsync(string key, MemberId person, CancellationToken cancellationToken) => Task.FromResult<DateOnly?>(null);

    /// <summary>The code of the practice that is kept with the place that came of an appointment, whatever became of it, and hears from here where it ends; empty where none is kept. Null where no place came of it.</summary>
    /// <param name="key">The opening.</param>
    /// <param name="idempotencyKey">The one with which the appointment was said.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<string?> FindPracticeAsync(string key, string idempotencyKey, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>One opening as it stands now; null where there is none. The key may have come from outside.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<Opening?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Why this person may not apply, beyond <see cref="Opening.Eligibility"/>, such as a conflicting post that they hold; null if they may.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<Refusal?> WhyNotAsync(Opening opening, Actor actor, CancellationToken cancellationToken);

    /// <summary>What somebody who was not selected may be shown: what is open in the organisation on lower rungs, the highest of them first; at most five.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="below">The rung on which they were not selected.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<Opening>> NextRungsAsync(string organisationId, Rung below, CancellationToken cancellationToken);

    /// <summary>Somebody was appointed. Called by a delivery, so it may come again with the same key: it must be done once.</summary>
    /// <param name="key">The opening.</param>
    /// <param name="person">Who was appointed.</param>
    /// <param name="at">When it was decided.</param>
    /// <param name="idempotencyKey">The same for the same appointment: lower-case letters and digits.</param>
    /// <param name="cancellationToken">Gives up; the delivery is tried again.</param>
    /// <exception cref="Storage.StoreUnavailableException">It could not be kept; the delivery is tried again.</exception>
    Task AppointedAsync(string key, Person person, DateTimeOffset at, string idempotencyKey, CancellationToken cancellationToken);

    /// <summary>
    /// An appointment was taken back: whoever was appointed can't take it up, or it doesn't come about, and the place is free for
    /// another. Called by a delivery, so it may come again. Nothing, where that appointment was never said.
    /// </summary>
    /// <param name="key">The opening.</param>
    /// <param name="at">When it was taken back.</param>
    /// <param name="words">What the applicant was told of it; empty for nothing.</param>
    /// <param name="idempotencyKey">The one with which the appointment was said.</param>
    /// <param name="cancellationToken">Gives up; the delivery is tried again.</param>
    /// <exception cref="Storage.StoreUnavailableException">It could not be kept; the delivery is tried again.</exception>
    Task TakenBackAsync(string key, DateTimeOffset at, string words, string idempotencyKey, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Whoever was appointed is forgotten, perhaps while it was being said: the appointment is taken back, and what names them there
    /// goes. Called by a delivery, so it may come again. Nothing, where that appointment was never said.
    /// </summary>
    /// <param name="key">The opening.</param>
    /// <param name="person">Who was appointed.</param>
    /// <param name="at">When.</param>
    /// <param name="idempotencyKey">The one with which the appointment was said.</param>
    /// <param name="cancellationToken">Gives up; the delivery is tried again.</param>
    /// <exception cref="Storage.StoreUnavailableException">It could not be kept; the delivery is tried again.</exception>
    Task ForgottenAsync(string key, MemberId person, DateTimeOffset at, string idempotencyKey, CancellationToken cancellationToken)
        => TakenBackAsync(key, at, "", idempotencyKey, cancellationToken);

    /// <summary>
    /// The keys of the openings on whose panel somebody sits in an organisation, perhaps a moment behind; null where the feature
    /// can't say without reading each. For lists of what waits for somebody.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<string>?> ListOnPanelAsync(string organisationId, MemberId person, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>?>(null);

    /// <summary>The same of some openings only, at a cost that doesn't grow with the others.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="person">Who may sit on their panels.</param>
    /// <param name="among">The keys of the openings.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    async Task<IReadOnlyList<string>?> ListOnPanelAsync(string organisationId, MemberId person, IReadOnlySet<string> among, CancellationToken cancellationToken)
        => await ListOnPanelAsync(organisationId, person, cancellationToken) is { } all ? [.. all.Where(among.Contains)] : null;
}

/// <summary>A place that has ended, in words for whoever had it.</summary>
/// <param name="Stage">In a few words, such as "completed".</param>
/// <param name="Line">In a sentence, with the reason that was given.</param>
/// <param name="At">When.</param>
public sealed record EndedPlace(string Stage, string Line, DateTimeOffset At);
