using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Features.Polls.Sets;

/// <summary>A ready-made set of questions, as data. Its words are keys of the text file.</summary>
/// <param name="Id">Letters: it stands in buttons and rows, and never changes its meaning.</param>
/// <param name="Version">One more whenever a question, a scale or its words change: then runs of before are compared no more.</param>
/// <param name="Title">The survey's title.</param>
/// <param name="About">What it is good for.</param>
/// <param name="Reason">Whether people may add something in words.</param>
/// <param name="Questions">2 to 10.</param>
internal sealed record ReadySet(string Id, int Version, string Title, string About, ReasonMode Reason, IReadOnlyList<SetQuestion> Questions)
{
    /// <summary>Whether it is for the people of one conversation, also where whoever asks might ask everybody.</summary>
    public bool IsForPeopleHere { get; init; }

    /// <summary>What a poll that is made of it carries.</summary>
    public PollSet Mark => new(Id, Version);
}

/// <summary>One question of a set.</summary>
/// <param name="Words">The question.</param>
/// <param name="Kind">A choice of one, or a scale from the least to the most.</param>
/// <param name="Choices">What can be answered.</param>
/// <param name="Names">What of the organisation its words name.</param>
internal sealed record SetQuestion(string Words, QuestionKind Kind, IReadOnlyList<string> Choices, params IReadOnlyList<SetName> Names);

/// <summary>A name of the organisation's own in a set's words.</summary>
internal enum SetName
{
    /// <summary><c>{organisation}</c>: its name.</summary>
    Organisation,

    /// <summary><c>{practices}</c>: what it calls its members.</summary>
    Practices,

    /// <summary><c>{body}</c>: what it calls who decides.</summary>
    Body,
}
