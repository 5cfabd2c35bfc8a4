using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Domain.Disclosure;

namespace LeadershipBot.Domain.PeerReview;

/// <summary>
/// What somebody learns of a round: what <see cref="DisclosureRule"/> lets them see, and nothing more is kept. "Does not apply" is no
/// answer to a question.
/// </summary>
/// <param name="Answered">How many answered about them.</param>
/// <param name="Counts">For each question how many chose each step, from the lowest; null where too few answered it.</param>
public sealed record ReviewResult(int Answered, IReadOnlyList<IReadOnlyList<int>?> Counts)
{
    /// <summary>What is promised to those who answer.</summary>
    public static AskPrivacy Privacy { get; } = new(Voice.Anonymous) { Readers = Readers.Leaders };

    /// <summary>Whether comments that certainly so many different people wrote, over several rounds, may be read.</summary>
    /// <param name="writers">How many people.</param>
    public static bool ShowsComments(int writers)
        => DisclosureRule.Of(Privacy with { TakesComments = true }, Stage.Published, Reader.Leader, Collected.Whole(0, writers, Marks.One, []) with { Comments = writers }).Comments is CommentsShown.All;

    /// <summary>Whether enough answered for anything to be shown.</summary>
    public bool IsShown => Answered >= DisclosureLimits.ScoresFrom;

    /// <summary>The result of what was answered about somebody.</summary>
    /// <param name="answers">Each answer with how many gave it.</param>
    /// <param name="questions">How many questions there are.</param>
    public static ReviewResult Of(IReadOnlyList<PatternCount> answers, int questions)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var read = answers.Select(one => (Answer: ReviewAnswer.Read(one.Pattern.Words, questions), one.Count)).Where(one => one.Answer is not null).ToList();
        var answered = read.Sum(one => one.Count);
        return new ReviewResult(answered, [.. Enumerable.Range(0, questions).Select(question => Question(question))]);

        IReadOnlyList<int>? Question(int question)
        {
            var counts = new int[ReviewLimits.ScaleMax];
            foreach (var (answer, count) in read)
            {
                if (answer!.Steps[question] is { } step)
                    counts[step - 1] += count;
            }

            // The subject is the one who reads it: nobody else does, neither whoever asks nor those who answered.
            return answered < DisclosureLimits.ScoresFrom
                ? null
                : DisclosureRule.Of(Privacy, Stage.Published, Reader.Leader, Collected.Whole(0, counts.Sum(), Marks.One, counts)).Whole?.Counts;
        }
    }
}
