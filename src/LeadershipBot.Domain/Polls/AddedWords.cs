using LeadershipBot.Domain.Disclosure;

namespace LeadershipBot.Domain.Polls;

/// <summary>
/// Words that a person typed into their chat after a poll, and wants to go with their answer. They follow the poll's voice,
/// but never an anonymous one: in the chat they stand with the person's name already. A poll that hides who answered takes
/// none either where it asked for none: its privacy line promised nothing about words, and its closing would lose them.
/// </summary>
public static class AddedWords
{
    /// <summary>Why words can't go with an answer to this poll at this moment; null if they can.</summary>
    public static Refusal? Check(Poll poll, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(poll);
        if (poll.Privacy.Voice is Voice.Anonymous)
            return new Refusal("polls.refused.wordsAnonymous");
        if (poll.HidesWho && !poll.Privacy.TakesComments)
            return new Refusal("polls.refused.wordsNone");
        return poll.IsOpenAt(now) ? null : new Refusal("polls.refused.wordsClosed");
    }

    /// <summary>
    /// The answer with the words after its reason. The same words again change nothing, so that pressing twice adds once.
    /// How long a reason may be is judged where the answer is taken.
    /// </summary>
    /// <param name="answer">The answer so far.</param>
    /// <param name="words">The words; trimmed here.</param>
    public static AnswerSheet To(AnswerSheet answer, string words)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(words);
        var added = words.Trim();
        if (added.Length == 0 || $"\n{answer.Reason}\n".Contains($"\n{added}\n", StringComparison.Ordinal))
            return answer;
        return answer with { Reason = answer.Reason.Length == 0 ? added : answer.Reason + "\n" + added };
    }
}
