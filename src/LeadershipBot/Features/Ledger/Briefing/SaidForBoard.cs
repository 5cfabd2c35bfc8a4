using LeadershipBot.Domain;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Features.Ledger.Said;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Briefing;

namespace LeadershipBot.Features.Ledger.Briefing;

/// <summary>How the organisation deals with what is raised, as a paragraph: what every member may read.</summary>
internal sealed class SaidForBoard(LedgerTallies tallies, SaidWords words, CardLibrary library) : IBoardPaper
{
    public const string PaperKind = "ledger";

    public string Kind => PaperKind;

    public async Task<Ruling<BoardParagraph>> WriteAsync(BoardWish wish, string key, CancellationToken cancellationToken)
    {
        if (!wish.Actor.Hat.IsListed)
            return new Refusal("ledger.refused.notListed");
        if (await tallies.ReadAsync(wish.Actor.Organisation.Id, wish.At, cancellationToken) is not { } figures)
            return new Refusal("ledger.refused.counting");
        return new BoardParagraph(library.Text.Plain("ledger.said.title").Words, words.Paragraph(library.Text.NameOf(wish.Actor.Organisation), figures, wish.At, TimeWords.Moment(wish.At, wish.Zone)));
    }
}
