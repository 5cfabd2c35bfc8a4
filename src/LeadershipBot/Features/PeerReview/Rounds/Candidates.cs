using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>Counts, while a round is open and once more at its end, whether so few could be asked about somebody that totals would show who said what.</summary>
internal sealed class Candidates(AnonymousBoxes boxes)
{
    /// <summary>Whether they are too few by now; who answered and takes no part any more, or was forgotten, counts as their answer does.</summary>
    /// <param name="round">The round.</param>
    /// <param name="all">Who takes part now.</param>
    /// <param name="subject">About whom.</param>
    /// <param name="name">Their name within the round.</param>
    /// <param name="besides">Who counts besides: those whom the organisation doesn't list at the moment, but may again before the end.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The store, or the box's key, can't be asked.</exception>
    public async Task<bool> AreFewAsync(ReviewRound round, RoundPeers all, Peer subject, string name, IReadOnlyCollection<MemberId> besides, CancellationToken cancellationToken)
    {
        var (others, about) = (all.AtStart.Values.ToList(), all.AtStart[subject.Id]);
        if (!RaterMatching.IsAmongFew(others, all.Lasting, about, besides.Count))
            return false;
        var at = new BoxAt(ReviewRows.Table, ReviewRows.BoxKey(round.Organisation.Id, round.Id, name));
        if (await boxes.FindAsync(at, cancellationToken) is not { } head)
            return true;
        var (_, gone) = await boxes.Roll.WhoAnsweredAsync(head, [.. all.Parts.Values.Select(part => part.Person).Concat(besides).Select(person => person.ObjectId)], cancellationToken);
        return RaterMatching.IsAmongFew(others, all.Lasting, about, gone + besides.Count);
    }
}
