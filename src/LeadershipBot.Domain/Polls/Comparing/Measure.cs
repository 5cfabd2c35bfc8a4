using System.Globalization;
using LeadershipBot.Domain.Disclosure;

namespace LeadershipBot.Domain.Polls.Comparing;

/// <summary>
/// What of a question's result is set beside another: the share of those who chose some of the choices, or the mean of a
/// scale of numbers. It is read off scores that may be shown, and off nothing else.
/// </summary>
/// <param name="Choices">Whose share it is; none where it is a mean.</param>
public sealed record Measure(IReadOnlyList<int> Choices)
{
    private const int UpperStepsFrom = 4;

    /// <summary>Whether it is a mean, else a share in per cent.</summary>
    public bool IsMean => Choices.Count == 0;

    /// <summary>
    /// What is compared of a question: of a scale of numbers its mean; of a scale of words, which goes from the least to the
    /// most, the share of its upper two steps (of a short one, of the uppermost); else the share of each choice. Nothing of
    /// kinds whose result isn't a share of people: ranking, words, dates and calls for people.
    /// </summary>
    public static IReadOnlyList<Measure> Of(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var count = question.Choices.Count;
        return question.Kind switch
        {
            QuestionKind.Rating when question.Choices.All(IsNumber) => [new Measure([])],
            QuestionKind.Rating => [new Measure(count >= UpperStepsFrom ? [count - 2, count - 1] : [count - 1])],
            QuestionKind.Single or QuestionKind.Multiple or QuestionKind.Consent => [.. Enumerable.Range(0, count).Select(choice => new Measure([choice]))],
            _ => [],
        };
    }

    /// <summary>
    /// Its value: a share in whole per cents, of one choice the one that stands beside its bar; a mean with one decimal
    /// place. So the difference of two values is the difference of what is read.
    /// </summary>
    /// <param name="question">The question.</param>
    /// <param name="scores">Scores that may be shown, of at least one person.</param>
    public decimal Of(Question question, ShownGroup scores)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(scores);
        if (Choices is [var one])
            return new Tally(scores.Counts, scores.Answered).Percents()[one];
        if (!IsMean)
            return Math.Round(100m * Choices.Sum(choice => scores.Counts[choice]) / scores.Answered, MidpointRounding.AwayFromZero);
        var sum = question.Choices.Select((step, i) => decimal.Parse(step, NumberStyles.Integer, CultureInfo.InvariantCulture) * scores.Counts[i]).Sum();
        return Math.Round(sum / scores.Answered, 1, MidpointRounding.AwayFromZero);
    }

    private static bool IsNumber(string step) => int.TryParse(step, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);

    /// <inheritdoc/>
    public bool Equals(Measure? other) => other is not null && Choices.SequenceEqual(other.Choices);

    /// <inheritdoc/>
    public override int GetHashCode() => Choices.Aggregate(0, HashCode.Combine);
}
