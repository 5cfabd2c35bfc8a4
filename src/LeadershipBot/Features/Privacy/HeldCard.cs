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

    /// <summary>Everything, in pages; one that says so where there is nothing.</summary>
    public static IReadOnlyList<HeldPage> Pages(IReadOnlyList<HeldSection> sections)
    {
        var lines = sections.SelectMany(section => section.Lines.Select(line => new HeldLine(section.Title.Words, line.Words))).Chunk(PageLines).ToList();
        return lines.Count == 0 ? [new HeldPage(0, 1, [])] : [.. lines.Select((some, number) => new HeldPage(number, lines.Count, some))];
    }

    /// <param name="page">What is on it.</param>
    /// <param name="request">Names what was collected, for the buttons that turn its pages.</param>
    public CardView Show(HeldPage page, string request)
    {
        var title = _text.Plain("privacy.held.title");
        var data = new CardData()
            .Set("page", _text.Format("privacy.held.page", ("page", page.Number + 1), ("pages", page.Of)))
            .Set("sections", page.Lines.GroupBy(line => line.Title).Select(group => new CardData()
                .Set("title", CardText.FromPerson(group.Key))
                .Set("lines", group.Select(one => new CardData().Set("line", CardText.FromPerson(one.Words))))))
            .SetId("request", request)
            .Set("summary", title)
            .Set("spoken", _text.Spoken("privacy.held.title"));
        if (page.Number > 0)
            data.Set("previous", page.Number - 1);
        if (page.Number < page.Of - 1)
            data.Set("next", page.Number + 1);
        return new CardView("privacy/held", data, title);
    }
}

/// <summary>One page of what is held about a person.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Of">How many there are.</param>
/// <param name="Lines">What is on it.</param>
internal sealed record HeldPage(int Number, int Of, IReadOnlyList<HeldLine> Lines);

/// <summary>One line of it.</summary>
/// <param name="Title">Its section's heading.</param>
/// <param name="Words">What it says.</param>
internal sealed record HeldLine(string Title, string Words);
