using System.Globalization;

namespace LeadershipBot.Domain.Meetings;

/// <summary>How many were called, in all and by practice and locality. Somebody of two practices stands under both.</summary>
/// <param name="Called">How many people.</param>
/// <param name="Practices">By the practices' ODS codes.</param>
/// <param name="Localities">By the localities' codes.</param>
public sealed record RollCount(int Called, IReadOnlyDictionary<string, int> Practices, IReadOnlyDictionary<string, int> Localities)
{
    private const char Between = ';';
    private const char Is = '=';

    /// <summary>Nobody.</summary>
    public static RollCount Empty { get; } = new(0, new SortedDictionary<string, int>(StringComparer.Ordinal), new SortedDictionary<string, int>(StringComparer.Ordinal));

    /// <summary>The count of these people; who isn't called doesn't count.</summary>
    public static RollCount Of(IEnumerable<Attendee> people)
    {
        ArgumentNullException.ThrowIfNull(people);
        var called = people.Where(one => one.IsCalled).ToList();
        return new RollCount(called.Count, Count(called.SelectMany(one => one.Practices.All)), Count(called.Select(one => one.Locality).Where(locality => locality.Length > 0)));
    }

    /// <summary>Numbers by code in one text; empty for none.</summary>
    public static string ToText(IReadOnlyDictionary<string, int> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return string.Join(Between, counts.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key}{Is}{one.Value}")));
    }

    /// <summary>Reads what <see cref="ToText"/> wrote; what isn't such a text is left out.</summary>
    public static IReadOnlyDictionary<string, int> Read(string? text)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var part in (text ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split(Is) is [{ Length: > 0 } code, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                counts[code] = count;
        }

        return counts;
    }

    private static SortedDictionary<string, int> Count(IEnumerable<string> codes)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var code in codes)
            counts[code] = counts.GetValueOrDefault(code) + 1;
        return counts;
    }
}
