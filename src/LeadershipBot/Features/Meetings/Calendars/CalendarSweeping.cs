using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>Each night the links of events that are over go, and what is known of those long past, whether Microsoft answers or not. Their meetings stay until their own time is over.</summary>
internal sealed class CalendarSweeping(CalendarShelf shelf, TimeProvider time)
{
    private const int EventsAtOnce = 90;

    /// <summary>The window is made anew each month, so that what it holds is at most so many days past.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(CalendarLimits.DaysBack + CalendarLimits.WindowDays + 1);

    /// <summary>Once after each moment of the nightly reading, where none is under way.</summary>
    /// <param name="run">The calendar.</param>
    /// <param name="nightBefore">The last such moment.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task SweepAsync(CalendarRun run, DateTimeOffset nightBefore, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (run.State.ReadAt is null || run.State.Phase is SyncPhase.Comparing or SyncPhase.Settling || (run.State.SweptAt >= nightBefore && run.State.SweptAt <= now))
            return;
        var known = new List<KnownEvent>();
        await foreach (var one in shelf.ListEventsAsync(run.Key, cancellationToken))
            known.Add(one);
        foreach (var some in OldEvents.In(known, now).Where(one => one.JoinUrl is { Length: > 0 }).Chunk(EventsAtOnce))
            await run.CommitAsync(run.State, some.Select(one => new Change.Upsert(CalendarRows.OfEvent(run.Key, one with { JoinUrl = "" }))), cancellationToken);
        foreach (var some in OldEvents.In(known, now - KeptFor).Chunk(EventsAtOnce))
            await run.CommitAsync(run.State, some.Select(one => new Change.Delete(CalendarRows.EventRow(one.Id), null)), cancellationToken);
        await run.CommitAsync(run.State with { SweptAt = now }, [], cancellationToken);
    }
}
