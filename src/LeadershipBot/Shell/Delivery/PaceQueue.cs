namespace LeadershipBot.Shell.Delivery;

/// <summary>Requests that wait for their turn, first come, first served. Not safe to use by several at once.</summary>
internal sealed class PaceQueue
{
    private readonly Queue<TaskCompletionSource> _requests = new();

    /// <summary>Those that were cancelled may be among them.</summary>
    public int Count => _requests.Count;

    public void Add(TaskCompletionSource request) => _requests.Enqueue(request);

    /// <summary>False where none waits.</summary>
    public bool PassFirst()
    {
        while (_requests.TryDequeue(out var request))
        {
            if (request.TrySetResult())
                return true;
        }

        return false;
    }

    public void Fail(Exception cause)
    {
        while (_requests.TryDequeue(out var request))
            request.TrySetException(cause);
    }

    public void DropCancelledFirst()
    {
        while (_requests.TryPeek(out var first) && first.Task.IsCompleted)
            _requests.Dequeue();
    }

    public void DropCancelled()
    {
        for (var left = _requests.Count; left > 0; left--)
        {
            if (_requests.Dequeue() is { Task.IsCompleted: false } waiting)
                _requests.Enqueue(waiting);
        }
    }
}
