using LeadershipBot.Simulator.Connector;

namespace LeadershipBot.Simulator.Faults;

/// <summary>What goes wrong with a call to the connector.</summary>
public enum FaultKind
{
    /// <summary>An error is answered; nothing has happened.</summary>
    Answer,

    /// <summary>The call takes effect, but an error is answered: a 5xx may have delivered.</summary>
    AnswerAfterApplying,

    /// <summary>No answer, until the caller gives up; nothing has happened.</summary>
    Hang,

    /// <summary>The connection breaks; nothing has happened.</summary>
    DropBeforeApplying,

    /// <summary>The call takes effect, and the connection breaks before the answer.</summary>
    DropAfterApplying,

    /// <summary>The answer is right, but late.</summary>
    Delay,
}

/// <summary>One thing that goes wrong.</summary>
/// <param name="Kind">What.</param>
/// <param name="Status">The HTTP status of the answers; 0 for the other kinds.</param>
/// <param name="RetryAfterSeconds">The Retry-After header; null is none.</param>
/// <param name="By">How late; zero for the other kinds. On the simulator's clock.</param>
public sealed record Fault(FaultKind Kind, int Status = 0, int? RetryAfterSeconds = null, TimeSpan By = default);

/// <summary>How activities are delivered again.</summary>
/// <param name="SameId">How many more times the very same activity comes, at once.</param>
/// <param name="NewIdAfter">After how long it comes once more with a new id and time; null is never. Teams: about 30 s.</param>
public sealed record Redelivery(int SameId = 1, TimeSpan? NewIdAfter = null);

/// <summary>
/// What goes wrong, and when: faults for the next calls of the bot to the connector, used up one by one in the order
/// in which they were written, and redelivery for activities to the bot. Safe to use from several threads.
/// </summary>
public sealed class FaultScript
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];

    /// <summary>Each activity is delivered again like this; null (the normal state) is once only.</summary>
    public Redelivery? Redelivery { get; set; }

    /// <summary>How many calls will still go wrong.</summary>
    public int Left
    {
        get
        {
            lock (_gate)
                return _entries.Sum(entry => entry.Left);
        }
    }

    /// <summary>The faults that wait for a call, in their order.</summary>
    internal IReadOnlyList<Fault> Waiting
    {
        get
        {
            lock (_gate)
                return [.. _entries.Select(entry => entry.Fault)];
        }
    }

    /// <summary>The next call that matches goes wrong; null matches every call.</summary>
    public FaultScript Next(Fault fault, Func<ConnectorRequest, bool>? which = null) => Next(1, fault, which);

    /// <summary>The next calls that match go wrong; null matches every call.</summary>
    public FaultScript Next(int calls, Fault fault, Func<ConnectorRequest, bool>? which = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, 1);
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
            _entries.Add(new(fault, which) { Left = calls });
        return this;
    }

    /// <summary>The next calls that match are answered 429.</summary>
    public FaultScript Throttle(int calls = 1, int? retryAfterSeconds = 1, Func<ConnectorRequest, bool>? which = null)
        => Next(calls, new Fault(FaultKind.Answer, 429, retryAfterSeconds), which);

    /// <summary>Nothing goes wrong any more.</summary>
    public void Clear()
    {
        lock (_gate)
            _entries.Clear();
        Redelivery = null;
    }

    internal Fault? Take(ConnectorRequest request)
    {
        lock (_gate)
        {
            var entry = _entries.Find(one => one.Which?.Invoke(request) ?? true);
            if (entry is null)
                return null;
            if (--entry.Left == 0)
                _entries.Remove(entry);
            return entry.Fault;
        }
    }

    private sealed record Entry(Fault Fault, Func<ConnectorRequest, bool>? Which)
    {
        public int Left { get; set; }
    }
}
