using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Asks;

/// <summary>What waits for a person's answer, a few to a page.</summary>
internal sealed class WaitingCard(CardLibrary library)
{
    /// <summary>So many rows are read on a phone.</summary>
    public const int PageSize = 5;

    private readonly TextFile _text = library.Text;

    /// <param name="turn">Who looks, and for which organisation.</param>
    /// <param name="list">Names the list.</param>
    /// <param name="items">All that waits there.</param>
    /// <param name="page">From 0; one that doesn't exist shows the nearest.</param>
    /// <param name="below">The keys of those that were pressed in this list.</param>
    /// <param name="elsewhere">How many wait in the person's other organisations; those with none are left out.</param>
    public CardView For(Turn turn, string list, IReadOnlyList<WaitingItem> items, int page, IReadOnlySet<string> below, IReadOnlyList<(OrganisationName Organisation, int Count)> elsewhere)
    {
        var shown = items.PageOf(page, PageSize);
        var title = items.Count == 0 ? _text.Plain("asks.waiting.title.none") : _text.Plain("asks.waiting.title", ("count", items.Count));
        var data = new CardData()
            .Set("organisation", _text.OrganisationName(turn.Actor))
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .SetId("list", list)
            .Set("page", shown.Number)
            .Set("title", CardText.FromPerson(title.Words))
            .Set("about", items.Count == 0
                ? _text.Format("asks.waiting.about.none")
                : _text.Format("asks.waiting.about", ("minutes", Minutes(items.Sum(item => item.Thing.Minutes)))))
            .Set("isAny", items.Count > 0)
            .Set("items", shown.Items.Select(item => Row(item, below.Contains(WaitingAsks.KeyOf(list, item)), turn.TimeZone)))
            .Set("elsewhere", elsewhere.Select(Elsewhere))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (shown.Last > 0)
            data.Set("shown", _text.Format("asks.waiting.shown", ("from", shown.From), ("to", shown.To), ("total", items.Count)));
        return new CardView("asks/waiting", data.SetPages(shown), title);
    }

    private CardData Row(WaitingItem item, bool isBelow, TimeZoneInfo zone) => new CardData()
        .Set("title", CardText.FromPerson(item.Thing.Title.Words))
        .Set("about", item.Thing.ClosesAt is { } closes
            ? _text.Format("asks.digest.item", ("minutes", Minutes(item.Thing.Minutes)), ("when", TimeWords.Moment(closes, zone)))
            : _text.Format("asks.digest.item.open", ("minutes", Minutes(item.Thing.Minutes))))
        .Set("isBelow", isBelow)
        .Set("press", _text.Plain("asks.digest.press", ("title", item.Thing.Title.Words)))
        .SetId("kind", item.Kind)
        .SetId("key", item.Thing.Key);

    private CardData Elsewhere((OrganisationName Organisation, int Count) other) => new CardData()
        .Set("line", _text.Format("asks.waiting.elsewhere", ("count", other.Count), ("organisation", _text.NameOf(other.Organisation))))
        .Set("press", _text.Plain("asks.waiting.press", ("organisation", _text.NameOf(other.Organisation))))
        .SetId("organisationId", other.Organisation.Id);

    private string Minutes(int minutes) => _text.Plain("asks.minutes", ("count", minutes)).Words;
}
