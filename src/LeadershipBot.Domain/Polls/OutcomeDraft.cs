using System.Globalization;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Polls;

/// <summary>What somebody filled in about what came of a poll.</summary>
/// <param name="Kind">The name of an <see cref="OutcomeKind"/>, as chosen.</param>
/// <param name="Words">As typed.</param>
/// <param name="SaidBy">Who says so, as typed; empty for whoever fills it in.</param>
/// <param name="ReviewOn">A date such as 2026-11-27; empty for none.</param>
public sealed record OutcomeDraft(string Kind, string Words, string SaidBy, string ReviewOn)
{
    /// <summary>The longest name of who says so.</summary>
    public const int SaidByCharactersMax = 80;

    /// <summary>The latest day on which it is looked at again, in days from today: polls are kept for three years.</summary>
    public const int ReviewDaysMax = 730;

    /// <summary>The outcome of it, or why it can't be said. What says the same as before is the one before.</summary>
    /// <param name="poll">The poll.</param>
    /// <param name="before">The outcome so far; null if there is none.</param>
    /// <param name="actor">Who says it.</param>
    /// <param name="now">The moment.</param>
    /// <param name="today">The date where the person is.</param>
    public Ruling<PollOutcome> Check(Poll poll, PollOutcome? before, Actor actor, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(poll);
        ArgumentNullException.ThrowIfNull(actor);
        if (WhyNot(poll, actor, now) is { } refusal)
            return refusal;
        if (!Enum.TryParse<OutcomeKind>(Kind, out var kind) || !Enum.IsDefined(kind))
            return new Refusal("polls.outcome.refused.kind");
        var (words, by) = (QuestionDraft.InOneLine(Words), QuestionDraft.InOneLine(SaidBy));
        if (!QuestionDraft.Shows(words))
            return new Refusal("polls.outcome.refused.noWords");
        if (words.Length > PollLimits.ReasonCharactersMax)
            return QuestionDraft.TooLong("polls.refused.longReason", words.Length, PollLimits.ReasonCharactersMax);
        if (by.Length > SaidByCharactersMax)
            return QuestionDraft.TooLong("polls.outcome.refused.longBy", by.Length, SaidByCharactersMax);
        if (PatientData.FindIn(words, today) is not null || PatientData.FindIn(by, today) is not null)
            return new Refusal("shell.refused.patientData");
        if (Review(before, today).IsRefused(out var unread, out var review))
            return unread;
        var said = new PollOutcome(kind, words, QuestionDraft.Shows(by) ? by : actor.Name, actor.Id, now, review.On);
        if (before is null)
            return said;
        if (before with { SaidById = said.SaidById, SaidAt = now, Version = 1, Tellings = 1 } == said)
            return before;
        return said with { Version = before.Version + 1, Tellings = before.Tellings + (!before.IsFinal && before.Kind != kind ? 1 : 0) };
    }

    /// <summary>Why this person can't say what came of it, whatever they would say; null if they can.</summary>
    /// <param name="poll">The poll.</param>
    /// <param name="actor">The person.</param>
    /// <param name="now">The moment.</param>
    public static Refusal? WhyNot(Poll poll, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(poll);
        if (!poll.MayBeManagedBy(actor))
            return new Refusal("polls.outcome.refused.role", ("asker", poll.AskedByName));
        if (poll.Withdrawal is not null)
            return new Refusal("polls.manage.refused.withdrawn");
        return poll.EndedAt(now) is null || poll.IsScheduled ? new Refusal("polls.outcome.refused.open") : null;
    }

    /// <summary>A date that was taken before may have come: it stays as it is.</summary>
    private Ruling<ReviewDay> Review(PollOutcome? before, DateOnly today)
    {
        if (ReviewOn.Length == 0)
            return new ReviewDay(null);
        if (!DateOnly.TryParseExact(ReviewOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return new Refusal("polls.outcome.refused.date");
        if (date == before?.ReviewOn)
            return new ReviewDay(date);
        return date > today && date <= today.AddDays(ReviewDaysMax) ? new ReviewDay(date) : new Refusal("polls.outcome.refused.date");
    }

    private sealed record ReviewDay(DateOnly? On);
}
