using System.Collections.Concurrent;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Delivery;

/// <summary>
/// Gives out the moments at which requests to Teams may be made, by one row for each tenant, so that all servers together
/// keep one pace: a moment that was given to one server is given to no other. Several are given at once, so that a busy
/// server asks the store a few times a second and not for each request.
/// </summary>
/// <remarks>
/// Servers' clocks must agree to within a hundredth of a second, as clocks that are kept by a time service do. One that
/// is far off can't stop the others: what lies further ahead than anybody may reserve is not believed. While the store
/// can't be asked, each server goes on with a tenth of the pace, so that people are still answered.
/// </remarks>
internal sealed class PaceLedger
{
    public const string Table = "Pace";

    /// <summary>
    /// Of what Teams allows. A request comes to Teams some milliseconds after its moment, one more and the next less; by
    /// what is left over here, up to 34 ms of that never make a window of one second too full.
    /// </summary>
    public const double PartUsed = 0.967;

    private const string Row = "next";

    /// <summary>So far ahead of now may moments be given, plus twice the store's time to answer.</summary>
    private static readonly TimeSpan AheadMax = TimeSpan.FromMilliseconds(100);

    /// <summary>So much further where a person waits, who thereby comes before all that can wait on other servers.</summary>
    private static readonly TimeSpan AheadMoreForUrgent = TimeSpan.FromMilliseconds(300);

    /// <summary>What lies further ahead than this was written by a clock that is wrong.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseMax = TimeSpan.FromMinutes(10);

    /// <summary>So long after a pause half the pace is kept.</summary>
    private static readonly TimeSpan SlowAfterPause = TimeSpan.FromSeconds(3);

    /// <summary>A store that takes longer is as good as none, and isn't asked again for as long.</summary>
    private static readonly TimeSpan StoreTimeMax = TimeSpan.FromSeconds(2);

    /// <summary>So long after another server was met the row is read before it is written.</summary>
    private static readonly TimeSpan OthersStayFor = TimeSpan.FromSeconds(5);

    private readonly IRecordStore _store;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Seen> _seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _othersMetAt = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _lastWithoutStore = new(StringComparer.Ordinal);
    private long? _storeFailedAt;
    private double _storeSeconds;

    public PaceLedger(int requestsPerSecond, IRecordStore store, TimeProvider time)
        => (Interval, _store, _time) = (TimeSpan.FromSeconds(1 / (PartUsed * requestsPerSecond)), store, time);

    /// <summary>From one moment to the next.</summary>
    public TimeSpan Interval { get; }

    /// <summary>So long before the last of its moments a server must ask for more, so that it has them in time.</summary>
    public TimeSpan AskAhead => TimeSpan.FromSeconds(Math.Clamp(2 * Volatile.Read(ref _storeSeconds), 0.1, 0.4));

    /// <summary>Reserves moments for requests to the tenant, if there are any near enough.</summary>
    /// <param name="tenantId">In lower case.</param>
    /// <param name="wish">What is asked for.</param>
    public async Task<PaceOffer> ReserveAsync(string tenantId, PaceWish wish)
    {
        if (_storeFailedAt is { } failed && _time.GetElapsedTime(failed) < StoreTimeMax)
            return WithoutStore(tenantId);
        using var limit = new CancellationTokenSource(StoreTimeMax);
        try
        {
            while (true)
            {
                var seen = await SeeAsync(tenantId, limit.Token);
                var now = _time.GetUtcNow();
                var (from, isSlow) = seen.FirstFree(now);
                var ahead = AskAhead + AheadMax + (wish.IsUrgent ? AheadMoreForUrgent : TimeSpan.Zero);
                if (from - now > ahead)
                    return new PaceOffer(from, Interval, 0) { LookAgainAfter = from - now - ahead };
                var interval = isSlow || wish.IsSlow ? 2 * Interval : Interval;
                var next = from + (wish.Count * interval) + (wish.MadeAlready * Interval);
                if (await WriteAsync(tenantId, seen with { Next = next }, limit.Token))
                    return new PaceOffer(from, interval, wish.Count);
            }
        }
        catch (Exception cause) when (cause is StoreUnavailableException or CommitUnconfirmedException or OperationCanceledException)
        {
            _seen.TryRemove(tenantId, out _);
            _storeFailedAt = _time.GetTimestamp();
            return WithoutStore(tenantId);
        }
    }

