using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>Which events of a calendar become meetings.</summary>
/// <param name="Category">The Outlook category that they must have; empty for all.</param>
/// <param name="Today">Today, for the rule that nothing about patients is kept.</param>
public sealed record FollowRule(string Category, DateOnly Today)
{
    /// <summary>The time, for the rule that of an event that is over no link is kept by which people joined.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Whether an event is of such a sort; null where what was said of it doesn't tell.</summary>
    public bool? IsWanted(SeenEvent seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        if (seen.IsPrivate is true || seen.IsFree is true || PatientData.FindIn($"{seen.Title}\n{seen.Place}", Today) is not null)
            return false;
        if (seen.Categories is null)
            return seen.Kind is EventKind.Occurrence ? null : Category.Length == 0;
        return HasCategory(seen.Categories);
    }

    /// <summary>How many meetings that are still to come this rule would take away.</summary>
    /// <param name="known">All that is known of the calendar's events, by the rule of before.</param>
    /// <param name="now">The time.</param>
    public int CountLeaving(IReadOnlyCollection<KnownEvent> known, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(known);
        var series = known.Where(one => one.Kind is EventKind.Series).ToDictionary(one => one.Id, StringComparer.Ordinal);
        return known.Count(one => Leaves(one, series.GetValueOrDefault(one.SeriesId), now));
    }

    private bool Leaves(KnownEvent known, KnownEvent? series, DateTimeOffset now)
        => EventMeaning.Of(known, series, "", "")?.StartsAt > now && !HasCategory((known.Categories ?? series?.Categories ?? "").Split('\n'));

    private bool HasCategory(IEnumerable<string> categories) => Category.Length == 0 || categories.Contains(Category, StringComparer.OrdinalIgnoreCase);
}
