using System.Globalization;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Recognition;

/// <summary>Checks what people write to and about each other.</summary>
public static class PeerTexts
{
    /// <summary>Why a text can't be taken: nothing in it, too long, or patient data; null if it can.</summary>
    /// <param name="words">As typed.</param>
    /// <param name="max">The longest, in UTF-16 units, without white space at its ends.</param>
    /// <param name="today">The date where its writer is.</param>
    public static Refusal? Check(string words, int max, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(words);
        return string.IsNullOrWhiteSpace(FoldedText.Of(words)) ? new Refusal("peers.refused.noWords") : CheckIfAny(words, max, today);
    }

    /// <summary>The same for a text that may be left out.</summary>
    /// <param name="words">As typed.</param>
    /// <param name="max">The longest, in UTF-16 units, without white space at its ends.</param>
    /// <param name="today">The date where its writer is.</param>
    public static Refusal? CheckIfAny(string words, int max, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(words);
        var length = words.Trim().Length;
        if (length > max)
            return new Refusal("peers.refused.longWords", ("length", length.ToString(CultureInfo.InvariantCulture)), ("max", max.ToString(CultureInfo.InvariantCulture)));
        return PatientData.FindIn(words, today) is null ? null : new Refusal("shell.refused.patientData");
    }

    /// <summary>A text in one spelling: without differences of case, spaces at its ends or in a row, or look-alike characters.</summary>
    public static string Folded(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return string.Join(' ', FoldedText.Of(words).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
    }
}
