namespace LeadershipBot.Domain.Electorates;

/// <summary>How many must answer for a vote to be valid: people where these are counted, else practices.</summary>
public sealed record Quorum
{
    private Quorum(int value, bool isPerCent) => (Value, IsPerCent) = (value, isPerCent);

    /// <summary>None.</summary>
    public static Quorum None { get; } = new(0, false);

    /// <summary>The number, or the per cent of the roll.</summary>
    public int Value { get; }

    /// <summary>Whether <see cref="Value"/> is per cent of the roll.</summary>
    public bool IsPerCent { get; }

    /// <summary>So many.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one.</exception>
    public static Quorum AtLeast(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new Quorum(count, false);
    }

    /// <summary>So many of a hundred on the roll.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 1 to 100.</exception>
    public static Quorum PerCentOfRoll(int perCent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perCent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(perCent, 100);
        return new Quorum(perCent, true);
    }

    /// <summary>How many that is; a part of a person counts as one.</summary>
    /// <param name="onRoll">How many are on the roll, without those who are conflicted.</param>
    public int Needed(int onRoll) => IsPerCent ? (int)((((long)onRoll * Value) + 99) / 100) : Value;
}

/// <summary>What part of the votes cast must be in favour; abstentions are no votes cast.</summary>
public sealed record RequiredShare
{
    private RequiredShare(int parts, int of, bool isMore) => (Parts, Of, IsMore) = (parts, of, isMore);

    /// <summary>A simple majority: more than half.</summary>
    public static RequiredShare MoreThanHalf { get; } = new(1, 2, true);

    /// <summary>Two thirds or more, which no whole per cent says.</summary>
    public static RequiredShare TwoThirds { get; } = new(2, 3, false);

    /// <summary>So many parts…</summary>
    public int Parts { get; }

    /// <summary>… of so many.</summary>
    public int Of { get; }

    /// <summary>Whether it must be more than that, and not just as much.</summary>
    public bool IsMore { get; }

    /// <summary>This part or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 1 to 100.</exception>
    public static RequiredShare AtLeastPerCent(int perCent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perCent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(perCent, 100);
        return new RequiredShare(perCent, 100, false);
    }

    /// <summary>Whether so many in favour are enough. Of no votes cast none are.</summary>
    public bool IsReached(long inFavour, long cast)
    {
        var (have, needed) = (inFavour * Of, cast * Parts);
        return cast > 0 && (IsMore ? have > needed : have >= needed);
    }
}

/// <summary>What a vote decides about.</summary>
/// <param name="InFavour">The choice that carries it, as an index.</param>
/// <param name="Abstaining">The choices that are no votes cast.</param>
public sealed record Motion(int InFavour, IReadOnlySet<int> Abstaining)
{
    /// <summary>The choices of which a single vote stops it, as "block" does in a consent.</summary>
    public IReadOnlySet<int> Blocking { get; init; } = new HashSet<int>();
}

/// <summary>What came of a vote, with the numbers by which anybody can check it.</summary>
/// <param name="IsCarried">Whether it is carried: quorate, not blocked, and the share reached.</param>
/// <param name="IsQuorate">Whether enough answered; abstaining is answering.</param>
/// <param name="IsBlocked">Whether a choice was made that stops it.</param>
/// <param name="Answered">How many people or practices answered, without the conflicted.</param>
/// <param name="OnRoll">How many could, without the conflicted.</param>
/// <param name="Needed">How many had to.</param>
/// <param name="InFavour">Votes in favour, or patients of practices in favour.</param>
/// <param name="Cast">All votes cast, or patients of practices that cast one; abstentions aren't.</param>
public sealed record Outcome(bool IsCarried, bool IsQuorate, bool IsBlocked, int Answered, int OnRoll, int Needed, int InFavour, int Cast)
{
    /// <summary>Decides it.</summary>
    /// <param name="count">The votes.</param>
    /// <param name="onRoll">How many people or practices are on the roll, without those who are conflicted.</param>
    /// <param name="motion">What is decided.</param>
    /// <param name="quorum">How many must answer.</param>
    /// <param name="required">What part must be in favour.</param>
    public static Outcome Of(VoteCount count, int onRoll, Motion motion, Quorum quorum, RequiredShare required)
    {
        ArgumentNullException.ThrowIfNull(count);
        ArgumentNullException.ThrowIfNull(motion);
        ArgumentNullException.ThrowIfNull(quorum);
        ArgumentNullException.ThrowIfNull(required);
        var needed = quorum.Needed(onRoll);
        var isQuorate = count.Answered >= needed;
        var isBlocked = motion.Blocking.Any(choice => count.Counts[choice] > 0);
        var inFavour = count.Counts[motion.InFavour];
        var cast = Enumerable.Range(0, count.Counts.Count).Where(choice => !motion.Abstaining.Contains(choice)).Sum(choice => count.Counts[choice]);
        var isCarried = isQuorate && !isBlocked && required.IsReached(inFavour, cast);
        return new Outcome(isCarried, isQuorate, isBlocked, count.Answered, onRoll, needed, inFavour, cast);
    }
}
