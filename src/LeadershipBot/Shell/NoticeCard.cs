using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell;

/// <summary>A plain statement as a card of its own: a heading and a few lines, without anything to press.</summary>
internal static class NoticeCard
{
    /// <param name="text">For what is read aloud.</param>
    /// <param name="summary">What is said, in a few words.</param>
    /// <param name="title">Its heading; null where the summary is.</param>
    /// <param name="lines">What more there is to say; may be empty.</param>
    /// <param name="kind">The small line above; null for none.</param>
    public static CardView Of(TextFile text, PlainText summary, CardText? title, IEnumerable<CardText> lines, CardText? kind = null)
    {
        var data = new CardData()
            .Set("title", title ?? CardText.FromPerson(summary.Words))
            .Set("lines", lines.Select(line => new CardData().Set("line", line)))
            .Set("summary", summary)
            .Set("spoken", text.AsSpoken(summary));
        if (kind is { } above)
            data.Set("kind", above);
        return new CardView("shell/notice", data, summary);
    }
}
