using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell;

/// <summary>What every card says of itself, and every dialog that comes once more.</summary>
internal static class CardHeadings
{
    /// <summary>Its title, as it stands there, in a list of messages, and read aloud.</summary>
    public static CardData Titled(this CardData data, TextFile text, PlainText title) => data
        .Set("title", CardText.FromPerson(title.Words))
        .Set("summary", title)
        .Set("spoken", text.AsSpoken(title));

    /// <summary>Why a dialog comes once more; nothing where nothing is wrong.</summary>
    public static CardData WithProblem(this CardData data, Sentences sentences, Refusal? problem)
    {
        if (problem is null)
            return data;
        var (happened, next) = sentences.InCard(problem);
        return data.Set("problem", happened).Set("problemNext", next);
    }
}
