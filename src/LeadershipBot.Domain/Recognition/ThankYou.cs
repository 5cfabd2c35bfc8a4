using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Recognition;

/// <summary>Somebody thanks somebody. Only the two see it; others do once both agree.</summary>
/// <param name="Id">Lower-case letters and digits.</param>
/// <param name="Organisation">In which organisation.</param>
/// <param name="From">Who thanks; null where they asked to be forgotten.</param>
/// <param name="To">Whom.</param>
/// <param name="Words">For what.</param>
/// <param name="At">When.</param>
public sealed record ThankYou(string Id, OrganisationName Organisation, Person? From, Person To, string Words, DateTimeOffset At)
{
    /// <summary>The longest words, and the longest difference, in characters.</summary>
    public const int WordsMax = 500;

    /// <summary>What it changed, in the words of who thanks; empty if they didn't say: then it stays between the two.</summary>
    public string Difference { get; init; } = "";

    /// <summary>Whether it says what it changed.</summary>
    public bool NamesDifference => PeerTexts.Folded(Difference).Length > 0;

    /// <summary>The decision, fellowship or other thing to which it is tied; null for none.</summary>
    public ThankedFor? For { get; init; }

    /// <summary>So long after one change by who thanks was told, the next is: nobody gets a message for each of twenty wordings.</summary>
    public static TimeSpan RetoldAgainAfter { get; } = TimeSpan.FromDays(1);

    /// <summary>When who is thanked was last told, or is to be told, that who thanks changed something; null where nothing was changed.</summary>
    public DateTimeOffset? RetoldAt { get; init; }

    /// <summary>Whether who thanks agrees to others seeing it.</summary>
    public bool MayBePublic { get; init; }

    /// <summary>Since when others see it, because who is thanked agrees, too; null where they don't.</summary>
    public DateTimeOffset? PublicAt { get; init; }

    /// <summary>Why an organiser keeps it from others' eyes; null where none did.</summary>
    public string? HiddenBecause { get; init; }

    /// <summary>When somebody last hid it, or let others see it again; null where nobody did.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Whether others see it.</summary>
    public bool IsPublic => MayBePublic && PublicAt is not null && HiddenBecause is null;

    /// <summary>Why it can't be said; null if it can.</summary>
    /// <param name="today">The date where who thanks is.</param>
    public Refusal? WhyNot(DateOnly today)
    {
        if (From?.Id == To.Id)
            return new Refusal("thanks.refused.self");
        if ((PeerTexts.Check(Words, WordsMax, today) ?? PeerTexts.CheckIfAny(Difference, WordsMax, today)) is { } wrong)
            return wrong;
        return MayBePublic && !NamesDifference ? new Refusal("thanks.refused.noDifference") : null;
    }

    /// <summary>Who is thanked lets others see it; refused where it doesn't say what it changed. Again it changes nothing.</summary>
    public Ruling<ThankYou> Publish(DateTimeOffset now) => this switch
    {
        { HiddenBecause: not null } => new Refusal("thanks.refused.hidden"),
        { MayBePublic: false } => new Refusal("thanks.refused.private"),
        { PublicAt: not null } => this,
        { NamesDifference: false } => new Refusal("thanks.refused.noDifferenceYet"),
        _ => this with { PublicAt = now },
    };

    /// <summary>Who is thanked wants it to be seen by the two alone again. Again it changes nothing.</summary>
    public ThankYou TakenBack() => PublicAt is null ? this : this with { PublicAt = null };

    /// <summary>Who is thanked is to be told of a change: at once, or <see cref="RetoldAgainAfter"/> the last one, together with all others until then.</summary>
    public ThankYou ToBeRetold(DateTimeOffset now) => RetoldAt switch
    {
        { } waits when waits > now => this,
        { } last when last + RetoldAgainAfter > now => this with { RetoldAt = last + RetoldAgainAfter },
        _ => this with { RetoldAt = now },
    };

    /// <summary>Who thanks agrees no more to others seeing it; offered again, who is thanked is asked again. Again it changes nothing.</summary>
    public ThankYou KeptBetweenTwo() => MayBePublic ? this with { MayBePublic = false, PublicAt = null } : this;

    /// <summary>Why who thanks can't write it anew, null where they can: what was hidden, and told to both, stays as it was read, also once one of them keeps it between the two: whoever decides reads it.</summary>
    public Refusal? WhyNotRewritten => HiddenBecause is not null ? new Refusal("thanks.refused.hiddenWords") : null;

    /// <summary>Who thanks writes it anew. Others see it no more where anything is changed that was read: who is thanked agreed to those words alone.</summary>
    /// <param name="words">For what.</param>
    /// <param name="difference">What it changed; may be empty.</param>
    /// <param name="tied">To what it is tied; null for nothing.</param>
    /// <param name="mayBePublic">Whether others may see it.</param>
    public ThankYou Rewritten(string words, string difference, ThankedFor? tied, bool mayBePublic)
    {
        var after = this with { Words = words, Difference = difference, For = tied, MayBePublic = mayBePublic };
        return after == this ? this : after with { PublicAt = after with { MayBePublic = MayBePublic } == this && mayBePublic ? PublicAt : null };
    }

    /// <summary>An organiser keeps it from others' eyes, and says why. Again the first reason stays.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="now">Now.</param>
    /// <param name="today">The date where the organiser is.</param>
    public Ruling<ThankYou> Hide(string reason, DateTimeOffset now, DateOnly today)
        => HiddenBecause is null && !IsPublic ? new Refusal("thanks.refused.unknown") : HideReported(reason, now, today);

    /// <summary>The same of thanks that somebody reported, who may be the one who is thanked: then the organiser reads them though others don't.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="now">Now.</param>
    /// <param name="today">The date where the organiser is.</param>
    public Ruling<ThankYou> HideReported(string reason, DateTimeOffset now, DateOnly today)
    {
        if (HiddenBecause is not null)
            return this;
        return PeerTexts.Check(reason, WordsMax, today) is { } wrong ? wrong : this with { HiddenBecause = reason.Trim(), DecidedAt = now };
    }

    /// <summary>An organiser hides it no more: others see it again as far as both sides still agree. Again it changes nothing.</summary>
    public ThankYou ShownAgain(DateTimeOffset now) => HiddenBecause is null ? this : this with { HiddenBecause = null, DecidedAt = now };

    /// <summary>Whether somebody may report it: who got it, and all others while they see it.</summary>
    public bool MayReport(MemberId person) => HiddenBecause is null && (IsPublic || To.Id == person);

    /// <summary>Whether somebody thanks, or is thanked: they don't decide about it for others.</summary>
    public bool Concerns(MemberId person) => From?.Id == person || To.Id == person;

    /// <summary>Who thanks, as far as it is known, and who is thanked.</summary>
    public IReadOnlyList<MemberId> Sides => From is { } from ? [from.Id, To.Id] : [To.Id];
}

/// <summary>To what a thank-you is tied.</summary>
/// <param name="Kind">Which feature has it.</param>
/// <param name="Key">As that feature knows it.</param>
/// <param name="Title">As it was called then.</param>
public sealed record ThankedFor(string Kind, string Key, string Title);
