namespace LeadershipBot.Domain.Polls;

/// <summary>
/// How many chose what in one question. A tally may be one of several shards that are added up, so a count may be negative
/// in one shard (a vote first cast through one server and changed through another); the sum never is.
/// </summary>
/// <param name="Counts">One count for each choice, in their order; of a ranking one for each place of each choice (<see cref="Question.IsMarked"/>).</param>
/// <param name="Answered">How many people answered the question.</param>
public sealed record Tally(IReadOnlyList<int> Counts, int Answered)
{
    /// <summary>The tally before the first vote.</summary>
    /// <param name="marks">How many counts there are: <see cref="Question.Marks"/>.</param>
    public static Tally Empty(int marks) => new(new int[marks], 0);

    /// <summary>The tally after a response takes the place of another; null, or one that was left out, counts for nothing.</summary>
    public Tally With(Question question, Response? before, Response? after)
    {
        ArgumentNullException.ThrowIfNull(question);
        var counts = new int[Counts.Count];
        for (var mark = 0; mark < counts.Length; mark++)
            counts[mark] = Counts[mark] + Count(question, after, mark) - Count(question, before, mark);
        return new Tally(counts, Answered + One(after) - One(before));
    }

    /// <summary>The sum of two shards of one question; the order of adding doesn't matter.</summary>
    public Tally Plus(Tally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new([.. Counts.Zip(other.Counts, (mine, theirs) => mine + theirs)], Answered + other.Answered);
    }

    /// <summary>
    /// Whole per cents of those who answered. Where everybody chose one they add up to 100 (largest remainder: Hamilton's
    /// method, ties to the earlier choice); where people chose several each stands by itself, rounded half up. All 0 if
    /// nobody answered.
    /// </summary>
    public IReadOnlyList<int> Percents()
    {
        if (Answered == 0)
            return new int[Counts.Count];
        if (Counts.Sum() != Answered)
            return [.. Counts.Select(count => (int)(((count * 200L) + Answered) / (2L * Answered)))];
        int[] percents = [.. Counts.Select(c => (int)(c * 100L / Answered))];
        var missing = 100 - percents.Sum();
        var byRemainder = Enumerable.Range(0, Counts.Count).OrderByDescending(i => Counts[i] * 100L % Answered).ThenBy(i => i);
        foreach (var choice in byRemainder.Take(missing))
            percents[choice]++;
        return percents;
    }

    /// <summary>The choices with the highest count: none if nobody answered, several if they are level.</summary>
    public IReadOnlyList<int> Leading()
    {
        var most = Counts.Count == 0 ? 0 : Counts.Max();
        return most <= 0 ? [] : [.. Enumerable.Range(0, Counts.Count).Where(i => Counts[i] == most)];
    }

    private static int Count(Question question, Response? response, int mark) => response is not null && question.IsMarked(response, mark) ? 1 : 0;

    private static int One(Response? response) => response is null or { IsSkipped: true } ? 0 : 1;
}
