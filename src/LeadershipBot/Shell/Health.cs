using LeadershipBot.Storage;

namespace LeadershipBot.Shell;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can also do its work, which is asked of the store
/// itself each time.
/// </summary>
public static class Health
{
    private static readonly TimeSpan StoreTimeMax = TimeSpan.FromSeconds(3);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Results.Text("live"));
        endpoints.MapGet("/health/ready", async (IRecordStore store, CancellationToken gone) =>
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(gone);
            limit.CancelAfter(StoreTimeMax);
            try
            {
                await store.CheckAsync(limit.Token).WaitAsync(limit.Token);
                return Results.Text("ready");
            }
            catch (Exception cause) when (cause is StoreUnavailableException or OperationCanceledException)
            {
                return Results.Text("not ready: the store can't be reached", statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        });
    }
}
