using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell.Asks;

/// <summary>What a feature wants to bring to one person: named by kind and key, so that ordering it again changes nothing.</summary>
/// <param name="Person">To whom.</param>
/// <param name="OrganisationId">The organisation that asks.</param>
/// <param name="Kind">A kind of <see cref="IAskSource"/>, such as <c>interests.prompt</c>: at most 40 letters, digits and dots.</param>
/// <param name="Key">What tells it from others of its kind to this person: at most 120 letters, digits, hyphens and dots.</param>
/// <param name="Ask">Its weight, minutes and closing time.</param>
public sealed record AskOrder(MemberId Person, string OrganisationId, string Kind, string Key, Ask Ask)
{
    private const int KindCharactersMax = 40;
    private const int KeyCharactersMax = 120;

    /// <summary>Whether kind and key fit a row's key. They may have come with a button, from outside.</summary>
    internal static bool IsName(string kind, string key)
        => kind.Length is > 0 and <= KindCharactersMax && key.Length is > 0 and <= KeyCharactersMax && (kind + key).All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');
}

/// <summary>What an <see cref="IAskSource"/> is asked about.</summary>
/// <param name="Person">To whom the ask goes.</param>
/// <param name="OrganisationId">The organisation that asks.</param>
/// <param name="Key">As it was ordered.</param>
/// <param name="At">Now.</param>
/// <param name="Zone">The person's time zone.</param>
public sealed record AskWish(MemberId Person, string OrganisationId, string Key, DateTimeOffset At, TimeZoneInfo Zone);

/// <summary>An ask as the person gets it.</summary>
/// <param name="Title">One line for the digest, at most about 80 characters.</param>
/// <param name="View">Its card.</param>
public sealed record AskCard(Microsoft365.Cards.PlainText Title, CardView View);

/// <summary>
/// Makes the cards of one kind of ask, at the moment of sending. Registered in <c>AddParts</c>
/// (<c>services.AddSingleton&lt;IAskSource, …&gt;()</c>).
/// </summary>
public interface IAskSource
{
    /// <summary>Names the kind, such as <c>interests.prompt</c>.</summary>
    string Kind { get; }

    /// <summary>The card as of now; null if it was answered, closed or withdrawn, or doesn't concern this person any more: nothing is sent then.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked; it is tried again.</exception>
    Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken);
}

/// <summary>Says where a person can be reached, and what they set for themselves. Answered by the feature that keeps the members.</summary>
public interface IReach
{
    /// <summary>As it is in the store at this moment: a pause may have been set just now.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<PersonalReach> FindAsync(MemberId person, CancellationToken cancellationToken);

    /// <summary>
    /// The same, for something that is to be sent now: where there is no chat yet it is begun, if the person is in a team
    /// or chat of one of their organisations. Safe to repeat: it stays one chat.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<PersonalReach> OpenAsync(MemberId person, CancellationToken cancellationToken);

    /// <summary>
    /// Teams refused to bring something into a person's chat. Where the chat is gone, it is begun anew; where the person
    /// blocked or removed the bot, that is noted, until they speak with it again. Safe to repeat.
    /// </summary>
    /// <param name="person">Whose chat.</param>
    /// <param name="chat">The chat that was tried.</param>
    /// <param name="why">How Teams refused.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there is another way now.</returns>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    Task<bool> RenewAsync(MemberId person, Place chat, Delivery.Sent.Never why, CancellationToken cancellationToken);
}

/// <summary>Where a turn's answer may go on when it comes later.</summary>
public static class ReachOfTurn
{
    /// <summary>The own chat of whoever acts: where they are, if it is that; null where none is known, or they removed the bot.</summary>
    /// <exception cref="Storage.StoreUnavailableException">The store can't be asked.</exception>
    public static async ValueTask<PersonalChat?> OwnChatAsync(this IReach reach, Turn turn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reach);
        ArgumentNullException.ThrowIfNull(turn);
        if (turn.Place.Scope is Scope.Personal)
            return new PersonalChat(turn.Place, turn.Account.TeamsId);
        var found = await reach.FindAsync(turn.Actor.MemberId, cancellationToken);
        return found.Chat is { } chat ? new PersonalChat(chat, found.TeamsId) : null;
    }
}

/// <summary>Where a person can be reached.</summary>
/// <param name="Chat">Their own chat with the bot; null if there is none.</param>
/// <param name="Why">Why there is none, as a short name for rows and reports (<c>neverMet</c>, <c>removed</c>, or as Teams refused it); empty where there is one.</param>
/// <param name="Settings">What they set for themselves.</param>
public sealed record PersonalReach(Place? Chat, string Why, PersonalSettings Settings)
{
    /// <summary>Why there is no chat: they never had the bot.</summary>
    public const string NeverMet = "neverMet";

    /// <summary>The person's id within this bot (<c>29:…</c>); empty where there is no chat.</summary>
    public string TeamsId { get; init; } = "";

    /// <summary>A chat could not be begun at this moment: it is to be tried again; null otherwise.</summary>
    public Delivery.Sent.NotNow? NotNow { get; init; }

    /// <summary>The zone by which their quiet hours go: as they set it; the United Kingdom's where they set none.</summary>
    public TimeZoneInfo Zone => Zones.OrUnitedKingdom(Settings.TimeZone);
}
