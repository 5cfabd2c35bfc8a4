using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>
/// Works on one followed calendar for a stretch of time: whatever <see cref="SyncPlan"/> says is next. Any server may take the next
/// stretch; each step is written down before the next begins, so that it goes on wherever it was killed.
/// </summary>
internal sealed class SyncCalendar(CalendarShelf shelf, CalendarReading reading, CalendarComparing comparing, CalendarSettling settling, CalendarSubscribing subscribing, CalendarReleasing releasing, CalendarSweeping sweeping, CalendarSettings settings, IRecordStore store, TimeProvider time) : IDelivery
{
    public const string Kind = "meetings.follow";

    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(2);

    /// <summary>After so long no other step is begun, so that the lease outlasts the longest.</summary>
    private static readonly TimeSpan Stretch = TimeSpan.FromSeconds(6);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        var isStopped = head.Calendar.StoppedAt is not null;
        if (!isStopped && PlanOf(head.Key, head.State, row, settings, time.GetUtcNow()).Next(head.State, time.GetUtcNow()) is SyncStep.Wait wait)
            return new Delivered.NotBefore(wait.Until);
        if (await CalendarRun.TakeAsync(store, head, cancellationToken) is not { } run)
            return new Delivered.NotBefore(time.GetUtcNow() + Breath);
        try
        {
            return isStopped ? await releasing.RunAsync(run, cancellationToken) : await WorkAsync(run, row, cancellationToken);
        }
        catch (CalendarLostException)
        {
            return new Delivered.NotBefore(time.GetUtcNow() + Breath);
        }
    }

    private async Task<Delivered> WorkAsync(CalendarRun run, Record order, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp(); // no clock by which people live: it is the lease that runs out
        await sweeping.SweepAsync(run, NightlyReading.Around(MinuteOf(run.Key), time.GetUtcNow()).Before, cancellationToken);
        await subscribing.EndOutdatedAsync(run, cancellationToken);
        while (TimeProvider.System.GetElapsedTime(started) < Stretch)
        {
            var step = PlanOf(run.Key, run.State, order, settings, time.GetUtcNow()).Next(run.State, time.GetUtcNow());
            if (step is SyncStep.Wait wait)
                return new Delivered.NotBefore(wait.Until);
            await DoAsync(run, step, order, cancellationToken);
        }

        return new Delivered.NotBefore(time.GetUtcNow());
    }

    private Task DoAsync(CalendarRun run, SyncStep step, Record order, CancellationToken cancellationToken) => step switch
    {
        SyncStep.ReadAll or SyncStep.ReadChanges => BeginAsync(run, step is SyncStep.ReadAll, order, cancellationToken),
        SyncStep.ReadOn => reading.ReadOnAsync(run, CalendarRows.WishIn(order, run.State), cancellationToken),
        SyncStep.Compare => comparing.CompareAsync(run, cancellationToken),
        SyncStep.Settle => settling.SettleAsync(run, cancellationToken),
        SyncStep.Subscribe => subscribing.SubscribeAsync(run, cancellationToken),
        SyncStep.Renew => subscribing.RenewAsync(run, cancellationToken),
        _ => subscribing.ReauthorizeAsync(run, CalendarRows.WishIn(order, run.State), cancellationToken),
    };

    private Task BeginAsync(CalendarRun run, bool isFull, Record order, CancellationToken cancellationToken)
    {
        var (wish, name) = CalendarRows.WishIn(order, run.State);
        return run.CommitAsync(run.State.Begin(isFull, wish, name, time.GetUtcNow()), [], cancellationToken);
    }

    /// <summary>What is to be done about a calendar, of which this is what was ordered; null for no order.</summary>
    internal static SyncPlan PlanOf(string key, SyncState state, Record? order, CalendarSettings settings, DateTimeOffset now)
    {
        var (before, next) = NightlyReading.Around(MinuteOf(key), now);
        return new SyncPlan(CalendarRows.WishIn(order, state).Wish, settings.NotificationsAt is not null, next, before);
    }

    /// <summary>The calendar's own minute of the night.</summary>
    internal static int MinuteOf(string key) => Keys.Hash("night", key).Aggregate(0, (sum, c) => ((sum * 31) + c) % NightlyReading.Minutes);
}
