namespace LeadershipBot.Shell;

/// <summary>The time zone of what everybody reads; a person's own views use the person's zone.</summary>
public static class Zones
{
    public static TimeZoneInfo UnitedKingdom { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
}
