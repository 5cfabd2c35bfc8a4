using LeadershipBot.Domain.Disclosure;

namespace LeadershipBot.Domain.Polls.Comparing;

/// <summary>
/// How a question's result differs from that of the run before. It is worked out of what the one rule showed of either, so
/// that it tells nothing that the two results don't tell side by side; where either isn't shown, there is none. Runs are
/// polls of their own, each with its own promise and published once: nobody's answer stands in both counts, so that no
/// difference of the two is anybody's answer.
/// </summary>
/// <param name="Before">What may be shown of the run before.</param>
/// <param name="Now">What may be shown of this one.</param>
/// <param name="Changes">At least one.</param>
public sealed record Trend(ShownGroup Before, ShownGroup Now, IReadOnlyList<Change> Changes)
{
    /// <summary>The comparison of all who answered; null where there is none to be made.</summary>
    /// <param name="question">The question now.</param>
    /// <param name="now">What its reader may see of it.</param>
    /// <param name="before">What the same reader may see of the run before.</param>
    public static Trend? Of(Question question, Shown now, Shown before)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(before);
        if (now.Whole is not { Answered: > 0 } newer || before.Whole is not { Answered: > 0 } older)
            return null;
        var changes = Measure.Of(question).Select(measure => new Change(measure, measure.Of(question, older), measure.Of(question, newer))).ToList();
        return changes.Count == 0 ? null : new Trend(older, newer, changes);
    }

    /// <summary>Whether two questions ask the same in the same words, with the same choices: others are never compared.</summary>
    public static bool AreSame(Question one, Question other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one.Kind == other.Kind && one.Words == other.Words && one.Choices.SequenceEqual(other.Choices, StringComparer.Ordinal)
            && one.ChosenMin == other.ChosenMin && one.ChosenMax == other.ChosenMax;
    }
}

/// <summary>One measure in two runs.</summary>
/// <param name="Measure">What is measured.</param>
/// <param name="Before">In the run before.</param>
/// <param name="Now">In this one.</param>
public sealed record Change(Measure Measure, decimal Before, decimal Now)
{
    /// <summary>How much it rose; negative where it fell.</summary>
    public decimal By => Now - Before;
}
