using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadershipBot.Domain.People;

/// <summary>What a person wants of their pause.</summary>
/// <param name="Until">Nothing is asked of them before this moment; null to end the pause.</param>
public sealed record PauseOrder(DateTimeOffset? Until);

/// <summary>Reads for how long a person wants to be asked nothing: "2 weeks", "until 1 May", "off".</summary>
public static partial class Pausing
{
    /// <summary>The longest pause, in days from today: one year.</summary>
    public const int DaysMax = 366;

    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    private static readonly string[] DatesOfOneYear = ["d MMMM yyyy", "d MMM yyyy", "MMMM d yyyy", "MMM d yyyy", "yyyy-MM-dd", "d/M/yyyy", "d/M/yy", "d.M.yyyy"];
    private static readonly string[] DatesOfAnyYear = ["d MMMM", "d MMM", "MMMM d", "MMM d", "d/M"];
    private static readonly string[] Ends = ["off", "end", "stop", "over", "none", "no"];
    private static readonly string[] Numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>Reads what was typed after the word "pause".</summary>
    /// <param name="words">What was typed; not empty.</param>
    /// <param name="now">The present.</param>
    /// <param name="zone">Where the person is: a pause ends as their day begins.</param>
    public static Ruling<PauseOrder> Read(string words, DateTimeOffset now, TimeZoneInfo zone)
    {
        var said = string.Join(' ', words.ToLowerInvariant().Replace(",", " ", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', '!');
        if (Ends.Contains(said, StringComparer.Ordinal))
            return new PauseOrder(Until: null);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        if (Length().Match(said) is { Success: true } length)
            return CountOf(length.Groups["count"].Value) is { } count ? UntilDay(After(today, count, length.Groups["unit"].Value), now, zone) : new Refusal("profile.refused.pauseWords");
        return DayOf(Preposition().Replace(said, ""), today) is { } day ? UntilDay(day, now, zone) : new Refusal("profile.refused.pauseWords");
    }

    /// <summary>A pause until a day begins where the person is: a day after today, at most <see cref="DaysMax"/> away.</summary>
    public static Ruling<PauseOrder> UntilDay(DateOnly day, DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        if (day <= today)
            return new Refusal("profile.refused.pausePast");
        if (day.DayNumber - today.DayNumber > DaysMax)
            return new Refusal("profile.refused.pauseLong");
        var begin = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(begin))
            begin = begin.AddMinutes(30); // some zones put the clock forward at midnight
        return new PauseOrder(new DateTimeOffset(begin, zone.GetUtcOffset(begin)).ToUniversalTime());
    }

    private static int? CountOf(string word)
    {
        if (word is "a" or "an" or "")
            return 1;
        if (Array.IndexOf(Numbers, word) is var number and >= 0)
            return number;
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= DaysMax * 2 ? count : null;
    }

    private static DateOnly After(DateOnly today, int count, string unit) => unit[0] switch
    {
        'd' => today.AddDays(count),
        'w' => today.AddDays(7 * count),
        'f' => today.AddDays(14 * count),
        'm' => today.AddMonths(count),
        _ => today.AddYears(count),
    };

    private static DateOnly? DayOf(string said, DateOnly today)
    {
        var plain = Ordinal().Replace(said, "$1").Replace(" of ", " ", StringComparison.Ordinal);
        if (plain is "tomorrow")
            return today.AddDays(1);
        if (Array.FindIndex(British.DateTimeFormat.DayNames, name => plain.Length >= 3 && name.StartsWith(plain, StringComparison.OrdinalIgnoreCase)) is var weekday and >= 0)
            return today.AddDays(((weekday - (int)today.DayOfWeek + 6) % 7) + 1);
        if (DateOnly.TryParseExact(plain, DatesOfOneYear, British, DateTimeStyles.None, out var day))
            return day;
        return NextOf(plain, today);
    }

    /// <summary>A date without a year is its next one; the 29th of February may be some years away.</summary>
    private static DateOnly? NextOf(string said, DateOnly today)
    {
        for (var year = today.Year; year < today.Year + 9; year++)
        {
            string[] dated = [$"{said} {year.ToString(CultureInfo.InvariantCulture)}", $"{said}/{year.ToString(CultureInfo.InvariantCulture)}"];
            string[] formats = [.. DatesOfAnyYear.Select(format => $"{format} yyyy"), "d/M/yyyy"];
            foreach (var one in dated)
            {
                if (DateOnly.TryParseExact(one, formats, British, DateTimeStyles.None, out var day) && day > today)
                    return day;
            }
        }

        return null;
    }

    [GeneratedRegex("^(?:for )?(?:(?<count>[a-z]+) |(?<count>[0-9]{1,4}) ?)?(?<unit>days?|d|weeks?|wks?|w|fortnights?|months?|years?)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Length();

    [GeneratedRegex("^(?:(?:until|untill|till|til|to) )?(?:the )?", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Preposition();

    [GeneratedRegex("([0-9]{1,2})(?:st|nd|rd|th)\\b", RegexOptions.NonBacktracking)]
    private static partial Regex Ordinal();
}
