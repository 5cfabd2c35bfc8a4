namespace LeadershipBot.Domain.Disclosure;

/// <summary>Which comments may be shown.</summary>
public enum CommentsShown
{
    /// <summary>None: it takes none, or they aren't for this reader.</summary>
    None,

    /// <summary>None yet, and not even how many there are.</summary>
    NotYet,

    /// <summary>All, with names if the ask is named; else in random order and never by group.</summary>
    All,

    /// <summary>None ever: too few people wrote one, and they are deleted.</summary>
    Deleted,
}

/// <summary>What may be shown of one question to one reader. Only <see cref="DisclosureRule"/> makes it.</summary>
public sealed class Shown
{
    internal Shown()
    {
    }

    /// <summary>How many people answered the ask; null if even that isn't for this reader.</summary>
    public int? Answered { get; internal init; }

    /// <summary>The scores of all together; null if they aren't shown.</summary>
    public ShownGroup? Whole { get; internal init; }

    /// <summary>The groups that are shown, in their order; empty if there is no breakdown.</summary>
    public IReadOnlyList<ShownGroup> Groups { get; internal init; } = [];

    /// <summary>The groups that are too small to be shown, put together; null if there are none.</summary>
    public ShownGroup? Others { get; internal init; }

    /// <summary>Which comments are shown.</summary>
    public CommentsShown Comments { get; internal init; }

    /// <summary>Whether the reader sees who answered, and what.</summary>
    public bool WhoAnsweredWhat { get; internal init; }

    /// <summary>Whether the reader sees how each practice voted.</summary>
    public bool HowPracticesVoted { get; internal init; }

    /// <summary>What isn't shown, and why.</summary>
    public IReadOnlyList<Statement> Reasons { get; internal init; } = [];
}

/// <summary>Scores that may be shown.</summary>
public sealed class ShownGroup
{
    internal ShownGroup(GroupCounts group, int groupsInIt = 1)
        => (Name, OnRoll, Answered, Counts, GroupsInIt) = (group.Name, group.OnRoll, group.Answered, group.Counts, groupsInIt);

    /// <summary>Its name; empty for all together, for the others, and for those who belong to no group.</summary>
    public string Name { get; }

    /// <summary>How many are asked; 0 if not known.</summary>
    public int OnRoll { get; }

    /// <summary>How many answered the question.</summary>
    public int Answered { get; }

    /// <summary>How many marks each choice has.</summary>
    public IReadOnlyList<int> Counts { get; }

    /// <summary>How many groups are put together in it.</summary>
    public int GroupsInIt { get; }
}
