using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Polls;

/// <summary>What a poll is to become.</summary>
/// <param name="Draft">The questions and what is promised, checked.</param>
/// <param name="ClosesAt">When it closes; null for by hand.</param>
public sealed record PollEdit(PollDraft Draft, DateTimeOffset? ClosesAt)
{
    /// <summary>Whether those are reminded who have not answered.</summary>
    public bool SendsReminders { get; init; } = true;

    /// <summary>Whether those who are asked may suggest further choices.</summary>
    public bool TakesSuggestions { get; init; }

    /// <summary>When it is valid and carried, and which interests matter in it.</summary>
    public VoteRules Rules { get; init; } = VoteRules.None;

    /// <summary>How it is repeated; null for once.</summary>
    public Repetition? Repeats { get; init; }

    /// <summary>When it opens: of a poll that has yet to. Null for the moment at which it is changed.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>Who is asked: of a poll that has yet to open.</summary>
    public PollAudience Audience { get; init; } = PollAudience.Here;
}

/// <summary>Changing a poll's words, choices and settings: until the first answer, and all of it before it opens.</summary>
public static class PollEditing
{
    /// <summary>Whether it can be changed, or why not; null if it can.</summary>
    /// <param name="poll">The poll.</param>
    /// <param name="actor">Who wants it.</param>
    /// <param name="hasAnswers">Whether somebody has answered, even if they took it back.</param>
    /// <param name="now">The moment.</param>
    public static Refusal? WhyNotEdited(this Poll poll, Actor actor, bool hasAnswers, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(poll);
        if (!poll.MayBeManagedBy(actor))
            return new Refusal("polls.manage.refused.role", ("asker", poll.AskedByName));
        if (poll.EndedAt(now) is not null)
            return new Refusal("polls.edit.refused.closed");
        return hasAnswers ? new Refusal("polls.edit.refused.answered") : null;
    }

    /// <summary>The poll as it is then; the same one where nothing changes. What it promises is only tightened once it was asked.</summary>
    public static Ruling<Poll> Edited(this Poll poll, Actor actor, PollEdit wanted, bool hasAnswers, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(poll);
        ArgumentNullException.ThrowIfNull(wanted);
        if (poll.WhyNotEdited(actor, hasAnswers, now) is { } refusal)
            return refusal;
        var onRoll = poll.OnRoll ?? wanted.Draft.OnRoll;
        if (poll.Privacy.ChangedTo(wanted.Draft.Privacy, poll.IsScheduled ? AskProgress.Draft : AskProgress.Asked, onRoll).IsRefused(out var unfit, out var privacy))
            return unfit;
        var changed = poll with
        {
            Title = wanted.Draft.Title,
            Questions = wanted.Draft.Questions,
            Privacy = privacy,
            Reason = wanted.Draft.Reason,
            ClosesAt = wanted.ClosesAt,
            SendsReminders = wanted.SendsReminders,
            TakesSuggestions = wanted.TakesSuggestions,
            Rules = wanted.Rules,
            Repeats = wanted.Repeats,
            Series = wanted.Repeats is null ? poll.Series : poll.Series ?? new PollSeries(poll.Id, 1),
        };
        if (poll.IsScheduled)
            changed = changed with { OpensAt = wanted.OpensAt ?? now, Audience = IsSame(wanted.Audience, poll.Audience) ? poll.Audience : wanted.Audience };
        if (AsksTheSame(poll, changed) && changed.Privacy == poll.Privacy && changed with { Questions = poll.Questions, Privacy = poll.Privacy } == poll with { Privacy = poll.Privacy })
            return poll;
        return changed with { Revision = poll.Revision + 1, Edition = poll.Edition + (poll.IsScheduled ? 0 : 1) };
    }

    private static bool AsksTheSame(Poll one, Poll other) => one.Questions.Count == other.Questions.Count && one.Questions.Zip(other.Questions).All(pair => IsSame(pair.First, pair.Second));

    private static bool IsSame(PollAudience one, PollAudience other) => one.IsSentToEach == other.IsSentToEach && one.ToText() == other.ToText();

    private static bool IsSame(Question one, Question other) => one.Choices.SequenceEqual(other.Choices, StringComparer.Ordinal) && one with { Choices = other.Choices } == other;
}
