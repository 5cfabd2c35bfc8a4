namespace LeadershipBot.Shell.Delivery;

/// <summary>One at a time, in the order in which they came. Costs nothing as long as nobody waits.</summary>
internal sealed class Queueing
{
    private readonly Lock _door = new();
    private Queue<TaskCompletionSource>? _waiting;
    private bool _isTaken;

    /// <summary>False after the longest wait.</summary>
    public async ValueTask<bool> EnterAsync(TimeSpan waitMax, TimeProvider time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_door)
        {
            if (!_isTaken)
                return _isTaken = true;
            (_waiting ??= new()).Enqueue(turn);
        }

        try
        {
            await turn.Task.WaitAsync(waitMax, time, cancellationToken);
            return true;
        }
        catch (Exception given) when (given is TimeoutException or OperationCanceledException)
        {
            if (!turn.TrySetCanceled(CancellationToken.None))
                Leave(); // it was given at the last moment
            return given is TimeoutException ? false : throw new OperationCanceledException(cancellationToken);
        }
    }

    public void Leave()
    {
        lock (_door)
        {
            while (_waiting is not null && _waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                    return;
            }

            _isTaken = false;
        }
    }
}
