using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>
/// Who takes part in a round at this moment, as matching needs to know it: those who joined, didn't withdraw, and whom the organisation
/// still lists; with conflicts as they declared them, when joining or on the register of interests, where an interest names a colleague.
/// </summary>
internal sealed class Peers(ReviewShelf shelf, RaterBook raters, IAudience audience, IDeclaredInterests interests)
{
    private const int AtOnce = 16;

    /// <summary>With who was asked about whom in the rounds before, as matching wants it.</summary>
    public async Task<RoundPeers> ReadAsync(ReviewRound round, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var all = await ReadNowAsync(round, now, cancellationToken);
        return all with { Rules = all.Rules with { History = await HistoryAsync(round, cancellationToken) } };
    }

    /// <summary>Without that: for who may be asked about whom.</summary>
    public async Task<RoundPeers> ReadNowAsync(ReviewRound round, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var parts = (await shelf.ListPartsAsync(round, cancellationToken)).ToDictionary(part => part.Person.ToString(), StringComparer.Ordinal);
        var here = new List<(RoundPart Part, Peer Peer)>();
        await foreach (var member in audience.ListAsync(round.Organisation.Id, cancellationToken))
        {
            if (parts.TryGetValue(member.Person.ToString(), out var part) && part.LeftAt is null)
                here.Add((part, new Peer(member.Person.ToString(), member.Practices.With(member.MayBelongTo).All, GroupOf(round.Who, member))));
        }

        var conflicts = here.SelectMany(one => one.Part.Conflicts.Select(other => PeerPair.Of(one.Peer.Id, other))).ToHashSet();
        conflicts.UnionWith(await NamedAsync(round, here, DateOnly.FromDateTime(now.UtcDateTime), cancellationToken));
        return new RoundPeers([.. here.Select(one => one.Peer)], here.ToDictionary(one => one.Peer.Id, one => one.Part, StringComparer.Ordinal), PeerRules.None with { Conflicts = conflicts });
    }

    private static string GroupOf(WhoMayRate who, AudienceMember member) => who switch
    {
        WhoMayRate.SameLocality => member.Locality.Length > 0 ? member.Locality : member.Person.ToString(), // of none: a group of one
        WhoMayRate.SameProfession => member.Profession?.ToString() ?? member.Person.ToString(),
        _ => "",
    };

    private async Task<IEnumerable<PeerPair>> NamedAsync(ReviewRound round, List<(RoundPart Part, Peer Peer)> here, DateOnly today, CancellationToken cancellationToken)
    {
        var pairs = new List<PeerPair>();
        foreach (var some in here.Chunk(AtOnce))
        {
            var declared = await Task.WhenAll(some.Select(one => interests.ListAsync(round.Organisation.Id, one.Part.Person, today, cancellationToken)));
            foreach (var (one, lines) in some.Zip(declared))
            {
                if (lines.Count > 0)
                    pairs.AddRange(here.Where(other => other.Part.Name.Length > 0 && lines.Any(line => line.Contains(other.Part.Name, StringComparison.OrdinalIgnoreCase))).Select(other => PeerPair.Of(one.Peer.Id, other.Peer.Id)));
            }
        }

        return pairs;
    }

    /// <summary>Who was asked about whom in the rounds before. The names within a round are made of the people, so that they can be told again.</summary>
    private async Task<Dictionary<Rating, int>> HistoryAsync(ReviewRound round, CancellationToken cancellationToken)
    {
        var history = new Dictionary<Rating, int>();
        foreach (var before in (await shelf.ListAsync(round.Organisation.Id, cancellationToken)).Where(one => one.Id != round.Id && one.Match.Length > 0))
        {
            var names = (await shelf.ListPartsAsync(before, cancellationToken)).ToDictionary(part => ReviewRows.NameOf(before.Id, part.Person), part => part.Person.ToString(), StringComparer.Ordinal);
            foreach (var one in await raters.ListAsync(before, cancellationToken))
            {
                foreach (var subject in one.About.Select(name => names.GetValueOrDefault(name)).OfType<string>())
                {
                    var rating = new Rating(one.Rater.ToString(), subject);
                    history[rating] = history.GetValueOrDefault(rating) + 1;
                }
            }
        }

        return history;
    }
}

/// <summary>Who takes part in a round.</summary>
internal sealed record RoundPeers(IReadOnlyList<Peer> All, IReadOnlyDictionary<string, RoundPart> Parts, PeerRules Rules);
