using LeadershipBot.Domain.Disclosure;

namespace LeadershipBot.Domain.PeerReview;

/// <summary>
/// Who is asked about whom: six for each, never of the same practice or in a declared conflict, and nobody again about whom
/// they were asked before while there is another way. Everybody is asked about six, and a few more only where some would
/// else have too few. Nobody is asked about anybody whom fewer than <see cref="CandidatesMin"/> may be asked about.
/// </summary>
/// <remarks>
/// For each limit and each number of times that two met before, from the lowest, as many ratings are added as there can be: first
/// whoever is asked least, then by exchanges along a shortest alternating path (J. Hopcroft, R. Karp, "An n^5/2 algorithm for
/// maximum matchings in bipartite graphs", SIAM J. Comput. 2 (1973), for the theorem: no such path, no more ratings). Who is reached
/// in vain isn't looked at again within the step, so that a step costs no more than looking at every two people twice. Each group is
/// matched for itself, as nobody is asked about anybody of another. Among up to 400 people of a group
/// the exchange is taken by which the fewest meet again so often, and of these the fewest once less often, and so on; from six times on,
/// one counts as another, and where some have to be asked about more than six, or among more people, there may be a repeat more than need be.
/// </remarks>
public static class RaterMatching
{
    /// <summary>So many are asked about each person.</summary>
    public const int RatersEach = 6;

    /// <summary>About so many is somebody asked at the most: that is nine minutes.</summary>
    public const int LoadMax = 9;

    /// <summary>
    /// Somebody is asked about only where at least so many others may be asked about them: the six are drawn among those, so that
    /// together with the person they are as many as every anonymous ask has on its roll.
    /// </summary>
    public const int CandidatesMin = DisclosureLimits.AnonymousRollMin - 1;

    /// <summary>Matches everybody. The same people, rules and chance give the same.</summary>
    /// <param name="people">Who takes part, each once.</param>
    /// <param name="rules">What is to be heeded.</param>
    /// <param name="below">A random whole number from 0 up to, not including, the given one.</param>
    /// <returns>Who is asked about whom, in random order; fewer than six about somebody where there can't be more, and none about whom too few may be asked about.</returns>
    /// <exception cref="ArgumentException">Somebody is there twice.</exception>
    public static IReadOnlyList<Rating> Match(IReadOnlyList<Peer> people, PeerRules rules, Func<int, int> below)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(below);
        var groupOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var peer in people)
        {
            if (!groupOf.TryAdd(peer.Id, peer.Group))
                throw new ArgumentException($"{peer.Id} takes part twice.", nameof(people));
        }

        var conflicts = rules.Conflicts.Where(pair => AreOfOne(groupOf, pair.One, pair.Other)).ToLookup(pair => groupOf[pair.One], StringComparer.Ordinal);
        var history = rules.History.Where(one => AreOfOne(groupOf, one.Key.Rater, one.Key.Subject)).ToLookup(one => groupOf[one.Key.Rater], StringComparer.Ordinal);
        var all = people.GroupBy(peer => peer.Group, StringComparer.Ordinal).SelectMany(group => MatchGroup([.. group], [.. conflicts[group.Key]], [.. history[group.Key]], below)).ToArray();
        RatingTable.Shuffle(all, below);
        return all;
    }

    private static bool AreOfOne(Dictionary<string, string> groupOf, string one, string other)
        => groupOf.TryGetValue(one, out var group) && groupOf.GetValueOrDefault(other) == group;

    private static IReadOnlyList<Rating> MatchGroup(IReadOnlyList<Peer> people, IReadOnlyList<PeerPair> conflicts, IReadOnlyList<KeyValuePair<Rating, int>> history, Func<int, int> below)
    {
        var table = new RatingTable(people, conflicts, history, below);
        for (var times = 0; times <= table.TimesMax; times++)
            table.Fill(times, RatersEach);
        for (var load = RatersEach + 1; load <= LoadMax; load++)
            table.Fill(table.TimesMax, load);
        return table.All();
    }

    /// <summary>Who takes the place of somebody who won't answer about a person; null where nobody can.</summary>
    /// <param name="people">Who takes part now.</param>
    /// <param name="rules">What is to be heeded.</param>
    /// <param name="current">Who is asked about whom now.</param>
    /// <param name="subject">The person.</param>
    /// <param name="below">A random whole number from 0 up to, not including, the given one.</param>
    public static string? Substitute(IReadOnlyList<Peer> people, PeerRules rules, IReadOnlyCollection<Rating> current, Peer subject, Func<int, int> below)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(below);
        var load = current.CountBy(rating => rating.Rater).ToDictionary(StringComparer.Ordinal);
        var asked = current.Where(rating => rating.Subject == subject.Id).Select(rating => rating.Rater).ToHashSet(StringComparer.Ordinal);
        return people
            .Where(peer => !asked.Contains(peer.Id) && load.GetValueOrDefault(peer.Id) < LoadMax && MayRate(peer, subject, rules))
            .OrderBy(peer => rules.History.GetValueOrDefault(new Rating(peer.Id, subject.Id)))
            .ThenBy(peer => load.GetValueOrDefault(peer.Id))
            .ThenBy(_ => below(int.MaxValue))
            .FirstOrDefault()?.Id;
    }

    /// <summary>
    /// Who is asked besides about a person of whom fewer than six are asked by now, since some left or were forgotten; nobody
    /// where six are, or no more can be.
    /// </summary>
    /// <param name="people">Who takes part now.</param>
    /// <param name="rules">What is to be heeded.</param>
    /// <param name="current">Who is asked about whom now.</param>
    /// <param name="subject">The person.</param>
    /// <param name="below">A random whole number from 0 up to, not including, the given one.</param>
    public static IReadOnlyList<string> FillUp(IReadOnlyList<Peer> people, PeerRules rules, IReadOnlyCollection<Rating> current, Peer subject, Func<int, int> below)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(subject);
        var (added, asked) = (new List<string>(), current.ToList());
        while (asked.Count(rating => rating.Subject == subject.Id) < RatersEach && Substitute(people, rules, asked, subject, below) is { } next)
        {
            added.Add(next);
            asked.Add(new Rating(next, subject.Id));
        }

        return added;
    }

    /// <summary>Whether so few may be asked about a person that nobody is: who answered and takes no part any more counts, as their answer does.</summary>
    /// <param name="people">Who takes part now.</param>
    /// <param name="rules">What is to be heeded.</param>
    /// <param name="subject">The person.</param>
    /// <param name="gone">How many answered about them and take no part any more.</param>
    public static bool IsAmongFew(IReadOnlyList<Peer> people, PeerRules rules, Peer subject, int gone)
    {
        ArgumentNullException.ThrowIfNull(people);
        return people.Where(peer => MayRate(peer, subject, rules)).Take(CandidatesMin).Count() + gone < CandidatesMin; // no further than needed: of 2,000 it is asked for each
    }

    /// <summary>Whether somebody may be asked about somebody.</summary>
    public static bool MayRate(Peer rater, Peer subject, PeerRules rules)
    {
        ArgumentNullException.ThrowIfNull(rater);
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(rules);
        return rater.Id != subject.Id
            && rater.Group == subject.Group
            && !rater.Practices.Intersect(subject.Practices, StringComparer.OrdinalIgnoreCase).Any()
            && !rules.Conflicts.Contains(PeerPair.Of(rater.Id, subject.Id));
    }
}
