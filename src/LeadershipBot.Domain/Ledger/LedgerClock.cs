using LeadershipBot.Domain.Time;

namespace LeadershipBot.Domain.Ledger;

/// <summary>What is due of something that was raised: everyone hears back.</summary>
public enum LedgerDue
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>Its owner, or where it has none the organisers, are reminded that nobody has replied.</summary>
    Reply,

    /// <summary>A chair is told that it has had no fate in time, and its author that it is overdue.</summary>
    Fate,
}

/// <summary>By when people hear back. Worked out from time at every read.</summary>
public static class LedgerClock
{
    /// <summary>By when the first reply is due.</summary>
    public static DateTimeOffset ReplyBy(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return WorkingDays.After(entry.RaisedAt, LedgerLimits.ReplyWithinWorkingDays);
    }

    /// <summary>By when a fate is due: so long after it was raised, or was last taken up again.</summary>
    public static DateTimeOffset FateBy(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (entry.ReopenedAt ?? entry.RaisedAt).AddDays(LedgerLimits.FateWithinDays);
    }

    /// <summary>When something is due next, while it is open: first the reply, then the fate.</summary>
    public static DateTimeOffset NextDue(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.RepliedAt is null ? ReplyBy(entry) : FateBy(entry);
    }

    /// <summary>What is overdue at this moment.</summary>
    public static LedgerDue Overdue(LedgerEntry entry, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!entry.IsOpen)
            return LedgerDue.Nothing;
        if (now >= FateBy(entry))
            return LedgerDue.Fate;
        return entry.RepliedAt is null && now >= ReplyBy(entry) ? LedgerDue.Reply : LedgerDue.Nothing;
    }
}
