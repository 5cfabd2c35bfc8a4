using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell;

/// <summary>
/// What a slice answers, in words that fit every way of asking: the shell turns it into a message, a card in place of
/// the pressed one, a dialog or a list, as the arrival wants it.
/// </summary>
public abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>So many choices of a type-ahead does Teams show.</summary>
    public const int ChoicesMax = 15;

    /// <summary>Nothing more to say: what was asked for comes by itself, or nothing was asked.</summary>
    public static Answer Nothing { get; } = new None();

    /// <summary>A card: as a new message, or in place of the one that was pressed, or as a dialog's content.</summary>
    public sealed record Card(CardView View) : Answer;

    /// <summary>A dialog to be filled in, or to be filled in once more.</summary>
    /// <param name="Title">Stands on the dialog's frame.</param>
    /// <param name="View">Its content.</param>
    public sealed record Dialog(PlainText Title, CardView View) : Answer;

    /// <summary>One short sentence; closes a dialog.</summary>
    public sealed record Say(PlainText Sentence) : Answer
    {
        /// <summary>In a personal chat, what the card from which the dialog was opened gives way to; null where it stays.</summary>
        public CardView? Renewed { get; init; }

        /// <summary>Whether everybody may see <see cref="Renewed"/>, so that the card gives way in a shared conversation, too.</summary>
        public bool IsRenewedForAll { get; init; }
    }

    /// <summary>The expected "no", in the words of its text key.</summary>
    public sealed record Refused(Refusal Why) : Answer;

    /// <summary>What was pressed can't be used, so its card gives way to one that says what happened.</summary>
    public sealed record Unusable(Refusal Why) : Answer;

    /// <summary>What a search found, best first; empty if nothing.</summary>
    public sealed record Found(IReadOnlyList<SearchResult> Results) : Answer;

    /// <summary>The choices that an input offers for what was typed into it, best first, at most <see cref="ChoicesMax"/>.</summary>
    public sealed record Offered(IReadOnlyList<OfferedChoice> Choices) : Answer;

    internal sealed record None : Answer;
}

/// <summary>A card to be shown.</summary>
/// <param name="Template">The template's name, such as <c>polls/open</c>.</param>
/// <param name="Data">What it is bound to.</param>
/// <param name="Summary">Stands in notifications and lists of chats, where the card itself doesn't.</param>
public sealed record CardView(string Template, CardData Data, PlainText Summary);

/// <summary>One thing that a search in the compose box found; choosing it puts its card into the message.</summary>
public sealed record SearchResult(PlainText Title, PlainText Subtitle, CardView View);

/// <summary>One choice of a type-ahead.</summary>
/// <param name="Title">What the person sees.</param>
/// <param name="Value">What the input then holds.</param>
public sealed record OfferedChoice(PlainText Title, string Value);
