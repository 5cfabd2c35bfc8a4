namespace LeadershipBot.Domain.Decisions;

/// <summary>What a member presses on a decision.</summary>
public enum ReactionKind
{
    /// <summary>They have read it.</summary>
    Noted,

    /// <summary>They disagree.</summary>
    Disagree,
}

/// <summary>What one member says to a decision: confidential.</summary>
/// <param name="Kind">What they pressed; null if nothing.</param>
/// <param name="Comment">What they wrote; empty if nothing.</param>
public sealed record Reaction(ReactionKind? Kind, string Comment)
{
    /// <summary>They have said nothing.</summary>
    public static Reaction None { get; } = new(null, "");

    /// <summary>Whether they wrote something that was deleted unread when it closed, since too few did.</summary>
    public bool WasCommentDeleted { get; init; }

    /// <summary>Whether they have said nothing.</summary>
    public bool IsNone => Kind is null && Comment.Length == 0;
}

/// <summary>How many said what. It may be one of several shards, or a group, that are added up.</summary>
/// <param name="People">How many have said anything.</param>
/// <param name="Noted">How many pressed Noted.</param>
/// <param name="Disagreed">How many disagree.</param>
/// <param name="Comments">How many wrote something.</param>
public sealed record ReactionTally(int People, int Noted, int Disagreed, int Comments)
{
    /// <summary>Nobody has said anything.</summary>
    public static ReactionTally Empty { get; } = new(0, 0, 0, 0);

    /// <summary>The tally after one person's reaction takes the place of what they said before.</summary>
    public ReactionTally With(Reaction before, Reaction after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new ReactionTally(
            People + One(!after.IsNone) - One(!before.IsNone),
            Noted + One(after.Kind is ReactionKind.Noted) - One(before.Kind is ReactionKind.Noted),
            Disagreed + One(after.Kind is ReactionKind.Disagree) - One(before.Kind is ReactionKind.Disagree),
            Comments + One(after.Comment.Length > 0) - One(before.Comment.Length > 0));
    }

    /// <summary>The sum of two; the order of adding doesn't matter.</summary>
    public ReactionTally Plus(ReactionTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new ReactionTally(People + other.People, Noted + other.Noted, Disagreed + other.Disagreed, Comments + other.Comments);
    }

    private static int One(bool holds) => holds ? 1 : 0;
}
