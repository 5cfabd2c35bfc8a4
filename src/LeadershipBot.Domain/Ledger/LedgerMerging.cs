using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Ledger;

/// <summary>An entry that was joined with another, as that other one knows it.</summary>
/// <param name="Id">The id of the joined entry.</param>
/// <param name="AtVersion">The version of the joined entry which may be joined, and no later one: so that what was given up can't come true afterwards.</param>
public sealed record JoinedEntry(string Id, int AtVersion)
{
    /// <summary>What its author says of the fate that both have.</summary>
    public Verdict Verdict { get; init; }

    /// <summary>When they said so; null if they didn't.</summary>
    public DateTimeOffset? JudgedAt { get; init; }

    /// <summary>What its author says of the fate as it is now: what they said of an earlier one doesn't count.</summary>
    public Verdict VerdictOf(LedgerEntry into)
    {
        ArgumentNullException.ThrowIfNull(into);
        return into.Fate.IsFinal() && JudgedAt >= into.DecidedAt ? Verdict : Verdict.None;
    }
}

/// <summary>
/// Like items are joined: one speaks for all from then on. An entry either holds others or is held by one, never both, so
/// that there are no chains and no circles.
/// </summary>
public static class LedgerMerging
{
    /// <summary>The entry with one more joined to it, whose support is added; or why not.</summary>
    /// <param name="into">What speaks for both from then on.</param>
    /// <param name="one">What is joined to it.</param>
    /// <param name="actor">Who does it: somebody who may say whose the entries are.</param>
    public static Ruling<LedgerEntry> Joining(this LedgerEntry into, LedgerEntry one, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(actor);
        if (into.Organisation.Id != one.Organisation.Id)
            return new Refusal("ledger.refused.unknown");
        if (!into.MayBeAssignedBy(actor) || !one.MayBeAssignedBy(actor))
            return new Refusal("ledger.refused.role");
        if (into.Id == one.Id)
            return new Refusal("ledger.refused.itself");
        if (into.MergedInto is not null)
            return new Refusal("ledger.refused.merged");
        if (one.WhyNotJoined() is { } refusal)
            return refusal;
        return into with { Support = into.Support + 1, Version = into.Version + 1 };
    }

    /// <summary>Why the entry can't be joined to another; null if it can.</summary>
    public static Refusal? WhyNotJoined(this LedgerEntry one)
    {
        ArgumentNullException.ThrowIfNull(one);
        if (one.MergedInto is not null)
            return new Refusal("ledger.refused.merged");
        if (one.Support > 1)
            return new Refusal("ledger.refused.holdsOthers");
        return one.Fate.IsFinal() ? new Refusal("ledger.refused.decided") : null;
    }

    /// <summary>The entry as one that another speaks for.</summary>
    public static Ruling<LedgerEntry> JoinedTo(this LedgerEntry one, string intoId)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentException.ThrowIfNullOrEmpty(intoId);
        return one.WhyNotJoined() is { } refusal ? refusal : one with { MergedInto = intoId, Version = one.Version + 1 };
    }

    /// <summary>The entry as one that stands by itself again. Where it does already, nothing changes.</summary>
    public static Ruling<LedgerEntry> Separated(this LedgerEntry one, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(one);
        if (!one.MayBeAssignedBy(actor))
            return new Refusal("ledger.refused.role");
        return one.MergedInto is null ? one : one with { MergedInto = null, Version = one.Version + 1 };
    }

    /// <summary>The entry without one that was joined to it: neither its support nor its author's verdict counts there any more.</summary>
    public static LedgerEntry Releasing(this LedgerEntry into, JoinedEntry joined)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(joined);
        return into.CountingVerdict(joined.VerdictOf(into), Verdict.None) with { Support = Math.Max(1, into.Support - 1), Version = into.Version + 1 };
    }

    /// <summary>What the author of a joined entry says of the fate of both; refused while there is none.</summary>
    public static Ruling<LedgerEntry> JudgedBy(this LedgerEntry into, JoinedEntry joined, Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(joined);
        if (!into.Fate.IsFinal())
            return new Refusal("ledger.refused.notDecided");
        var before = joined.VerdictOf(into);
        return before == verdict ? into : into.CountingVerdict(before, verdict) with { Version = into.Version + 1 };
    }

    /// <summary>The joined entry as its author reads it: their words, and what became of both.</summary>
    public static LedgerEntry Following(this LedgerEntry one, LedgerEntry into, JoinedEntry? joined)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(into);
        return one with
        {
            Fate = into.Fate,
            Answer = into.Answer.Length > 0 ? into.Answer : one.Answer,
            PassedTo = into.PassedTo,
            RepliedAt = one.RepliedAt ?? into.RepliedAt,
            DecidedAt = into.DecidedAt,
            ChangedDecision = into.ChangedDecision,
            Support = into.Support,
            Verdict = joined?.VerdictOf(into) ?? Verdict.None,
            MergedInto = null,
        };
    }

    private static LedgerEntry CountingVerdict(this LedgerEntry into, Verdict before, Verdict after) => into with
    {
        JoinedJudged = into.JoinedJudged + (after is Verdict.None ? 0 : 1) - (before is Verdict.None ? 0 : 1),
        JoinedContent = into.JoinedContent + (after is Verdict.Answers ? 1 : 0) - (before is Verdict.Answers ? 1 : 0),
    };
}
