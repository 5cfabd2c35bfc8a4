using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>Which events of a calendar become meetings.</summary>
/// <param name="Category">The Outlook category that they must have; empty for all.</param>
/// <param name="Today">Today, for the rule that nothing about patients is kept.</param>
public sealed record FollowRule(string Category, DateOnly Today)
{
    /// <summary>Whether an event is of such a sort; null where what was said of it doesn't tell.</summary>
    public bool? IsWanted(SeenEvent seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        if (seen.IsPrivate is true || PatientData.FindIn($"{seen.Title}\n{seen.Place}", Today) is not null)
            return false;
        if (seen.Categories is null)
            return seen.Kind is EventKind.Occurrence ? null : Category.Length == 0;
        return Category.Length == 0 || seen.Categories.Contains(Category, StringComparer.OrdinalIgnoreCase);
    }
}
