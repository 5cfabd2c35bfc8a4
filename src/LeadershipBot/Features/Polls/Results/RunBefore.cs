using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Polls.Comparing;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>What one reader may see of the run before, as the one rule decided.</summary>
/// <param name="Poll">The run before.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Questions">What may be shown of each of its questions.</param>
internal sealed record RunBefore(Poll Poll, DateTimeOffset EndedAt, IReadOnlyList<Shown> Questions)
{
    /// <summary>For a reader of whom nothing is known but that they are asked: somebody who looks at a shared card.</summary>
    public static RunBefore? ForAsked(PollHead head, DateTimeOffset now) => Of(head.Before, Reader.Asked, now);

    /// <summary>
    /// For a person: null where there is none, or the person may not read that one. Runs that are compared ask the same teams,
    /// so that whoever was found in one of them for the poll of now is in it for that one.
    /// </summary>
    /// <param name="head">The poll of now.</param>
    /// <param name="actor">Who reads.</param>
    /// <param name="place">From where they read; null for leaders, who may from anywhere.</param>
    /// <param name="now">The moment.</param>
    public static RunBefore? For(PollHead head, Actor actor, Place? place, DateTimeOffset now)
    {
        if (head.Before is not { } before)
            return null;
        var reader = PollDisclosure.ReaderOf(before.Poll, actor);
        return reader is Reader.Leader || before.Poll.MayBeAnsweredBy(actor, place is not null && before.WasPostedIn(place), before.Poll.Audience.Teams) ? Of(before, reader, now) : null;
    }

    /// <summary>How a question stands to the run before.</summary>
    /// <param name="question">The question now.</param>
    /// <param name="shown">What the same reader may see of it.</param>
    public Compared With(Question question, Shown shown)
    {
        if (shown.Whole is null || Measure.Of(question).Count == 0)
            return new Compared(Comparison.None, null);
        var same = Enumerable.Range(0, Poll.Questions.Count).Where(q => Trend.AreSame(question, Poll.Questions[q])).Select(q => Questions[q]).FirstOrDefault();
        if (same is null)
            return new Compared(Comparison.Changed, null);
        if (Trend.Of(question, shown, same) is { } trend)
            return new Compared(Comparison.Made, trend);
        return new Compared(same.Reasons.Any(reason => reason.TextKey == "privacy.result.few") || same.Answered == 0 ? Comparison.TooFew : Comparison.None, null);
    }

    private static RunBefore? Of(PollHead? before, Reader reader, DateTimeOffset now)
        => before?.Poll.EndedAt(now) is { } ended
            ? new RunBefore(before.Poll, ended, [.. before.Poll.Questions.Select((_, q) => PollDisclosure.Of(before, q, reader))])
            : null;
}

/// <summary>Whether a question was compared with the run before, and how it came out.</summary>
/// <param name="Result">Whether it was.</param>
/// <param name="Trend">What came out; null where none was made.</param>
internal sealed record Compared(Comparison Result, Trend? Trend);

/// <summary>What there is to be said of a question beside the run before.</summary>
internal enum Comparison
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>How it changed.</summary>
    Made,

    /// <summary>That it wasn't asked so before.</summary>
    Changed,

    /// <summary>That too few answered it before.</summary>
    TooFew,
}
