namespace LeadershipBot.Shell;

/// <summary>
/// Where many people act on one thing at once, this server takes them through one lane: what arrives while a batch is
/// being committed becomes the next batch. So they don't race one another for the same rows, and one flush serves all.
/// </summary>
/// <typeparam name="TItem">What one person wants.</typeparam>
/// <typeparam name="TResult">What one person is answered.</typeparam>
/// <param name="batchMax">How many items one batch may have at the most.</param>
/// <param name="runBatch">
/// Decides and commits one batch of the thing with this key; answers one result for each item, in their order. What it
/// throws, every item of the batch gets.
/// </param>
public sealed class Lane<TItem, TResult>(int batchMax, Func<string, IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> runBatch)
{
    private readonly Lock _door = new();
    private readonly Dictionary<string, Queue<Waiting>> _lanes = [];

    /// <summary>Waits for the turn of the item and for its result. Cancelling gives up the wait, not the work.</summary>
    public Task<TResult> RunAsync(string key, TItem item, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(item, new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_door)
        {
            if (_lanes.TryGetValue(key, out var queue))
            {
                queue.Enqueue(waiting);
                return waiting.Result.Task.WaitAsync(cancellationToken);
            }

            _lanes[key] = new Queue<Waiting>([waiting]);
        }

        _ = Task.Run(() => RunLaneAsync(key), CancellationToken.None); // every item has its own result to await
        return waiting.Result.Task.WaitAsync(cancellationToken);
    }

    private async Task RunLaneAsync(string key)
    {
        while (TakeBatch(key) is { Count: > 0 } batch)
        {
            try
            {
                var results = await runBatch(key, [.. batch.Select(w => w.Item)]);
                for (var i = 0; i < batch.Count; i++)
                    batch[i].Result.SetResult(results[i]);
            }
#pragma warning disable CA1031 // handed on to everyone who waits, not swallowed
            catch (Exception cause)
#pragma warning restore CA1031
            {
                batch.ForEach(w => w.Result.TrySetException(cause));
            }
        }
    }

    private List<Waiting> TakeBatch(string key)
    {
        lock (_door)
        {
            var queue = _lanes[key];
            var batch = new List<Waiting>(Math.Min(queue.Count, batchMax));
            while (batch.Count < batchMax && queue.TryDequeue(out var waiting))
                batch.Add(waiting);
            if (batch.Count == 0)
                _lanes.Remove(key);
            return batch;
        }
    }

    private sealed record Waiting(TItem Item, TaskCompletionSource<TResult> Result);
}
