namespace LeadershipBot.Domain.People;

/// <summary>What a person set for themselves, the same in all organisations. A null is the default of <see cref="AskDefaults"/>, or what Teams says.</summary>
public sealed record PersonalSettings
{
    /// <summary>Nothing set.</summary>
    public static PersonalSettings Usual { get; } = new();

    /// <summary>The organisation for which the person acts where the place doesn't say; null if not chosen.</summary>
    public string? ActsFor { get; init; }

    /// <summary>IANA name; null for the zone that Teams tells.</summary>
    public string? TimeZone { get; init; }

    /// <summary>When nothing is sent to them; null for the usual.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>Minutes a week that they give to asks; null for the usual.</summary>
    public int? WeeklyMinutes { get; init; }

    /// <summary>Nothing is asked of them before this moment; null for no pause.</summary>
    public DateTimeOffset? PausedUntil { get; init; }
}

/// <summary>The hours in which nothing is sent, in the person's own time.</summary>
/// <param name="From">Begin, inclusive. If it is later than <paramref name="Until"/>, the quiet goes over midnight; if they are the same, there is none.</param>
/// <param name="Until">End, exclusive.</param>
/// <param name="Weekends">Whether all of Saturday and Sunday is quiet, too.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly Until, bool Weekends);

/// <summary>What holds for a person who set nothing.</summary>
public static class AskDefaults
{
    /// <summary>Minutes a week over all asks.</summary>
    public const int WeeklyMinutes = 10;

    /// <summary>From 19:00 to 07:30 and at weekends.</summary>
    public static QuietHours Quiet { get; } = new(new TimeOnly(19, 0), new TimeOnly(7, 30), Weekends: true);

    /// <summary>The day of the digest.</summary>
    public const DayOfWeek DigestDay = DayOfWeek.Thursday;

    /// <summary>The digest's time on that day, in the person's zone.</summary>
    public static TimeOnly DigestTime { get; } = new(12, 30);
}
