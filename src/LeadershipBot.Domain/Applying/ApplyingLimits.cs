using System.Globalization;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Applying;

/// <summary>How long texts about applying may be, how scores go, and how soon people hear back.</summary>
public static class ApplyingLimits
{
    /// <summary>The longest statement, in UTF-16 units.</summary>
    public const int StatementMax = 2_000;

    /// <summary>The longest reason, or words to somebody, in UTF-16 units.</summary>
    public const int WordsMax = 1_000;

    /// <summary>The lowest score.</summary>
    public const int ScoreMin = 1;

    /// <summary>The highest score.</summary>
    public const int ScoreMax = 5;

    /// <summary>Within so many working days after closing (or after it was sent, where that is later) an applicant hears.</summary>
    public const int ReplyWithinWorkingDays = 10;

    /// <summary>Within so many days whoever is in reserve hears whether it comes to them.</summary>
    public const int ReserveWithinDays = 28;

    /// <summary>So many working days after whoever runs it was reminded that an applicant waits, the chair is.</summary>
    public const int ChairAfterWorkingDays = 5;

    /// <summary>So many people at most are moved on together: each takes up to six changes of the one commit, which takes a hundred.</summary>
    public const int TogetherMax = 15;
}

/// <summary>Checks free texts about applying.</summary>
public static class ApplyingTexts
{
    /// <summary>Why a text can't be taken: nothing in it, too long, or patient data; null if it can.</summary>
    /// <param name="words">As typed.</param>
    /// <param name="max">The longest, in UTF-16 units, without white space at its ends.</param>
    /// <param name="today">The date where its writer is.</param>
    public static Refusal? Check(string words, int max, DateOnly today)
        => IsEmpty(words) ? new Refusal("applying.refused.noWords") : CheckIfAny(words, max, today);

    /// <summary>The same for a text that may be left out.</summary>
    /// <param name="words">As typed.</param>
    /// <param name="max">The longest, in UTF-16 units, without white space at its ends.</param>
    /// <param name="today">The date where its writer is.</param>
    public static Refusal? CheckIfAny(string words, int max, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(words);
        var text = words.Trim();
        if (text.Length > max)
            return new Refusal("applying.refused.longWords", ("length", Number(text.Length)), ("max", Number(max)));
        return PatientData.FindIn(text, today) is null ? null : new Refusal("shell.refused.patientData");
    }

    /// <summary>Whether there is nothing in it that anybody could read.</summary>
    public static bool IsEmpty(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return string.IsNullOrWhiteSpace(FoldedText.Of(words));
    }

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
