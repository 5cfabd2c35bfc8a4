using LeadershipBot.Domain.Interests;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Interests;

/// <summary>The register of interests, in pages that fit a card.</summary>
internal sealed class RegisterCard(CardLibrary library)
{
    public const int PageSize = 10;

    private readonly TextFile _text = library.Text;

    /// <param name="turn">Who reads, and from which time zone.</param>
    /// <param name="entries">Everybody whom they may see.</param>
    /// <param name="page">From 0; one that doesn't exist shows the nearest.</param>
    public Answer.Dialog Page(Turn turn, IReadOnlyList<RegisterEntry> entries, int page)
    {
        // A page holds so many lines, not people: one person may have many interests.
        var lines = entries.SelectMany(entry => entry.Interests.Count == 0 ? [(entry, (Declared?)null)] : entry.Interests.Select(one => (entry, (Declared?)one))).ToList();
        var shown = lines.PageOf(page, PageSize);
        var title = _text.Plain("interests.register.title");
        var readsAll = turn.Actor.HoldsAny(InterestLimits.Readers);
        var data = new CardData()
            .Set("organisation", _text.OrganisationName(turn.Actor))
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("about", _text.Format(readsAll ? "interests.register.all" : "interests.register.deciders"))
            .Set("shown", lines.Count == 0
                ? _text.Format("interests.register.empty")
                : _text.Format("interests.register.shown", ("from", shown.From), ("to", shown.To), ("total", lines.Count)))
            .Set("people", shown.Items.GroupBy(line => line.entry).Select(group => Person(turn, group.Key, group.Select(line => line.Item2).OfType<Declared>())))
            .Set("mayTake", turn.Actor.HoldsAny(RegisterFile.Takers))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        data.SetPages(shown);
        return new Answer.Dialog(title, new CardView("interests/register", data, title));
    }

    private CardData Person(Turn turn, RegisterEntry entry, IEnumerable<Declared> interests)
    {
        var roles = _text.NamesOf(entry.Roles);
        var person = new CardData()
            .Set("name", CardText.FromPerson(entry.Name))
            .Set("roles", CardText.FromPerson(entry.Title.Length > 0 ? $"{entry.Title} · {roles}" : roles))
            .Set("interests", interests.Select(one => Line(turn, one)));
        if (entry.Interests.Count > 0)
            return person;
        return person.Set("nothing", entry.NothingAt(turn.Today) is { } at
            ? _text.Format("interests.register.nothing", ("when", InterestWords.Date(InterestWords.DateOf(at, turn.TimeZone))))
            : _text.Format(entry.Said is null ? "interests.register.silent" : "interests.register.noneCurrent"));
    }

    private CardData Line(Turn turn, Declared one)
    {
        var line = new CardData()
            .Set("what", CardText.FromPerson(one.Interest.What))
            .Set("kind", CardText.FromPerson($"{InterestWords.Kind(_text, one.Interest)} · {InterestWords.When(_text, one.Interest)}"));
        var late = one.Interest.DaysLate(InterestWords.DateOf(one.DeclaredAt, turn.TimeZone));
        var declared = InterestWords.Date(InterestWords.DateOf(one.DeclaredAt, turn.TimeZone));
        line.Set("declared", late > 0 ? _text.Format("interests.item.late", ("when", declared), ("count", late)) : _text.Format("interests.item.declared", ("when", declared)));
        if (one.Interest.Mitigation.Length > 0)
            line.Set("mitigation", _text.Format("interests.item.mitigation", ("words", one.Interest.Mitigation)));
        return line;
    }
}
