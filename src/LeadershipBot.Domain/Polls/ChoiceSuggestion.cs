namespace LeadershipBot.Domain.Polls;

/// <summary>What became of a choice that somebody suggested.</summary>
public enum SuggestionState
{
    /// <summary>Nobody has decided.</summary>
    Waiting,

    /// <summary>It is a choice of the poll.</summary>
    Added,

    /// <summary>It was declined, with a reason.</summary>
    NotAdded,

    /// <summary>The poll ended before anybody decided.</summary>
    TooLate,
}

/// <summary>A further choice that somebody who is asked suggests for a poll.</summary>
/// <param name="Words">1 to <see cref="PollLimits.ChoiceCharactersMax"/> characters, in one line.</param>
/// <param name="SuggestedBy">Their object id; empty once they were forgotten.</param>
/// <param name="SuggestedByName">Their name; shown in named polls only.</param>
/// <param name="SuggestedAt">When.</param>
public sealed record ChoiceSuggestion(string Words, string SuggestedBy, string SuggestedByName, DateTimeOffset SuggestedAt)
{
    /// <summary>What became of it.</summary>
    public SuggestionState State { get; init; }

    /// <summary>Why it wasn't added; empty unless somebody declined it.</summary>
    public string Why { get; init; } = "";

    /// <summary>When that was decided; null while it waits.</summary>
    public DateTimeOffset? DecidedAt { get; init; }
}
