using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Fellowships;

/// <summary>A fellowship of an organisation: what it is, how far it has come, and who has its places. Offered again, it is another with the next number.</summary>
/// <param name="Id">Lower-case letters and digits.</param>
/// <param name="Organisation">Whose.</param>
/// <param name="Content">What it is.</param>
public sealed record Fellowship(string Id, OrganisationName Organisation, FellowshipContent Content)
{
    /// <summary>Who writes, approves and runs fellowships.</summary>
    public const Roles Makers = Roles.Organiser | Roles.Chair;

    /// <summary>Which cycle it is, from 1.</summary>
    public int Cycle { get; init; } = 1;

    /// <summary>The key of the cycle before; empty for the first.</summary>
    public string RepeatOf { get; init; } = "";

    /// <summary>Counts what was asked for approval and changed since, so that each is told once.</summary>
    public int Revision { get; init; }

    /// <summary>Who asked for approval last; null where nobody did, or they were forgotten.</summary>
    public Person? AskedBy { get; init; }

    /// <summary>When the approval was asked for that it waits for, or has; null where it is a draft.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>How far those who wait for approval were told: 0 not, 1 that it waits for days, 2 that its closing passed meanwhile.</summary>
    public int ToldWaiting { get; init; }

    /// <summary>Since when whoever runs it does, where somebody else did before members applied; null where it was theirs from the start.</summary>
    public DateTimeOffset? RunBySince { get; init; }

    /// <summary>Who wrote it, or changed it last before it was approved; null if they are forgotten.</summary>
    public Person? WrittenBy { get; init; }

    /// <summary>Why it was sent back; empty where it wasn't.</summary>
    public string ReturnedBecause { get; init; } = "";

    /// <summary>Who approved it; null where nobody did, or they are forgotten.</summary>
    public Person? ApprovedBy { get; init; }

    /// <summary>When it was approved: from then on members see it and can apply; null before.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>Why it isn't offered any more; null while it is.</summary>
    public string? WithdrawnBecause { get; init; }

    /// <summary>When places or dates changed last after it was approved; null where they never did.</summary>
    public TermsChange? Changed { get; init; }

    /// <summary>Whether those who saved it were reminded that it closes.</summary>
    public bool ToldClosing { get; init; }

    /// <summary>Whether it was looked, once applications had closed, if anybody had applied.</summary>
    public bool ToldClosed { get; init; }

    /// <summary>Whether whoever runs it was reminded that cover is missing.</summary>
    public bool ToldCover { get; init; }

    /// <summary>How many applied and were offered a place, kept after its first day, when applications may go before the fellowship does; null before.</summary>
    public KeptFunnel? Kept { get; init; }

    /// <summary>Its places that were taken, the oldest first.</summary>
    public IReadOnlyList<FellowPlace> Places { get; init; } = [];

    /// <summary>Whether members see it.</summary>
    public bool IsApproved => ApprovedAt is not null;

    /// <summary>Whether approval was asked for, also by somebody who was forgotten since.</summary>
    public bool IsAsked => AskedAt is not null;

    /// <summary>Whether all its places are taken.</summary>
    public bool IsFilled => Places.Count(place => place.IsTaken) >= Content.Places;

    /// <summary>What decides how it stands.</summary>
    public FellowshipMilestones Milestones => new(IsApproved, IsAsked, WithdrawnBecause is not null, Content.ClosesAt, Content.Starts, Content.Ends, Places.Count(place => place.IsLive), Places.Count(place => place.End is PlaceEnd.Completed or PlaceEnd.LeftEarly)) { IsFilled = IsFilled };

    /// <summary>How it stands at a moment.</summary>
    public FellowshipState StateAt(DateTimeOffset now) => Milestones.StateAt(now);

    /// <summary>Whether this person writes and runs fellowships of the organisation.</summary>
    public bool MayBeManagedBy(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Organisation.Id == Organisation.Id && actor.Hat.IsListed && actor.HoldsAny(Makers);
    }

    /// <summary>Whether this person wrote it last, or asked for the yes for which it waits: somebody else says it then.</summary>
    public bool IsBy(MemberId person) => AskedBy?.Id == person || WrittenBy?.Id == person;

    /// <summary>The place that somebody has, or had last; null for none.</summary>
    public FellowPlace? PlaceOf(MemberId person) => Places.LastOrDefault(place => place.Fellow?.Id == person);

    /// <summary>Somebody goes on writing it. What waited for a yes is a draft again, since nobody has read what was changed; where nothing was, it stays as it is.</summary>
    public Ruling<Fellowship> Write(FellowshipContent content, Person by, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(content);
        if ((WhyNotWritten() ?? FellowshipDraft.WhyNotKept(content, today)) is { } refusal)
            return refusal;
        return content.IsLike(Content) ? this : this with { Content = content, WrittenBy = by, AskedAt = null, Revision = IsAsked ? Revision + 1 : Revision };
    }

