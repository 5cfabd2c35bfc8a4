using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell.Asks;

/// <summary>
/// What a feature would do with words that are no command, typed in a person's own chat: add them to an answer, raise them.
/// Each registers in <c>AddParts</c> (<c>services.AddSingleton&lt;IWordsTaker, …&gt;()</c>); the card that asks the person
/// shows the offers in that order. Until the person presses nothing is kept: the card carries the words.
/// </summary>
public interface IWordsTaker
{
    /// <summary>Names the taker: letters only, such as <c>polls</c>.</summary>
    string Kind { get; }

    /// <summary>What it offers for the words of this turn, in which no patient was found; null for nothing.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked; the person is then answered without it.</exception>
    Task<WordsOffer?> OfferAsync(Turn turn, CancellationToken cancellationToken);

    /// <summary>The person pressed the offer. Pressing twice is the same as once.</summary>
    /// <param name="turn">Who pressed, and when; its intent comes of a random nonce that only this person's card carries.</param>
    /// <param name="thing">As the offer named it; from outside.</param>
    /// <param name="words">The words; from outside, too, but no patient was found in them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The shell offers the person to press again.</exception>
    Task<Answer> TakeAsync(Turn turn, string thing, string words, CancellationToken cancellationToken);
}

/// <summary>What a feature would do with a person's words.</summary>
/// <param name="About">A line or two: to what they would go and who would read them, or why they can't.</param>
public sealed record WordsOffer(CardText About)
{
    /// <summary>What does it; null where it can't be done.</summary>
    public WordsButton? Button { get; init; }
}

/// <summary>The button of an offer.</summary>
/// <param name="Title">At most about 30 characters, such as "Raise it".</param>
/// <param name="OrganisationId">The organisation that the press is about.</param>
/// <param name="Thing">What the words would go to: an id of the feature's own.</param>
/// <param name="OpensDialog">Whether pressing opens a dialog, so that <see cref="IWordsTaker.TakeAsync"/> answers with one.</param>
public sealed record WordsButton(PlainText Title, string OrganisationId, string Thing, bool OpensDialog);
