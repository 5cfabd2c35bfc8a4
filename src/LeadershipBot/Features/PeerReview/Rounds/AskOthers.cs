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

    /// <summary>
    /// Somebody is asked about a person no more, and another is, where one can be found. By two commits, as each row that changes is hidden
    /// among others of its own; stopped in between, fewer than six are asked, and others are found daily.
    /// </summary>
    /// <param name="before">As it was read.</param>
    /// <param name="person">Who was asked.</param>
    /// <param name="subject">About whom, by their name within the round.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<AskedNow> HandOverAsync(AskedNow before, MemberId person, string subject, CancellationToken cancellationToken)
    {
        var wasAsked = false;
        var now = await ChangeAsync(await WithHistoryAsync(before, cancellationToken), Without, cancellationToken);
        return wasAsked ? await ChangeAsync(now, Next, cancellationToken) : now;

        AskedRater? Without(AskedNow at)
        {
            wasAsked = at.Raters.TryGetValue(person.ToString(), out var mine) && mine.About.Contains(subject);
            return wasAsked ? mine! with { About = [.. mine.About.Where(about => about != subject)] } : null;
        }

        AskedRater? Next(AskedNow at)
            => at.Ids.TryGetValue(subject, out var id) && RaterMatching.Substitute([.. at.Able.Where(peer => peer.Id != person.ToString())], at.Rules, at.Current, at.All.ById[id], chance.Below) is { } next ? at.AskedBesides(next, subject) : null;
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
            now = await ChangeAsync(now, Next, cancellationToken);
        return now;

        AskedRater? Next(AskedNow at)
        {
            var more = RaterMatching.FillUp(at.Able, at.Rules, at.Current, peer, chance.Below);
            isFull = more.Count == 0;
            return isFull ? null : at.AskedBesides(more[0], name);
        }
    }

    /// <summary>Changes somebody's row; where another server was faster, what is to be changed is decided anew. As it is where nothing is to be.</summary>
    private Task<AskedNow> ChangeAsync(AskedNow before, Func<AskedNow, AskedRater?> decide, CancellationToken cancellationToken)
    {
        var now = before;
        return contention.RunAsync(async stop =>
        {
            if (decide(now) is not { } after)
                return now;
            var changes = now.Changing(after);
            if (await outbox.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(now.Round), changes, stop) is CommitResult.Committed done)
                return now.After(changes, done.ETags);
            now = await ReadAsync(now.Round, now.All, stop);
            return null;
        }, cancellationToken);
    }
}
