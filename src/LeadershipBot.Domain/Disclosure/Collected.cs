namespace LeadershipBot.Domain.Disclosure;

/// <summary>How many marks a person's answer to one question sets.</summary>
public enum Marks
{
    /// <summary>Exactly one: single choice, rating, consent.</summary>
    One,

    /// <summary>At least one: several choices; or a ranking, with a count for each place of each choice.</summary>
    Several,
}

/// <summary>How far an ask is for those who read its result.</summary>
public enum Stage
{
    /// <summary>It is open, or it has closed and its owner may still extend it.</summary>
    BeforePublication,

    /// <summary>It has closed for good. What was collected doesn't change any more.</summary>
    Published,
}

/// <summary>Who wants to see a result.</summary>
public enum Reader
{
    /// <summary>Somebody who wasn't asked.</summary>
    Outsider,

    /// <summary>Somebody who is asked.</summary>
    Asked,

    /// <summary>Whoever asks, an organiser or a chair.</summary>
    Leader,
}

/// <summary>What one group answered to one question. Who skipped the question didn't answer it.</summary>
/// <param name="Name">The group's name; empty for those who belong to none, or if the ask has no breakdown.</param>
/// <param name="OnRoll">How many of it are asked; 0 if not known.</param>
/// <param name="Answered">How many people of it answered; at practice level, how many practices.</param>
/// <param name="Counts">How many marks each choice has; for a ranking, each place of each choice; empty if it takes only words.</param>
public sealed record GroupCounts(string Name, int OnRoll, int Answered, IReadOnlyList<int> Counts);

/// <summary>
/// All that was collected on one question of an ask; nothing of it is shown but through <see cref="DisclosureRule"/>.
/// The whole is the sum of the groups, and never counted in another way, so that nothing can be worked out from a
/// difference. Each person stands in exactly one group; in which one is fixed when they answer, and it must not change
/// after publication.
/// </summary>
/// <param name="Answered">How many people answered the ask at all; a question may have fewer.</param>
/// <param name="Marks">How many marks an answer sets.</param>
/// <param name="Groups">Every group of the breakdown, also those of which nobody answered, and one for people of no group; without a breakdown just one.</param>
public sealed record Collected(int Answered, Marks Marks, IReadOnlyList<GroupCounts> Groups)
{
    /// <summary>How many people wrote a comment.</summary>
    public int Comments { get; init; }

    /// <summary>
    /// Where it is reduced to what may be shown (<see cref="Kept"/>): how many groups are put together in the last one, 0 if
    /// none are; null where it stands as it was answered.
    /// </summary>
    public int? Together { get; init; }

    /// <summary>A question of an ask without a breakdown.</summary>
    public static Collected Whole(int onRoll, int answered, Marks marks, IReadOnlyList<int> counts)
        => new(answered, marks, [new GroupCounts("", onRoll, answered, counts)]);

    /// <summary>Several groups as one.</summary>
    internal static GroupCounts Sum(IReadOnlyList<GroupCounts> groups)
    {
        var counts = new int[groups.Count == 0 ? 0 : groups[0].Counts.Count];
        foreach (var group in groups)
        {
            for (var choice = 0; choice < counts.Length; choice++)
                counts[choice] += group.Counts[choice];
        }

        return new GroupCounts("", groups.Sum(group => group.OnRoll), groups.Sum(group => group.Answered), counts);
    }

    /// <summary>A result that isn't what it says would be judged wrongly: then nothing is shown at all.</summary>
    /// <exception cref="ArgumentException">Counts don't fit the number of people, or groups each other.</exception>
    internal static void Verify(Collected collected)
    {
        var groups = collected.Groups;
        if (groups.Count == 0)
            throw new ArgumentException("There is no group, not even of all.", nameof(collected));
        var choices = groups[0].Counts.Count;
        foreach (var group in groups)
        {
            var marks = group.Counts.Sum();
            if (group.Counts.Count != choices || group.Answered < 0 || group.Counts.Any(count => count < 0 || count > group.Answered))
                throw new ArgumentException($"The counts of {group.Name} don't fit the people who answered.", nameof(collected));
            if (choices > 0 && (collected.Marks is Marks.One ? marks != group.Answered : marks < group.Answered))
                throw new ArgumentException($"The marks of {group.Name} don't fit the people who answered.", nameof(collected));
        }

        var named = collected.Together > 0 ? groups.SkipLast(1).ToList() : groups; // those that are put together have no name
        if (groups.Sum(group => group.Answered) > collected.Answered || named.DistinctBy(group => group.Name).Count() != named.Count)
            throw new ArgumentException("More people answered the question than the ask, or two groups have one name.", nameof(collected));
    }
}
