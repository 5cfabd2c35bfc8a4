namespace LeadershipBot.Domain.Ledger;

/// <summary>How an organisation deals with what is raised. Entries that were joined with others aren't counted by themselves.</summary>
/// <param name="Tally">What was counted.</param>
public sealed record LedgerFigures(LedgerTally Tally)
{
    /// <summary>How many whole months the figures look back, besides the month that runs.</summary>
    public const int MonthsBack = 12;

    /// <summary>How many were raised.</summary>
    public int Raised => Tally.Raised;

    /// <summary>How many have a final fate.</summary>
    public int Decided => Tally.Decided;

    /// <summary>Of how many with a final fate authors said whether it answers them.</summary>
    public int Judged => Tally.Judged;

    /// <summary>Per cent of those with a final fate that were acted on; null where none has one.</summary>
    public int? ActedOnRate => PerCent(Tally.ActedOn, Decided);

    /// <summary>Per cent of all that had a reply; null where none was raised.</summary>
    public int? AnsweredRate => PerCent(Tally.Replied, Raised);

    /// <summary>Per cent of the authors who said so that are content; null where none did.</summary>
    public int? ContentRate => PerCent(Tally.Content, Judged);

    /// <summary>Days from raising to the final fate, the middle of all (of an even number the earlier of the two in the middle); null where none has one.</summary>
    public int? MedianDays
    {
        get
        {
            var left = (Decided + 1) / 2;
            foreach (var (days, count) in Tally.Days.OrderBy(day => day.Key))
            {
                left -= count;
                if (left <= 0)
                    return days;
            }

            return null;
        }
    }

    /// <summary>From when on what was raised is in the figures, inclusive: the first of a month, in UTC.</summary>
    public static DateOnly From(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return new DateOnly(today.Year, today.Month, 1).AddMonths(-MonthsBack);
    }

    /// <summary>Counts entries, one by one.</summary>
    public static LedgerFigures Of(IEnumerable<LedgerEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return new LedgerFigures(entries.Select(LedgerTally.Of).OfType<LedgerTally>().Aggregate(LedgerTally.Empty, (sum, one) => sum.Plus(one)));
    }

    private static int? PerCent(int part, int whole) => whole == 0 ? null : (int)(((part * 100L) + (whole / 2)) / whole);
}
