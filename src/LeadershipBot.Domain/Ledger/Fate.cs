namespace LeadershipBot.Domain.Ledger;

/// <summary>What became of something that was raised. The first is where everything begins.</summary>
public enum Fate
{
    /// <summary>It came, and somebody will look at it.</summary>
    Heard,

    /// <summary>It is being looked at.</summary>
    Considering,

    /// <summary>Something was done about it.</summary>
    ActedOn,

    /// <summary>Nothing is done about it, for a reason that was given.</summary>
    NotActedOn,

    /// <summary>Another body has it, since it is theirs to decide.</summary>
    PassedOn,
}

/// <summary>What whoever raised something says of its fate: beside the organisation's own rate.</summary>
public enum Verdict
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>"This answers it."</summary>
    Answers,

    /// <summary>"It doesn't."</summary>
    DoesNotAnswer,
}

/// <summary>What fates are.</summary>
public static class Fates
{
    /// <summary>Whether no more is to be expected.</summary>
    public static bool IsFinal(this Fate fate) => fate is Fate.ActedOn or Fate.NotActedOn or Fate.PassedOn;
}
