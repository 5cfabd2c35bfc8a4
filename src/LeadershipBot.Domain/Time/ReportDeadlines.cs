namespace LeadershipBot.Domain.Time;

/// <summary>When those are reminded who decide about something that a colleague reported: everyone hears back.</summary>
public static class ReportDeadlines
{
    /// <summary>So many working days after it was reported they are reminded, and who reported it is told that it is overdue.</summary>
    public const int RemindedAfterWorkingDays = 10;

    /// <summary>So many days after it was reported the chairs are told.</summary>
    public const int ChairAfterDays = 28;

    /// <summary>From when who decides is reminded, inclusive.</summary>
    public static DateTimeOffset RemindedAt(DateTimeOffset reported) => WorkingDays.After(reported, RemindedAfterWorkingDays);

    /// <summary>From when the chairs are told, inclusive; always after the others were reminded.</summary>
    public static DateTimeOffset ChairAt(DateTimeOffset reported) => reported.AddDays(ChairAfterDays);
}
