namespace LeadershipBot.Domain.Succession;

/// <summary>When people are reminded that a term ends: twelve, nine, six and three months before, each once.</summary>
public static class TermReminders
{
    private static readonly int[] Months = [12, 9, 6, 3];

    /// <summary>
    /// The reminder that is due on a day: of several that were missed only the latest, and none that came already, or after the
    /// end. Null where there is none.
    /// </summary>
    /// <param name="until">The last day of the term; null where no end is known.</param>
    /// <param name="reminded">How many months before the end the last one was; 0 before the first.</param>
    /// <param name="today">The date.</param>
    public static int? DueOn(DateOnly? until, int reminded, DateOnly today)
    {
        if (until is not { } end || end < today)
            return null;
        var reached = Months.Where(months => end.AddMonths(-months) <= today).Cast<int?>().LastOrDefault();
        return reached is { } months && (reminded == 0 || months < reminded) ? reached : null;
    }

    /// <summary>When the next one is due after a day; null where there is none.</summary>
    public static DateOnly? NextAfter(DateOnly? until, int reminded, DateOnly today)
        => until is { } end ? Months.Where(months => reminded == 0 || months < reminded).Select(months => end.AddMonths(-months)).Where(day => day > today).Cast<DateOnly?>().Min() : null;
}
