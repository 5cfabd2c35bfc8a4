using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Recognition;

namespace LeadershipBot.Features.Fellowships.Running;

/// <summary>What a fellow has to show for a place that was completed.</summary>
internal static class PlacePortfolio
{
    /// <summary>A paragraph for a portfolio or an appraisal: what, from when until when, how much, what came of it, and who confirms it.</summary>
    public static IReadOnlyList<string> Lines(TextFile text, Fellowship fellowship, FellowPlace place)
    {
        var content = fellowship.Content;
        var ended = place.EndedAt is { } at && DateOnly.FromDateTime(at.UtcDateTime) < content.Ends ? DateOnly.FromDateTime(at.UtcDateTime) : content.Ends;
        var lines = new List<string>
        {
            text.Plain("fellowships.portfolio", ("title", FellowshipWords.Title(text, fellowship)), ("organisation", text.NameOf(fellowship.Organisation)), ("from", TimeWords.Day(content.Starts ?? default)), ("until", TimeWords.Day(ended ?? default)), ("time", FellowshipWords.Time(text, content.Sessions))).Words,
        };
        if (content.About.Length > 0)
            lines.Add(content.About);
        if (place.EndWords.Length > 0)
            lines.Add(text.Plain("fellowships.portfolio.outcome", ("words", place.EndWords)).Words);
        if (place.Skills.Count > 0)
            lines.Add(text.Plain("fellowships.portfolio.skills", ("skills", string.Join(", ", place.Skills))).Words);
        if (place.ConfirmedBy is { } by)
            lines.Add(text.Plain("fellowships.portfolio.confirmed", ("name", by.Name), ("date", TimeWords.Day(DateOnly.FromDateTime((place.EndedAt ?? default).UtcDateTime)))).Words);
        return lines;
    }
}

/// <summary>The fellowships that somebody completed, for their portfolio.</summary>
internal sealed class FellowshipsInPortfolio(FellowshipShelf shelf, CardLibrary library) : IPortfolio
{
    public int Place => 25;

    public async Task<IReadOnlyList<PortfolioPart>> WriteAsync(PortfolioWish wish, CancellationToken cancellationToken)
    {
        var lines = new List<PlainText>();
        foreach (var head in await shelf.ListEndedOfAsync(wish.OrganisationId, wish.Person, cancellationToken))
        {
            foreach (var place in head.Fellowship.Places.Where(one => one.End is PlaceEnd.Completed && one.Fellow?.Id == wish.Person))
                lines.AddRange(PlacePortfolio.Lines(library.Text, head.Fellowship, place).Select(PlainText.FromPerson));
        }

        return lines.Count == 0 ? [] : [new PortfolioPart(library.Text.Plain("fellowships.portfolio.title"), lines)];
    }
}
