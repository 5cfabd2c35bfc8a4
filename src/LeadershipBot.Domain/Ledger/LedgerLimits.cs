namespace LeadershipBot.Domain.Ledger;

/// <summary>How long texts on the ledger may be, and how soon people hear back.</summary>
public static class LedgerLimits
{
    /// <summary>The longest thing that is raised, in UTF-16 units.</summary>
    public const int WordsMax = 2_000;

    /// <summary>The longest answer, reason or question, in UTF-16 units.</summary>
    public const int AnswerMax = 1_000;

    /// <summary>The longest name of a body that something is passed on to, in UTF-16 units.</summary>
    public const int BodyMax = 120;

    /// <summary>Within so many working days comes the first reply.</summary>
    public const int ReplyWithinWorkingDays = 10;

    /// <summary>Within so many days comes a fate.</summary>
    public const int FateWithinDays = 28;
}
