namespace LeadershipBot.Domain.Disclosure;

/// <summary>In whose name answers are given. Later ones are tighter.</summary>
public enum Voice
{
    /// <summary>Those who ask see who answered what.</summary>
    Named,

    /// <summary>The bot knows; readers never.</summary>
    Confidential,

    /// <summary>The storage can't tell.</summary>
    Anonymous,
}

/// <summary>Who may read results.</summary>
public enum Readers
{
    /// <summary>Everybody who is asked.</summary>
    Asked,

    /// <summary>Whoever asks, organisers and chairs.</summary>
    Leaders,
}

/// <summary>By what results are also shown, group by group. Each person stands in exactly one group.</summary>
public enum Breakdown
{
    /// <summary>Only the whole.</summary>
    None,

    /// <summary>By the locality of the person's practice; those without one are a group, too.</summary>
    Locality,

    /// <summary>By what the person is; somebody with several hats is counted under one, or all such are a group.</summary>
    Hat,

    /// <summary>By whether they declared an interest in the matter: in named asks only, since it leaves them off the roll of others.</summary>
    Conflicted,

    /// <summary>By whether the person leads the organisation: <see cref="People.Leadership"/>. Always two groups.</summary>
    Leadership,
}

/// <summary>How far an ask has come, for what of its settings may still be changed.</summary>
public enum AskProgress
{
    /// <summary>Nobody has seen it.</summary>
    Draft,

    /// <summary>It has been asked, and nobody has answered.</summary>
    Asked,

    /// <summary>Somebody has answered.</summary>
    Answered,
}

/// <summary>The bars. They are no settings.</summary>
public static class DisclosureLimits
{
    /// <summary>From so many people who answered on, scores are shown of confidential and anonymous asks, and of a group in them.</summary>
    public const int ScoresFrom = 5;

    /// <summary>From so many people who wrote a comment on, comments are shown of confidential and anonymous asks.</summary>
    public const int CommentsFrom = 10;

    /// <summary>So many must be on the roll of an anonymous ask.</summary>
    public const int AnonymousRollMin = 10;

    /// <summary>So few on the roll, and even a total that is shown says much of each.</summary>
    internal const int SmallRoll = 10;
}
