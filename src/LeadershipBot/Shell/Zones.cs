namespace LeadershipBot.Shell;

/// <summary>The time zone of what everybody reads; a person's own views use the person's zone.</summary>
public static class Zones
{
    public static TimeZoneInfo UnitedKingdom { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>The zone that a person set, by its IANA name; the United Kingdom's where they set none, or it is no more.</summary>
    public static TimeZoneInfo OrUnitedKingdom(string? name) => Find(name) ?? UnitedKingdom;

    /// <summary>The zone of an IANA name; null where there is no such zone, or no name.</summary>
    public static TimeZoneInfo? Find(string? name)
        => !string.IsNullOrEmpty(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
}
