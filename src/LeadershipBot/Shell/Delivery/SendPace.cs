using System.Collections.Concurrent;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Delivery;

/// <summary>
/// How fast the connector is called for one tenant, by all servers together. Teams allows 50 requests a second for each
/// app and tenant, of all kinds together, and blocks bots that go over it. What a person waits for goes first, and costs
/// nothing as long as nothing else is going on.
/// </summary>
public sealed class SendPace
{
    /// <summary>In one tenant and second.</summary>
    public const int TeamsAllows = 50;

    /// <summary>How many requests of one tenant may wait on this server; the next one is refused.</summary>
    public const int WaitingMax = 10_000;

    private readonly int _requestsPerSecond;
    private readonly PaceLedger _ledger;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, PaceLane> _tenants = new(StringComparer.Ordinal);

    /// <param name="requestsPerSecond">In one tenant, over all servers that share the store; evenly spread, without bursts.</param>
    /// <param name="store">Shared with the other servers.</param>
    /// <param name="time">Real time, whatever the clock says by which people live: it is Teams that counts.</param>
    public SendPace(int requestsPerSecond, IRecordStore store, TimeProvider time)
        => (_requestsPerSecond, _ledger, _time) = (requestsPerSecond, new PaceLedger(requestsPerSecond, store, time), time);

    /// <summary>In one tenant, over all servers.</summary>
    public int RequestsPerSecond => _requestsPerSecond;

    /// <summary>Waits until one more request for the tenant may be made. One that is cancelled leaves its place to the next.</summary>
    /// <param name="tenantId">Whose limit it counts against, in any letter case; empty where it isn't known.</param>
    /// <param name="canWait">Whether nobody waits for it, as in a broadcast: then it lets all others go first.</param>
    /// <param name="cancellationToken">Gives up the place.</param>
    /// <exception cref="TimeoutException">Too many are waiting already.</exception>
    public ValueTask WaitAsync(string tenantId, bool canWait, CancellationToken cancellationToken)
        => LaneOf(tenantId).WaitAsync(canWait, Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>The same, but no longer than a while.</summary>
    /// <exception cref="TimeoutException">It would have to wait longer.</exception>
    public ValueTask WaitAsync(string tenantId, bool canWait, TimeSpan waitMax, CancellationToken cancellationToken)
        => LaneOf(tenantId).WaitAsync(canWait, waitMax, cancellationToken);

    /// <summary>For how long Teams wants to be left alone, as far as this server was told; null if it doesn't.</summary>
    public TimeSpan? PausedFor(string tenantId) => LaneOf(tenantId).PausedFor();

    /// <summary>
    /// Tells that a broadcast to the tenant is going on somewhere, on whatever server: what people wait for then asks the
    /// store for its turn, too, so that both together keep the pace. Costs nothing; to be repeated as long as it is so.
    /// </summary>
    public void ExpectBulk(string tenantId, TimeSpan forTime) => LaneOf(tenantId).ExpectBulk(forTime);

    /// <summary>How many requests for the tenant this server has let pass.</summary>
    internal long PassedFor(string tenantId) => LaneOf(tenantId).Passed;

    /// <summary>Teams said that it wants to be left alone for a while: no server calls it for this tenant until then.</summary>
    /// <exception cref="StoreUnavailableException">The other servers could not be told; each hears it from Teams itself.</exception>
    /// <exception cref="CommitUnconfirmedException">As above, perhaps.</exception>
    /// <exception cref="OperationCanceledException">As above: the store took too long.</exception>
    public Task PauseAsync(string tenantId, TimeSpan forTime)
    {
        LaneOf(tenantId).Pause(forTime);
        return _ledger.PauseAsync(KeyOf(tenantId), forTime);
    }

    private PaceLane LaneOf(string tenantId)
        => _tenants.GetOrAdd(KeyOf(tenantId), static (key, pace) => new PaceLane(key, pace._requestsPerSecond, pace._ledger, pace._time), this);

    // The key of a row: what came from outside may hold anything.
    private static string KeyOf(string tenantId) => tenantId.Length is > 0 and <= 64 && tenantId.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? tenantId.ToLowerInvariant() : "unknown";
}
