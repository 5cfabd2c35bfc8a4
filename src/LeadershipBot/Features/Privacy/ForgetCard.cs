using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;

namespace LeadershipBot.Features.Privacy;

/// <summary>What being forgotten means: before it, when it begins, and when it is done.</summary>
internal sealed class ForgetCard(CardLibrary library)
{
    private readonly TextFile _text = library.Text;

    /// <summary>What will go and stay, with the button that does it.</summary>
    public CardView Before(ErasurePlan plan, string nonce, string mark) => View(
        _text.Format("privacy.forget.title"),
        Lists(_text.Format("privacy.forget.erased"), plan.Erased, plan.Kept)
            .Set("heed", Lines(plan.Heed))
            .Set("closing", _text.Format("privacy.forget.closing"))
            .SetId("nonce", nonce)
            .SetId("person", mark));

    /// <summary>It has begun.</summary>
    public CardView Begun() => View(
        _text.Format("privacy.forget.begun"),
        Lists(_text.Format("privacy.forget.erased"), [], []).Set("heed", []).Set("closing", _text.Format("privacy.forget.begun.next")));

    /// <summary>What was done.</summary>
    public CardView After(IReadOnlyList<PlainText> erased, IReadOnlyList<PlainText> kept) => View(
        _text.Format("privacy.forget.done"),
        Lists(_text.Format("privacy.forget.wasErased"), erased, kept).Set("heed", []).Set("closing", _text.Format("privacy.forget.done.next")));

    private CardData Lists(CardText title, IReadOnlyList<PlainText> erased, IReadOnlyList<PlainText> kept)
        => new CardData().Set("erasedTitle", title).Set("erased", Lines(erased)).Set("kept", Lines(kept));

    private static IEnumerable<CardData> Lines(IReadOnlyList<PlainText> lines) => lines.Select(line => new CardData().Set("line", CardText.FromPerson(line.Words)));

    private CardView View(CardText title, CardData data)
        => new("privacy/forget", data.Set("title", title).Set("summary", _text.Plain("privacy.forget.summary")).Set("spoken", _text.Spoken("privacy.forget.summary")), _text.Plain("privacy.forget.summary"));
}
