using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Recognition;

namespace LeadershipBot.Features.Thanks;

/// <summary>What somebody was thanked for, for their portfolio; what an organiser hid isn't in it.</summary>
internal sealed class ThanksInPortfolio(ThanksShelf shelf, CardLibrary library) : IPortfolio
{
    public int Place => 30;

    public async Task<IReadOnlyList<PortfolioPart>> WriteAsync(PortfolioWish wish, CancellationToken cancellationToken)
    {
        var (text, lines) = (library.Text, new List<PlainText>());
        foreach (var thanks in (await shelf.ListToAsync(wish.OrganisationId, wish.Person, cancellationToken)).Where(one => one.HiddenBecause is null))
        {
            var day = TimeWords.Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(thanks.At, wish.Zone).DateTime));
            lines.Add(text.Plain("thanks.portfolio.line", ("when", day), ("name", thanks.From?.Name ?? text.Plain("thanks.former").Words), ("words", thanks.Words)));
            if (thanks.Difference.Length > 0)
                lines.Add(text.Plain("thanks.difference", ("words", thanks.Difference)));
            if (thanks.For is { } tied)
                lines.Add(text.Plain("thanks.tied", ("title", tied.Title)));
        }

        return lines.Count == 0 ? [] : [new PortfolioPart(text.Plain("thanks.portfolio.title"), lines)];
    }
}
