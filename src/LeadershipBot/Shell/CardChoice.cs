using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell;

/// <summary>One of the choices of an <c>Input.ChoiceSet</c>.</summary>
internal static class CardChoice
{
    /// <param name="title">As people read it.</param>
    /// <param name="value">What comes back with the button; it stays within a press.</param>
    public static CardData Of(PlainText title, string value) => new CardData().Set("title", title).SetId("value", value);

    /// <summary>The same, where the title is a name or was put into words already.</summary>
    public static CardData Named(string title, string value) => Of(PlainText.FromPerson(title), value);

    /// <summary>The localities of an organisation, by name.</summary>
    /// <param name="localities">Their names, by code.</param>
    public static IEnumerable<CardData> Localities(IReadOnlyDictionary<string, string> localities)
        => localities.OrderBy(one => one.Value, StringComparer.OrdinalIgnoreCase).Select(one => Named(one.Value, one.Key));
}
