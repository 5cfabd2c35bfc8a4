using LeadershipBot.Domain.Applying;

namespace LeadershipBot.Domain.Succession;

/// <summary>What a holder says of staying. Read by the chair and whoever runs the post, and nobody else.</summary>
public enum Intention
{
    /// <summary>They have not said.</summary>
    NotSaid,

    /// <summary>They stay, and would stand again.</summary>
    Stays,

    /// <summary>They stay until the term ends, and don't stand again.</summary>
    UntilTheEnd,

    /// <summary>They may leave before it ends.</summary>
    MayLeave,

    /// <summary>They don't know.</summary>
    NotSure,
}

/// <summary>One person's time in a post.</summary>
/// <param name="Id">Lower-case letters and digits.</param>
/// <param name="Holder">Who; null where they asked to be forgotten.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day, inclusive; null where no end is known.</param>
public sealed record Tenure(string Id, Person? Holder, DateOnly From, DateOnly? Until)
{
    /// <summary>In which round of applications they were appointed; 0 where it was recorded by hand, or the place in the round was given to another.</summary>
    public int Round { get; init; }

    /// <summary>What they said of staying.</summary>
    public Intention Intention { get; init; }

    /// <summary>When they said so; null before.</summary>
    public DateOnly? IntentionOn { get; init; }

    /// <summary>When they were asked last; null before.</summary>
    public DateOnly? AskedOn { get; init; }

    /// <summary>How many months before the end the last reminder of it was; 0 before the first.</summary>
    public int RemindedMonths { get; init; }

    /// <summary>Whether somebody holds the post by it on this day.</summary>
    public bool IsHeldOn(DateOnly day) => From <= day && !(Until < day);
}
