using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell;

/// <summary>
/// The button "Declare an interest" that any card can hold which is about an item: it opens the dialog with that item's
/// name in it, so that an interest is declared at the moment when it matters. The card binds it as <c>interest</c>;
/// its <c>Action.Submit</c> has the title <c>${interest.title}</c> and the data <c>msteams</c> (type task/fetch), this
/// verb, and <c>organisation</c> and <c>about</c> from the same part; <c>cards/interests/prompt.json</c> shows how.
/// </summary>
public static class InterestQuestion
{
    /// <summary>What the button asks for.</summary>
    public const string Verb = "interests.ask";

    /// <summary>The button's data.</summary>
    /// <param name="text">For its title.</param>
    /// <param name="organisationId">The organisation in whose register the interest goes.</param>
    /// <param name="about">The item's name, such as a decision's title; what is too long is cut there.</param>
    public static CardData Button(TextFile text, string organisationId, string about)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new CardData()
            .Set("title", text.Plain("interests.ask.button"))
            .SetId("organisation", organisationId)
            .Set("about", PlainText.FromPerson(about));
    }
}
