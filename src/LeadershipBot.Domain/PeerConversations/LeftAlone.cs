using LeadershipBot.Domain.PeerReview;

namespace LeadershipBot.Domain.PeerConversations;

/// <summary>Where somebody left, or was forgotten, after people were matched and before they were told: with whom the one talks who was to talk with them.</summary>
/// <param name="Alone">The conversation in which one alone is left.</param>
/// <param name="Into">The one that they join.</param>
public sealed record LeftAlone(Talk Alone, Talk Into)
{
    /// <summary>
    /// Who joins whom next: another who was left alone, or else two who have not met yet, in each case those whom they met least. Null
    /// where nobody was left alone, or nobody is there to join. Nobody joins on a measure: there it matters on what their practices differ.
    /// </summary>
    /// <param name="talks">Those of one matching.</param>
    /// <param name="met">How often two were matched.</param>
    public static LeftAlone? NextOf(IReadOnlyList<Talk> talks, IReadOnlyDictionary<PeerPair, int> met)
    {
        ArgumentNullException.ThrowIfNull(talks);
        ArgumentNullException.ThrowIfNull(met);
        if (talks.FirstOrDefault(talk => talk is { Measure.Length: 0, MetAt: null, People.Count: 1 }) is not { } alone)
            return null;
        var into = talks
            .Where(talk => talk != alone && talk is { MetAt: null, People.Count: 1 or 2 })
            .OrderBy(talk => talk.People.Count)
            .ThenBy(talk => talk.People.Max(one => Times(one.Id.ToString())))
            .ThenBy(talk => talk.People.Sum(one => Times(one.Id.ToString())))
            .FirstOrDefault();
        return into is null ? null : new LeftAlone(alone, into);

        int Times(string other) => met.GetValueOrDefault(PeerPair.Of(alone.People[0].Id.ToString(), other));
    }
}
