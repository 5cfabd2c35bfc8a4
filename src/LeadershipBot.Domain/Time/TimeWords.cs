using System.Globalization;

namespace LeadershipBot.Domain.Time;

/// <summary>Moments in the words of a reader's own time zone, always with the zone.</summary>
public static class TimeWords
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>As in "Fri 27 Nov, 17:00 (GMT)".</summary>
    public static string Moment(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return $"{local.ToString("ddd d MMM, HH:mm", British)} ({ZoneName(local, zone)})";
    }

    /// <summary>As in "Fri 27 Nov 2026".</summary>
    public static string Day(DateOnly date) => date.ToString("ddd d MMM yyyy", British);

    /// <summary>A month: <c>March 2026</c>.</summary>
    public static string Month(DateOnly date) => date.ToString("MMMM yyyy", British);

    /// <summary>GMT or BST in the United Kingdom; elsewhere the distance from UTC, which is the same in every language.</summary>
    private static string ZoneName(DateTimeOffset local, TimeZoneInfo zone)
    {
        if (zone.Id is "Europe/London" or "GMT Standard Time")
            return zone.IsDaylightSavingTime(local) ? "BST" : "GMT";
        if (local.Offset == TimeSpan.Zero)
            return "UTC";
        var sign = local.Offset < TimeSpan.Zero ? '-' : '+';
        return local.Offset.Minutes == 0
            ? string.Create(CultureInfo.InvariantCulture, $"UTC{sign}{Math.Abs(local.Offset.Hours)}")
            : string.Create(CultureInfo.InvariantCulture, $"UTC{sign}{local.Offset:h\\:mm}");
    }
}
