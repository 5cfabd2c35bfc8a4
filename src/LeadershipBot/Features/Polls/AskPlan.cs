using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>Something that may be asked: it was checked.</summary>
/// <param name="Draft">What is asked, and what is promised.</param>
/// <param name="Audience">Who is asked.</param>
/// <param name="ClosesAt">When it closes; null if it is closed by hand.</param>
internal sealed record AskPlan(PollDraft Draft, PollAudience Audience, DateTimeOffset? ClosesAt)
{
    /// <summary>How many are asked; null where that isn't known, or wasn't counted.</summary>
    public int? OnRoll { get; init; }

    /// <summary>The channel in which it is posted; null for the conversation from which it is asked.</summary>
    public KnownChannel? Channel { get; init; }

    /// <summary>When it opens; null for at once.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>How it is repeated; null for once.</summary>
    public Repetition? Repeats { get; init; }

    /// <summary>Whether those are reminded, in their own chats, who have not answered: see <see cref="AskChecking.MayRemind"/>.</summary>
    public bool SendsReminders { get; init; }

    /// <summary>Whether those who are asked may suggest further choices.</summary>
    public bool TakesSuggestions { get; init; }

    /// <summary>When it is valid and carried, and which interests matter in it.</summary>
    public VoteRules Rules { get; init; } = VoteRules.None;

    /// <summary>What it is about; null for nothing.</summary>
    public PollReference? About { get; init; }

    /// <summary>Of which ready-made set its questions are; null where they were written anew.</summary>
    public PollSet? Set { get; init; }

    /// <summary>A poll for the people of the conversation, closed by hand.</summary>
    public static AskPlan Here(PollDraft draft) => new(draft, PollAudience.Here, null);
}
