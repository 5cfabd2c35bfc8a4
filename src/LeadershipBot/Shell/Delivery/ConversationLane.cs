using System.Runtime.InteropServices;

namespace LeadershipBot.Shell.Delivery;

/// <summary>The calls of one conversation: when they passed, and which write is under way.</summary>
/// <remarks>The limits are Teams' own, from Microsoft's page "Optimize your bot with rate limiting".</remarks>
internal sealed class ConversationLane
{
    private static readonly Passes.Limit[] Writes =
        [new(7, TimeSpan.FromSeconds(1)), new(8, TimeSpan.FromSeconds(2)), new(60, TimeSpan.FromSeconds(30)), new(1_800, TimeSpan.FromHours(1))];
    private static readonly Passes.Limit[] Reads =
        [new(14, TimeSpan.FromSeconds(1)), new(16, TimeSpan.FromSeconds(2)), new(120, TimeSpan.FromSeconds(30)), new(3_600, TimeSpan.FromHours(1))];

    private readonly Lock _door = new();
    private readonly Passes _writes = new(Writes);
    private readonly Passes _reads = new(Reads);
    private readonly Queueing _urgent = new();
    private readonly Queueing _others = new();
    private int _inside;
    private bool _isForgotten;

    /// <summary>At most one write is under way.</summary>
    public Queueing Wire { get; } = new();

    /// <summary>Writes wait here, those for which a person waits apart from those that can wait.</summary>
    public Queueing QueueOf(bool canWait) => canWait ? _others : _urgent;

    /// <summary>False if it was forgotten meanwhile: whoever comes must take the new one.</summary>
    public bool TryJoin()
    {
        lock (_door)
        {
            if (_isForgotten)
                return false;
            _inside++;
            return true;
        }
    }

    public void Leave()
    {
        lock (_door)
            _inside--;
    }

    /// <summary>Takes room for one call.</summary>
    /// <returns>Zero, or how long there is none.</returns>
    public TimeSpan TryTake(bool isRead, TimeSpan now)
    {
        lock (_door)
            return PassesOf(isRead).TryTake(now);
    }

    /// <summary>A call for which there was room leaves.</summary>
    public void Passed(bool isRead, TimeSpan now)
    {
        lock (_door)
            PassesOf(isRead).Pass(now);
    }

    /// <summary>A call for which there was room will not leave.</summary>
    public void GiveBack(bool isRead)
    {
        lock (_door)
            PassesOf(isRead).GiveBack();
    }

    public bool TryForget(TimeSpan now)
    {
        lock (_door)
            return _isForgotten = _inside == 0 && _writes.IsQuiet(now) && _reads.IsQuiet(now);
    }

    private Passes PassesOf(bool isRead) => isRead ? _reads : _writes;

    /// <summary>When the calls of one sort passed in the last hour.</summary>
    private sealed class Passes(Passes.Limit[] limits)
    {
        private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

        /// <summary>A call takes longer to come to Teams than another.</summary>
        private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(20);

        /// <summary>Those before wait for the tenant's pace: how soon they pass isn't known.</summary>
        private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(50);

        private List<TimeSpan>? _at;
        private int _taken;

        public TimeSpan TryTake(TimeSpan now)
        {
            var (at, wait) = (_at, TimeSpan.Zero);
            foreach (var (calls, span) in limits)
            {
                var room = calls - _taken; // of those that passed, this one must be out of the window
                if (room <= 0)
                    return LookAgainAfter;
                if (at is null || at.Count < room)
                    continue;
                var free = at[^room] + span + Margin - now;
                wait = free > wait ? free : wait;
            }

            if (wait == TimeSpan.Zero)
                _taken++;
            return wait;
        }

        public void Pass(TimeSpan now)
        {
            _taken--;
            _at ??= new List<TimeSpan>(1);
            if (_at.Count > 0 && now - _at[0] >= Longest)
                _at.RemoveAll(at => now - at >= Longest);
            _at.Add(now);
        }

        public void GiveBack() => _taken--;

        public bool IsQuiet(TimeSpan now)
            => _taken == 0 && (_at is not { Count: > 0 } at
                || (now - at[^1] > ConversationPace.ForgottenAfter && (at.Count <= ConversationPace.ForgottenPassesMax || now - at[^1] >= Longest)));

        /// <summary>At most so many calls in so long.</summary>
        [StructLayout(LayoutKind.Auto)]
        internal readonly record struct Limit(int Calls, TimeSpan Span);
    }
}
