namespace LeadershipBot.Domain.Anonymous;

/// <summary>What an ask needs of its anonymous box: bounds that hold for every answer that anybody may give.</summary>
/// <param name="PeopleMax">How many people may answer at the most.</param>
/// <param name="KindsMax">How many different patterns there can be at the most; <see cref="long.MaxValue"/> where that is beyond counting.</param>
/// <param name="PatternBytesMax">The longest pattern in bytes of UTF-8, from 1 to <see cref="Pattern.BytesMax"/>.</param>
/// <param name="CommentCharactersMax">The longest comment in characters (UTF-16), to 2000; 0 where there are no comments.</param>
/// <param name="Roll">Who may answer.</param>
public sealed record BoxOrder(int PeopleMax, long KindsMax, int PatternBytesMax, int CommentCharactersMax, BoxRoll Roll)
{
    /// <summary>The longest comment that an order may allow, in characters (UTF-16).</summary>
    public const int CommentCharactersLimit = 2000;

    /// <summary>The most people whom an order may allow.</summary>
    public const int PeopleLimit = 200_000;

    /// <summary>Whether every number is within its bounds.</summary>
    public bool MakesSense => PeopleMax >= 1 && KindsMax >= 1 && PatternBytesMax is >= 1 and <= Pattern.BytesMax && CommentCharactersMax is >= 0 and <= CommentCharactersLimit;
}

/// <summary>Who may put an answer into a box.</summary>
public enum BoxRoll
{
    /// <summary>Those who have a row on its roll, made before it opens.</summary>
    Listed,

    /// <summary>Whoever the asker lets through: the row is made when they answer.</summary>
    Open,

    /// <summary>The same, and the row names them by a mark that only the box's key can make: where those who answered are themselves to be known to nobody.</summary>
    Marked,
}
