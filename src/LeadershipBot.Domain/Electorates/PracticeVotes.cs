namespace LeadershipBot.Domain.Electorates;

/// <summary>One person's vote for one practice, changed.</summary>
/// <param name="Before">The choice before; null if there was none.</param>
/// <param name="After">The choice now; null if it is taken back.</param>
public sealed record ChoiceChange(int? Before, int? After);

/// <summary>The votes of those who cast one practice's vote, and what comes of them.</summary>
/// <param name="Practice">Its ODS code.</param>
/// <param name="ListSize">Its registered patients; null if not known, and then it weighs nothing by list size.</param>
/// <param name="Votes">How many of them chose what.</param>
public sealed record PracticeVotes(string Practice, int? ListSize, IReadOnlyList<int> Votes)
{
    /// <summary>Whether anybody cast its vote.</summary>
    public bool HasAnswered => Votes.Any(count => count > 0);

    /// <summary>What the practice chose: what most chose; null if that is level, so that it abstains, or if nobody voted.</summary>
    public int? Choice
    {
        get
        {
            var most = Votes.DefaultIfEmpty().Max();
            if (most <= 0)
                return null;
            var first = Enumerable.Range(0, Votes.Count).First(choice => Votes[choice] == most);
            return Votes.Skip(first + 1).Contains(most) ? null : first;
        }
    }

    /// <summary>A practice of which nobody has voted.</summary>
    /// <param name="choices">How many choices there are.</param>
    public static PracticeVotes None(string practice, int? listSize, int choices) => new(practice, listSize, new int[choices]);

    /// <summary>After one person voted, changed their vote or took it back.</summary>
    public PracticeVotes With(ChoiceChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        int[] votes = [.. Votes];
        if (change.Before is { } before)
            votes[before]--;
        if (change.After is { } after)
            votes[after]++;
        return this with { Votes = votes };
    }

    /// <summary>What its vote weighs.</summary>
    internal int Weight(CountedBy countedBy) => countedBy is CountedBy.ListSizes ? ListSize ?? 0 : 1;
}
