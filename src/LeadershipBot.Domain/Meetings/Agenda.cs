using System.Globalization;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Meetings;

/// <summary>The items of a meeting, as they are typed: a line each.</summary>
public static class Agenda
{
    private const int WordLettersMin = 4;

    /// <summary>
    /// The agenda after somebody wrote it anew. An item whose words stay keeps its id, wherever it stands now. Where as many are
    /// new as are gone, each new one is taken for the one that is gone in the same order, only in other words, where it stands in the same place or
    /// shares a word with it, so that a conflict is never lost by putting a title right, and never passes to something else. Otherwise new ones get ids that none ever had.
    /// </summary>
    /// <param name="before">The items as they were; empty for a new meeting.</param>
    /// <param name="lines">The lines as typed; empty ones are passed over, a repeated one is taken once.</param>
    /// <param name="lastId">The highest id that was ever given in this meeting; 0 for none.</param>
    public static IReadOnlyList<AgendaItem> Rewrite(IReadOnlyList<AgendaItem> before, IEnumerable<string> lines, int lastId)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(lines);
        var titles = lines.Select(line => line.Trim()).Where(line => line.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var known = before.GroupBy(item => item.Title, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        var gone = before.Where(item => !titles.Contains(item.Title, StringComparer.Ordinal)).ToList();
        var areRenamed = gone.Count == titles.Count(title => !known.ContainsKey(title));
        var (items, renamed) = (new List<AgendaItem>(), 0);
        foreach (var title in titles)
        {
            if (known.TryGetValue(title, out var same))
                items.Add(same);
            else if (areRenamed && IsRenamed(before, gone[renamed++], title, titles.IndexOf(title)))
                items.Add(gone[renamed - 1] with { Title = title });
            else
                items.Add(new AgendaItem((++lastId).ToString(CultureInfo.InvariantCulture), title));
        }

        return items;
    }

    private static bool IsRenamed(IReadOnlyList<AgendaItem> before, AgendaItem was, string title, int place)
        => (place < before.Count && before[place].Id == was.Id) || WordsOf(was.Title).Intersect(WordsOf(title), StringComparer.OrdinalIgnoreCase).Any();

    /// <summary>Its words but for the short ones, such as "of" and "the".</summary>
    private static IEnumerable<string> WordsOf(string title)
        => title.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('.', ',', ':', ';', '(', ')', '?', '!')).Where(word => word.Length >= WordLettersMin);

    /// <summary>Why an agenda can't be kept; null where it can.</summary>
    /// <param name="items">The items.</param>
    /// <param name="today">Today where the person is who wrote it.</param>
    public static Refusal? WhyNot(IReadOnlyList<AgendaItem> items, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count > MeetingLimits.AgendaMax)
            return new Refusal("meetings.refused.items", ("count", Number(items.Count)), ("max", Number(MeetingLimits.AgendaMax)));
        if (items.FirstOrDefault(item => item.Title.Length > MeetingLimits.ItemCharactersMax) is { } longest)
            return new Refusal("meetings.refused.long", ("length", Number(longest.Title.Length)), ("max", Number(MeetingLimits.ItemCharactersMax)));
        return PatientData.FindIn(string.Join('\n', items.Select(item => item.Title)), today) is null ? null : new Refusal("shell.refused.patientData");
    }

    /// <summary>The number under which people know an item: its place on the agenda, from 1; 0 where it is none of it.</summary>
    public static int NumberOf(this IReadOnlyList<AgendaItem> items, string id)
    {
        ArgumentNullException.ThrowIfNull(items);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Id == id)
                return i + 1;
        }

        return 0;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
