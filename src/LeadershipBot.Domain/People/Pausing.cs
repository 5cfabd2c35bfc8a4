using System.Globalization;

namespace LeadershipBot.Domain.People;

/// <summary>What a person wants of their pause.</summary>
/// <param name="Until">Nothing is asked of them before this moment; null to end the pause.</param>
public sealed record PauseOrder(DateTimeOffset? Until);

/// <summary>Reads for how long a person wants to be asked nothing: "2 weeks", "until 1 May", "off".</summary>
public static class Pausing
{
    /// <summary>The longest pause, in days from today: one year.</summary>
    public const int DaysMax = 366;

    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    private static readonly string[] DatesOfOneYear = ["d MMMM yyyy", "d MMM yyyy", "MMMM d yyyy", "MMM d yyyy", "yyyy-MM-dd", "d/M/yyyy", "d/M/yy", "d.M.yyyy"];
    private static readonly string[] DatesOfAnyYear = ["d MMMM", "d MMM", "MMMM d", "MMM d", "d/M"];
    private static readonly string[] Ends = ["off", "end", "stop", "over", "none", "no"];
    private static readonly HashSet<string> Prepositions = ["until", "untill", "till", "til", "to"];

    private static readonly Dictionary<string, Func<DateOnly, int, DateOnly>> Units = new(StringComparer.Ordinal)
    {
        ["d"] = (today, count) => today.AddDays(count),
        ["day"] = (today, count) => today.AddDays(count),
        ["w"] = (today, count) => today.AddDays(7 * count),
        ["wk"] = (today, count) => today.AddDays(7 * count),
        ["week"] = (today, count) => today.AddDays(7 * count),
        ["fortnight"] = (today, count) => today.AddDays(14 * count),
        ["month"] = (today, count) => today.AddMonths(count),
        ["year"] = (today, count) => today.AddYears(count),
    };

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
        var day = AfterLength(said, today) ?? DayOf(said, today);
        return day is { } until ? UntilDay(until, now, zone) : new Refusal("profile.refused.pauseWords");
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

    /// <summary>The end of "2 weeks", "for a fortnight", "10d"; null where it is no length.</summary>
    private static DateOnly? AfterLength(string said, DateOnly today)
    {
        var words = (said.StartsWith("for ", StringComparison.Ordinal) ? said[4..] : said).Split(' ');
        var digits = words[0].TakeWhile(char.IsAsciiDigit).Count();
        var (count, unit) = words switch
        {
            [var one] when digits > 0 => (one[..digits], one[digits..]),
            [var one] => ("a", one),
            [var first, var second] => (first, second),
            _ => ("", ""),
        };
        return CountOf(count) is { } number && Units.TryGetValue(unit.Length > 2 ? unit.TrimEnd('s') : unit, out var after) ? after(today, number) : null;
    }

    private static int? CountOf(string word)
    {
        if (word is "a" or "an")
            return 1;
        if (Array.IndexOf(Numbers, word) is var number and >= 0)
            return number;
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= DaysMax * 2 ? count : null;
    }

    private static DateOnly? DayOf(string said, DateOnly today)
    {
        var plain = string.Join(' ', said.Split(' ').SkipWhile(Prepositions.Contains).Where(word => word is not ("the" or "of")).Select(WithoutOrdinal));
        if (plain is "tomorrow")
            return today.AddDays(1);
        if (Array.FindIndex(British.DateTimeFormat.DayNames, name => plain.Length >= 3 && name.StartsWith(plain, StringComparison.OrdinalIgnoreCase)) is var weekday and >= 0)
            return today.AddDays(((weekday - (int)today.DayOfWeek + 6) % 7) + 1);
        if (DateOnly.TryParseExact(plain, DatesOfOneYear, British, DateTimeStyles.None, out var day))
            return day;
        return NextOf(plain, today);
    }

    /// <summary>As in "1" for "1st".</summary>
    private static string WithoutOrdinal(string word)
        => word.Length is 3 or 4 && word[..^2].All(char.IsAsciiDigit) && word[^2..] is ("st" or "nd" or "rd" or "th") ? word[..^2] : word;

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
}