    /// <summary>It waits for somebody's yes. Asked once more by the same person, it stays as it is.</summary>
    public Ruling<Fellowship> Ask(Person by, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (WhyNotWritten() is { } refusal)
            return refusal;
        if (FellowshipDraft.Check(Content, now, today).IsRefused(out var missing, out _))
            return missing;
        return IsAsked ? this : this with { AskedBy = by, AskedAt = now, ToldWaiting = 0, ReturnedBecause = "", Revision = Revision + 1 };
    }

    /// <summary>Somebody else says yes: members see it from now on. Approved already, it stays as it is.</summary>
    /// <param name="by">Who.</param>
    /// <param name="seen">The <see cref="Revision"/> of the card from which they said it: what was asked for since, they haven't read.</param>
    /// <param name="hasOthers">Whether anybody else could: where nobody could, whoever wrote it says yes alone.</param>
    /// <param name="now">When.</param>
    public Ruling<Fellowship> Approve(Person by, int seen, bool hasOthers, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (IsApproved)
            return this;
        if (WithdrawnBecause is not null)
            return new Refusal(FellowshipRefusals.Withdrawn);
        if (!IsAsked)
            return new Refusal("fellowships.refused.notAsked");
        if (seen != Revision)
            return new Refusal("fellowships.refused.newer");
        if (hasOthers && IsBy(by.Id))
            return new Refusal("fellowships.refused.ownApproval");
        return FellowshipDraft.WhyNotDates(Content, now) ?? (Ruling<Fellowship>)(this with { ApprovedBy = by, ApprovedAt = now, Revision = Revision + 1 });
    }

    /// <summary>Somebody sends it back to whoever asked, with a reason: it is a draft again.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="seen">The <see cref="Revision"/> of the card from which they do.</param>
    /// <param name="today">The date where they are.</param>
    public Ruling<Fellowship> Return(string reason, int seen, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (IsApproved)
            return new Refusal("fellowships.refused.approved");
        if (!IsAsked)
            return ReturnedBecause == reason.Trim() ? this : new Refusal("fellowships.refused.notAsked");
        if (seen != Revision)
            return new Refusal(FellowshipRefusals.ChangedMeanwhile);
        return WhyNoReason(reason, today) ?? (Ruling<Fellowship>)(this with { AskedAt = null, ReturnedBecause = reason.Trim(), Revision = Revision + 1 });
    }

    /// <summary>Offers it no more. Whoever has a place keeps it.</summary>
    public Ruling<Fellowship> Withdraw(string reason, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (WithdrawnBecause is not null)
            return this;
        return WhyNoReason(reason, today) ?? (Ruling<Fellowship>)(this with { WithdrawnBecause = reason.Trim(), Revision = Revision + 1 });
    }

    /// <summary>Somebody took a place; the same place, or another by the same appointment, changes nothing.</summary>
    public Ruling<Fellowship> Appoint(FellowPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return Places.Any(one => one.Id == place.Id || (place.Appointment.Length > 0 && one.Appointment == place.Appointment)) ? this : this with { Places = [.. Places, place] };
    }

    /// <summary>The fellowship with another version of one of its places.</summary>
    public Fellowship With(FellowPlace place) => this with { Places = [.. Places.Select(one => one.Id == place.Id ? place : one)] };

    /// <summary>A new draft with the same content, for the next cycle: a year later, and open until it is said until when.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="by">Who begins it.</param>
    /// <param name="key">The key of this one.</param>
    public Fellowship Again(string id, Person by, string key) => new(id, Organisation, Content with
    {
        Starts = Content.Starts?.AddYears(1),
        Ends = Content.Ends?.AddYears(1),
        ClosesAt = null,
        InterviewOn = null,
    })
    {
        Cycle = Cycle + 1,
        RepeatOf = key,
        WrittenBy = by,
    };

    /// <summary>Why it can't be changed from a dialog that showed another <see cref="Revision"/>; null where it can.</summary>
    public Refusal? WhyNotFrom(int seen) => seen == Revision ? null : new Refusal(FellowshipRefusals.ChangedMeanwhile);

    /// <summary>Why it can't be written any more; null if it can.</summary>
    public Refusal? WhyNotWritten()
        => WithdrawnBecause is not null ? new Refusal(FellowshipRefusals.Withdrawn) : IsApproved ? new Refusal("fellowships.refused.approved") : null;

    private static Refusal? WhyNoReason(string reason, DateOnly today)
        => FellowshipDraft.Shows(reason) ? FellowshipDraft.WhyNotText(reason.Trim(), FellowshipLimits.SentenceCharactersMax, today) : new Refusal("fellowships.refused.noReason");
}
