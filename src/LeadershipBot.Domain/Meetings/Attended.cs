using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Meetings;

/// <summary>Somebody as one of Teams' attendance reports has them.</summary>
/// <param name="Person">Who they are, by tenant and Entra object id; null for guests without an account, and for telephones.</param>
/// <param name="Total">How long they were there, as the report sums it up.</param>
/// <param name="Times">When they were there; may be empty, may overlap where they joined from two devices.</param>
public sealed record Joiner(MemberId? Person, TimeSpan Total, IReadOnlyList<(DateTimeOffset From, DateTimeOffset Until)> Times)
{
    /// <summary>
    /// The same of the meeting's own time alone: a link may be used for other meetings before and after it. A record without times
    /// counts for no longer than its session and the meeting were on together.
    /// </summary>
    /// <param name="session">From when until when the session of the report was on.</param>
    /// <param name="meeting">From when until when the meeting was on.</param>
    public Joiner Within((DateTimeOffset From, DateTimeOffset Until) session, (DateTimeOffset From, DateTimeOffset Until) meeting)
    {
        if (Times.Count > 0)
            return this with { Times = [.. Times.Select(time => Overlap(time, meeting)).Where(time => time.Until > time.From)], Total = TimeSpan.Zero };
        var (from, until) = Overlap(session, meeting);
        var together = until > from ? until - from : TimeSpan.Zero;
        return this with { Total = Total < together ? Total : together };
    }

    private static (DateTimeOffset From, DateTimeOffset Until) Overlap((DateTimeOffset From, DateTimeOffset Until) one, (DateTimeOffset From, DateTimeOffset Until) other)
        => (one.From > other.From ? one.From : other.From, one.Until < other.Until ? one.Until : other.Until);
}

/// <summary>Who was in a Teams meeting, told from its attendance reports.</summary>
/// <param name="There">Those who were there long enough to count, each once, as <see cref="MemberId.ToString"/> writes them: an object id names somebody only within its tenant.</param>
/// <param name="Unnamed">How many others were there so long of whom the reports don't say who they are.</param>
public sealed record Attended(IReadOnlySet<string> There, int Unnamed)
{
    private const int MorningHour = 8;
    private const int PauseMinutesMin = 15;

    /// <summary>
    /// Puts the records of all sessions together: who left and came back, or joined a second session, was there for the sum of both;
    /// who joined from two devices, for as long as either was.
    /// </summary>
    /// <param name="joiners">The records of all reports.</param>
    public static Attended Of(IEnumerable<Joiner> joiners)
    {
        ArgumentNullException.ThrowIfNull(joiners);
        var (there, unnamed) = (new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var one in joiners.GroupBy(joiner => joiner.Person?.ToString() ?? "", StringComparer.Ordinal))
        {
            if (one.Key.Length == 0)
                unnamed += one.Count(joiner => Counts(LengthOf([joiner])));
            else if (Counts(LengthOf([.. one])))
                there.Add(one.Key);
        }

        return new Attended(there, unnamed);
    }

    /// <summary>Whether somebody who was there so long counts as there.</summary>
    public static bool Counts(TimeSpan length) => length >= TimeSpan.FromMinutes(MeetingLimits.AttendedMinutesMin);

    /// <summary>How long the times of one person are together, where they overlap counted once; records without times count as they sum themselves up.</summary>
    public static TimeSpan LengthOf(IReadOnlyList<Joiner> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var (sum, until) = (TimeSpan.Zero, DateTimeOffset.MinValue);
        foreach (var time in records.SelectMany(record => record.Times).OrderBy(time => time.From))
        {
            var from = time.From > until ? time.From : until;
            if (time.Until <= from)
                continue;
            sum += time.Until - from;
            until = time.Until;
        }

        return sum + records.Where(record => record.Times.Count == 0).Aggregate(TimeSpan.Zero, (all, record) => all + record.Total);
    }

    /// <summary>When Teams is asked for its reports, which may come late; null after the last time: the next morning.</summary>
    /// <param name="tries">How often it was asked; 0 or more.</param>
    /// <param name="endedAt">When the meeting ended.</param>
    /// <param name="zone">The meeting's zone.</param>
    public static DateTimeOffset? NextTry(int tries, DateTimeOffset endedAt, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return tries switch
        {
            0 => endedAt.AddMinutes(15),
            1 => endedAt.AddHours(1),
            2 => endedAt.AddHours(6),
            3 => MorningAfter(endedAt.AddHours(6), zone),
            _ => null,
        };
    }

    /// <summary>
    /// When Teams is asked next, once it was asked now and that isn't the end of it: times that passed while nobody could ask aren't made up
    /// for at once, and after the last of them it is asked daily.
    /// </summary>
    /// <param name="tries">How often it was asked; 1 or more.</param>
    /// <param name="endedAt">When the meeting ended.</param>
    /// <param name="zone">The meeting's zone.</param>
    /// <param name="now">The time.</param>
    public static DateTimeOffset NextAfter(int tries, DateTimeOffset endedAt, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (NextTry(tries, endedAt, zone) is not { } next)
            return now.AddDays(1);
        var soonest = now.AddMinutes(PauseMinutesMin);
        return next > soonest ? next : soonest;
    }

    private static DateTimeOffset MorningAfter(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        var morning = local.Date.AddHours(MorningHour);
        if (morning <= local)
            morning = morning.AddDays(1);
        return new DateTimeOffset(morning, zone.GetUtcOffset(morning)).ToUniversalTime();
    }
}
