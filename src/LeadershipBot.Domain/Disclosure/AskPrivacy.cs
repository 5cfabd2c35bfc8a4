using System.Globalization;
using LeadershipBot.Domain.Electorates;

namespace LeadershipBot.Domain.Disclosure;

/// <summary>
/// What an ask of any kind promises to those who answer. The privacy line is made of it, and what is shown is decided by
/// it.
/// </summary>
/// <param name="Voice">In whose name answers are given.</param>
public sealed record AskPrivacy(Voice Voice)
{
    /// <summary>Who may read results.</summary>
    public Readers Readers { get; init; }

    /// <summary>By what results are also shown.</summary>
    public Breakdown Breakdown { get; init; }

    /// <summary>Whose votes count, and for how much.</summary>
    public Electorate Electorate { get; init; } = Electorate.People;

    /// <summary>Whether people can write something, too: a comment, a reason, a text answer.</summary>
    public bool TakesComments { get; init; }

    /// <summary>Whether its kind only makes sense with names: sign-ups, meetings, date polls, counts to a target.</summary>
    public bool IsAlwaysNamed { get; init; }

    private bool HasBars => Voice is not Voice.Named;

    /// <summary>Whether these settings go together.</summary>
    /// <param name="onRoll">How many are asked; null if that isn't known, as in a chat.</param>
    public Ruling<AskPrivacy> Check(int? onRoll)
    {
        if (HasBars && IsAlwaysNamed)
            return new Refusal("privacy.refused.namedKind");
        if (HasBars && Electorate.CountedBy is not CountedBy.People)
            return new Refusal("privacy.refused.practices");
        if (HasBars && Breakdown is Breakdown.Conflicted)
            return new Refusal("privacy.refused.conflicted");
        if (Voice is not Voice.Anonymous || onRoll >= DisclosureLimits.AnonymousRollMin)
            return this;
        return onRoll is { } known
            ? new Refusal("privacy.refused.smallRoll", ("count", Number(known)), ("min", Number(DisclosureLimits.AnonymousRollMin)))
            : new Refusal("privacy.refused.noRoll", ("min", Number(DisclosureLimits.AnonymousRollMin)));
    }

    /// <summary>
    /// Whether the settings may become others. What was promised can only be tightened; from the first answer on, it
    /// stands. The breakdown stands from opening on.
    /// </summary>
    /// <param name="wanted">The settings that somebody wants.</param>
    /// <param name="progress">How far the ask has come.</param>
    /// <param name="onRoll">As in <see cref="Check"/>.</param>
    public Ruling<AskPrivacy> ChangedTo(AskPrivacy wanted, AskProgress progress, int? onRoll)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (wanted == this)
            return this;
        if (progress is AskProgress.Answered)
            return new Refusal("privacy.refused.answered");
        if (progress is AskProgress.Asked && wanted.Voice < Voice)
            return new Refusal("privacy.refused.loosened");
        if (progress is AskProgress.Asked && wanted.Readers < Readers)
            return new Refusal("privacy.refused.moreReaders");
        if (progress is AskProgress.Asked && wanted.Breakdown != Breakdown)
            return new Refusal("privacy.refused.breakdown");
        return wanted.Check(onRoll);
    }

    /// <summary>
    /// Whether an ask that has closed may be opened again. An anonymous one never, and a confidential one not after its
    /// result was shown: a second result would tell what the few answered who came between.
    /// </summary>
    /// <param name="isPublished">Whether its result was shown to anybody.</param>
    public Ruling<AskPrivacy> Reopened(bool isPublished) => Voice switch
    {
        Voice.Anonymous => new Refusal("privacy.refused.reopenAnonymous"),
        Voice.Confidential when isPublished => new Refusal("privacy.refused.reopenPublished"),
        _ => this,
    };

    /// <summary>
    /// What is to be done at closing, before anything is shown: if too few wrote a comment for anybody to read them, the
    /// owner may let the ask stay open longer, once; those who have answered are told. Else it is published for good.
    /// </summary>
    /// <param name="comments">How many people wrote one.</param>
    /// <param name="wasExtended">Whether it was extended already, or the owner has declined.</param>
    public ClosingStep AtClosing(int comments, bool wasExtended)
        => HasBars && TakesComments && !wasExtended && comments is > 0 and < DisclosureLimits.CommentsFrom
            ? ClosingStep.OfferExtension
            : ClosingStep.Publish;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What is to be done when an ask closes.</summary>
public enum ClosingStep
{
    /// <summary>Its result is shown now, and comments under the bar are deleted.</summary>
    Publish,

    /// <summary>Its owner is offered to let it stay open longer, before anything is shown.</summary>
    OfferExtension,
}
