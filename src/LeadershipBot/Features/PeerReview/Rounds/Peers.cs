using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>
/// Who takes part in a round at this moment, as matching needs to know it: those who joined, didn't withdraw, and whom the organisation
/// still lists; with conflicts as they declared them, when joining or on the register of interests, where an interest names a colleague.
/// </summary>
internal sealed class Peers(ReviewShelf shelf, RaterBook raters, IAudience audience, IDeclaredInterests interests)
{
    /// <summary>With what they declared on the register by now; without what earlier rounds say.</summary>
    public async Task<RoundPeers> ReadAsync(ReviewRound round, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var all = await ReadNowAsync(round, cancellationToken);
        var named = await NamedAsync(round, all, DateOnly.FromDateTime(now.UtcDateTime), cancellationToken);
        return all with { Rules = PeerRules.None with { Conflicts = all.Lasting.Conflicts.Concat(named).ToHashSet() } };
    }

    /// <summary>The same with who was asked about whom in the rounds before, and who declined that, as matching wants it. A round of which the key is lost is passed over.</summary>
    public async Task<RoundPeers> WithHistoryAsync(ReviewRound round, RoundPeers all, CancellationToken cancellationToken)
    {
        var (history, declined) = await HistoryAsync(round, all, cancellationToken);
        return all with { HasHistory = true, Rules = new PeerRules(all.Rules.Conflicts.Concat(declined).ToHashSet(), history) };
    }

    /// <summary>Without the register, too: for how many could be asked about somebody, which nobody can change by joining a practice, nor an import, once a round has started.</summary>
    public async Task<RoundPeers> ReadNowAsync(ReviewRound round, CancellationToken cancellationToken)
    {
        var parts = (await shelf.ListPartsAsync(round, cancellationToken)).ToDictionary(part => part.Person.ToString(), StringComparer.Ordinal);
        var here = new List<(RoundPart Part, Peer Peer)>();
        await foreach (var member in audience.ListAsync(round.Organisation.Id, cancellationToken))
        {
            if (parts.TryGetValue(member.Person.ToString(), out var part) && part.LeftAt is null)
                here.Add((part, new Peer(member.Person.ToString(), member.Practices.With(member.MayBelongTo).All, GroupOf(round.Who, member))));
        }

        var lasting = PeerRules.None with { Conflicts = here.SelectMany(one => one.Part.Conflicts.Select(other => PeerPair.Of(one.Peer.Id, other))).ToHashSet() };
        var listed = here.ToDictionary(one => one.Peer.Id, one => one.Part, StringComparer.Ordinal);
        var started = (await shelf.ListAtStartAsync(round, cancellationToken)).ToDictionary(peer => peer.Id, StringComparer.Ordinal);
        var then = here.Select(one => started.GetValueOrDefault(one.Peer.Id, one.Peer)).ToDictionary(peer => peer.Id, StringComparer.Ordinal);
        return new RoundPeers([.. here.Select(one => one.Peer)], listed, lasting) { Lasting = lasting, AtStart = then, Unlisted = [.. parts.Values.Where(part => part.LeftAt is null && !listed.ContainsKey(part.Person.ToString())).Select(part => part.Person)] };
    }

    private static string GroupOf(WhoMayRate who, AudienceMember member) => who switch
    {
        WhoMayRate.SameLocality => member.Locality.Length > 0 ? member.Locality : member.Person.ToString(), // of none: a group of one
        WhoMayRate.SameProfession => member.Profession?.ToString() ?? member.Person.ToString(),
        _ => "",
    };

    /// <summary>Those of whom one named the other in a declared interest. The register is read once, however many take part.</summary>
    private async Task<IEnumerable<PeerPair>> NamedAsync(ReviewRound round, RoundPeers all, DateOnly today, CancellationToken cancellationToken)
        => (await interests.ListAllAsync(round.Organisation.Id, today, cancellationToken))
            .Where(one => all.Parts.ContainsKey(one.Key.ToString()))
            .SelectMany(one => all.Parts.Where(other => other.Value.Name.Length > 0 && one.Value.Any(line => line.Contains(other.Value.Name, StringComparison.OrdinalIgnoreCase))).Select(other => PeerPair.Of(one.Key.ToString(), other.Key)));

    /// <summary>
    /// Who was asked about whom in the rounds before, and who declined that, among those who take part now. The names within a round are made
    /// of the people, so that they can be told again; of each round one thing alone is read.
    /// </summary>
    private async Task<(Dictionary<Rating, int> History, HashSet<PeerPair> Declined)> HistoryAsync(ReviewRound round, RoundPeers all, CancellationToken cancellationToken)
    {
        var (history, declined) = (new Dictionary<Rating, int>(), new HashSet<PeerPair>());
        foreach (var before in (await shelf.ListAsync(round.Organisation.Id, cancellationToken)).Where(one => one.Id != round.Id && one.Match.Length > 0))
        {
            var names = all.Parts.ToDictionary(one => ReviewRows.NameOf(before.Id, one.Value.Person), one => one.Key, StringComparer.Ordinal);
            foreach (var one in (await raters.ListUnlessLostAsync(before, cancellationToken)).Where(one => all.Parts.ContainsKey(one.Rater.ToString())))
            {
                foreach (var subject in one.About.Select(name => names.GetValueOrDefault(name)).OfType<string>())
                {
                    var rating = new Rating(one.Rater.ToString(), subject);
                    history[rating] = history.GetValueOrDefault(rating) + 1;
                }

                declined.UnionWith(one.Declined.Select(name => names.GetValueOrDefault(name)).OfType<string>().Select(subject => PeerPair.Of(one.Rater.ToString(), subject)));
            }
        }

        return (history, declined);
    }
}

/// <summary>Who takes part in a round.</summary>
/// <param name="All">Those whom the organisation lists.</param>
/// <param name="Parts">The same, by their keys.</param>
/// <param name="Rules">What is to be heeded where somebody is asked.</param>
internal sealed record RoundPeers(IReadOnlyList<Peer> All, IReadOnlyDictionary<string, RoundPart> Parts, PeerRules Rules)
{
    /// <summary>The same, by their keys, as matching knows them.</summary>
    public IReadOnlyDictionary<string, Peer> ById { get; } = All.ToDictionary(peer => peer.Id, StringComparer.Ordinal);

    /// <summary>Whether the rules say what happened in earlier rounds.</summary>
    public bool HasHistory { get; init; }

    /// <summary>Of the rules, what stands since joining: only this counts for how many could be asked about somebody.</summary>
    public required PeerRules Lasting { get; init; }

    /// <summary>Those whom the organisation lists, as they were when the round started, by their keys; who is listed only since then, and before it starts everybody, as they are now. Only this counts for how many could be asked about somebody: else whoever picks a practice, or a wrong import, would have deleted what others answered.</summary>
    public required IReadOnlyDictionary<string, Peer> AtStart { get; init; }

    /// <summary>Those who joined, didn't withdraw, and whom the organisation doesn't list at the moment.</summary>
    public required IReadOnlyList<MemberId> Unlisted { get; init; }
}
