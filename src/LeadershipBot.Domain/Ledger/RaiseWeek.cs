using System.Globalization;
using LeadershipBot.Domain.Time;

namespace LeadershipBot.Domain.Ledger;

/// <summary>A week, from Monday to Sunday, in which anonymous words are collected before all of them are passed on at once.</summary>
/// <param name="Monday">Its first day.</param>
public readonly record struct RaiseWeek(DateOnly Monday)
{
    private const string Format = "yyyyMMdd";
    private const int Days = 7;

    // No quiet time by the usual settings, so that organisers read it at once.
    private static readonly TimeOnly PassedOnFrom = new(8, 0);

    /// <summary>The week before.</summary>
    public RaiseWeek Before => new(Monday.AddDays(-Days));

    /// <summary>Its name in keys, such as <c>20261123</c>.</summary>
    public string Key => Monday.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The date that something gets which is passed on in this week: its Monday, at midnight UTC, and no more.</summary>
    public DateTimeOffset Date => new(Monday, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>The week of a moment, by the clock on the wall of a time zone.</summary>
    public static RaiseWeek Of(DateTimeOffset at, TimeZoneInfo zone)
    {
        var date = LocalTime.DateOf(at, zone);
        return new RaiseWeek(date.AddDays(-(((int)date.DayOfWeek + Days - 1) % Days)));
    }

    /// <summary>Reads <see cref="Key"/>; false where it is none.</summary>
    public static bool TryRead(string? key, out RaiseWeek week)
    {
        var isDate = DateOnly.TryParseExact(key, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        week = new RaiseWeek(date);
        return isDate && date.DayOfWeek is DayOfWeek.Monday;
    }

    /// <summary>When all that was collected in it is passed on: on the Monday after it at 08:00 by the clock on the wall.</summary>
    public DateTimeOffset PassedOnAt(TimeZoneInfo zone) => LocalTime.FirstMomentOf(Monday.AddDays(Days).ToDateTime(PassedOnFrom), zone).ToUniversalTime();
}
