using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Said;

/// <summary>"You said, we did": every member reads what was raised and what became of it, and how the organisation deals with it.</summary>
internal sealed class ShowSaid(LedgerLists lists, LedgerTallies tallies, SaidWords words, CardLibrary library) : ISlice
{
    private const int PageSize = 4;

    private readonly TextFile _text = library.Text;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (LedgerGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var organisation = turn.Actor.Organisation;
        var page = await lists.ReadAsync(organisation.Id, LedgerList.Told, turn.Actor.MemberId, turn.Data.Text("from"), PageSize, turn.At, cancellationToken);
        var title = _text.Plain("ledger.said.title");
        var data = new CardData()
            .Set("organisation", _text.OrganisationName(turn.Actor))
            .SetId("organisationId", organisation.Id)
            .Set("items", page.Lines.Select(line => Item(line, turn.TimeZone)))
            .Set("figures", page.IsLater ? [] : words.Figures(await tallies.ReadAsync(organisation.Id, turn.At, cancellationToken), turn.At).Select(line => new CardData().Set("line", line)))
            .Set("isLater", page.IsLater)
            .Set("mayCopy", !page.IsLater && page.Lines.Count > 0)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (page.Lines.Count == 0)
            data.Set("empty", _text.Format("ledger.said.none"));
        if (page.Next.Length > 0)
            data.SetId("next", page.Next);
        return new Answer.Card(new CardView("ledger/said", data, title));
    }

    private CardData Item(LedgerListLine line, TimeZoneInfo zone)
    {
        var data = new CardData()
            .SetId("key", line.Key)
            .Set("mayReport", !line.IsHidden)
            .Set("about", _text.Format("ledger.line", ("reference", line.Reference), ("fate", LedgerWords.Of(_text, line.Fate, line.PassedTo)), ("when", LedgerWords.Date(line.DecidedAt ?? line.RaisedAt, zone))))
            .Set("words", line.IsHidden ? _text.Format("ledger.said.hidden") : line.RaisedByName.Length > 0
                ? _text.Format("ledger.said.by", ("name", line.RaisedByName), ("words", line.Words))
                : _text.Format("ledger.quoted", ("words", line.Words)))
            .Set("answer", _text.Format("ledger.said.answer", ("words", line.Answer)));
        if (line.Support > 1)
            data.Set("support", _text.Format("ledger.entry.support", ("count", line.Support)));
        if (line.ChangedDecision)
            data.Set("changed", _text.Format("ledger.said.changed"));
        return data;
    }
}