    /// <summary>Teams wants to be left alone: nobody gets a moment in that time.</summary>
    /// <exception cref="StoreUnavailableException">The others could not be told.</exception>
    /// <exception cref="CommitUnconfirmedException">Perhaps the others were not told.</exception>
    /// <exception cref="OperationCanceledException">The store took too long.</exception>
    public async Task PauseAsync(string tenantId, TimeSpan forTime)
    {
        var until = _time.GetUtcNow() + (forTime < PauseMax ? forTime : PauseMax);
        using var limit = new CancellationTokenSource(StoreTimeMax);
        while (await SeeAsync(tenantId, limit.Token) is var seen && !(seen.PausedUntil >= until))
        {
            if (await WriteAsync(tenantId, seen with { PausedUntil = until }, limit.Token))
                return;
        }
    }

    /// <summary>A tenth of the pace for this server alone.</summary>
    private PaceOffer WithoutStore(string tenantId)
    {
        var now = _time.GetUtcNow();
        var next = now;
        if (_lastWithoutStore.TryGetValue(tenantId, out var last) && last + (10 * Interval) > now && last - now < Believed)
            next = last + (10 * Interval);
        if (next - now > AskAhead)
            return new PaceOffer(next, Interval, 0) { LookAgainAfter = next - now - AskAhead };
        _lastWithoutStore[tenantId] = next;
        return new PaceOffer(next, Interval, 1);
    }

    /// <summary>The row as this server wrote it last, unless another server writes it, too: then as it is.</summary>
    private async Task<Seen> SeeAsync(string tenantId, CancellationToken cancellationToken)
    {
        if (_seen.TryGetValue(tenantId, out var known) && !(_othersMetAt.TryGetValue(tenantId, out var met) && _time.GetElapsedTime(met) < OthersStayFor))
            return known;
        var begun = _time.GetTimestamp();
        var row = await _store.FindAsync(Table, tenantId, Row, cancellationToken);
        Took(_time.GetElapsedTime(begun));
        return new Seen(row?.GetDateTimeOffset("Next"), row?.GetDateTimeOffset("PausedUntil"), row?.ETag);
    }

    private async Task<bool> WriteAsync(string tenantId, Seen wanted, CancellationToken cancellationToken)
    {
        var row = new Record(tenantId, Row) { ETag = wanted.ETag };
        if (wanted.Next is { } next)
            row["Next"] = next;
        if (wanted.PausedUntil is { } paused)
            row["PausedUntil"] = paused;
        Change change = wanted.ETag is null ? new Change.Insert(row) : new Change.Replace(row);
        var begun = _time.GetTimestamp();
        var result = await _store.CommitAsync(Table, tenantId, [change], cancellationToken);
        Took(_time.GetElapsedTime(begun));
        if (result is CommitResult.Committed { ETags: [var etag] })
        {
            _seen[tenantId] = wanted with { ETag = etag };
            return true;
        }

        _seen.TryRemove(tenantId, out _);
        _othersMetAt[tenantId] = _time.GetTimestamp();
        return false;
    }

    // Follows a store that becomes slow at once, and one that becomes fast again by and by.
    private void Took(TimeSpan time)
    {
        var before = Volatile.Read(ref _storeSeconds);
        Volatile.Write(ref _storeSeconds, Math.Max(time.TotalSeconds, before + ((time.TotalSeconds - before) / 20)));
    }

    private sealed record Seen(DateTimeOffset? Next, DateTimeOffset? PausedUntil, string? ETag)
    {
        /// <summary>The first moment that nobody has, and whether it comes soon after a pause.</summary>
        public (DateTimeOffset From, bool IsSlow) FirstFree(DateTimeOffset now)
        {
            var from = Next is { } next && next > now && next - now < Believed ? next : now;
            if (PausedUntil is not { } paused || paused - now > PauseMax)
                return (from, false);
            from = paused > from ? paused : from;
            return (from, from - paused < SlowAfterPause);
        }
    }
}

/// <summary>Moments that a server asks for.</summary>
/// <param name="Count">How many.</param>
/// <param name="IsUrgent">Whether a person waits for one of them.</param>
/// <param name="IsSlow">Whether half the pace is to be kept.</param>
/// <param name="MadeAlready">Requests of the last second that had no moment: room is left for them.</param>
internal sealed record PaceWish(int Count, bool IsUrgent, bool IsSlow, int MadeAlready);

/// <summary>Moments at which a request may be made, evenly spread.</summary>
/// <param name="From">The first.</param>
/// <param name="Interval">From one to the next.</param>
/// <param name="Count">How many; 0 where the next one that is free is too far away.</param>
internal sealed record PaceOffer(DateTimeOffset From, TimeSpan Interval, int Count)
{
    /// <summary>Where there is none: when to ask again.</summary>
    public TimeSpan LookAgainAfter { get; init; }

    /// <summary>Whether it was asked for because a person waits.</summary>
    public bool IsUrgent { get; init; }
}
