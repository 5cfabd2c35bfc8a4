using System.Globalization;

namespace LeadershipBot.Domain.People;

/// <summary>When and how much a person lets themselves be asked, as they filled it in.</summary>
/// <param name="TimeZone">IANA name; null for the zone that Teams tells.</param>
/// <param name="QuietFrom">As typed, such as "19:00".</param>
/// <param name="QuietUntil">As typed, such as "07:30"; the same as the begin for no quiet at night.</param>
/// <param name="QuietWeekends">Whether all of Saturday and Sunday is quiet, too.</param>
/// <param name="WeeklyMinutes">Null where it is no whole number.</param>
public sealed record AskTimes(string? TimeZone, string QuietFrom, string QuietUntil, bool QuietWeekends, int? WeeklyMinutes)
{
    /// <summary>The most minutes a week that a person may give; 0 is none at all.</summary>
    public const int WeeklyMinutesMax = 60;

    private static readonly string[] Formats = ["HH:mm", "H:mm", "HH:mm:ss", "H.mm"];

    /// <summary>What these settings look like in the form: what isn't set is shown as the usual.</summary>
    public static AskTimes Of(PersonalSettings settings)
    {
        var quiet = settings.Quiet ?? AskDefaults.Quiet;
        return new AskTimes(settings.TimeZone, Show(quiet.From), Show(quiet.Until), quiet.Weekends, settings.WeeklyMinutes ?? AskDefaults.WeeklyMinutes);
    }

    /// <summary>The settings with these times; what is the usual isn't kept as a setting of one's own, so that it follows the usual.</summary>
    public Ruling<PersonalSettings> ApplyTo(PersonalSettings before)
    {
        if (TimeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            return new Refusal("profile.refused.timeZone");
        if (!TryRead(QuietFrom, out var from) || !TryRead(QuietUntil, out var until))
            return new Refusal("profile.refused.quietTimes");
        if (WeeklyMinutes is not (>= 0 and <= WeeklyMinutesMax))
            return new Refusal("profile.refused.minutes", ("max", $"{WeeklyMinutesMax}"));
        var quiet = new QuietHours(from, until, QuietWeekends);
        return before with
        {
            TimeZone = TimeZone,
            Quiet = quiet == AskDefaults.Quiet ? null : quiet,
            WeeklyMinutes = WeeklyMinutes == AskDefaults.WeeklyMinutes ? null : WeeklyMinutes,
        };
    }

    /// <summary>A time of day as the form and the cards show it.</summary>
    public static string Show(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static bool TryRead(string text, out TimeOnly time)
        => TimeOnly.TryParseExact(text.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
