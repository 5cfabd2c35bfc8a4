using LeadershipBot.Domain.Time;

namespace LeadershipBot.Domain.Polls;

/// <summary>When whoever asked a poll is reminded that nobody has said what came of it: everyone hears back.</summary>
public static class OutcomeReminders
{
    /// <summary>So many working days after it ended its owner is reminded.</summary>
    public const int OwnerAfterWorkingDays = 10;

    /// <summary>So many days after it ended a chair is told.</summary>
    public const int ChairAfterDays = 28;

    /// <summary>From when the owner is reminded, inclusive.</summary>
    public static DateTimeOffset OwnerAt(DateTimeOffset ended) => WorkingDays.After(ended, OwnerAfterWorkingDays);

    /// <summary>From when a chair is told, inclusive; always after the owner was reminded.</summary>
    public static DateTimeOffset ChairAt(DateTimeOffset ended) => ended.AddDays(ChairAfterDays);
}
