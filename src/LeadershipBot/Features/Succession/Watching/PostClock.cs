using LeadershipBot.Domain.Succession;

namespace LeadershipBot.Features.Succession.Watching;

/// <summary>When something is due of a post.</summary>
internal static class PostClock
{
    /// <summary>The next moment at which to look at it, which may be past; null where nothing is going to be due.</summary>
    public static DateTimeOffset? NextDue(Post post, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var days = new List<DateOnly?>();
        foreach (var tenure in post.Tenures)
        {
            days.Add(TermReminders.DueOn(tenure.Until, tenure.RemindedMonths, today) is not null ? today : TermReminders.NextAfter(tenure.Until, tenure.RemindedMonths, today));
            days.Add(StayQuestion.IsDueOn(tenure, today) ? today : StayQuestion.NextOn(tenure) is { } next && next > today ? next : null);
        }

        DateTimeOffset? first = days.Min() is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;
        if (post is { WithdrawnBecause: null, Round: { LookedAt: null, FilledAt: null } round } && now < round.ClosesAt && Rescue.HalfwayOf(round) is var half && !(first < half))
            first = half;
        return first;
    }
}
