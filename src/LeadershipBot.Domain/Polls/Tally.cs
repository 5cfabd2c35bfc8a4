namespace LeadershipBot.Domain.Polls;

/// <summary>
/// How many chose what. A tally may be one of several shards that are added up, so a count may be negative in one
/// shard (a vote first cast through one server and changed through another); the sum never is.
/// </summary>
/// <param name="Counts">One count for each choice, in their order.</param>
public sealed record Tally(IReadOnlyList<int> Counts)
{
    /// <summary>How many people answered.</summary>
    public int Answered => Counts.Sum();

    /// <summary>The tally before the first vote.</summary>
    /// <param name="choices">How many choices there are.</param>
    public static Tally Empty(int choices) => new(new int[choices]);

    /// <summary>The tally after the vote; a changed vote moves one from its earlier choice.</summary>
    public Tally With(VoteCast vote)
    {
        int[] counts = [.. Counts];
        if (vote.Before is { } before)
            counts[before]--;
        counts[vote.Choice]++;
        return new Tally(counts);
    }

    /// <summary>The tally after a vote is withdrawn.</summary>
    /// <param name="choice">What was voted for.</param>
    public Tally Without(int choice)
    {
        int[] counts = [.. Counts];
        counts[choice]--;
        return new Tally(counts);
    }

    /// <summary>The sum of two shards of one poll; the order of adding doesn't matter.</summary>
    public Tally Plus(Tally other) => new([.. Counts.Zip(other.Counts, (mine, theirs) => mine + theirs)]);

    /// <summary>
    /// Whole per cents that add up to 100 where anybody answered (largest remainder: Hamilton's method, ties to the
    /// earlier choice), else all 0.
    /// </summary>
    public IReadOnlyList<int> Percents()
    {
        var answered = Answered;
        if (answered == 0)
            return new int[Counts.Count];
        int[] percents = [.. Counts.Select(c => c * 100 / answered)];
        var missing = 100 - percents.Sum();
        var byRemainder = Enumerable.Range(0, Counts.Count).OrderByDescending(i => Counts[i] * 100 % answered).ThenBy(i => i);
        foreach (var choice in byRemainder.Take(missing))
            percents[choice]++;
        return percents;
    }

    /// <summary>The choices with the most votes: none if nobody answered, several if they are level.</summary>
    public IReadOnlyList<int> Leading()
    {
        var most = Counts.Max();
        return most <= 0 ? [] : [.. Enumerable.Range(0, Counts.Count).Where(i => Counts[i] == most)];
    }
}
