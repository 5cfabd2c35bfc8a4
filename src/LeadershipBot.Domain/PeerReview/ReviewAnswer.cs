using LeadershipBot.Domain.Anonymous;

namespace LeadershipBot.Domain.PeerReview;

/// <summary>What somebody said to the scales of a round: a step for each, or that it doesn't apply.</summary>
/// <param name="Steps">From 1 to <see cref="ReviewLimits.ScaleMax"/>, in the order of the questions; null where it doesn't apply.</param>
public sealed record ReviewAnswer(IReadOnlyList<int?> Steps)
{
    private const char NotApplying = '-';

    /// <summary>How many different answers there can be to so many questions.</summary>
    public static long KindsMax(int questions) => (long)Math.Pow(ReviewLimits.ScaleMax + 1, questions);

    /// <summary>Reads what <see cref="Write"/> wrote, or a form gave; null where it isn't an answer to so many questions.</summary>
    public static ReviewAnswer? Read(string? words, int questions)
        => words is not null && words.Length == questions && words.All(c => c is NotApplying or >= '1' and <= (char)('0' + ReviewLimits.ScaleMax))
            ? new ReviewAnswer([.. words.Select(c => c is NotApplying ? (int?)null : c - '0')])
            : null;

    /// <summary>A character for each question.</summary>
    public string Write() => string.Concat(Steps.Select(step => step is { } number ? (char)('0' + number) : NotApplying));

    /// <summary>As it goes into an anonymous box.</summary>
    public Pattern ToPattern() => Pattern.Of(Write());
}
