namespace LeadershipBot.Domain.Briefing;

/// <summary>Which time somebody's brief is about.</summary>
/// <param name="Since">What came out since then is new to them.</param>
/// <param name="At">When they had it.</param>
public sealed record BriefTimes(DateTimeOffset Since, DateTimeOffset At)
{
    /// <summary>So far the first brief looks back.</summary>
    public const int FirstDays = 30;

    /// <summary>For so long a practice is silent of which nothing was heard by name.</summary>
    public const int SilentDays = 90;

    /// <summary>So far ahead stands what is to be looked at again.</summary>
    public const int ReviewsAheadDays = 30;

    /// <summary>Asked for again within this time, it is the same brief: nobody loses it by looking twice.</summary>
    public static readonly TimeSpan SameWithin = TimeSpan.FromHours(12);

    /// <summary>The times of a brief that is asked for now.</summary>
    /// <param name="last">Those of the last one; null for the first.</param>
    /// <param name="now">The moment.</param>
    public static BriefTimes Next(BriefTimes? last, DateTimeOffset now)
    {
        if (last is null)
            return new BriefTimes(now.AddDays(-FirstDays), now);
        return now - last.At < SameWithin ? last : new BriefTimes(last.At, now);
    }
}
