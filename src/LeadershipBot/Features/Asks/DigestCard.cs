using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Asks;

/// <summary>One ask in a digest.</summary>
/// <param name="Ask">Where it stands.</param>
/// <param name="Card">As the feature that asks would send it now.</param>
internal sealed record DigestItem(AskRow Ask, AskCard Card);

/// <summary>The week's digest as its person sees it.</summary>
internal sealed class DigestCard(CardLibrary library)
{
    /// <summary>So many rows are read on a phone; the rest waits for the next digest.</summary>
    public const int ItemsMax = 8;

    private readonly TextFile _text = library.Text;

    /// <param name="date">Names the digest.</param>
    /// <param name="items">What is still asked.</param>
    /// <param name="doneCount">How many of its asks were answered or closed since.</param>
    /// <param name="reach">The person's minutes and zone.</param>
    public CardView For(DateOnly date, IReadOnlyList<DigestItem> items, int doneCount, PersonalReach reach)
    {
        var open = items.Where(item => !IsBelow(item)).ToList();
        var title = open.Count == 0 ? _text.Plain("asks.digest.title.none") : _text.Plain("asks.digest.title", ("count", open.Count));
        var minutes = open.Sum(item => item.Ask.Order.Ask.Minutes);
        var data = new CardData()
            .Set("title", CardText.FromPerson(title.Words))
            .Set("about", open.Count == 0
                ? _text.Format("asks.digest.about.none")
                : _text.Format("asks.digest.about", ("minutes", Minutes(minutes)), ("weekly", Minutes(reach.Settings.WeeklyMinutes ?? AskDefaults.WeeklyMinutes))))
            .SetId("digest", AskRows.Text(date))
            .Set("items", items.Select(item => Row(item, reach.Zone)))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (doneCount > 0)
            data.Set("done", _text.Format("asks.digest.done", ("count", doneCount)));
        return new CardView("asks/digest", data, title);
    }

    private CardData Row(DigestItem item, TimeZoneInfo zone)
    {
        var order = item.Ask.Order;
        var minutes = Minutes(order.Ask.Minutes);
        return new CardData()
            .Set("title", CardText.FromPerson(item.Card.Title.Words))
            .Set("about", order.Ask.ClosesAt is { } closes
                ? _text.Format("asks.digest.item", ("minutes", minutes), ("when", TimeWords.Moment(closes, zone)))
                : _text.Format("asks.digest.item.open", ("minutes", minutes)))
            .Set("isBelow", IsBelow(item))
            .Set("press", _text.Plain("asks.digest.press", ("title", item.Card.Title.Words)))
            .SetId("kind", order.Kind)
            .SetId("key", order.Key);
    }

    private string Minutes(int minutes) => _text.Plain("asks.minutes", ("count", minutes)).Words;

    private static bool IsBelow(DigestItem item) => item.Ask.State is AskState.Wanted or AskState.Trying or AskState.Sent;
}
