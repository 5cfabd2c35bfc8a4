using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Delivery;

/// <summary>
/// Carries out one kind of outbox row. It may be called again for the same row, on any server: after a crash the next
/// server can't know how far the last one came.
/// </summary>
public interface IDelivery
{
    /// <param name="row">The outbox row, leased to this call.</param>
    /// <param name="table">The table in which the row lies.</param>
    /// <param name="cancellationToken">The worker's, not a request's.</param>
    Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken);
}

/// <summary>What became of a try.</summary>
public abstract record Delivered
{
    private Delivered()
    {
    }

    /// <summary>Done: the row is removed, together with the changes, in one commit.</summary>
    /// <param name="Also">Changes in the row's partition that say what was done; empty if none.</param>
    public sealed record Done(params IReadOnlyList<Change> Also) : Delivered
    {
        /// <summary>When it is done once more if something new came in meanwhile; at once, where nothing is said, since what follows waits for it.</summary>
        public TimeSpan AgainAfter { get; init; }
    }

    /// <summary>Not to be done before a time, when it is looked at again; that is no failed try.</summary>
    /// <param name="At">The time.</param>
    /// <param name="Also">Changes in the row's partition that say why; empty if none.</param>
    public sealed record NotBefore(DateTimeOffset At, params IReadOnlyList<Change> Also) : Delivered;

    /// <summary>Not done: to be tried again.</summary>
    /// <param name="Because">For the log: a reason without personal data.</param>
    /// <param name="After">When the other side asked for it; null for the usual back-off.</param>
    public sealed record Later(string Because, TimeSpan? After = null) : Delivered
    {
        /// <summary>Whether it failed; not where the other side only had to be left alone for a while.</summary>
        public bool CountsAsTry { get; init; } = true;
    }
}
