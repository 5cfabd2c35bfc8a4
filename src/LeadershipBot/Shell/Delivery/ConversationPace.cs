using System.Collections.Concurrent;

namespace LeadershipBot.Shell.Delivery;

/// <summary>
/// Keeps what this server sends to one conversation within what Teams allows there, and lets one write go after the other:
/// Teams answers 412 to writes that meet. Conversations that have been quiet are forgotten.
/// </summary>
internal sealed class ConversationPace(TimeProvider time)
{
    /// <summary>So quiet for so long, a conversation is forgotten: even if it went on like that it would keep its limit for an hour.</summary>
    internal const int ForgottenPassesMax = 14;
    internal static readonly TimeSpan ForgottenAfter = TimeSpan.FromSeconds(31);

    /// <summary>If the write before hangs for longer, the next one goes all the same: Teams may answer 412, which is tried again.</summary>
    private static readonly TimeSpan WireWaitMax = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, ConversationLane> _lanes = new(StringComparer.Ordinal);
    private readonly long _start = time.GetTimestamp();
    private long _sweptAt = time.GetTimestamp();

    /// <summary>How many conversations are remembered.</summary>
    public int Count => _lanes.Count;

    private TimeProvider Clock => time;

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Waits until the conversation has room for one more call. That room is taken until the turn is disposed of.</summary>
    /// <param name="conversation">Its id, or that of whom a new one is to be made with.</param>
    /// <param name="isRead">Whether it changes nothing.</param>
    /// <param name="canWait">Whether nobody waits for it; one for which somebody does need not wait for one that waits for the tenant's pace.</param>
    /// <param name="waitMax">The longest wait.</param>
    /// <param name="cancellationToken">Gives up the place.</param>
    /// <returns>The turn; or null, and after how long there may be room, where that is longer than the longest wait.</returns>
    public async ValueTask<(ConversationTurn? Turn, TimeSpan Wait)> EnterAsync(string conversation, bool isRead, bool canWait, TimeSpan waitMax, CancellationToken cancellationToken)
    {
        SweepIfTime();
        var (lane, until) = (Join(conversation), Now + waitMax);
        var place = isRead ? null : lane.QueueOf(canWait);
        var (isPlaceTaken, turn) = (false, default(ConversationTurn));
        try
        {
            if (place is not null && !(isPlaceTaken = await place.EnterAsync(waitMax, time, cancellationToken)))
                return (null, TimeSpan.FromSeconds(1));
            while (true)
            {
                var now = Now;
                var wait = lane.TryTake(isRead, now);
                if (wait <= TimeSpan.Zero)
                    return (turn = new ConversationTurn(this, lane, place, isRead), TimeSpan.Zero);
                if (now + wait > until)
                    return (null, wait);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellationToken);
            }
        }
        finally
        {
            if (turn is null)
            {
                if (isPlaceTaken)
                    place!.Leave();
                lane.Leave();
            }
        }
    }

    private ConversationLane Join(string conversation)
    {
        while (true)
        {
            var lane = _lanes.GetOrAdd(conversation, static _ => new ConversationLane());
            if (lane.TryJoin())
                return lane;
        }
    }

    private void SweepIfTime()
    {
        var swept = Volatile.Read(ref _sweptAt);
        if (time.GetElapsedTime(swept) < SweepEvery || Interlocked.CompareExchange(ref _sweptAt, time.GetTimestamp(), swept) != swept)
            return;
        var now = Now;
        foreach (var (conversation, lane) in _lanes)
        {
            if (lane.TryForget(now))
                _lanes.TryRemove(conversation, out _);
        }
    }

    /// <summary>The room for one call in a conversation.</summary>
    internal sealed class ConversationTurn(ConversationPace pace, ConversationLane lane, Queueing? place, bool isRead) : IDisposable
    {
        private bool _hasBegun;
        private bool _isOnWire;

        /// <summary>To be called when the call is about to leave: a write waits for the one that is under way, but not for long.</summary>
        public async ValueTask BeginAsync(CancellationToken cancellationToken)
        {
            if (!isRead)
                _isOnWire = await lane.Wire.EnterAsync(WireWaitMax, pace.Clock, cancellationToken);
            lane.Passed(isRead, pace.Now);
            _hasBegun = true;
        }

        public void Dispose()
        {
            if (!_hasBegun)
                lane.GiveBack(isRead);
            if (_isOnWire)
                lane.Wire.Leave();
            place?.Leave();
            lane.Leave();
        }
    }
}
