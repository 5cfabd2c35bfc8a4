namespace LeadershipBot.Simulator.People;

/// <summary>Those who want to hear of something, called in turn on the thread that tells it.</summary>
internal sealed class Listeners<T>
{
    private readonly Lock _gate = new();
    private Action<T>[] _all = [];

    /// <summary>Listens until the answer is disposed of.</summary>
    public IDisposable Add(Action<T> listener)
    {
        lock (_gate)
            _all = [.. _all, listener];
        return new Subscription(this, listener);
    }

    public void Tell(T what)
    {
        foreach (var listener in _all)
            listener(what);
    }

    private void Remove(Action<T> listener)
    {
        lock (_gate)
            _all = [.. _all.Where(one => one != listener)];
    }

    private sealed class Subscription(Listeners<T> listeners, Action<T> listener) : IDisposable
    {
        public void Dispose() => listeners.Remove(listener);
    }
}
