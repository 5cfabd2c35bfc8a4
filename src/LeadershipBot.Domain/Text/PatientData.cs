namespace LeadershipBot.Domain.Text;

/// <summary>What kind of patient data a text seems to hold.</summary>
public enum PatientDataKind
{
    /// <summary>A valid NHS number (or CHI, or Health and Care number, where the words beside it say so).</summary>
    NhsNumber,

    /// <summary>A past date beside a postcode or beside a word such as DOB, born, patient, Mr, Mrs.</summary>
    DateNearPatientWord,
}

/// <summary>The rule that no free-text box keeps patient data.</summary>
public static class PatientData
{
    /// <summary>How near, in characters, a date must be to a postcode or patient word.</summary>
    public const int NearCharactersMax = 40;

    /// <summary>
    /// Says whether a text seems to hold patient data; its caller then refuses the text and keeps nothing of it.
    /// Takes time in proportion to the length of the text, whatever the text is.
    /// </summary>
    /// <param name="text">What a person typed; may be empty.</param>
    /// <param name="today">Today where the person is. Dates from today on belong to meetings, not to patients.</param>
    /// <returns>The first kind found; null if there is none.</returns>
    public static PatientDataKind? FindIn(string text, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = FoldedText.Of(text);
        if (NhsNumber.IsIn(plain))
            return PatientDataKind.NhsNumber;
        return PatientDates.IsIn(plain, today) ? PatientDataKind.DateNearPatientWord : null;
    }
}
