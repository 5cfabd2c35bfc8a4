using LeadershipBot.Domain;
using LeadershipBot.Domain.Briefing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Briefing;

namespace LeadershipBot.Features.Brief;

/// <summary>Whoever may read a result opens it as one plain paragraph, to be copied into a board paper.</summary>
internal sealed class CopyForBoard(IEnumerable<IBoardPaper> papers, CardLibrary library) : ISlice
{
    /// <summary>A longer one is cut, and says so.</summary>
    private const int CharactersMax = 8_000;

    private readonly TextFile _text = library.Text;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (papers.FirstOrDefault(one => one.Kind == turn.Data.Text("kind")) is not { } paper)
            return new Answer.Refused(new Refusal("shell.refused.unknownButton"));
        if (turn.Data.TryText("organisation", out var about) && about != turn.Actor.Organisation.Id)
            return new Answer.Refused(new Refusal("brief.refused.otherOrganisation"));
        if ((await paper.WriteAsync(new BoardWish(turn.Actor, turn.Place, turn.At, turn.TimeZone), turn.Data.Text("key"), cancellationToken)).IsRefused(out var refusal, out var paragraph))
            return new Answer.Refused(refusal);
        var title = _text.Plain("brief.paper.title");
        var isCut = paragraph.Words.Length > CharactersMax;
        var data = new CardData()
            .Set("about", CardText.FromPerson(paragraph.Title))
            .Set("paper", PlainText.FromPerson(isCut ? TurnData.Clip(paragraph.Words, CharactersMax) + "…" : paragraph.Words))
            .Set("isCut", isCut)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new Answer.Dialog(title, new CardView("brief/paper", data, title));
    }
}

/// <summary>The brief itself as a paragraph: of the time that the person's last one was about.</summary>
internal sealed class BriefForBoard(BriefShelf shelf, BriefReading reading, CardLibrary library) : IBoardPaper
{
    public string Kind => "brief";

    public async Task<Ruling<BoardParagraph>> WriteAsync(BoardWish wish, string key, CancellationToken cancellationToken)
    {
        if (!wish.Actor.Hat.IsListed || !wish.Actor.HoldsAny(BriefWish.Readers))
            return new Refusal("brief.refused.role");
        if (wish.Place is { Scope: not Scope.Personal })
            return new Refusal("brief.refused.ownChat");
        var times = await shelf.FindAsync(wish.Actor.Organisation.Id, wish.Actor.MemberId, cancellationToken) ?? BriefTimes.Next(null, wish.At);
        var brief = new BriefWish(wish.Actor, times.Since, wish.At, wish.Zone);
        var title = library.Text.Plain("brief.title", ("organisation", library.Text.NameOf(wish.Actor.Organisation))).Words;
        return new BoardParagraph(title, reading.Paragraph(brief, await reading.ReadAsync(brief, cancellationToken)));
    }
}
