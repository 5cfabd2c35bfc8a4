namespace LeadershipBot.Storage;

/// <summary>
/// The limits of Azure Table storage, kept by every engine, so that what works on one works on all.
/// Source: "Understanding the Table service data model" and "Performing entity group transactions", Microsoft Learn.
/// </summary>
public static class StoreLimits
{
    /// <summary>Changes in one commit, at the most.</summary>
    public const int ChangesMax = 100;
}
