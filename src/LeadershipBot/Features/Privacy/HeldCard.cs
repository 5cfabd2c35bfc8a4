using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;

namespace LeadershipBot.Features.Privacy;

/// <summary>What is held about a person, in pages that fit a card.</summary>
internal sealed class HeldCard(CardLibrary library)
{
    /// <summary>Lines on one page.</summary>
    public const int PageLines = 14;

    private readonly TextFile _text = library.Text;

    /// <param name="sections">Everything.</param>
    /// <param name="page">From 0; one that doesn't exist shows the nearest.</param>
    public CardView Page(IReadOnlyList<HeldSection> sections, int page)
    {
        var lines = sections.SelectMany(section => section.Lines.Select(line => (section.Title, Line: line))).ToList();
        var last = Math.Max(0, (lines.Count - 1) / PageLines);
        page = Math.Clamp(page, 0, last);
        var shown = lines.Skip(page * PageLines).Take(PageLines);
        var title = _text.Plain("privacy.held.title");
        var data = new CardData()
            .Set("page", _text.Format("privacy.held.page", ("page", page + 1), ("pages", last + 1)))
            .Set("sections", shown.GroupBy(one => one.Title.Words).Select(group => new CardData()
                .Set("title", CardText.FromPerson(group.Key))
                .Set("lines", group.Select(one => new CardData().Set("line", CardText.FromPerson(one.Line.Words))))))
            .Set("summary", title)
            .Set("spoken", _text.Spoken("privacy.held.title"));
        if (page > 0)
            data.Set("previous", page - 1);
        if (page < last)
            data.Set("next", page + 1);
        return new CardView("privacy/held", data, title);
    }
}
