using LeadershipBot.Domain.Time;

namespace LeadershipBot.Domain.Applying;

/// <summary>
/// What the daily looks at the organisation's list have shown of an applicant. That they aren't on it any more is certain at the second
/// look, on a later working day: until then nobody hears of it, and a list that was sent wrongly can be put right.
/// </summary>
public sealed record Missed
{
    /// <summary>The organisation lists them, as far as was looked.</summary>
    public static readonly Missed Not = new();

    /// <summary>For so long at least they aren't found before it is certain.</summary>
    public static readonly TimeSpan CertainAfter = TimeSpan.FromHours(20);

    /// <summary>The first look that didn't find them; null where they are listed.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The day (UTC) of the look at which it was certain; null before.</summary>
    public DateOnly? CertainOn { get; init; }

    /// <summary>Whether they heard that they aren't listed: false where there is no way to them, null before it was tried.</summary>
    public bool? HasHeard { get; init; }

    /// <summary>The same, unless they were moved on since, or sent it anew: only who is listed can be, and what was seen before says nothing any more.</summary>
    public Missed Of(Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return Since < application.MovedAt || Since < application.SentAt ? Not : this;
    }

    /// <summary>The same after another look.</summary>
    /// <param name="isListed">Whether the organisation lists them now.</param>
    /// <param name="now">The moment.</param>
    public Missed LookedAt(bool isListed, DateTimeOffset now)
    {
        if (isListed)
            return Not;
        if (Since is not { } since)
            return this with { Since = now };
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return CertainOn is not null || now - since < CertainAfter || today < WorkingDays.After(DateOnly.FromDateTime(since.UtcDateTime), 1) ? this : this with { CertainOn = today };
    }
}
