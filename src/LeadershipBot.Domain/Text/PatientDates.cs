using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace LeadershipBot.Domain.Text;

/// <summary>Finds past dates that stand beside a postcode or a word for a patient.</summary>
internal static class PatientDates
{
    private const int YearMin = 1890;

    // 12/12/30 written in 2026 is a plan; 12/12/40 is somebody's year of birth.
    private const int PlannedYearsAheadMax = 10;

    private const string Months = "janfebmaraprmayjunjulaugsepoctnovdec";

    /// <summary>Whether a past date lies within the distance of <see cref="PatientData.NearCharactersMax"/>.</summary>
    /// <param name="plain">A text that went through <see cref="FoldedText"/>.</param>
    /// <param name="today">Today; dates before it are past.</param>
    public static bool IsIn(string plain, DateOnly today)
    {
        var words = PatientWords.People().Matches(plain);
        var births = words.Where(word => word.Groups["birth"].Success).Select(PlaceOf).ToList();
        var people = words.Select(PlaceOf).ToList();
        var anything = people.Concat(PatientWords.Postcodes(plain).Select(PlaceOf)).OrderBy(place => place.Start).ToList();
        if (anything.Count == 0)
            return false;

        var dates = Dates(plain).ToList();
        return AnyNear(dates.Where(date => date.IsPast(today)).Select(date => date.Place), anything)
            || AnyNear(dates.Where(date => date.CanBePast(today)).Select(date => date.Place), births)
            || AnyNear(LooseDates(plain).Where(date => date.CanBePast(today)).Select(date => date.Place), people);
    }

    private static IEnumerable<Found> Dates(string plain)
    {
        foreach (Match match in PatientWords.Numeric().Matches(plain))
        {
            // 12.10-14.00 is an opening time.
            if (match.Groups["one"].Value != match.Groups["two"].Value)
                continue;
            var found = match.Groups["a"].Success
                ? DayFirst(match)
                : new Found(PlaceOf(match), Number(match, "y"), Number(match, "m"), Number(match, "d"));
            if (found.IsReal)
                yield return found;
        }

        foreach (Match match in PatientWords.Wordy().Matches(plain))
        {
            var month = (Months.IndexOf(match.Groups["m"].Value[..3], StringComparison.OrdinalIgnoreCase) / 3) + 1;
            var found = new Found(PlaceOf(match), Number(match, "y"), month, Number(match, "d"));
            if (found.IsReal)
                yield return found;
        }
    }

    // Ways to write a date that many other numbers share; they count beside a word for a person only.
    private static IEnumerable<Found> LooseDates(string plain)
    {
        foreach (Match match in PatientWords.Spaced().Matches(plain))
        {
            var found = DayFirst(match);
            if (found.IsReal)
                yield return found;
        }

        foreach (Match match in PatientWords.Compact().Matches(plain))
        {
            var number = int.Parse(match.Groups["it"].ValueSpan, CultureInfo.InvariantCulture);
            var dayFirst = new Found(PlaceOf(match), number % 10_000, number / 10_000 % 100, number / 1_000_000);
            var yearFirst = new Found(PlaceOf(match), number / 10_000, number / 100 % 100, number % 100);
            if (dayFirst is { IsReal: true, Year: >= YearMin })
                yield return dayFirst;
            else if (yearFirst is { IsReal: true, Year: >= YearMin })
                yield return yearFirst;
        }
    }

    private static Found DayFirst(Match match)
    {
        var (day, month) = (Number(match, "a"), Number(match, "b"));
        return new Found(PlaceOf(match), Number(match, "c"), month > 12 ? day : month, month > 12 ? month : day);
    }

    // Both in the order of the text, so one walk along both is enough.
    private static bool AnyNear(IEnumerable<Place> dates, List<Place> marks)
    {
        var from = 0;
        foreach (var date in dates.OrderBy(date => date.Start))
        {
            while (from < marks.Count && marks[from].End + PatientData.NearCharactersMax < date.Start)
                from++;
            if (from < marks.Count && marks[from].Start - PatientData.NearCharactersMax <= date.End)
                return true;
        }

        return false;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static Place PlaceOf(Match match)
    {
        var it = match.Groups["it"];
        return new Place(it.Index, it.Index + it.Length);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(int Start, int End);

    /// <summary>A date as it was written; a year under 100 has no century.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Found(Place Place, int Year, int Month, int Day)
    {
        /// <summary>Whether the calendar has such a day.</summary>
        public bool IsReal
            => Month is >= 1 and <= 12
            && Year is < 100 or (>= YearMin and <= 9999)
            && Day >= 1 && Day <= DateTime.DaysInMonth(Year < 100 ? 2000 + Year : Year, Month);

        /// <summary>Whether the date lies before today, as a reader would take it.</summary>
        public bool IsPast(DateOnly today)
        {
            if (Year >= 100)
                return In(Year) < today;
            return 2000 + Year > today.Year + PlannedYearsAheadMax || In(2000 + Year) < today;
        }

        /// <summary>Whether the date can be read as one before today: a birth lies in the past, so 12/12/26 may be 1926.</summary>
        public bool CanBePast(DateOnly today) => Year < 100 || In(Year) < today;

        private DateOnly In(int year) => new(year, Month, Day);
    }
}
