using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell.Asks;

/// <summary>
/// Says what waits for a person's answer. Each feature that asks people something registers its answer in <c>AddParts</c>
/// (<c>services.AddSingleton&lt;IWaiting, …&gt;()</c>); the list of all of it is what the command <c>waiting</c> shows.
/// </summary>
public interface IWaiting
{
    /// <summary>Names the feature's things: letters only, at most 15, such as <c>polls</c>.</summary>
    string Kind { get; }

    /// <summary>What waits for the person in one organisation, in any order; at a cost that doesn't grow with what is over.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<IReadOnlyList<WaitingThing>> ListAsync(WaitingWish wish, CancellationToken cancellationToken);

    /// <summary>The card of one thing as of now; null if it doesn't wait for this person, or not any more.</summary>
    /// <param name="key">As <see cref="ListAsync"/> named it; it may have come with a button, from outside.</param>
    /// <param name="wish">Who wants it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<AskCard?> FindCardAsync(string key, WaitingWish wish, CancellationToken cancellationToken);
}

/// <summary>For whom a list of what waits is made.</summary>
/// <param name="Person">The person.</param>
/// <param name="OrganisationId">The organisation that asks.</param>
/// <param name="At">Now.</param>
/// <param name="Zone">The person's time zone.</param>
public sealed record WaitingWish(MemberId Person, string OrganisationId, DateTimeOffset At, TimeZoneInfo Zone);

/// <summary>Something that waits for a person's answer.</summary>
/// <param name="Key">What tells it from others of its kind: at most <see cref="KeyCharactersMax"/> letters, digits, hyphens and dots.</param>
/// <param name="Title">One line.</param>
/// <param name="Minutes">How long answering takes.</param>
/// <param name="ClosesAt">When it is too late; null for never.</param>
public sealed record WaitingThing(string Key, PlainText Title, int Minutes, DateTimeOffset? ClosesAt)
{
    /// <summary>An organisation's id of 48 letters, with what stands in it and in that; with kind and list it fits the key of an ask.</summary>
    public const int KeyCharactersMax = 90;
}
