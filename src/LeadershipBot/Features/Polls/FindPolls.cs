using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// A member looks for one of their own polls in the compose box, to put its card into another chat. Other people's are
/// not shown: their cards promise that those "here" see the counts.
/// </summary>
internal sealed class FindPolls(PollShelf shelf, PollCards cards) : ISlice
{
    private const int ResultsMax = 8;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var results = new List<SearchResult>();
        foreach (var key in await shelf.FindNewestAsync(turn.Actor, turn.Data.Text("words"), ResultsMax, cancellationToken))
        {
            if (await shelf.FindAsync(key, cancellationToken) is not { Poll: { Withdrawal: null, IsScheduled: false } } head)
                continue; // its making broke off after the index row, it was withdrawn, or has yet to open
            var view = cards.ForEverybody(head, head.Tally, turn.At, isLarge: true);
            results.Add(new SearchResult(PlainText.FromPerson(head.Poll.Title), PlainText.FromPerson(head.Poll.AskedByName), view));
        }

        return new Answer.Found(results);
    }
}
