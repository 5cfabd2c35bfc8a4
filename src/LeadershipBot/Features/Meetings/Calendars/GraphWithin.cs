using LeadershipBot.Microsoft365.Graph;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>Asks Microsoft Graph something within a limit of its own, the token included: running out of it is as if nobody answered.</summary>
internal static class GraphWithin
{
    /// <summary>While a person waits: a turn has ten seconds, and answers within three.</summary>
    public static TimeSpan APersonsPatience { get; } = TimeSpan.FromSeconds(2.5);

    /// <summary>While nobody waits, within the time that a delivery has.</summary>
    public static TimeSpan ADelivery { get; } = TimeSpan.FromSeconds(12);

    public static async Task<GraphAnswer<T>> AskAsync<T>(TimeSpan limit, Func<CancellationToken, Task<GraphAnswer<T>>> ask, CancellationToken cancellationToken)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        within.CancelAfter(limit);
        try
        {
            return await ask(within.Token).WaitAsync(within.Token); // a credential may not listen
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new GraphAnswer<T>(GraphOutcome.Unavailable);
        }
    }
}
