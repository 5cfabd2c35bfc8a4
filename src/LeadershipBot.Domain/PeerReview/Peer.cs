namespace LeadershipBot.Domain.PeerReview;

/// <summary>Somebody who takes part in a round, as far as matching needs to know.</summary>
/// <param name="Id">What tells them from the others.</param>
/// <param name="Practices">The codes of their practices; empty for none.</param>
/// <param name="Group">Only people of the same group rate each other; the same for everybody where the round has no such limit.</param>
public sealed record Peer(string Id, IReadOnlyList<string> Practices, string Group);

/// <summary>Two people, in no order.</summary>
public readonly record struct PeerPair
{
    private PeerPair(string one, string other) => (One, Other) = (one, other);

    /// <summary>The one whose id comes first in ordinal order.</summary>
    public string One { get; }

    /// <summary>The other.</summary>
    public string Other { get; }

    /// <summary>The pair of these two, the same whichever comes first.</summary>
    public static PeerPair Of(string one, string other) => string.CompareOrdinal(one, other) <= 0 ? new PeerPair(one, other) : new PeerPair(other, one);
}

/// <summary>That somebody is asked about somebody else.</summary>
/// <param name="Rater">Who is asked.</param>
/// <param name="Subject">About whom.</param>
public readonly record struct Rating(string Rater, string Subject);

/// <summary>What matching has to heed.</summary>
/// <param name="Conflicts">Those who declared a conflict, whichever of the two did: neither is asked about the other.</param>
/// <param name="History">How often somebody was asked about somebody before.</param>
public sealed record PeerRules(IReadOnlySet<PeerPair> Conflicts, IReadOnlyDictionary<Rating, int> History)
{
    /// <summary>No conflicts, and the first round.</summary>
    public static PeerRules None { get; } = new(new HashSet<PeerPair>(), new Dictionary<Rating, int>());
}
