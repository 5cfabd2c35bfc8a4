using LeadershipBot.Domain.Time;

namespace LeadershipBot.Domain.Applying;

/// <summary>What an applicant's practice says to releasing them.</summary>
public enum ReleaseState
{
    /// <summary>It was asked.</summary>
    Asked,

    /// <summary>It agrees.</summary>
    Agreed,

    /// <summary>It can't agree, for a reason.</summary>
    Declined,
}

/// <summary>The question to an applicant's practice whether it releases them, and its answer.</summary>
/// <param name="Terms">The exact words to which it is asked to agree.</param>
/// <param name="AskedAt">When it was asked, or when its answer was recorded by hand.</param>
public sealed record Release(string Terms, DateTimeOffset AskedAt)
{
    /// <summary>How it stands.</summary>
    public ReleaseState State { get; init; } = ReleaseState.Asked;

    /// <summary>Who answered for it, or who recorded its answer; empty until then.</summary>
    public string AnsweredByName { get; init; } = "";

    /// <summary>The reason, or a note; empty if none.</summary>
    public string Words { get; init; } = "";

    /// <summary>When it answered; null until then.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Whether somebody who runs the opening recorded the answer: since nobody could be asked here, or it was given elsewhere.</summary>
    public bool IsByHand { get; init; }

    /// <summary>Whether these are still the terms about which it was asked: what stands in its words below the line that names applicant and opening.</summary>
    /// <param name="terms">The opening's terms as they are now.</param>
    public bool IsAbout(IReadOnlyList<string> terms)
    {
        var at = Terms.IndexOf('\n', StringComparison.Ordinal);
        return (at < 0 ? "" : Terms[(at + 1)..]) == string.Join('\n', terms);
    }

    /// <summary>Why the practice can't be asked about an application; null if it can. Before shortlisting nobody there learns of it.</summary>
    public static Refusal? WhyNotAsk(Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        if (!application.IsLive)
            return new Refusal("applying.refused.noRelease");
        return application.IsUndecided ? new Refusal("applying.refused.releaseEarly") : null;
    }

    /// <summary>The same at a moment: once the place of somebody who was appointed has begun there is nothing to ask for any more.</summary>
    /// <param name="application">As it stands.</param>
    /// <param name="opening">What it is for.</param>
    /// <param name="now">The moment.</param>
    public static Refusal? WhyNotAsk(Application application, Opening opening, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(opening);
        return WhyNotAsk(application) ?? (application.Stage is Stage.Appointed && now >= opening.OffersEndAt ? new Refusal("applying.refused.releaseBegun") : null);
    }

    /// <summary>After so many days without an answer the practice can be asked again.</summary>
    public const int AskAgainAfterDays = 7;

    /// <summary>From when on the practice can be asked again, where there is no answer by then.</summary>
    public DateTimeOffset AskAgainFrom => AskedAt.AddDays(AskAgainAfterDays);

    /// <summary>Whether it waited long enough for an answer to be asked again.</summary>
    public bool WaitedLong(DateTimeOffset now) => State is ReleaseState.Asked && now >= AskAgainFrom;

    /// <summary>So many working days after it was asked, those who lead the practice are reminded, where there is no answer by then.</summary>
    public const int RemindAfterWorkingDays = 3;

    /// <summary>
    /// When those who lead the practice are reminded: once, and with a working day left for the answer. Null where there was less than that
    /// from the beginning.
    /// </summary>
    /// <param name="from">When the question was put to them.</param>
    /// <param name="opening">What it is for: once its place begins there is nothing to answer any more.</param>
    public static DateTimeOffset? RemindAt(DateTimeOffset from, Opening opening)
    {
        ArgumentNullException.ThrowIfNull(opening);
        var late = WorkingDays.After(from, RemindAfterWorkingDays);
        if (opening.OffersEndAt is not { } end)
            return late;
        var last = new DateTimeOffset(WorkingDays.Before(DateOnly.FromDateTime(end.UtcDateTime), 1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return late < last ? late : last > from ? last : null;
    }

    /// <summary>The release after somebody who decides recorded what the practice says, also in the place of what it said before: it may change its mind. The same changes nothing.</summary>
    public Ruling<Release> Record(bool agrees, string words, string byName, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (State == (agrees ? ReleaseState.Agreed : ReleaseState.Declined) && (words.Trim() == Words || ApplyingTexts.IsEmpty(words)))
            return this;
        return (this with { State = ReleaseState.Asked }).Answer(agrees, words, byName, now, today).IsRefused(out var refusal, out var answered) ? refusal : answered with { IsByHand = true };
    }

    /// <summary>
    /// The release after the practice answered; the same answer again changes nothing, but where it was recorded by hand: it is theirs then.
    /// Another is refused: it is agreed with people by then.
    /// </summary>
    public Ruling<Release> Answer(bool agrees, string words, string byName, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(words);
        var to = agrees ? ReleaseState.Agreed : ReleaseState.Declined;
        if (State is not ReleaseState.Asked && State != to)
            return new Refusal("applying.refused.answered");
        if (State == to && !IsByHand)
            return this;
        if (!agrees && ApplyingTexts.IsEmpty(words))
            return new Refusal("applying.refused.noReason");
        if (ApplyingTexts.CheckIfAny(words, ApplyingLimits.WordsMax, today) is { } wrong)
            return wrong;
        return this with { State = to, Words = words.Trim(), AnsweredByName = byName, AnsweredAt = now, IsByHand = false };
    }
}
