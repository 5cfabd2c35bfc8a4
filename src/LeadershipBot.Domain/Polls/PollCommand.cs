using System.Text;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Polls;

/// <summary>
/// Reads what follows the word <c>poll</c>: a question in quotation marks and choices parted by commas, as in
/// <c>"Should we extend hours?" Yes, No, Unsure</c>.
/// </summary>
/// <param name="Question">The question, trimmed; empty if nothing was typed.</param>
/// <param name="Choices">The choices, trimmed, none empty; no choices if only the question was typed.</param>
public sealed record PollCommand(string Question, IReadOnlyList<string> Choices)
{
    /// <summary>
    /// Reads the words. Straight and curly quotation marks count alike, since phones type curly ones. Without marks,
    /// all up to the first question mark is the question, or else all of the first line. A choice with a comma in it
    /// may stand in quotation marks.
    /// </summary>
    public static PollCommand Read(string words)
    {
        words = AfterColon(words);
        var isQuoted = words.Length > 0 && QuotationMarks.StandAt(words, 0);
        if (isQuoted && QuotationMarks.Closing(words, 0) is { } closing)
            return new PollCommand(words[1..closing].Trim(), Choose(words[(closing + 1)..]));

        words = isQuoted ? words[1..] : words;
        var end = EndOfQuestion(words);
        return new PollCommand(QuotationMarks.WithoutSingle(words[..end].Trim()), Choose(words[end..]));
    }

    private static int EndOfQuestion(string words)
    {
        var mark = words.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0)
            return words.IndexOf('\n', StringComparison.Ordinal) is var line and >= 0 ? line : words.Length;
        // A single mark right behind belongs to the question if another stands before it.
        return mark + 2 <= words.Length && QuotationMarks.WithoutSingle(words[..(mark + 2)]).Length <= mark ? mark + 2 : mark + 1;
    }

    private static List<string> Choose(string words)
    {
        words = AfterColon(words);
        var choices = new List<string>();
        var choice = new StringBuilder();
        for (var at = 0; at < words.Length; at++)
        {
            if (QuotationMarks.StandAt(words, at) && string.IsNullOrWhiteSpace(choice.ToString()))
            {
                var closing = QuotationMarks.Closing(words, at) ?? at;
                choice.Append(words.AsSpan(at..closing).TrimStart(words[at]));
                at = closing;
            }
            else if (words[at] is ',' or ';' or '\n')
            {
                Take();
            }
            else
            {
                choice.Append(words[at]);
            }
        }

        Take();
        return choices;

        void Take()
        {
            if (QuotationMarks.WithoutSingle(choice.ToString().Trim()) is { Length: > 0 } taken)
                choices.Add(taken);
            choice.Clear();
        }
    }

    /// <summary>People write <c>poll: Which day? Mon, Tue</c>, and <c>poll Which day?: Mon, Tue</c>.</summary>
    private static string AfterColon(string words) => words.Trim().TrimStart(':').TrimStart();
}
