using System.Text;

namespace LeadershipBot.Domain.Polls;

/// <summary>
/// Reads what follows the word <c>poll</c>: a question in quotation marks and choices parted by commas, as in
/// <c>"Should we extend hours?" Yes, No, Unsure</c>.
/// </summary>
/// <param name="Question">The question; empty if nothing was typed.</param>
/// <param name="Choices">The choices; empty if only the question was typed.</param>
public sealed record PollCommand(string Question, IReadOnlyList<string> Choices)
{
    private const string QuotationMarks = "\"“”„«»";

    /// <summary>
    /// Reads the words. Straight and curly quotation marks count alike, since phones type curly ones. Without marks,
    /// all up to the first question mark is the question. A choice with a comma in it may stand in quotation marks.
    /// </summary>
    public static PollCommand Read(string words)
    {
        words = words.Trim();
        if (words.Length > 0 && QuotationMarks.Contains(words[0], StringComparison.Ordinal))
        {
            var end = words.IndexOfAny(QuotationMarks.ToCharArray(), 1);
            return end < 0
                ? new PollCommand(words[1..].Trim(), [])
                : new PollCommand(words[1..end].Trim(), Parts(words[(end + 1)..]));
        }

        var mark = words.IndexOf('?', StringComparison.Ordinal);
        return mark < 0
            ? new PollCommand(words, [])
            : new PollCommand(words[..(mark + 1)], Parts(words[(mark + 1)..]));
    }

    private static List<string> Parts(string words)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var quoted = false;
        foreach (var letter in words)
        {
            if (QuotationMarks.Contains(letter, StringComparison.Ordinal))
            {
                quoted = !quoted;
            }
            else if (!quoted && letter is ',' or ';' or '\n')
            {
                Take();
            }
            else
            {
                part.Append(letter);
            }
        }

        Take();
        return parts;

        void Take()
        {
            if (part.ToString().Trim() is { Length: > 0 } choice)
                parts.Add(choice);
            part.Clear();
        }
    }
}
