using LeadershipBot.Domain.Applying;

namespace LeadershipBot.Domain.Succession;

/// <summary>
/// Halfway through the time for applications: where no more people stand than are to be appointed, there is no contest. Whoever
/// runs the post and the chair are told, once; they may invite those who expressed interest, and extend the time, once.
/// </summary>
public static class Rescue
{
    /// <summary>By how many days it may be extended.</summary>
    public static IReadOnlyList<int> Days { get; } = [7, 14, 21, 28];

    /// <summary>The middle of a round, at which it is looked at.</summary>
    public static DateTimeOffset HalfwayOf(Round round)
    {
        ArgumentNullException.ThrowIfNull(round);
        return round.OpensAt + ((round.ClosesAt - round.OpensAt) / 2);
    }

    /// <summary>Whether it is to be looked at now: once, and not when it is over.</summary>
    public static bool IsDueAt(Round round, DateTimeOffset now) => round.LookedAt is null && round.IsOpenAt(now) && HalfwayOf(round) <= now;

    /// <summary>Whether more people stand than are to be appointed; who only explores doesn't stand.</summary>
    public static bool IsContested(ApplicantCounts counts, int places)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return counts.Live > places;
    }

    /// <summary>A round, extended once, while it is open.</summary>
    public static Ruling<Round> Extend(Round round, int days, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (round.ExtendedAt is not null)
            return new Refusal("posts.refused.extended");
        if (!round.IsOpenAt(now))
            return new Refusal("posts.refused.notOpen");
        return Days.Contains(days) ? round with { ExtendedAt = now, ClosesAt = round.ClosesAt.AddDays(days) } : new Refusal("posts.refused.days");
    }
}
