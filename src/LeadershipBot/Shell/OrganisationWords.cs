using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell;

/// <summary>How cards name an organisation.</summary>
internal static class OrganisationWords
{
    /// <summary>The organisation in which the person acts, for a card's small first line.</summary>
    public static CardText OrganisationName(this TextFile text, Actor actor) => CardText.FromPerson(text.NameOf(actor.Organisation));

    /// <summary>A sentence to be read aloud, without the characters that mean something in SSML.</summary>
    public static PlainText AsSpoken(this TextFile text, PlainText sentence) => text.Spoken("shell.spoken", ("sentence", sentence.Words));

    /// <summary>The name, or words for one that nobody has set up yet.</summary>
    public static string NameOf(this TextFile text, OrganisationName organisation)
        => organisation.Name.Length > 0 ? organisation.Name : text.Plain("shell.organisation.notSetUp").Words;
}
