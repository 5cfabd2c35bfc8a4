using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadershipBot.Domain.Time;

/// <summary>
/// A date with a time as people type it: <c>Thu 3 Dec 18:00</c>, <c>3 December at 6pm</c>, <c>3/12/2026 18:30</c> (the day
/// first), <c>2026-12-03 18:30</c>, <c>Fri 17:00</c>.
/// </summary>
public static partial class TypedMoment
{
    /// <summary>What is typed is short: it never takes so long.</summary>
    private const int TimeMaxMilliseconds = 1000;

    private const int YearMin = 2000;
    private const int YearMax = 2100;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>
    /// The moment that is meant, to the minute; null where the words are none, leave date or time open, name a day that
    /// there isn't, or a weekday that it isn't. Without a year it is the next such day. A date with a year may lie in the past.
    /// </summary>
    /// <param name="typed">As typed.</param>
    /// <param name="now">For what is next.</param>
    /// <param name="zone">The typing person's; an hour that comes twice as clocks go back is the later one, one that is left out is none.</param>
    public static DateTimeOffset? Read(string typed, DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(zone);
        var parts = new Parts();
        foreach (var word in HalfApart().Replace(IsoTime().Replace(typed.ToLowerInvariant(), "${one} ${two}"), "${one}${two}").Replace(',', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!parts.Take(word))
                return null;
        }

        return parts.Time is { } time ? Candidates(parts, now, zone).Select(day => InZone(day, time, zone)).FirstOrDefault(at => at is not null && (parts.Year is not null || at > now)) : null;
    }

    private static IEnumerable<DateOnly> Candidates(Parts parts, DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        IEnumerable<DateOnly?> days = parts switch
        {
            { Day: { } day, Month: { } month } => (parts.Year is { } year ? [year] : new[] { today.Year, today.Year + 1 }).Select(y => Date(y, month, day)),
            { Day: null, Month: null, Year: null, Weekday: not null } => Enumerable.Range(0, 8).Select(ahead => (DateOnly?)today.AddDays(ahead)),
            _ => [],
        };
        return days.OfType<DateOnly>().Where(day => parts.Weekday is null || day.DayOfWeek == parts.Weekday);
    }

    private static DateOnly? Date(int year, int month, int day)
        => year is >= YearMin and <= YearMax && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static DateTimeOffset? InZone(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        return zone.IsInvalidTime(local) ? null : new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    [GeneratedRegex(@"(?<one>[0-9])t(?<two>[0-9])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeMaxMilliseconds)]
    private static partial Regex IsoTime();

    [GeneratedRegex(@"(?<one>[0-9])\s+(?<two>[ap]m)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeMaxMilliseconds)]
    private static partial Regex HalfApart();

    [GeneratedRegex(@"^(?<hour>[0-9]{1,2})(?:[:.](?<minute>[0-9]{2}))?(?<half>am|pm)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeMaxMilliseconds)]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"^(?<day>[0-9]{1,2})(?:st|nd|rd|th)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeMaxMilliseconds)]
    private static partial Regex DayOfMonth();

    [GeneratedRegex(@"^(?:(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})|(?<day>[0-9]{1,2})/(?<month>[0-9]{1,2})(?:/(?<year>[0-9]{4}|[0-9]{2}))?|(?<day>[0-9]{1,2})[.-](?<month>[0-9]{1,2})[.-](?<year>[0-9]{4}|[0-9]{2}))$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeMaxMilliseconds)]
    private static partial Regex WholeDate();

    /// <summary>What the words have said so far; each thing can be said once.</summary>
    private sealed class Parts
    {
        public int? Day { get; private set; }

        public int? Month { get; private set; }

        public int? Year { get; private set; }

        public DayOfWeek? Weekday { get; private set; }

        public TimeOnly? Time { get; private set; }

        public bool Take(string word)
        {
            if (word is "at" or "on" or "the" or "of" || word[0] == '(') // the zone, as cards show it
                return true;
            if (Array.FindIndex(Weekdays, name => IsName(word, name)) is var weekday and >= 0)
                return Weekday is null && (Weekday = (DayOfWeek)weekday) is not null;
            if (Array.FindIndex(Months, name => IsName(word, name)) is var month and >= 0)
                return Month is null && (Month = month + 1) is not null;
            if (WholeDate().Match(word) is { Success: true } date)
                return TakeDate(date);
            if (DayOfMonth().Match(word) is { Success: true } day && Day is null)
                return (Day = Number(day, "day")) is not null;
            if (word.Length == 4 && word.All(char.IsAsciiDigit))
                return Year is null && (Year = int.Parse(word, CultureInfo.InvariantCulture)) is not null;
            return TimeOfDay().Match(word) is { Success: true } time && TakeTime(time);
        }

        private bool TakeDate(Match date)
        {
            if (Day is not null || Month is not null || Year is not null)
                return false;
            (Day, Month) = (Number(date, "day"), Number(date, "month"));
            Year = date.Groups["year"].Success ? Number(date, "year") : null;
            if (Year < 100)
                Year += YearMin;
            return true;
        }

        private bool TakeTime(Match time)
        {
            var hour = Number(time, "hour");
            var half = time.Groups["half"].Value;
            if (Time is not null || hour > 23 || (half.Length > 0 && hour is 0 or > 12) || (half.Length == 0 && !time.Groups["minute"].Success))
                return false;
            var minute = time.Groups["minute"].Success ? Number(time, "minute") : 0;
            if (minute > 59)
                return false;
            Time = new TimeOnly(half.Length == 0 ? hour : Of24(hour, half), minute);
            return true;
        }

        private static int Of24(int hour, string half) => (hour % 12) + (half == "pm" ? 12 : 0);

        private static bool IsName(string word, string name) => word.Length >= 3 && word.StartsWith(name, StringComparison.Ordinal) && word.All(c => char.IsAsciiLetter(c) || c == '.');

        private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }
}
