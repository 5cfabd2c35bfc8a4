using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Shell.Anonymous;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>Counts how many answers have come in while a round is open: over all boxes together, never of one, and without any key.</summary>
internal sealed class AnsweredSoFar(ReviewShelf shelf)
{
    private const int AtOnce = 32;

    /// <param name="round">The round.</param>
    /// <param name="parts">Who takes part.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<int> CountAsync(ReviewRound round, IEnumerable<RoundPart> parts, CancellationToken cancellationToken)
    {
        var count = 0;
        await Parallel.ForEachAsync(parts.Where(part => part.LeftAt is null), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (part, stop) =>
        {
            var box = ReviewRows.BoxKey(round.Organisation.Id, round.Id, ReviewRows.NameOf(round.Id, part.Person));
            Interlocked.Add(ref count, (await shelf.RowsAsync(box, BoxRows.Roll, stop)).Count);
        });
        return count;
    }
}
