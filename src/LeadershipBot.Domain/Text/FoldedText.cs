using System.Globalization;
using System.Text;

namespace LeadershipBot.Domain.Text;

/// <summary>A text as a reader sees it, so that a rule can't be passed by look-alike or invisible characters.</summary>
internal static class FoldedText
{
    /// <summary>
    /// Compatibility forms folded (NFKC), digits of every script as 0–9, every dash as '-', invisible characters
    /// dropped, and a run of spaces as one space, or as one line break if it holds one.
    /// </summary>
    public static string Of(string text)
    {
        var folded = WithoutLoneSurrogates(text).Normalize(NormalizationForm.FormKC);
        var plain = new StringBuilder(folded.Length);
        foreach (var rune in folded.EnumerateRunes())
            Append(plain, rune);
        return plain.ToString();
    }

    private static void Append(StringBuilder plain, Rune rune)
    {
        if (rune.Value is '\n' or '\r')
        {
            if (plain is [.., ' '])
                plain.Length--;
            if (plain is not [.., '\n'])
                plain.Append('\n');
            return;
        }

        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.DecimalDigitNumber:
                plain.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
                break;
            case UnicodeCategory.DashPunctuation:
                plain.Append('-');
                break;
            case var _ when rune.Value == '\u2212':
                plain.Append('-');
                break;
            case UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                Append(plain, new Rune('\n'));
                break;
            case var _ when Rune.IsWhiteSpace(rune) || IsBlank(rune):
                if (plain is not [.., ' ' or '\n'])
                    plain.Append(' ');
                break;
            case UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark:
                break; // marks too: a keycap 4 is a 4
            default:
                plain.Append(rune.ToString());
                break;
        }
    }

    // Letters and symbols by their category, but shown as nothing: Hangul fillers and the blank Braille pattern.
    private static bool IsBlank(Rune rune) => rune.Value is '\u115F' or '\u1160' or '\u3164' or '\uFFA0' or '\u2800';

    // Normalize throws on them, and a text with half a character is still a text to be checked.
    private static string WithoutLoneSurrogates(string text)
    {
        foreach (var unit in text)
            if (char.IsSurrogate(unit))
                return string.Concat(text.EnumerateRunes());
        return text;
    }
}
