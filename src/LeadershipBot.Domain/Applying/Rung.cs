namespace LeadershipBot.Domain.Applying;

/// <summary>The ladder to a seat, the lowest rung first.</summary>
public enum Rung
{
    /// <summary>An ask of fifteen minutes.</summary>
    Ask,

    /// <summary>To shadow a meeting.</summary>
    Shadow,

    /// <summary>A project.</summary>
    Project,

    /// <summary>An associate's post beside the governing body.</summary>
    Associate,

    /// <summary>A seat.</summary>
    Seat,
}
