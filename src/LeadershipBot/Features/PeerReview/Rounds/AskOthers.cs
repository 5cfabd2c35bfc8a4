using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>
/// Has others asked about somebody: in the place of one who was, or besides. Who is asked about whom is read once for all of them, and
/// anew only where another server was faster; who met whom in earlier rounds only once somebody has to be found. Nothing is sent for it,
/// nor written under their name, which would tell who it is: they find it among their prompts, and who had answered all hears of it with
/// the next reminder.
/// </summary>
internal sealed class AskOthers(RaterBook raters, Peers peers, Outbox outbox, Contention contention, Chance chance)
{
    public Task<AskedNow> ReadAsync(ReviewRound round, RoundPeers all, CancellationToken cancellationToken) => AskedNow.ReadAsync(raters, round, all, cancellationToken);

    /// <summary>With what earlier rounds say, read where it wasn't yet.</summary>
    public async Task<AskedNow> WithHistoryAsync(AskedNow before, CancellationToken cancellationToken)
        => before.All.HasHistory ? before : before.Heeding(await peers.WithHistoryAsync(before.Round, before.All, cancellationToken));

    /// <summary>Somebody is asked about a person no more, and another is, where one can be found.</summary>
    /// <param name="before">As it was read.</param>
    /// <param name="person">Who was asked.</param>
    /// <param name="subject">About whom, by their name within the round.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<AskedNow> HandOverAsync(AskedNow before, MemberId person, string subject, CancellationToken cancellationToken)
    {
        var now = await WithHistoryAsync(before, cancellationToken);
        return await contention.RunAsync(async stop =>
        {
            if (!now.Raters.TryGetValue(person.ToString(), out var mine) || !mine.About.Contains(subject))
                return now;
            var without = new Change.Replace(now.Page.Of(now.Round.Match, mine with { About = [.. mine.About.Where(about => about != subject)] }));
            var next = now.Ids.TryGetValue(subject, out var id) ? RaterMatching.Substitute(now.Able, now.Rules, now.Current, now.All.ById[id], chance.Below) : null;
            Change[] changes = next is null ? [without, .. now.Anew(person.ToString())] : [without, now.Asking(next, subject), .. now.Anew(next, person)];
            (now, var isDone) = await CommitAsync(now, changes, stop);
            return isDone ? now : null;
        }, cancellationToken);
    }

    /// <summary>As many are asked about a person besides as there can be, of whom fewer than six are: each by a commit of its own, among whose many changed rows theirs is one.</summary>
    /// <param name="before">As it was read.</param>
    /// <param name="peer">The person.</param>
    /// <param name="name">Their name within the round.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<AskedNow> FillUpAsync(AskedNow before, Peer peer, string name, CancellationToken cancellationToken)
    {
        var (now, isFull) = (await WithHistoryAsync(before, cancellationToken), false);
        while (!isFull)
        {
            now = await contention.RunAsync(async stop =>
            {
                var more = RaterMatching.FillUp(now.Able, now.Rules, now.Current, peer, chance.Below);
                isFull = more.Count == 0;
                if (isFull)
                    return now;
                (now, var isDone) = await CommitAsync(now, [now.Asking(more[0], name), .. now.Anew(more[0])], stop);
                return isDone ? now : null;
            }, cancellationToken);
        }

        return now;
    }

    private async Task<(AskedNow Now, bool IsDone)> CommitAsync(AskedNow now, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
        => await outbox.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(now.Round), changes, cancellationToken) is CommitResult.Committed done
            ? (now.After(changes, done.ETags), true)
            : (await ReadAsync(now.Round, now.All, cancellationToken), false);
}
