using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Recognition;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>The conversations in which somebody was, for their portfolio: that they met, and what they noted.</summary>
internal sealed class TalksInPortfolio(TalkShelf shelf, TalkCards cards, CardLibrary library) : IPortfolio
{
    public int Place => 20;

    public async Task<IReadOnlyList<PortfolioPart>> WriteAsync(PortfolioWish wish, CancellationToken cancellationToken)
    {
        var (text, lines) = (library.Text, new List<PlainText>());
        foreach (var talk in (await shelf.ListOfAsync(wish.OrganisationId, wish.Person, talk => talk.Has(wish.Person) && talk.MetAt is not null, int.MaxValue, cancellationToken)).Select(one => one.Talk).OrderByDescending(talk => talk.MetAt))
        {
            lines.Add(text.Plain("talks.portfolio.met", ("when", TalkCards.Day(talk.MetAt!.Value, wish.Zone)), ("names", cards.Names(talk, wish.Person))));
            if (talk.Note.Length > 0)
                lines.Add(text.Plain("talks.one.note", ("words", talk.Note)));
            if (talk.WillTry.Length > 0)
                lines.Add(text.Plain("talks.one.willTry", ("words", talk.WillTry)));
        }

        return lines.Count == 0 ? [] : [new PortfolioPart(text.Plain("talks.home.title"), lines)];
    }
}
