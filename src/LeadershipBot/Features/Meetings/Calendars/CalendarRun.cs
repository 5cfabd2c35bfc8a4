using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>
/// A calendar on which this server works. Its token is one higher than that of the run before it, and every commit replaces the row
/// that holds it: a server that was taken for dead can't write any more, whatever it still believes.
/// </summary>
internal sealed class CalendarRun
{
    private readonly IRecordStore _store;
    private string? _etag;

    private CalendarRun(IRecordStore store, CalendarHead head)
        => (_store, Key, Calendar, State, _etag) = (store, head.Key, head.Calendar, head.State with { Token = head.State.Token + 1 }, head.Sync?.ETag);

    public string Key { get; }

    public FollowedCalendar Calendar { get; }

    public SyncState State { get; private set; }

    /// <summary>Whose addresses those are who are invited; null until somebody needed to know.</summary>
    public IReadOnlyDictionary<string, Domain.People.MemberId>? Addresses { get; set; }

    /// <summary>What meetings note of the run that brought them.</summary>
    public MeetingSource Source => new(Key, State.Token);

    /// <summary>Takes the calendar over from whoever had it; null where another server was faster.</summary>
    public static async Task<CalendarRun?> TakeAsync(IRecordStore store, CalendarHead head, CancellationToken cancellationToken)
    {
        var run = new CalendarRun(store, head);
        var row = SyncRow.Of(run.Key, run.State, run._etag);
        Change change = run._etag is null ? new Change.Insert(row) : new Change.Replace(row);
        if (await store.CommitAsync(CalendarRows.Table, run.Key, [change], cancellationToken) is not CommitResult.Committed { ETags: [var etag] })
            return null;
        run._etag = etag;
        return run;
    }

    /// <summary>Writes how far it is now, with what else changes, at once.</summary>
    /// <exception cref="CalendarLostException">Another server has taken it.</exception>
    /// <exception cref="StoreUnavailableException">Nothing was written.</exception>
    /// <exception cref="CommitUnconfirmedException">It may or may not have been written: take it anew.</exception>
    public async Task CommitAsync(SyncState after, IEnumerable<Change> changes, CancellationToken cancellationToken)
    {
        Change[] all = [new Change.Replace(SyncRow.Of(Key, after, _etag)), .. changes];
        if (await _store.CommitAsync(CalendarRows.Table, Key, all, cancellationToken) is not CommitResult.Committed { ETags: [var etag, ..] })
            throw new CalendarLostException(Key);
        (_etag, State) = (etag, after);
    }
}

/// <summary>Another server has taken the calendar: nothing more may be done about it here.</summary>
internal sealed class CalendarLostException(string key) : Exception($"Another server has taken {key}.");
