using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Shell.Anonymous;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>Counts, while a round is open and once more at its end, whether so few could be asked about somebody that totals would show who said what.</summary>
internal sealed class Candidates(AnonymousBoxes boxes)
{
    /// <summary>Whether they are too few by now; who answered and takes no part any more, or was forgotten, counts as their answer does.</summary>
    /// <param name="round">The round.</param>
    /// <param name="all">Who takes part now.</param>
    /// <param name="subject">About whom.</param>
    /// <param name="name">Their name within the round.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> AreFewAsync(ReviewRound round, RoundPeers all, Peer subject, string name, CancellationToken cancellationToken)
    {
        if (!RaterMatching.IsAmongFew(all.All, all.Rules, subject, gone: 0))
            return false;
        var at = new BoxAt(ReviewRows.Table, ReviewRows.BoxKey(round.Organisation.Id, round.Id, name));
        if (await boxes.FindAsync(at, cancellationToken) is not { } head)
            return true;
        var (_, gone) = await boxes.WhoAnsweredAsync(head, [.. all.Parts.Values.Select(part => part.Person.ObjectId)], cancellationToken);
        return RaterMatching.IsAmongFew(all.All, all.Rules, subject, gone);
    }
}
