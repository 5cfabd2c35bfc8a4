using System.Globalization;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;

namespace LeadershipBot.Domain.Recognition;

/// <summary>A month whose public thanks are told together: on the first digest day of the next, at the digest's time.</summary>
/// <param name="First">Its first day.</param>
public readonly record struct ThanksMonth(DateOnly First)
{
    private const string Format = "yyyyMM";

    /// <summary>As it stands in keys.</summary>
    public string Key => First.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The month of a moment.</summary>
    public static ThanksMonth Of(DateTimeOffset at, TimeZoneInfo zone)
    {
        var day = LocalTime.DateOf(at, zone);
        return new ThanksMonth(new DateOnly(day.Year, day.Month, 1));
    }

    /// <summary>Reads a key; false where it is none.</summary>
    public static bool TryRead(string? key, out ThanksMonth month)
    {
        var isRead = DateOnly.TryParseExact(key, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first);
        month = new ThanksMonth(first);
        return isRead;
    }

    /// <summary>The month so many after this one, or before it.</summary>
    public ThanksMonth Plus(int months) => new(First.AddMonths(months));

    /// <summary>When its digest goes.</summary>
    public DateTimeOffset DigestAt(TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var day = First.AddMonths(1);
        while (day.DayOfWeek != AskDefaults.DigestDay)
            day = day.AddDays(1);
        return LocalTime.FirstMomentOf(day.ToDateTime(AskDefaults.DigestTime), zone).ToUniversalTime();
    }
}
