using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell;

/// <summary>
/// Puts refusals into words. Each has a sentence that says what happened under its key, and one that says what to do
/// now under <c>key.next</c>.
/// </summary>
public sealed class Sentences(CardLibrary library)
{
    public TextFile Text => library.Text;

    /// <summary>For a card.</summary>
    public (CardText Happened, CardText Next) InCard(Refusal refusal)
    {
        var values = refusal.Values.Select(v => (TextArgument)v).ToArray();
        return (Text.Format(refusal.TextKey, values), Text.Format(refusal.TextKey + ".next"));
    }

    /// <summary>What a rule has to say, for a card.</summary>
    public CardText InCard(Statement statement) => Text.Format(statement.TextKey, [.. statement.Values.Select(InCard)]);

    /// <summary>The same for places without Markdown.</summary>
    public PlainText Plain(Statement statement) => Text.Plain(statement.TextKey, [.. statement.Values.Select(Plain)]);

    /// <summary>In one breath, for places without Markdown.</summary>
    public string InOneLine(Refusal refusal)
    {
        var values = refusal.Values.Select(v => (TextArgument)v).ToArray();
        return $"{Text.Plain(refusal.TextKey, values).Words} {Text.Plain(refusal.TextKey + ".next").Words}";
    }

    /// <summary>The card that says what did not happen, and what to do.</summary>
    public CardView Card(Refusal refusal)
    {
        var (happened, next) = InCard(refusal);
        var line = PlainText.FromPerson(InOneLine(refusal));
        var data = new CardData().Set("happened", happened).Set("next", next).Set("summary", line).Set("spoken", Spoken(refusal));
        return new CardView("shell/refusal", data, line);
    }

    /// <summary>A plain statement as a card of its own.</summary>
    public CardView Card(PlainText sentence) => NoticeCard.Of(Text, sentence, null, []);

    private TextArgument InCard(StatementValue value) => value switch
    {
        { Phrase: { } phrase } => (value.Name, InCard(phrase)),
        { Number: { } number } => (value.Name, number),
        _ => (value.Name, value.Words ?? ""),
    };

    private TextArgument Plain(StatementValue value) => value switch
    {
        { Phrase: { } phrase } => (value.Name, Plain(phrase).Words),
        { Number: { } number } => (value.Name, number),
        _ => (value.Name, value.Words ?? ""),
    };

    private PlainText Spoken(Refusal refusal)
        => Text.Spoken(refusal.TextKey, [.. refusal.Values.Select(v => (TextArgument)v)]);
}
