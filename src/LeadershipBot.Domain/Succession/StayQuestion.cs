namespace LeadershipBot.Domain.Succession;

/// <summary>When a holder is asked whether they stay: once a year, and not in the last month.</summary>
public static class StayQuestion
{
    private const int LastMonths = 1;

    /// <summary>Whether it is to be asked on a day. However many years were missed, it is asked once.</summary>
    public static bool IsDueOn(Tenure tenure, DateOnly today) => NextOn(tenure) is { } due && due <= today && tenure.IsHeldOn(today) && !(tenure.Until < today.AddMonths(LastMonths));

    /// <summary>When it is due next, which may be past; null where it isn't any more.</summary>
    public static DateOnly? NextOn(Tenure tenure)
    {
        ArgumentNullException.ThrowIfNull(tenure);
        var due = Latest(tenure.From, tenure.AskedOn, tenure.IntentionOn).AddYears(1);
        return tenure.Holder is null || tenure.Until < due.AddMonths(LastMonths) ? null : due;
    }

    private static DateOnly Latest(DateOnly from, DateOnly? asked, DateOnly? said)
    {
        var last = asked > from ? asked.Value : from;
        return said > last ? said.Value : last;
    }
}
