using LeadershipBot.Domain.Ledger;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Features.Ledger.Merging;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Mine;

/// <summary>A member looks at what they raised, newest first.</summary>
internal sealed class ShowMyRaises(LedgerLists lists, LedgerShelf shelf, CardLibrary library) : ISlice
{
    private const int PageSize = 5;
    private const int ListedMax = 100;

    private readonly TextFile _text = library.Text;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (LedgerGate.CheckOwnChat(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var keys = await lists.ListRaisedByAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, ListedMax, cancellationToken);
        var page = keys.PageOf(turn.Data.TryNumber("page", out var number) ? number : 0, PageSize);
        var found = await Task.WhenAll(page.Items.Select(key => shelf.FollowAsync(key, cancellationToken)));
        var title = _text.Plain("ledger.raises.title");
        var data = new CardData()
            .Set("organisation", _text.OrganisationName(turn.Actor))
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("items", found.OfType<FollowedEntry>().Select(entry => Item(turn, entry.Shown)))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (keys.Count == 0)
            data.Set("empty", _text.Format("ledger.raises.none"));
        data.SetPages(page);
        return new Answer.Card(new CardView("ledger/raises", data, title));
    }

    private CardData Item(Turn turn, LedgerEntry entry) => new CardData()
        .SetId("key", LedgerRows.PartitionOf(entry))
        .Set("words", CardText.FromPerson(TurnData.Clip(entry.Words, 120)))
        .Set("about", _text.Format("ledger.line", ("reference", entry.Reference.ToString()), ("fate", LedgerWords.Of(_text, entry.Fate, entry.PassedTo)), ("when", LedgerWords.Date(entry.RaisedAt, turn.TimeZone))))
        .Set("press", _text.Plain("ledger.open.press", ("reference", entry.Reference.ToString())));
}
