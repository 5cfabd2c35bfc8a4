using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>Who is asked about whom in a round at one moment.</summary>
internal sealed class AskedNow
{
    private AskedNow(ReviewRound round, RoundPeers all, RaterPage page, IReadOnlyDictionary<string, AskedRater> raters, IReadOnlyDictionary<string, string> ids)
        => (Round, All, Page, Raters, Ids) = (round, all, page, raters, ids);

    public ReviewRound Round { get; }

    /// <summary>Who takes part.</summary>
    public RoundPeers All { get; }

    /// <summary>Locks and unlocks it.</summary>
    public RaterPage Page { get; }

    /// <summary>By the rater's key: about whom, by their names within the round, and the version of the row.</summary>
    public IReadOnlyDictionary<string, AskedRater> Raters { get; }

    /// <summary>The keys of those who take part, by their names within the round.</summary>
    public IReadOnlyDictionary<string, string> Ids { get; }

    /// <summary>Who is asked about whom, by keys; who takes no part any more goes by their name.</summary>
    public IReadOnlyList<Rating> Current => field ??= [.. Raters.SelectMany(one => one.Value.About.Select(about => new Rating(one.Key, Ids.GetValueOrDefault(about, about))))];

    /// <summary>How many are asked about each, by key: counted once, as it is asked for everybody.</summary>
    public IReadOnlyDictionary<string, int> AskedAbout => field ??= Current.CountBy(rating => rating.Subject).ToDictionary(StringComparer.Ordinal);

    /// <summary>What is to be heeded, with what was declined on prompts of this round.</summary>
    public PeerRules Rules => field ??= All.Rules with { Conflicts = All.Rules.Conflicts.Concat(Raters.SelectMany(one => one.Value.Declined.Select(name => PeerPair.Of(one.Key, Ids.GetValueOrDefault(name, name))))).ToHashSet() };

    /// <summary>Those who can be asked about others yet: not whoever declined so often, nor who was forgotten just now and has no row any more.</summary>
    public IReadOnlyList<Peer> Able => field ??= [.. All.All.Where(peer => Raters.TryGetValue(peer.Id, out var one) && one.Declined.Count < RaterPage.DeclinedMax)];

    public static async Task<AskedNow> ReadAsync(RaterBook book, ReviewRound round, RoundPeers all, CancellationToken cancellationToken)
    {
        var raters = (await book.ListAsync(round, cancellationToken)).ToDictionary(one => one.Rater.ToString(), StringComparer.Ordinal);
        var ids = all.All.ToDictionary(peer => ReviewRows.NameOf(round.Id, all.Parts[peer.Id].Person), peer => peer.Id, StringComparer.Ordinal);
        return new AskedNow(round, all, await book.OpenAsync(round, cancellationToken), raters, ids);
    }

    /// <summary>The same, where more is to be heeded.</summary>
    public AskedNow Heeding(RoundPeers all) => new(Round, all, Page, Raters, Ids);

    /// <summary>Somebody who is able, as they are once they are asked about one more.</summary>
    public AskedRater AskedBesides(string id, string subject) => Raters[id] with { About = [.. Raters[id].About, subject] };

    /// <summary>The changes by which somebody's row becomes another, hidden among those of others.</summary>
    public IReadOnlyList<Change> Changing(AskedRater after) => [.. Page.Changing(Round.Match, [.. Raters.Values], after)];

    /// <summary>As it is once changes are committed: nothing has to be read for it.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="etags">The versions that they made, in the same order.</param>
    public AskedNow After(IReadOnlyList<Change> changes, IReadOnlyList<string?> etags)
    {
        var raters = new Dictionary<string, AskedRater>(Raters, StringComparer.Ordinal);
        foreach (var (record, etag) in changes.Select(change => change switch { Change.Replace replace => replace.Record, Change.Insert insert => insert.Record, _ => null }).Zip(etags))
        {
            if (record is not null && record.RowKey.StartsWith(ReviewRows.RatersOf(Round.Match), StringComparison.Ordinal) && Page.Read(record) is { } asked)
                raters[asked.Rater.ToString()] = asked with { ETag = etag };
        }

        return new AskedNow(Round, All, Page, raters, Ids);
    }
}
