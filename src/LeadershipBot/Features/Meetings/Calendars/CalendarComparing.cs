using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>Finds the events that a reading ought to have seen and didn't: they are there no more, and their meetings are looked at.</summary>
internal sealed class CalendarComparing(CalendarShelf shelf, IRecordStore store)
{
    /// <summary>Events in one commit: with a note for each and the row that fences, within what a batch holds.</summary>
    private const int EventsAtOnce = 45;

    /// <summary>Events compared in one step.</summary>
    private const int ComparedAtOnce = 2_000;

    /// <summary>So many times of series may be missing from a reading of changes at once; of more the whole window is asked.</summary>
    private const int MissingMax = 2;

    public Task CompareAsync(CalendarRun run, CancellationToken cancellationToken) => run.State.IsFull ? CompareAllAsync(run, cancellationToken) : CompareSeriesAsync(run, cancellationToken);

    private async Task CompareAllAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        var (round, changes, last, seen) = (run.State.Round, new List<Change>(), "", 0);
        // The cursor itself is passed over: row keys are compared ordinally, and no key lies between it and the one that follows.
        var range = RowRange.Prefix(CalendarRows.Event) with { From = run.State.Cursor.Length > 0 ? run.State.Cursor + "0" : CalendarRows.Event };
        await foreach (var row in store.ListAsync(CalendarRows.Table, run.Key, range, cancellationToken))
        {
            last = row.RowKey;
            if (CalendarRows.ToEvent(row) is var known && known.Round != round)
                changes.AddRange(known.IsGone ? await ForgetAsync(run.Key, known, cancellationToken) : Unseen(run.Key, known, round));
            if (changes.Count >= 2 * EventsAtOnce)
            {
                await run.CommitAsync(run.State with { Cursor = last }, changes, cancellationToken);
                changes.Clear();
            }

            if (++seen == ComparedAtOnce)
                break;
        }

        await run.CommitAsync(seen < ComparedAtOnce ? run.State.Compared() : run.State with { Cursor = last }, changes, cancellationToken);
    }

    /// <summary>
    /// A series that changed is told with all its times, and of one that was deleted nothing is said: so what wasn't told is gone. That
    /// isn't documented; where no plain time of the series was told, or several are missing, it is doubtful, and the whole window says.
    /// </summary>
    private async Task CompareSeriesAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        var (round, series, told) = (run.State.Round, new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var untold = new List<KnownEvent>();
        await foreach (var known in shelf.ListEventsAsync(run.Key, cancellationToken))
        {
            if (known.Round == round && known.Kind is EventKind.Series)
                series.Add(known.Id);
            else if (known.Round == round && known.Kind is EventKind.Occurrence)
                told.Add(known.SeriesId);
            else if (known.Round != round && known.SeriesId.Length > 0)
                untold.Add(known);
        }

        var ofThem = untold.Where(known => series.Contains(known.SeriesId)).ToList();
        var missing = ofThem.Where(known => told.Contains(known.SeriesId)).ToList();
        var isDoubtful = run.State.IsDoubtful || missing.Count < ofThem.Count || missing.Count > MissingMax;
        var changes = missing.Count > MissingMax ? [] : missing.SelectMany(known => Unseen(run.Key, known, round));
        await run.CommitAsync((run.State with { IsDoubtful = isDoubtful }).Compared(), changes, cancellationToken);
    }

    /// <summary>What was gone before is forgotten, unless its meeting still waits to be looked at since what was read was doubtful.</summary>
    private async Task<IEnumerable<Change>> ForgetAsync(string key, KnownEvent known, CancellationToken cancellationToken)
    {
        var row = CalendarRows.EventRow(known.Id);
        return await store.FindAsync(CalendarRows.Table, key, CalendarRows.ToDoRow(row, known.Kind), cancellationToken) is null ? [new Change.Delete(row, null)] : [];
    }

    private static IEnumerable<Change> Unseen(string key, KnownEvent known, int round)
    {
        var row = CalendarRows.OfEvent(key, EventMerge.Unseen(known, round));
        return [new Change.Upsert(row), new Change.Upsert(CalendarRows.OfToDo(key, row.RowKey, known.Kind))];
    }
}
