using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Ledger;

/// <summary>
/// Something that a member raised, and what became of it. Who raised it isn't part of it, unless it was raised by name:
/// whoever reads the ledger reads this.
/// </summary>
/// <param name="Id">Unique in its organisation; drawn by lot.</param>
/// <param name="Organisation">Whose ledger it is on.</param>
/// <param name="Reference">By what people name it.</param>
/// <param name="Voice">In whose name it was raised.</param>
/// <param name="Words">What was raised: 1 to <see cref="LedgerLimits.WordsMax"/> characters.</param>
/// <param name="RaisedAt">When; of an anonymous one the Monday of its week, at midnight UTC, and no more.</param>
public sealed record LedgerEntry(string Id, OrganisationName Organisation, Reference Reference, Voice Voice, string Words, DateTimeOffset RaisedAt)
{
    private const Roles MayManage = Roles.Organiser | Roles.Chair;

    /// <summary>The name of who raised it; empty unless it was raised by name.</summary>
    public string RaisedByName { get; init; } = "";

    /// <summary>Who sees to it; null while nobody does.</summary>
    public LedgerOwner? Owner { get; init; }

    /// <summary>What became of it.</summary>
    public Fate Fate { get; init; }

    /// <summary>What whoever raised it was told last: the answer, the reason, or where it is now; empty before the first.</summary>
    public string Answer { get; init; } = "";

    /// <summary>Which body has it; empty unless it was passed on.</summary>
    public string PassedTo { get; init; } = "";

    /// <summary>When the first reply was given; null before.</summary>
    public DateTimeOffset? RepliedAt { get; init; }

    /// <summary>When its fate became final; null while it isn't.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>When it was last taken up again after a final fate; null if it never was.</summary>
    public DateTimeOffset? ReopenedAt { get; init; }

    /// <summary>What whoever raised it says of that.</summary>
    public Verdict Verdict { get; init; }

    /// <summary>Whether it changed a decision, for which its author is thanked.</summary>
    public bool ChangedDecision { get; init; }

    /// <summary>How many raised it: one, and those whose like items were merged into it.</summary>
    public int Support { get; init; } = 1;

    /// <summary>How many authors of joined entries said of the final fate whether it answers them.</summary>
    public int JoinedJudged { get; init; }

    /// <summary>How many of them said that it does.</summary>
    public int JoinedContent { get; init; }

    /// <summary>The id of the entry into which it was merged, which then speaks for it; null if it stands by itself.</summary>
    public string? MergedInto { get; init; }

    /// <summary>Why its words are hidden from members; null where they aren't. Those who manage the ledger still read them.</summary>
    public string? HiddenBecause { get; init; }

    /// <summary>Whether a member reported its words, and nobody has hidden them since.</summary>
    public bool IsReported { get; init; }

    /// <summary>A question that was put to whoever raised it, and not answered yet; empty for none.</summary>
    public string Question { get; init; } = "";

    /// <summary>Counts its changes from 1, by which cards know which of its states they show.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Whether something is still to be expected, and it stands by itself.</summary>
    public bool IsOpen => !Fate.IsFinal() && MergedInto is null;

    /// <summary>Whether the person may say what became of it, put a question, give it to somebody, merge or hide it.</summary>
    public bool MayBeManagedBy(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.In(Organisation).HoldsAny(MayManage) || (Owner?.Person == actor.MemberId && actor.In(Organisation).Hat.IsListed);
    }

    /// <summary>
    /// The entry after a step, or why it can't be taken. Saying the same again changes nothing. A final fate may be taken
    /// up again: the body to which it was passed on may refuse it, or its author may not be content.
    /// </summary>
    /// <param name="step">What is said of it.</param>
    /// <param name="actor">Who says it.</param>
    /// <param name="now">When.</param>
    /// <param name="today">The date where that person is, for the rule of no patient data.</param>
    public Ruling<LedgerEntry> After(FateStep step, Actor actor, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (!MayBeManagedBy(actor))
            return new Refusal("ledger.refused.role");
        if (MergedInto is not null)
            return new Refusal("ledger.refused.merged");
        if (step.Check(today) is { } refusal)
            return refusal;
        var (answer, body) = (step.Answer.Trim(), step.Fate is Fate.PassedOn ? step.PassedTo.Trim() : "");
        var changed = step.Fate is Fate.ActedOn && step.ChangedDecision;
        if (step.Fate == Fate && answer == Answer && body == PassedTo && changed == ChangedDecision)
            return this;
        return this with
        {
            Fate = step.Fate,
            Answer = answer,
            PassedTo = body,
            RepliedAt = RepliedAt ?? now,
            DecidedAt = step.Fate.IsFinal() ? Fate == step.Fate ? DecidedAt : now : null,
            ReopenedAt = Fate.IsFinal() && !step.Fate.IsFinal() ? now : ReopenedAt,
            Verdict = step.Fate == Fate ? Verdict : Verdict.None,
            JoinedJudged = step.Fate == Fate ? JoinedJudged : 0,
            JoinedContent = step.Fate == Fate ? JoinedContent : 0,
            ChangedDecision = changed,
            Version = Version + 1,
        };
    }

    /// <summary>The entry with what its author says of its fate; refused while there is none.</summary>
    public Ruling<LedgerEntry> Judged(Verdict verdict)
    {
        if (!Fate.IsFinal())
            return new Refusal("ledger.refused.notDecided");
        return verdict == Verdict ? this : this with { Verdict = verdict, Version = Version + 1 };
    }
}

/// <summary>Who sees to something.</summary>
/// <param name="Person">The person.</param>
/// <param name="Name">Their name when it became theirs.</param>
public sealed record LedgerOwner(MemberId Person, string Name);
