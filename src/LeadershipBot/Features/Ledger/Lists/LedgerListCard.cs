using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger.News;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Lists;

/// <summary>A page of the ledger for those who manage it, with the lists that it can be narrowed to.</summary>
internal sealed class LedgerListCard(CardLibrary library)
{
    private static readonly LedgerList[] Filters =
        [LedgerList.Open, LedgerList.Overdue, LedgerList.Mine, LedgerList.Heard, LedgerList.Considering, LedgerList.ActedOn, LedgerList.NotActedOn, LedgerList.PassedOn, LedgerList.All];

    private const int SaidMax = 6;

    private readonly TextFile _text = library.Text;

    public CardView Page(Turn turn, LedgerList list, LedgerPage page)
    {
        var title = _text.Plain("ledger.list.title", ("list", NameOf(list)));
        var data = Base(turn.Actor.Organisation, title)
            .SetId("list", list.ToString())
            .Set("filters", Filters.Select(one => new CardData().Set("title", PlainText.FromPerson(NameOf(one))).SetId("value", one.ToString())))
            .Set("items", page.Lines.Select(line => Item(line, turn.At, turn.TimeZone)))
            .Set("isWhole", true)
            .Set("isLater", page.IsLater);
        if (page.Lines.Count == 0)
            data.Set("empty", _text.Format("ledger.list.none"));
        if (page.Next.Length > 0)
            data.SetId("next", page.Next);
        return new CardView("ledger/list", data, title);
    }

    /// <summary>One entry that is overdue, with the button that opens it.</summary>
    public CardView Reminder(LedgerEntry entry, PlainText title, DateTimeOffset now, TimeZoneInfo zone)
    {
        var line = LedgerIndexRows.ToLine(LedgerIndexRows.LinesOf(entry)[0]);
        var data = Base(entry.Organisation, title)
            .SetId("list", nameof(LedgerList.Overdue))
            .Set("filters", [])
            .Set("items", [Item(line, now, zone)])
            .Set("isWhole", false)
            .Set("isLater", false);
        return new CardView("ledger/list", data, title);
    }

    /// <summary>How much new stands on the ledger, and of what whoever raised it said more, with the buttons that open it.</summary>
    public CardView News(OrganisationName organisation, int count, IReadOnlyList<SaidMore> said, bool readsAll)
    {
        var title = count > 0 ? _text.Plain("ledger.news.title", ("count", count)) : _text.Plain("ledger.news.said.title");
        var data = Base(organisation, title)
            .SetId("list", (count > 0 ? LedgerList.Heard : readsAll ? LedgerList.All : LedgerList.Mine).ToString())
            .Set("isNew", count > 0)
            .Set("hasSaid", said.Count > 0)
            .Set("said", CardText.FromPerson(Counted(said.Sum(one => one.Words), said.Sum(one => one.DoesNot))))
            .Set("items", said.Take(SaidMax).Select(one => new CardData()
                .SetId("key", LedgerRows.PartitionOf(one.Entry))
                .Set("words", CardText.FromPerson(LedgerIndexRows.Beginning(one.Entry)))
                .Set("about", CardText.FromPerson($"{one.Entry.Reference} · {Counted(one.Words, one.DoesNot)}"))
                .Set("press", _text.Plain("ledger.open.press", ("reference", one.Entry.Reference.ToString())))));
        if (said.Count > SaidMax)
            data.Set("more", _text.Format("ledger.news.said.others", ("count", said.Count - SaidMax)));
        return new CardView("ledger/news", data, title);
    }

    private string Counted(int words, int doesNot)
    {
        List<string> parts = [];
        if (words > 0)
            parts.Add(_text.Plain("ledger.news.said.words", ("count", words)).Words);
        if (doesNot > 0)
            parts.Add(_text.Plain("ledger.news.said.doesNot", ("count", doesNot)).Words);
        return string.Join(", ", parts);
    }

    private CardData Base(OrganisationName organisation, PlainText title) => new CardData()
        .Set("organisation", CardText.FromPerson(_text.NameOf(organisation)))
        .SetId("organisationId", organisation.Id)
        .Set("title", CardText.FromPerson(title.Words))
        .Set("summary", title)
        .Set("spoken", _text.AsSpoken(title));

    private CardData Item(LedgerListLine line, DateTimeOffset now, TimeZoneInfo zone)
    {
        var about = _text.Format("ledger.line", ("reference", line.Reference), ("fate", LedgerWords.Of(_text, line.Fate, line.PassedTo)), ("when", LedgerWords.Raised(_text, line.RaisedAt, line.IsAnonymous, zone)));
        var data = new CardData()
            .SetId("key", line.Key)
            .Set("words", CardText.FromPerson(line.Words))
            .Set("about", about)
            .Set("press", _text.Plain("ledger.open.press", ("reference", line.Reference)));
        if (line.DueAt is { } due)
            data.Set("due", _text.Format(due <= now ? "ledger.line.overdue" : "ledger.line.due", ("when", LedgerWords.Date(due, zone)), ("owner", line.OwnerName.Length > 0 ? line.OwnerName : _text.Plain("ledger.owner.nobody").Words)));
        return data;
    }

    private string NameOf(LedgerList list) => list switch
    {
        LedgerList.Open => _text.Plain("ledger.list.open").Words,
        LedgerList.Overdue => _text.Plain("ledger.list.overdue").Words,
        LedgerList.Mine => _text.Plain("ledger.list.mine").Words,
        LedgerList.Considering => LedgerWords.Of(_text, Fate.Considering),
        LedgerList.ActedOn => LedgerWords.Of(_text, Fate.ActedOn),
        LedgerList.NotActedOn => LedgerWords.Of(_text, Fate.NotActedOn),
        LedgerList.PassedOn => LedgerWords.Of(_text, Fate.PassedOn),
        LedgerList.Heard => LedgerWords.Of(_text, Fate.Heard),
        _ => _text.Plain("ledger.list.all").Words,
    };
}
