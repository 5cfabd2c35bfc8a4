namespace LeadershipBot.Domain.Ledger;

/// <summary>Counts of entries, which can be added and taken away: so the figures of any time cost no more than a few of them.</summary>
/// <param name="Raised">How many were raised.</param>
/// <param name="Replied">How many had a reply.</param>
/// <param name="ActedOn">How many were acted on.</param>
/// <param name="PassedOn">How many were passed on to another body.</param>
/// <param name="Changed">How many changed a decision.</param>
/// <param name="Judged">How many authors said of a final fate whether it answers them.</param>
/// <param name="Content">How many of them said that it does.</param>
public sealed record LedgerTally(int Raised, int Replied, int ActedOn, int PassedOn, int Changed, int Judged, int Content)
{
    /// <summary>What took longer is counted as so many days: a median beyond it is "that or more".</summary>
    public const int DaysMax = 999;

    /// <summary>Nothing counted.</summary>
    public static LedgerTally Empty { get; } = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>Of those with a final fate: how many had it within how many whole days.</summary>
    public IReadOnlyDictionary<int, int> Days { get; init; } = new Dictionary<int, int>();

    /// <summary>How many have a final fate.</summary>
    public int Decided => Days.Values.Sum();

    /// <summary>What one entry adds; null where another speaks for it.</summary>
    public static LedgerTally? Of(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.MergedInto is not null)
            return null;
        var isFinal = entry.Fate.IsFinal();
        var (judged, content) = isFinal ? (One(entry.Verdict is not Verdict.None) + entry.JoinedJudged, One(entry.Verdict is Verdict.Answers) + entry.JoinedContent) : (0, 0);
        var tally = new LedgerTally(1, One(entry.RepliedAt is not null), One(entry.Fate is Fate.ActedOn), One(entry.Fate is Fate.PassedOn), One(isFinal && entry.ChangedDecision), judged, content);
        return isFinal ? tally with { Days = new Dictionary<int, int> { [DaysOf(entry)] = 1 } } : tally;
    }

    /// <summary>Both together.</summary>
    public LedgerTally Plus(LedgerTally other) => With(other, 1);

    /// <summary>Without the other, which was added before.</summary>
    public LedgerTally Minus(LedgerTally other) => With(other, -1);

    private static int DaysOf(LedgerEntry entry) => Math.Clamp((int)((entry.DecidedAt ?? entry.RaisedAt) - entry.RaisedAt).TotalDays, 0, DaysMax);

    private static int One(bool counts) => counts ? 1 : 0;

    private LedgerTally With(LedgerTally other, int sign)
    {
        ArgumentNullException.ThrowIfNull(other);
        var days = new Dictionary<int, int>(Days);
        foreach (var (day, count) in other.Days)
        {
            days[day] = days.GetValueOrDefault(day) + (sign * count);
            if (days[day] == 0)
                days.Remove(day);
        }

        return new LedgerTally(
            Raised + (sign * other.Raised),
            Replied + (sign * other.Replied),
            ActedOn + (sign * other.ActedOn),
            PassedOn + (sign * other.PassedOn),
            Changed + (sign * other.Changed),
            Judged + (sign * other.Judged),
            Content + (sign * other.Content))
        {
            Days = days,
        };
    }

    /// <summary>Two counts of the same are equal.</summary>
    public bool IsSameAs(LedgerTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Days = other.Days } == other && Days.Count == other.Days.Count && Days.All(day => other.Days.GetValueOrDefault(day.Key) == day.Value);
    }
}
