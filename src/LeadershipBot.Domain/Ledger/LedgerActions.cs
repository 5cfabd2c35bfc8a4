using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Ledger;

/// <summary>What else is done with an entry of the ledger, by those who manage it and by whoever raised it. Doing it again changes nothing.</summary>
public static class LedgerActions
{
    private const Roles MayAssign = Roles.Organiser | Roles.Chair;

    /// <summary>The entry as somebody's who sees to it from now on.</summary>
    public static Ruling<LedgerEntry> GivenTo(this LedgerEntry entry, LedgerOwner owner, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(actor);
        if (!entry.MayBeAssignedBy(actor))
            return new Refusal("ledger.refused.role");
        if (entry.MergedInto is not null)
            return new Refusal("ledger.refused.merged");
        return entry.Owner?.Person == owner.Person ? entry : entry with { Owner = owner, Version = entry.Version + 1 };
    }

    /// <summary>Whether the person may say whose it is, and hide it.</summary>
    public static bool MayBeAssignedBy(this LedgerEntry entry, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(actor);
        return actor.In(entry.Organisation).HoldsAny(MayAssign);
    }

    /// <summary>The entry with a question to whoever raised it, which counts as a reply. An anonymous one reads it where they look its fate up.</summary>
    public static Ruling<LedgerEntry> Asked(this LedgerEntry entry, string question, Actor actor, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(question);
        if (!entry.MayBeManagedBy(actor))
            return new Refusal("ledger.refused.role");
        if (entry.MergedInto is not null)
            return new Refusal("ledger.refused.merged");
        if (LedgerTexts.Check(question, LedgerLimits.AnswerMax, today) is { } refusal)
            return refusal;
        return entry.Question == question.Trim() ? entry : entry with { Question = question.Trim(), RepliedAt = entry.RepliedAt ?? now, Version = entry.Version + 1 };
    }

    /// <summary>The entry after whoever raised it has answered the question; refused where none is open.</summary>
    public static Ruling<LedgerEntry> Answered(this LedgerEntry entry, string words, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Question.Length == 0)
            return new Refusal("ledger.refused.noQuestion");
        return LedgerTexts.Check(words, LedgerLimits.AnswerMax, today) is { } refusal ? refusal : entry with { Question = "", Version = entry.Version + 1 };
    }

    /// <summary>The entry after whoever raised it has added words; refused once nothing more is to be expected of it.</summary>
    public static Ruling<LedgerEntry> Added(this LedgerEntry entry, string words, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.MergedInto is not null)
            return new Refusal("ledger.refused.merged");
        if (!entry.IsOpen)
            return new Refusal("ledger.refused.closed");
        return LedgerTexts.Check(words, LedgerLimits.WordsMax, today) is { } refusal ? refusal : entry with { Version = entry.Version + 1 };
    }

    /// <summary>The entry with its words hidden from members, for a reason that its author is told.</summary>
    public static Ruling<LedgerEntry> Hidden(this LedgerEntry entry, string reason, Actor actor, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(reason);
        if (!entry.MayBeAssignedBy(actor))
            return new Refusal("ledger.refused.role");
        if (LedgerTexts.Check(reason, LedgerLimits.AnswerMax, today) is { } refusal)
            return refusal;
        return entry.HiddenBecause == reason.Trim() ? entry : entry with { HiddenBecause = reason.Trim(), IsReported = false, Version = entry.Version + 1 };
    }

    /// <summary>The entry with its words for members to read again, for a reason that its author is told. Where they do already, nothing changes.</summary>
    public static Ruling<LedgerEntry> Unhidden(this LedgerEntry entry, string reason, Actor actor, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(reason);
        if (!entry.MayBeAssignedBy(actor))
            return new Refusal("ledger.refused.role");
        if (LedgerTexts.Check(reason, LedgerLimits.AnswerMax, today) is { } refusal)
            return refusal;
        return entry.HiddenBecause is null ? entry : entry with { HiddenBecause = null, IsReported = false, Version = entry.Version + 1 };
    }

    /// <summary>The entry as reported by a member who may read its words, for a reason of theirs: each report counts. Refused where members don't read them.</summary>
    public static Ruling<LedgerEntry> Reported(this LedgerEntry entry, string reason, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!entry.Fate.IsFinal() || entry.HiddenBecause is not null || entry.MergedInto is not null)
            return new Refusal("ledger.refused.notShown");
        if (LedgerTexts.Check(reason, LedgerLimits.AnswerMax, today) is { } refusal)
            return refusal;
        return entry with { IsReported = true, Version = entry.Version + 1 };
    }

    /// <summary>The entry with its words left as they are after reports. Where none is open, nothing changes.</summary>
    public static Ruling<LedgerEntry> LeftAsItIs(this LedgerEntry entry, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!entry.MayBeAssignedBy(actor))
            return new Refusal("ledger.refused.role");
        return entry.IsReported ? entry with { IsReported = false, Version = entry.Version + 1 } : entry;
    }

    /// <summary>The entry without the name of whoever raised it and without any owner who is forgotten: what was raised stays.</summary>
    public static LedgerEntry WithoutAuthor(this LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry with { RaisedByName = "", Voice = entry.Voice is Voice.Named ? Voice.Confidential : entry.Voice, Version = entry.Version + 1 };
    }
}
