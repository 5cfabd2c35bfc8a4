using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell.Sending;

/// <summary>
/// What one feature sends to many: to whom, and what it looks like at the moment of sending. Features register theirs in
/// <c>AddParts</c>; the engine knows nothing else of what is sent.
/// </summary>
public interface ISendingSource
{
    /// <summary>Which sendings: at most 40 letters and dots, such as <c>polls.ask</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// To whom it goes, asked once, when the sending begins; in ordinal order of <see cref="SendingTarget.Key"/>. After a
    /// crash it is asked again, and who was written down already is passed over.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">It can't be said at the moment.</exception>
    IAsyncEnumerable<SendingTarget> ListAudienceAsync(SendingHead sending, CancellationToken cancellationToken);

    /// <summary>
    /// The message to one recipient as of now, new or in place of an older version of it; null if it doesn't concern them
    /// any more, as when they have answered what they would be reminded of.
    /// </summary>
    /// <exception cref="Storage.StoreUnavailableException">It can't be said at the moment.</exception>
    Task<SendingContent?> MakeAsync(SendingWish wish, CancellationToken cancellationToken);

    /// <summary>What is sent, in a few words, for whoever watches it; and the names of the groups by which it is counted.</summary>
    Task<SendingTitle> DescribeAsync(SendingHead sending, CancellationToken cancellationToken);
}

/// <summary>Somebody, or some conversation, that a sending goes to.</summary>
/// <param name="Key">What tells it from the others: letters, digits, hyphens and dots, at most 120.</param>
/// <param name="Person">The person; null for a conversation.</param>
/// <param name="Place">The conversation, such as a channel; null for a person, whose own chat is looked up when it is sent.</param>
/// <param name="Group">By what it is counted, such as a locality's id: letters, digits and hyphens, at most 60; empty for none.</param>
public sealed record SendingTarget(string Key, MemberId? Person, Place? Place, string Group)
{
    /// <summary>A person.</summary>
    public static SendingTarget Of(MemberId person, string group) => new(person.ToString(), person, null, group);

    /// <summary>A conversation.</summary>
    public static SendingTarget Of(Place place) => new("place." + Keys.Hash(place.TenantId, place.ConversationId), null, place, "");
}

/// <summary>Which message is to be made.</summary>
/// <param name="Sending">What is being sent.</param>
/// <param name="Person">For whom; null where it is for a conversation.</param>
/// <param name="Place">Where it will stand.</param>
/// <param name="At">The moment.</param>
/// <param name="Zone">The recipient's time zone.</param>
/// <param name="IsChange">Whether it takes the place of what was sent before.</param>
public sealed record SendingWish(SendingHead Sending, MemberId? Person, Place? Place, DateTimeOffset At, TimeZoneInfo Zone, bool IsChange);

/// <summary>A message.</summary>
/// <param name="View">Its card.</param>
/// <param name="Ask">What it asks of a person: whether it counts against their minutes, and when it is too late.</param>
public sealed record SendingContent(CardView View, Ask Ask);

/// <summary>How a sending is called.</summary>
/// <param name="Name">In a few words.</param>
/// <param name="NameOfGroup">A group's name; what is given back for one that isn't known says so.</param>
public sealed record SendingTitle(PlainText Name, Func<string, PlainText> NameOfGroup)
{
    /// <summary>
    /// Whether those who watch the sending may learn who has answered: true where answers are named. Otherwise it is said of
    /// nobody that they didn't need it any more, since that is as good as saying that they had answered.
    /// </summary>
    public bool RevealsAnswering { get; init; }

    /// <summary>
    /// Whether nobody is shown how far it is, and to whom it goes: it goes to those alone who have not answered, where who has
    /// is hidden. That one person couldn't be reached, or was still to come when it was stopped, would tell.
    /// </summary>
    public bool IsSecret { get; init; }
}
