namespace LeadershipBot.Microsoft365.Graph;

/// <summary>What became of installing the app for somebody.</summary>
public enum InstallOutcome
{
    /// <summary>They have it now.</summary>
    Installed,

    /// <summary>They had it already.</summary>
    AlreadyThere,

    /// <summary>Their tenant has not granted the permission, or the bot has no credential there.</summary>
    NoPermission,

    /// <summary>There is no such person, or the app is not in their tenant's catalogue.</summary>
    NotFound,

    /// <summary>A policy of their tenant keeps the app from them.</summary>
    Blocked,

    /// <summary>Too many calls: see <see cref="InstallAnswer.RetryAfter"/>.</summary>
    Throttled,

    /// <summary>It was not done; trying later may help.</summary>
    Unavailable,
}

/// <summary>How a call ended.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="RetryAfter">How long Graph wants to be left alone; null if it didn't say.</param>
public sealed record InstallAnswer(InstallOutcome Outcome, TimeSpan? RetryAfter = null);
