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

    /// <summary>Whether more people stand than are to be appointed: ready now. Who would be in one to two years, or only explores, doesn't stand.</summary>
    public static bool IsContested(ApplicantCounts counts, int places)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return counts.ReadyNow > places;
    }

    /// <summary>A round, extended once, while it is open. Where its interviews would be before the new end, their day isn't known any more.</summary>
    /// <param name="round">The round.</param>
    /// <param name="days">By how many days.</param>
    /// <param name="interviewOn">The day of the interviews, as it was or another; null where it isn't known.</param>
    /// <param name="now">The moment.</param>
    public static Ruling<Round> Extend(Round round, int days, DateOnly? interviewOn, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (round.ExtendedAt is not null)
            return new Refusal("posts.refused.extended");
        if (!round.IsOpenAt(now))
            return new Refusal("posts.refused.notOpen");
        if (!Days.Contains(days))
            return new Refusal("posts.refused.days");
        var closesAt = round.ClosesAt.AddDays(days);
        var isPassed = interviewOn < DateOnly.FromDateTime(closesAt.UtcDateTime);
        if (isPassed && interviewOn != round.InterviewOn)
            return new Refusal("posts.refused.interview");
        return round with { ExtendedAt = now, ClosesAt = closesAt, InterviewOn = isPassed ? null : interviewOn };
    }
}
