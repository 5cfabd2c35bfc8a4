namespace LeadershipBot.Domain.Polls;

/// <summary>
/// The count of a whole poll: of each question, and of the people. As <see cref="Tally"/> it may be one of several shards
/// that are added up.
/// </summary>
/// <param name="Answered">How many people answered.</param>
/// <param name="Questions">The tally of each question, in their order.</param>
public sealed record PollTally(int Answered, IReadOnlyList<Tally> Questions)
{
    /// <summary>The tally of the first question, which is the only one of most polls.</summary>
    public Tally First => Questions[0];

    /// <summary>The tally before the first answer.</summary>
    public static PollTally Empty(IReadOnlyList<Question> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        return new PollTally(0, [.. questions.Select(question => Tally.Empty(question.Marks))]);
    }

    /// <summary>The tally after an answer takes the place of another.</summary>
    /// <param name="questions">The poll's.</param>
    /// <param name="before">The person's answer so far; null if it is their first.</param>
    /// <param name="after">The person's answer now; null if it is withdrawn.</param>
    public PollTally With(IReadOnlyList<Question> questions, AnswerSheet? before, AnswerSheet? after)
    {
        ArgumentNullException.ThrowIfNull(questions);
        var answered = Answered + (after is null ? 0 : 1) - (before is null ? 0 : 1);
        return new PollTally(answered, [.. questions.Select((question, i) => Questions[i].With(question, before?.Responses[i], after?.Responses[i]))]);
    }

    /// <summary>The sum of two shards of one poll; the order of adding doesn't matter.</summary>
    public PollTally Plus(PollTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new PollTally(Answered + other.Answered, [.. Questions.Zip(other.Questions, (mine, theirs) => mine.Plus(theirs))]);
    }

    /// <summary>Whether both count the same.</summary>
    public bool IsSameAs(PollTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Answered == other.Answered && Questions.Zip(other.Questions).All(pair => pair.First.Answered == pair.Second.Answered && pair.First.Counts.SequenceEqual(pair.Second.Counts));
    }
}
