namespace LeadershipBot.Storage;

/// <summary>The store could not be asked, or refused; nothing was written. Safe to repeat.</summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The answer to a commit was lost: it may or may not have been written. Load again, then decide.</summary>
public sealed class CommitUnconfirmedException(string message, Exception? cause = null) : Exception(message, cause);
