using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Delivery;

/// <summary>
/// Gives out the moments at which requests to Teams may be made, one row for each tenant, so that all servers together
/// keep one pace: a moment that was given to one server is given to no other. Several are given at once, so that a busy
/// server asks the store a few times a second and not for each request.
/// </summary>
/// <remarks>
/// Servers' clocks must agree to within a tenth of a second, as clocks that are kept by a time service do. One that is
/// far off can't stop the others: what lies further ahead than anybody may reserve is not believed. While the store
/// can't be asked, each server goes on with a tenth of the pace, so that people are still answered.
/// </remarks>
internal sealed class PaceLedger(int requestsPerSecond, IRecordStore store, TimeProvider time)
{
    public const string Table = "Pace";
    private const string Row = "next";

    /// <summary>So far ahead may moments be reserved for requests that can wait, and for those for which a person waits.</summary>
    private static readonly TimeSpan AheadMax = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AheadMaxUrgent = TimeSpan.FromMilliseconds(750);

    /// <summary>The longest time that one reservation may take up.</summary>
    private static readonly TimeSpan TakenAtOnceMax = TimeSpan.FromMilliseconds(250);

    /// <summary>What lies further ahead than this was written by a clock that is wrong.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMinutes(10);

    /// <summary>A store that takes longer is as good as none.</summary>
    private static readonly TimeSpan StoreTimeMax = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<string, Seen> _seen = new(StringComparer.Ordinal);
    private readonly TimeSpan _interval = TimeSpan.FromSeconds(1.0 / requestsPerSecond);

    /// <summary>Reserves moments for requests to the tenant; waits until there are any that near.</summary>
    /// <param name="tenantId">In lower case.</param>
    /// <param name="wanted">How many requests wait; fewer may be given.</param>
    /// <param name="isUrgent">Whether a person waits for one of them; asked again while it waits.</param>
    public async Task<PaceSlots> ReserveAsync(string tenantId, int wanted, Func<bool> isUrgent)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            using var limit = new CancellationTokenSource(StoreTimeMax);
            try
            {
                var seen = await SeeAsync(tenantId, limit.Token);
                var from = seen.FirstFree(now);
                if (from - now > (isUrgent() ? AheadMaxUrgent : AheadMax))
                {
                    await Task.Delay(LookAgainAfter, time, CancellationToken.None);
                    continue;
                }

                var count = Math.Clamp(wanted, 1, Math.Max(1, (int)(TakenAtOnceMax / _interval)));
                if (await WriteAsync(tenantId, seen with { Next = from + (count * _interval) }, limit.Token))
                    return new PaceSlots(from, _interval, count);
            }
            catch (Exception cause) when (cause is StoreUnavailableException or CommitUnconfirmedException or OperationCanceledException)
            {
                _seen.TryRemove(tenantId, out _);
                return new PaceSlots(now + (10 * _interval), _interval, 1);
            }
        }
    }

    /// <summary>Teams wants to be left alone: nobody gets a moment in that time.</summary>
    /// <exception cref="StoreUnavailableException">The others could not be told.</exception>
    /// <exception cref="CommitUnconfirmedException">Perhaps the others were not told.</exception>
    /// <exception cref="OperationCanceledException">The store took too long.</exception>
    public async Task PauseAsync(string tenantId, TimeSpan forTime)
    {
        var until = time.GetUtcNow() + (forTime < PauseMax ? forTime : PauseMax);
        using var limit = new CancellationTokenSource(StoreTimeMax);
        while (await SeeAsync(tenantId, limit.Token) is var seen && !(seen.PausedUntil >= until))
        {
            if (await WriteAsync(tenantId, seen with { PausedUntil = until }, limit.Token))
                return;
        }
    }

    /// <summary>The row as it was last seen: if it is out of date, writing it is refused.</summary>
    private async Task<Seen> SeeAsync(string tenantId, CancellationToken cancellationToken)
    {
        if (_seen.TryGetValue(tenantId, out var known))
            return known;
        var row = await store.FindAsync(Table, tenantId, Row, cancellationToken);
        return _seen[tenantId] = new Seen(row?.GetDateTimeOffset("Next"), row?.GetDateTimeOffset("PausedUntil"), row?.ETag);
    }

    private async Task<bool> WriteAsync(string tenantId, Seen wanted, CancellationToken cancellationToken)
    {
        var row = new Record(tenantId, Row) { ETag = wanted.ETag };
        if (wanted.Next is { } next)
            row["Next"] = next;
        if (wanted.PausedUntil is { } paused)
            row["PausedUntil"] = paused;
        Change change = wanted.ETag is null ? new Change.Insert(row) : new Change.Replace(row);
        if (await store.CommitAsync(Table, tenantId, [change], cancellationToken) is CommitResult.Committed { ETags: [var etag] })
        {
            _seen[tenantId] = wanted with { ETag = etag };
            return true;
        }

        _seen.TryRemove(tenantId, out _);
        return false;
    }

    private sealed record Seen(DateTimeOffset? Next, DateTimeOffset? PausedUntil, string? ETag)
    {
        public DateTimeOffset FirstFree(DateTimeOffset now)
        {
            var from = now;
            if (Next is { } next && next > from && next - now < Believed)
                from = next;
            if (PausedUntil is { } paused && paused > from && paused - now <= PauseMax)
                from = paused;
            return from;
        }
    }
}

/// <summary>Moments at which a request may be made, evenly spread.</summary>
/// <param name="From">The first.</param>
/// <param name="Interval">From one to the next.</param>
/// <param name="Count">How many; 0 for none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PaceSlots(DateTimeOffset From, TimeSpan Interval, int Count)
{
    /// <summary>Without the first.</summary>
    public PaceSlots Rest => new(From + Interval, Interval, Count - 1);
}
